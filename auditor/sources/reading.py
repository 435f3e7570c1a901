"""From targets to one listing: the only step that may touch the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import LeadsToConsent, UnknownFormat, UnreadableTarget, UsageError
from auditor.model import Listing, NotAnalysed
from auditor.sources.consent.redirects import RETURN_LABEL, unrelated_redirects
from auditor.sources.interface import Document, Fetcher, Target, TargetKind
from auditor.sources.local import checked, from_text, read_file
from auditor.sources.merge import merge
from auditor.sources.registry import companions, source_for
from auditor.sources.target import classify

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGET_CHECK = "target"
"""The check of the note that stands for a target that could not be read."""


def read(targets: Sequence[str], *, fetcher: Fetcher | None = None, stdin: str | None = None) -> Listing:
    """Return what ``targets``, which describe one tool, say and ask for.

    Args:
        targets: Addresses, files, pasted texts, consent links; "-" stands for ``stdin``.
        fetcher: Who asks the network; the guarded one of :mod:`auditor.fetch` where none is given.
            A consent link is never asked for, only read.
        stdin: What came in on standard input.

    Returns:
        One listing. Where some of several targets could not be read, ``not_read`` has a note with the
        check ``target`` for each.

    Raises:
        UsageError: No target was given.
        UnreadableTarget: None of the targets could be read; the error is that of the first.
    """
    if not targets:
        raise UsageError("no target was given")
    reader = _Reader(fetcher)
    listings: list[Listing] = []
    errors: list[tuple[str, UnreadableTarget]] = []
    for given in targets:
        try:
            listings.append(reader.read(classify(given, stdin)))
        except UnreadableTarget as error:
            errors.append((given, error))
    if not listings:
        raise errors[0][1]
    merged = _with_redirects(merge(listings))
    notes = tuple(NotAnalysed(check=TARGET_CHECK, reason=_sentence(error)) for _, error in errors)
    return merged.model_copy(update={"not_read": (*merged.not_read, *notes)}) if notes else merged


def _with_redirects(listing: Listing) -> Listing:
    """Note where consent links lead that is not the tool's own, which shows only beside its listing."""
    if not any(link.label == RETURN_LABEL for link in listing.links):
        return listing
    known = {(o.id, o.value) for o in listing.observations}
    new = tuple(o for o in unrelated_redirects(listing) if (o.id, o.value) not in known)
    return listing.model_copy(update={"observations": (*listing.observations, *new)})


def _sentence(error: UnreadableTarget) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def read_document(document: Document) -> Listing:
    """Return what one document, already at hand, says and asks for. Pure.

    Raises:
        UnreadableTarget: There is nothing in it that could be audited.
    """
    document = checked(document)
    source = source_for(document)
    if source is None:
        raise UnknownFormat(f"nothing here can read {document.target!r}")
    return source.read(document)


class _Reader:
    """Reads targets one after the other; opens the network only when an address needs it."""

    def __init__(self, fetcher: Fetcher | None) -> None:
        self._fetcher = fetcher

    def read(self, target: Target) -> Listing:
        if target.kind is TargetKind.URL and target.url is not None:
            return self._read_url(target.url)
        if target.path is not None:
            return read_document(read_file(target, target.path))
        return self._read_text(target)

    def _read_text(self, target: Target) -> Listing:
        line = target.given.strip()
        if line.startswith(("http://", "https://")) and "\n" not in line:
            # A consent link often comes with its scopes still parted by plain spaces.
            from auditor.sources import consent  # noqa: PLC0415  # needs the rule set; other targets do not

            if consent.is_consent_link(line):
                return consent.read_link(line)
        return read_document(from_text(target))

    def _read_url(self, url: str) -> Listing:
        from auditor.sources import consent  # noqa: PLC0415  # needs the rule set; other targets do not

        if consent.is_consent_link(url):
            return consent.read_link(url)
        fetcher = self._network()
        try:
            first = fetcher.get(url)
        except LeadsToConsent as error:
            return consent.read_link(error.url)
        return merge([read_document(first), *companions(first, fetcher)])

    def _network(self) -> Fetcher:
        if self._fetcher is None:
            from auditor.fetch import open_fetcher  # noqa: PLC0415  # httpx loads only when asked for

            self._fetcher = open_fetcher()
        return self._fetcher
