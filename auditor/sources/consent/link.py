"""Read a consent link into a listing. The link is taken apart where it stands and never opened."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from auditor.errors import TooLarge, UnknownFormat
from auditor.limits import MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.model import RETURN_LABEL, Link, Listing, SourceRecord
from auditor.sources.consent import scopes
from auditor.sources.consent.checks import look
from auditor.sources.consent.recognise import ConsentLink, Standing, default_rulebook, may_ask, recognise
from auditor.sources.consent.seen import Seen
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.rulebook import Rulebook

KIND: Final = "consent-link"
_MOST_LINKS: Final = 2_000
_NOT_OPENED: Final = N_(
    "The link was read without opening it: what its page shows, and what the tool asks for later, "
    "was not looked at."
)


def is_consent_link(url: str, *, rulebook: Rulebook | None = None) -> bool:
    """Whether ``url`` asks for consent: on a provider's own page, or on one that looks like it.

    Blanks of a template (``{$client_key}``, ``${…}``) are no obstacle. Never raises.

    Args:
        url: Any string.
        rulebook: Whose providers count; the shipped rules where none is given.
    """
    if not may_ask(url):
        return False
    book = rulebook or default_rulebook()
    return recognise(url, book.providers.values()) is not None


def consent_links_in(urls: Iterable[str], *, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Return those of ``urls``, as they stand, that ask for consent: each once, in order.

    Only the first 2,000 that could be such links are looked at; no honest page has more.
    """
    candidates = [url for url in dict.fromkeys(urls) if may_ask(url)][:_MOST_LINKS]
    return tuple(url for url in candidates if is_consent_link(url, rulebook=rulebook))


def read_link(url: str, *, rulebook: Rulebook | None = None) -> Listing:
    """Return what the consent link ``url`` says and asks for, without asking anybody.

    ``links`` holds the addresses that the user is sent back to. Texts, name and address of the tool do
    not stand in such a link. Nothing in the listing carries a code, token, secret or state value.

    Raises:
        TooLarge: It is longer than :data:`auditor.limits.MAX_URL_CHARACTERS`.
        UnknownFormat: It is no consent link.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise TooLarge(N_(f"the link is longer than {MAX_URL_CHARACTERS:,} characters"))
    book = rulebook or default_rulebook()
    link = recognise(url, book.providers.values())
    if link is None:
        raise UnknownFormat(N_(f"{redact(url)[:120]!r} is no consent link"))
    link = _settled(link, book)
    seen = Seen()
    redirects = look(link, book.providers.values(), seen)
    access = scopes.requests(link, book.access, seen)
    seen.note("consent-page", _NOT_OPENED)
    return Listing(
        kind=KIND,
        access=access,
        links=tuple(Link(url=redact(address), label=RETURN_LABEL) for address in redirects),
        observations=tuple(seen.observations.values()),
        not_read=tuple(note for note in seen.notes.values() if note != access),
        sources=(_record(url),),
    )


def _settled(link: ConsentLink, book: Rulebook) -> ConsentLink:
    """Return ``link`` without the provider that its page only resembles, unless it asks for its scopes."""
    if link.standing is not Standing.SHAPE or scopes.asks_for_known(link, book.access):
        return link
    return link._replace(provider=None, page=None, standing=Standing.UNKNOWN)


def _record(url: str) -> SourceRecord:
    shown = redact(url)
    # Over the link as it may be shown and kept, so that whoever holds that can check it.
    digest = hashlib.sha256(shown.encode()).hexdigest()
    return SourceRecord(target=shown, kind=KIND, url=shown, sha256=digest, read_with=N_("the link itself"))
