"""One request with all its redirects, each followed by hand so that each is checked, waited for and kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import httpx

from auditor.errors import LeadsToConsent, UnreadableTarget
from auditor.fetch.answers import MARKS_BYTES, failure, fault_of
from auditor.fetch.body import Received, unpacked
from auditor.fetch.caching import UNCHANGED, Recheck
from auditor.fetch.exchange import Exchange, kept, kept_form
from auditor.fetch.failures import Failure, failed
from auditor.fetch.taking import Taken, taken
from auditor.fetch.transport import name_of, refuse
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_REDIRECTS
from auditor.messages import N_
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from auditor.fetch.conduct import Conduct
    from auditor.fetch.deadline import Deadline

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_AS_IT_WAS: Final = frozenset({307, 308})


class Ask(NamedTuple):
    """One request, to be asked at one place or, after a redirect, at the next."""

    url: httpx.URL
    accept: str
    form: Mapping[str, str] | None
    anew: bool = False
    """Whether answers of earlier runs are left aside."""


class Hops:
    """Follows a request to its answer.

    Args:
        client: Made for this request alone.
        deadline: By which all must be done.
        conduct: What is heeded before, and kept after, each hop.
        now: The time of each exchange.
        allow_loopback: As the transport has it.
    """

    def __init__(
        self,
        client: httpx.Client,
        deadline: Deadline,
        conduct: Conduct,
        now: Callable[[], datetime],
        *,
        allow_loopback: bool,
    ) -> None:
        self._client = client
        self._deadline = deadline
        self._conduct = conduct
        self._now = now
        self._allow_loopback = allow_loopback

    def follow(self, ask: Ask) -> tuple[httpx.Response, Taken]:
        """Return the last answer and what was taken in of it."""
        for _ in range(MAX_REDIRECTS + 1):
            self._heed(ask.url)
            answer = self._ask(ask)
            if isinstance(answer, Ask):
                ask = answer
            else:
                return answer
        raise failed(Failure.ROUND, name_of(ask.url), MAX_REDIRECTS)

    def _heed(self, url: httpx.URL) -> None:
        """Refuse what is never asked; then wait, and ask the site's own rules, outside our own time."""
        if self._conduct.never_open(str(url)):
            sentence = N_(f"the consent page of {name_of(url)} is read from its link, never opened")
            raise LeadsToConsent(sentence, str(url))
        refuse(url, allow_loopback=self._allow_loopback)
        began = time.monotonic()
        self._conduct.before(str(url))
        self._deadline.excuse(time.monotonic() - began)

    def _ask(self, ask: Ask) -> Ask | tuple[httpx.Response, Taken]:
        host, recheck = name_of(ask.url), self._recheck(ask)
        method = "GET" if ask.form is None else "POST"
        headers = {"Accept": ask.accept, **({} if recheck is None else recheck.headers)}
        try:
            with self._client.stream(method, ask.url, headers=headers, data=ask.form) as response:
                received = Received(response.iter_raw(), MAX_DOCUMENT_BYTES, host)
                peer = _peer(response)  # a closed connection no longer knows
                try:
                    if recheck is not None and response.status_code == UNCHANGED:
                        holds = recheck.holds(response.headers.multi_items())
                        return self._unchanged(recheck.stored, ask.url) if holds else ask._replace(anew=True)
                    if response.status_code in _MOVED and "location" in response.headers:
                        return _next(ask, response)
                    return response, self._body(response, received, host)
                finally:
                    self._keep(ask, exchange_of(response, received, self._now(), peer))
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise failure(error, host, self._deadline) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise failed(Failure.NOWHERE, host) from error

    def _recheck(self, ask: Ask) -> Recheck | None:
        store = self._conduct.store
        if store is None or ask.form is not None or ask.anew:
            return None
        stored = store.find(str(ask.url), ask.accept)
        return None if stored is None else Recheck(stored)

    def _unchanged(self, stored: Exchange, url: httpx.URL) -> tuple[httpx.Response, Taken]:
        """Return an answer of an earlier run, of which the server says that it still holds."""
        self._conduct.keep(stored)
        request = httpx.Request("GET", url)
        response = httpx.Response(stored.status, headers=list(stored.headers), request=request)
        received = Received([stored.body], MAX_DOCUMENT_BYTES, name_of(url))
        return response, self._body(response, received, name_of(url))

    def _keep(self, ask: Ask, exchange: Exchange) -> None:
        self._conduct.keep(exchange)
        if self._conduct.store is not None and ask.form is None:
            self._conduct.store.keep(str(ask.url), ask.accept, exchange)

    def _body(self, response: httpx.Response, received: Received, host: str) -> Taken:
        start = b"" if response.is_success else _start(response, received, host)
        fault = fault_of(response, start, host, self._now())
        if fault is not None:
            raise fault
        return taken(response, received, host, self._deadline if self._conduct.packages else None)


def _start(response: httpx.Response, received: Received, host: str) -> bytes:
    """Return the beginning of a refusal. It only helps to tell a wall; faults in it do not count."""
    start = bytearray()
    try:
        encoding = response.headers.get("content-encoding", "")
        for piece in unpacked(received.pieces(), encoding, MAX_DOCUMENT_BYTES, host):
            start += piece
            if len(start) >= MARKS_BYTES:
                break
    except (UnreadableTarget, httpx.HTTPError):
        pass
    return bytes(start)


def _next(ask: Ask, response: httpx.Response) -> Ask:
    """Return what to ask after a redirect; a form is sent again only where the answer says so."""
    url = ask.url.join(response.headers["location"]).copy_with(fragment=None)
    return Ask(url, ask.accept, ask.form if response.status_code in _AS_IT_WAS else None)


def _peer(response: httpx.Response) -> str:
    """Return the internet address that answers, or "" where that is not known."""
    stream = response.extensions.get("network_stream")
    try:
        peer = None if stream is None else stream.get_extra_info("server_addr")
    except OSError:
        return ""
    return str(peer[0]) if peer else ""


def exchange_of(response: httpx.Response, received: Received, at: datetime, peer: str) -> Exchange:
    """Return what may be kept of a request and its answer."""
    request = response.request
    sent, _ = kept(request.headers.raw)
    headers, left_out = kept(response.headers.raw)
    return Exchange(
        method=request.method,
        url=redact(str(request.url)),
        sent_headers=sent,
        sent_body=kept_form(request.read(), sent),
        status=response.status_code,
        reason=response.reason_phrase,
        headers=headers,
        body=bytes(received.body),
        at=at,
        whole=received.whole,
        left_out=left_out,
        address=peer,
    )
