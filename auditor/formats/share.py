"""A text to share: under 200 characters, the verdict first, and nothing in it that becomes a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats.clean import isolated, shorten, unlinked
from auditor.formats.summary import level_said, named, quoted
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.messages import N_
from auditor.messages.catalogue import COLON

if TYPE_CHECKING:
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.formats.shown import ReportView
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

MAX_LENGTH: Final = 199
"""Counted the way most services count, in UTF-16: an emoji is two."""
_MAX_TOOL: Final = 40
_MIN_QUOTE: Final = 16
"""A quote of fewer characters than this says nothing."""
_MAX_QUOTE: Final = 90


@dataclass(frozen=True, slots=True)
class ShareFormat:
    """Audits as one line of text."""

    translations: Catalogue = ENGLISH
    name: str = "share"
    suffix: str = ".share.txt"

    @classmethod
    def for_options(cls, _options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form in a language."""
        return cls(translations)

    def render(self, audit: Audit) -> str:
        """Return verdict, what the audit says, the tool's words and how much was looked at, as far as fits.

        What gives way is the quote first, then the sentence as a whole: half of a sentence can say the
        opposite.
        """
        report = report_view(audit, self.translations)
        tool = isolated(shorten(unlinked(named(report, self.translations)), _MAX_TOOL))
        level, colon = level_said(report, self.translations), self.translations.gettext(COLON)
        opening, gap = f"{level}{colon}{tool}.", self._gap(report)
        sentence = unlinked(report.headline)
        if _length(f"{opening} {sentence} {gap}") > MAX_LENGTH:
            sentence = ""
        core = [part for part in (opening, sentence, gap) if part]
        quote = self._quote(report, MAX_LENGTH - _length(" ".join(core)))
        if quote:
            core.insert(-1, quote)
        return " ".join(core) + "\n"

    def _gap(self, report: ReportView) -> str:
        message = N_("%(looked)s of %(of)s checks made.")
        values = {"looked": report.looked, "of": report.looked_of}
        made = self.translations.gettext(message) % values
        return f"{made} {report.read_on}." if report.read_on else made

    def _quote(self, report: ReportView, room: int) -> str:
        """Return the first words of the tool that are words, if enough of them fit into ``room``."""
        quote = next((unlinked(r.quote) for r in report.reasons if r.quote and not r.code), "")
        around = self.translations.gettext(N_("It says: %(quote)s")) % {
            "quote": quoted("", self.translations)
        }
        left = min(_MAX_QUOTE, room - _length(around) - 4)  # a blank, a full stop and two isolating marks
        while quote and _length(quote) > left and left >= _MIN_QUOTE:
            quote = shorten(quote, min(left, len(quote) - 1))
        if not quote or _length(quote) > left:
            return ""
        said = quoted(isolated(quote), self.translations)
        return self.translations.gettext(N_("It says: %(quote)s")) % {"quote": said} + "."


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
