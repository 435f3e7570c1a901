"""What a site keeps of a tool beside its pages: pictures to show, forms to take away, evidence to check.

Each file has an address that stays. Where a report was taken back, every one of them says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.evidence.public import Known, public_bundle, rules_record, veiled
from auditor.formats.badge import BadgeFormat
from auditor.formats.card import CardFormat
from auditor.formats.claimreview import ClaimReviewFormat
from auditor.formats.csv import CsvFormat
from auditor.formats.markdown import MarkdownFormat
from auditor.formats.png import png_of
from auditor.formats.sarif import SarifFormat
from auditor.formats.words import ENGLISH
from auditor.judge import audit as judge
from auditor.publish.kept_names import (
    BADGE,
    CARD,
    CARD_PNG,
    CSV,
    EVIDENCE,
    MARKDOWN,
    REVIEW,
    SARIF,
    WITHOUT_LANGUAGE,
)
from auditor.publish.taken_back import taken_back_forms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from auditor.formats.interface import Format
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, Listing
    from auditor.publish.records import Record, State
    from auditor.rulebook import Rulebook

MAX_EVIDENCE: Final = 2 * 1024 * 1024
"""Bytes of one bundle, packed, that a site offers. Most have 80 kB, nearly all of it the rules of the day."""


class Kept(NamedTuple):
    """Files of one tool."""

    files: Mapping[str, bytes]
    """By name, in the folder of the tool."""
    too_large: bool = False
    """Whether there is evidence that is over :data:`MAX_EVIDENCE`."""

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file, or "" where there is none."""
        return hashlib.sha256(self.files[name]).hexdigest() if name in self.files else ""


@dataclass(frozen=True)
class Keepsakes:
    """Makes the files.

    Args:
        rulebook: The rules of this run.
        author: Who publishes the site.
    """

    rulebook: Rulebook
    author: str
    _rules: dict[tuple[str, dt.datetime], bytes] = field(default_factory=dict)
    _newest: list[tuple[Record, Kept]] = field(default_factory=list)

    def spoken(self, record: Record, page: str, translations: Catalogue = ENGLISH) -> Kept:
        """Return what speaks a language: pictures, Markdown and markup for fact-checks.

        Args:
            record: The tool.
            page: Whole address of its page in this language.
            translations: The language.
        """
        if record.last is None:
            forms = taken_back_forms(record, translations)
            return Kept(_with_picture({n: f for n, f in forms.items() if n not in WITHOUT_LANGUAGE}))
        audit = record.last.now.as_last_seen
        made: dict[str, Format] = {
            BADGE: BadgeFormat(translations),
            CARD: CardFormat(translations),
            MARKDOWN: MarkdownFormat(translations),
            REVIEW: ClaimReviewFormat(translations, page, self.author),
        }
        return Kept(_with_picture({name: form.render(audit).encode() for name, form in made.items()}))

    def for_machines(self, record: Record) -> Kept:
        """Return what has no language: evidence, SARIF and CSV. Pages in all languages ask for it in turn."""
        if not self._newest or self._newest[0][0] is not record:
            self._newest[:] = [(record, self._for_machines(record))]
        return self._newest[0][1]

    def _for_machines(self, record: Record) -> Kept:
        if record.last is None:
            forms = taken_back_forms(record, ENGLISH)
            return Kept({name: form for name, form in forms.items() if name in WITHOUT_LANGUAGE})
        audit, evidence = record.last.now.as_last_seen, self._evidence(record, record.last)
        files = {SARIF: SarifFormat().render(audit).encode(), CSV: CsvFormat().render(audit).encode()}
        if evidence and len(evidence) <= MAX_EVIDENCE:
            files[EVIDENCE] = evidence
        return Kept(files, too_large=len(evidence) > MAX_EVIDENCE)

    def _evidence(self, record: Record, state: State) -> bytes:
        """Return a bundle out of which comes this audit, or b"" where there is none that does."""
        listing, rules, audit = record.listing(), state.now.rules, state.now.as_last_seen
        if listing is None or rules is None:
            return b""
        # The day is what counts for exceptions; another look on the same day gives the same bundle.
        day = state.seen.replace(hour=0, minute=0, second=0, microsecond=0)
        known = Known(veiled(listing, record.tool.public), audit, day)
        if known.listing != listing and not self._judged_alike(known.listing, listing, audit):
            return b""
        where = (rules.stamp.digest, day)
        if where not in self._rules:
            self._rules.clear()
            self._rules[where] = rules_record(rules, day)
        return public_bundle(known, self._rules[where])

    def _judged_alike(self, shown: Listing, listing: Listing, audit: Audit) -> bool:
        """Whether what is veiled changes nothing: tried out, by the rules of the audit or of today."""
        now = judge(shown, self.rulebook)
        return now == audit or now == judge(listing, self.rulebook)


def _with_picture(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add the card as PNG, where the machine can draw it."""
    if CARD not in files or not drawer():
        return dict(files)
    return {**files, CARD_PNG: png_of(files[CARD].decode())}


@cache
def drawer() -> str:
    """Return the version of what draws a PNG, or "" where that extra is not installed."""
    try:
        return version("resvg-py")
    except PackageNotFoundError:
        return ""
