"""From targets to one listing: the only step that may touch the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import LeadsToConsent, UnknownFormat, UnreadableTarget, UsageError
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed
from auditor.sources.interface import Document, Fetcher, Target, TargetKind
from auditor.sources.legible import legible
from auditor.sources.local import checked, from_text, is_web_archive, read_file
from auditor.sources.merge import merge
from auditor.sources.ordering import in_order
from auditor.sources.redact import redact
from auditor.sources.registry import companions, source_for
from auditor.sources.target import classify
from auditor.sources.webpage.page_state import PAGE_TEXT
from auditor.sources.witness import Unwitnessed, Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

TARGET_CHECK = "target"
"""The check of the note that stands for a target that could not be read."""


def read(
    targets: Sequence[str],
    *,
    fetcher: Fetcher | None = None,
    stdin: str | None = None,
    witness: Witness | None = None,
    policies: bool = False,
) -> Listing:
    """Return what ``targets``, which describe one tool, say and ask for.

    Args:
        targets: Addresses, files, pasted texts, consent links, evidence bundles; "-" stands for ``stdin``.
        fetcher: Who asks the network; the guarded one of :mod:`auditor.fetch` where none is given.
            A consent link is never asked for, only read.
        stdin: What came in on standard input.
        witness: Who keeps what was read as evidence.
        policies: Whether to ask as well for the privacy policy that the listing at an address names.

    Returns:
        One listing. Where some of several targets could not be read, ``not_read`` has a note with the
        check ``target`` for each.

    Raises:
        UsageError: No target was given.
        UnreadableTarget: None of the targets could be read; the error is that of the first.
    """
    if not targets:
        raise UsageError("no target was given")
    reader = _Reader(fetcher, witness)
    outcomes = [outcome for given in targets for outcome in reader.outcomes(given, stdin)]
    if policies:
        outcomes += reader.policies([outcome for outcome in outcomes if isinstance(outcome, Listing)])
    return joined(outcomes)


def joined(outcomes: Sequence[Listing | UnreadableTarget]) -> Listing:
    """Return one listing of what was read, with a note for each target that could not be.

    The order of ``outcomes`` changes nothing in the listing but the order of those notes.

    Raises:
        UnreadableTarget: None could; the error is that of the first.
    """
    listings = [outcome for outcome in outcomes if isinstance(outcome, Listing)]
    errors = [outcome for outcome in outcomes if isinstance(outcome, UnreadableTarget)]
    if not listings:
        raise errors[0]
    merged = merge(in_order(listings))
    notes = tuple(NotAnalysed(check=TARGET_CHECK, reason=_sentence(error)) for error in errors)
    return merged.model_copy(update={"not_read": (*merged.not_read, *notes)}) if notes else merged


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
        raise UnknownFormat(N_(f"nothing here can read {document.target!r}"))
    listing = legible(source.read(document))
    if not document.damaged:
        return listing
    label = document.target
    reason = N_(f"{label!r} is a damaged archive")
    note = NotAnalysed(check=PAGE_TEXT, reason=f"{reason}.", source=0)
    return listing.model_copy(update={"not_read": (*listing.not_read, note)})


def read_address(url: str, fetcher: Callable[[], Fetcher]) -> Listing:
    """Return what an address says and asks for; ``fetcher`` is called where the network is needed.

    Raises:
        UnreadableTarget: It could not be read.
    """
    from auditor.sources import consent  # noqa: PLC0415  # needs the rule set; other targets do not

    if consent.is_consent_link(url):
        return consent.read_link(url)
    network = fetcher()
    try:
        first = network.get(url)
    except LeadsToConsent as error:
        return consent.read_link(error.url)
    return merge([read_document(first), *companions(first, network)])


class _Reader:
    """Reads targets one after the other; opens the network only when an address needs it."""

    def __init__(self, fetcher: Fetcher | None, witness: Witness | None) -> None:
        self._fetcher = fetcher
        self._witness = witness or Unwitnessed()
        self._fetched: list[Listing] = []
        """What addresses gave."""

    def outcomes(self, given: str, stdin: str | None) -> Sequence[Listing | UnreadableTarget]:
        """Return what ``given`` was read into: one outcome, or as many as a bundle has targets."""
        begun = False
        try:
            target = classify(given, stdin)
            if target.path is not None and is_web_archive(target.path):
                return self._kept(target.path)
            begun = True
            self._witness.begins(target)
            listing = self._read(target)
        except UnreadableTarget as error:
            if not begun:
                self._witness.begins(None)
            self._witness.failure(error)
            return [error]
        self._witness.listing(listing)
        if target.kind is TargetKind.URL:
            self._fetched.append(listing)
        return [listing]

    def policies(self, listings: Sequence[Listing]) -> Iterator[Listing]:
        """Yield what the privacy policies say that addresses name; ``listings`` is all that was read."""
        from auditor.sources.policy import policy_addresses, read_policy  # noqa: PLC0415  # addresses alone

        for address in policy_addresses(self._fetched, listings):
            label = redact(address)
            self._witness.begins(Target(address, TargetKind.URL, label, url=address, is_policy=True))
            policy = read_policy(address, self._network())
            self._witness.listing(policy)
            yield policy

    @staticmethod
    def _kept(path: Path) -> Sequence[Listing | UnreadableTarget]:
        from auditor.evidence import open_bundle, outcomes  # noqa: PLC0415  # only bundles need it

        return outcomes(open_bundle(path))

    def _read(self, target: Target) -> Listing:
        if target.kind is TargetKind.URL and target.url is not None:
            return read_address(target.url, self._network)
        if target.path is not None:
            return self._read_document(read_file(target, target.path))
        return self._read_text(target)

    def _read_document(self, document: Document) -> Listing:
        self._witness.document(document)
        return read_document(document)

    def _read_text(self, target: Target) -> Listing:
        line = target.given.strip()
        if line.startswith(("http://", "https://")) and "\n" not in line:
            # A consent link often comes with its scopes still parted by plain spaces.
            from auditor.sources import consent  # noqa: PLC0415  # needs the rule set; other targets do not

            if consent.is_consent_link(line):
                return consent.read_link(line)
        return self._read_document(from_text(target))

    def _network(self) -> Fetcher:
        if self._fetcher is None:
            from auditor.fetch import open_fetcher  # noqa: PLC0415  # httpx loads only when asked for

            self._fetcher = open_fetcher(keep=self._witness.exchange)
        return self._witness.network(self._fetcher)
