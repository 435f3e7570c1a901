"""Ask the network for one document, within bounds.

Its :class:`~auditor.fetch.conduct.Conduct` says what is heeded before each hop and kept after it. Whoever
wants more wraps a fetcher in a class of the same protocol, :class:`auditor.sources.Fetcher`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Final

import httpx

from auditor.errors import UnreadableTarget
from auditor.fetch.addresses import system_resolver
from auditor.fetch.body import ENCODINGS
from auditor.fetch.conduct import Conduct
from auditor.fetch.deadline import Deadline
from auditor.fetch.failures import Failure, failed
from auditor.fetch.hops import Ask, Hops
from auditor.fetch.taking import media_type
from auditor.fetch.transport import GuardedBackend, GuardedTransport
from auditor.limits import CONNECT_SECONDS, FETCH_SECONDS
from auditor.sources.interface import ACCEPT_PAGES, Document
from auditor.sources.redact import redact

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    from auditor.fetch.addresses import Resolver
    from auditor.fetch.taking import Taken

_SHOWN: Final = 120
"""Characters of an address that an error repeats."""


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom to trust. Reading that list takes longer than many a page, so it is read once."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedFetcher:
    """Fetches public pages: see :mod:`auditor.limits` for the bounds. Keeps no cookies and no connections.

    Args:
        resolver: Looks names up; the operating system where none is given.
        now: The time that documents carry.
        conduct: What it never opens, what it heeds, what it keeps.
        allow_loopback: For tests alone: also asks this very machine, on any port.
    """

    def __init__(
        self,
        *,
        resolver: Resolver = system_resolver,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(microsecond=0),
        conduct: Conduct | None = None,
        allow_loopback: bool = False,
    ) -> None:
        self._resolver = resolver
        self._conduct = conduct or Conduct()
        self._now = now
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
            UnknownFormat: The answer is no text, nor a package where such are wanted.
        """
        return self._fetch(url, accept, None)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answers to a form. Raises as :meth:`get` does."""
        return self._fetch(url, ACCEPT_PAGES, form)

    def _fetch(self, url: str, accept: str, form: Mapping[str, str] | None) -> Document:
        try:
            response, taken = self._followed(Ask(_parsed(url), accept, form))
        except UnreadableTarget as error:
            error.at = error.at or self._now()
            raise
        shown = redact(url)
        return Document(
            target=shown,
            body=taken.body,
            package=taken.package,
            url=shown,
            final_url=redact(str(response.url)),
            media_type=media_type(response),
            charset=response.charset_encoding,
            retrieved_at=self._now(),
        )

    def _followed(self, ask: Ask) -> tuple[httpx.Response, Taken]:
        deadline = Deadline(self._conduct.seconds or FETCH_SECONDS)
        with self._client(deadline) as client:
            hops = Hops(client, deadline, self._conduct, self._now, allow_loopback=self._allow_loopback)
            return hops.follow(ask)

    def _client(self, deadline: Deadline) -> httpx.Client:
        """Return a client for one request: no cookies, no proxies, nothing out of the environment."""
        backend = GuardedBackend(self._resolver, deadline, allow_loopback=self._allow_loopback)
        return httpx.Client(
            transport=GuardedTransport(backend, _certificates(), allow_loopback=self._allow_loopback),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={
                "User-Agent": self._conduct.agent,
                "Accept-Encoding": ENCODINGS,
                "Accept-Language": "en,*;q=0.5",
            },
            timeout=CONNECT_SECONDS,
            follow_redirects=False,
            trust_env=False,
        )


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        _ = parsed.host  # decodes letters of other scripts, which may be no letters at all
    except (httpx.InvalidURL, ValueError) as error:
        raise failed(Failure.NO_ADDRESS, "", repr(redact(url)[:_SHOWN])) from error
    return parsed
