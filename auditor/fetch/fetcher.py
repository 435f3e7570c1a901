"""Ask the network for one document, within bounds.

Whoever wants more (robots.txt, a cache, another try) wraps a fetcher in a class of the same protocol,
:class:`auditor.sources.Fetcher`, and leaves this one as it is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Final, NamedTuple

import httpx

from auditor import __version__
from auditor.errors import FetchError, LeadsToConsent, TooLarge
from auditor.fetch.addresses import system_resolver
from auditor.fetch.answers import MARKS_BYTES, failure, fault_of, refuse_bytes, refuse_type
from auditor.fetch.body import ENCODINGS, Received, unpacked
from auditor.fetch.deadline import Deadline
from auditor.fetch.exchange import Exchange, kept, kept_form
from auditor.fetch.transport import GuardedBackend, GuardedTransport, name_of
from auditor.limits import CONNECT_SECONDS, FETCH_SECONDS, MAX_DOCUMENT_BYTES, MAX_REDIRECTS
from auditor.sources.interface import ACCEPT_PAGES, Document
from auditor.sources.redact import redact

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping

    from auditor.fetch.addresses import Resolver

USER_AGENT: Final = f"saveraudit/{__version__}"
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_AS_IT_WAS: Final = frozenset({307, 308})
_SNIFFED: Final = 1024
_SHOWN: Final = 120
"""Characters of an address that an error repeats."""


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom to trust. Reading that list takes longer than many a page, so it is read once."""
    return httpx.create_ssl_context(trust_env=False)


class _Ask(NamedTuple):
    """One request, to be asked at one place or, after a redirect, at the next."""

    url: httpx.URL
    accept: str
    form: Mapping[str, str] | None


class GuardedFetcher:
    """Fetches public pages: see :mod:`auditor.limits` for the bounds. Keeps no cookies and no connections.

    Args:
        resolver: Looks names up; the operating system where none is given.
        now: The time that documents carry.
        never_open: Tells consent links, which are read and never opened, wherever they are met.
        keep: Is handed every request with its answer, redirects and refusals too, as evidence.
        allow_loopback: For tests alone: also asks this very machine, on any port.
    """

    def __init__(
        self,
        *,
        resolver: Resolver = system_resolver,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(microsecond=0),
        never_open: Callable[[str], bool] = lambda _: False,
        keep: Callable[[Exchange], None] | None = None,
        allow_loopback: bool = False,
    ) -> None:
        self._resolver = resolver
        self._never_open = never_open
        self._now = now
        self._keep = keep
        self._allow_loopback = allow_loopback

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Return what ``url`` answers.

        Raises:
            BlockedAddress: It, or where it leads, is not to be asked.
            LeadsToConsent: It is a consent link, or leads to one.
            NotFound: It answered 404 or 410.
            Walled: A login or a check against robots stands before it.
            FetchError: It answered with another fault, or not at all.
            TooLarge: The answer is over the bound.
            UnknownFormat: The answer is no text.
        """
        return self._fetch(url, accept, None)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answers to a form. Raises as :meth:`get` does."""
        return self._fetch(url, ACCEPT_PAGES, form)

    def _fetch(self, url: str, accept: str, form: Mapping[str, str] | None) -> Document:
        deadline = Deadline(FETCH_SECONDS)
        with self._client(deadline) as client:
            hops = _Hops(client, deadline, self._never_open, self._witness)
            response, body = hops.follow(_Ask(_parsed(url), accept, form))
        shown = redact(url)
        return Document(
            target=shown,
            body=body,
            url=shown,
            final_url=redact(str(response.url)),
            media_type=_media_type(response),
            charset=response.charset_encoding,
            retrieved_at=self._now(),
        )

    def _witness(self, response: httpx.Response, received: Received) -> None:
        if self._keep is not None:
            self._keep(_exchange(response, received, self._now()))

    def _client(self, deadline: Deadline) -> httpx.Client:
        """Return a client for one request: no cookies, no proxies, nothing out of the environment."""
        backend = GuardedBackend(self._resolver, deadline, allow_loopback=self._allow_loopback)
        return httpx.Client(
            transport=GuardedTransport(backend, _certificates(), allow_loopback=self._allow_loopback),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={
                "User-Agent": USER_AGENT,
                "Accept-Encoding": ENCODINGS,
                "Accept-Language": "en,*;q=0.5",
            },
            timeout=CONNECT_SECONDS,
            follow_redirects=False,
            trust_env=False,
        )


