"""The privacy policy that a listing names: which address is asked for it, and what its answer says.

It is read for whose it is and what it promises, never for claims or access: what a maker's site offers
beside its policy is no word on this tool. A policy that is surely gone is a fact; one that could not be had
is a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from auditor.errors import UnknownFormat, UnreadableTarget
from auditor.limits import MAX_POLICIES, MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed, Observation, SourceRecord, Text, TextKind
from auditor.owners import without_dress
from auditor.sources.blob import Held, sha256_of
from auditor.sources.local import checked
from auditor.sources.record import source_record
from auditor.sources.redact import REMOVED, redact
from auditor.sources.text import PlainText
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.sources.interface import Document, Fetcher

POLICY: Final = "privacy-policy"
"""Kind of a policy that was read, and the check that stays open where it could not be."""
POLICY_GONE: Final = "privacy-policy-gone"
"""Kind of the record that there is none where the listing says."""
DEAD: Final = frozenset({"gone", "no-such-site"})
"""Failures (:class:`auditor.fetch.failures.Failure`) after which there is surely no policy: 404, 410, and a
name that nobody has. The network is up then, for the listing has just come over it."""
_READ: Final = (TextKind.TITLE, TextKind.VISIBLE, TextKind.DESCRIPTION, TextKind.META)
_UNREAD: Final = ("page-text", "texts")
"""Notes on a page after which what it does not say means nothing."""
_AROUND_A_FRAME: Final = 3_000
"""Characters up to which a page may be nothing but the surroundings of a policy that it shows in a frame."""


def policy_addresses(fetched: Sequence[Listing], listings: Sequence[Listing]) -> tuple[str, ...]:
    """Return the addresses that are asked for a policy: each once, and none that was read already.

    Args:
        fetched: What was read from addresses. Saved pages and files never cause a request.
        listings: All that was read of the tool.
    """
    named = {without_dress(listing.privacy_policy or "") for listing in fetched}
    known = {address for listing in listings for address in _own(listing)}
    asked: dict[str, str] = {}
    for listing in fetched:
        address = listing.privacy_policy or ""
        # A policy that was handed in has nothing to say on where the tool's policy is.
        if _is_whole(address) and without_dress(address) not in known and named.isdisjoint(_own(listing)):
            asked.setdefault(without_dress(address), address)
    return tuple(asked.values())[:MAX_POLICIES]


def _own(listing: Listing) -> Iterator[str]:
    yield from map(without_dress, filter(None, (listing.url, *(source.url for source in listing.sources))))


def _is_whole(address: str) -> bool:
    """Whether nothing was cut off or taken out: what we broke ourselves is no dead link."""
    try:
        known = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False
    return known and REMOVED not in address and len(address) < MAX_URL_CHARACTERS


def read_policy(address: str, fetcher: Fetcher) -> Listing:
    """Return what the policy at ``address`` says; that it is gone; or a note on why it could not be read."""
    try:
        return _listing(fetcher.get(address))
    except UnreadableTarget as error:
        return _gone(redact(address), error) if error.failure in DEAD else _not_read(str(error))


def _listing(document: Document) -> Listing:
    if document.package is not None:
        raise UnknownFormat(N_(f"{document.target!r} is no page"))
    document = checked(document)
    page = WebPage()
    read = page.read(document) if page.recognises(document) else PlainText().read(document)
    texts = [text for text in read.texts if text.kind in _READ and text.content.strip()]
    if note := _unread(read.not_read, sum(len(text.content) for text in texts)):
        return _not_read(note.reason)
    return Listing(
        kind=POLICY,
        texts=tuple(Text(content=t.content, kind=TextKind.POLICY, where=N_("privacy policy")) for t in texts),
        sources=(source_record(document, POLICY, read.sources[0].read_with),),
    )


def _unread(notes: Sequence[NotAnalysed], length: int) -> NotAnalysed | None:
    framed = ("frames",) if length < _AROUND_A_FRAME else ()
    return next((note for note in notes if note.check in (*_UNREAD, *framed)), None)


def _gone(address: str, error: UnreadableTarget) -> Listing:
    where = str(error) if error.at is None else N_(f"asked on {error.at.date()}: {error}")
    record = SourceRecord(
        target=address, kind=POLICY_GONE, url=address, retrieved_at=error.at, sha256=sha256_of(Held(b""))
    )
    observation = Observation(id="listing.privacy-policy-gone", value=address, where=where)
    return Listing(kind=POLICY_GONE, observations=(observation,), sources=(record,))


def _not_read(why: str) -> Listing:
    reason = N_(f"The privacy policy could not be read: {why.rstrip('.')}.")
    return Listing(kind=POLICY, not_read=(NotAnalysed(check=POLICY, reason=reason),))