class _Hops:
    """One request with all its redirects, each followed by hand so that each is checked."""

    def __init__(
        self,
        client: httpx.Client,
        deadline: Deadline,
        never_open: Callable[[str], bool],
        witness: Callable[[httpx.Response, Received], None],
    ) -> None:
        self._client = client
        self._deadline = deadline
        self._never_open = never_open
        self._witness = witness

    def follow(self, ask: _Ask) -> tuple[httpx.Response, bytes]:
        """Return the last answer and its body."""
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(ask)
            if isinstance(answer, _Ask):
                ask = answer
            else:
                return answer
        raise FetchError(
            f"{name_of(ask.url)} leads on from address to address, more than {MAX_REDIRECTS} times"
        )

    def _ask(self, ask: _Ask) -> _Ask | tuple[httpx.Response, bytes]:
        host = name_of(ask.url)
        if self._never_open(str(ask.url)):
            raise LeadsToConsent(
                f"the consent page of {host} is read from its link, never opened", str(ask.url)
            )
        method = "GET" if ask.form is None else "POST"
        try:
            with self._client.stream(
                method, ask.url, headers={"Accept": ask.accept}, data=ask.form
            ) as response:
                received = Received(response.iter_raw(), MAX_DOCUMENT_BYTES, host)
                try:
                    if response.status_code in _MOVED and "location" in response.headers:
                        return _next(ask, response)
                    return response, self._body(response, received, host)
                finally:
                    self._witness(response, received)
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise failure(error, host, self._deadline) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchError(f"{host} leads to something that is no address") from error

    def _body(self, response: httpx.Response, received: Received, host: str) -> bytes:
        if not response.is_success:
            self._refused(response, received, host)
        fault = fault_of(response, b"", host)
        if fault is not None:
            raise fault
        refuse_type(_media_type(response), host)
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > MAX_DOCUMENT_BYTES:
            raise TooLarge(f"the answer of {host} is larger than {MAX_DOCUMENT_BYTES // 1024**2} MB")
        body = bytearray()
        for piece in _pieces(response, received, host):
            if len(body) < _SNIFFED:
                refuse_bytes(bytes(body) + piece[:_SNIFFED], host)
            body += piece
        return bytes(body)

    @staticmethod
    def _refused(response: httpx.Response, received: Received, host: str) -> None:
        """Raise what a refusal means. Its body only helps to tell a wall; faults in it do not count."""
        start = bytearray()
        try:
            for piece in _pieces(response, received, host):
                start += piece
                if len(start) >= MARKS_BYTES:
                    break
        except (TooLarge, FetchError, httpx.HTTPError):
            pass
        fault = fault_of(response, bytes(start), host)
        if fault is not None:
            raise fault


def _pieces(response: httpx.Response, received: Received, host: str) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "")
    return unpacked(received.pieces(), encoding, MAX_DOCUMENT_BYTES, host)


def _exchange(response: httpx.Response, received: Received, at: datetime) -> Exchange:
    """Return what may be kept of a request and its answer."""
    request = response.request
    sent, _ = kept(request.headers.raw)
    headers, left_out = kept(response.headers.raw)
    stream = response.extensions.get("network_stream")
    peer = None if stream is None else stream.get_extra_info("server_addr")
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
        address=str(peer[0]) if peer else "",
    )


def _next(ask: _Ask, response: httpx.Response) -> _Ask:
    """Return what to ask after a redirect; a form is sent again only where the answer says so."""
    url = ask.url.join(response.headers["location"]).copy_with(fragment=None)
    return _Ask(url, ask.accept, ask.form if response.status_code in _AS_IT_WAS else None)


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        _ = parsed.host  # decodes letters of other scripts, which may be no letters at all
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            f"{redact(url)[:_SHOWN]!r} is no address that can be asked",
            hint="Check the address for a typing mistake.",
        ) from error
    return parsed


def _media_type(response: httpx.Response) -> str:
    said: str = response.headers.get("content-type", "")
    return said.partition(";")[0].strip().lower()
