"""The terminal: what a reader needs first, in the order of the report, without boxes.

Words and shapes carry the meaning; colour only repeats it. Nothing that a listing holds reaches the
terminal as a control code: :mod:`auditor.formats.clean` writes such characters out.
"""

from __future__ import annotations

import io
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from auditor.formats import words
from auditor.formats.options import FormatOptions
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from auditor.formats.shown import FindingShown, ReportView
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

_PLAIN: Final = FormatOptions()
MIN_WIDTH: Final = 20
MAX_WIDTH: Final = 88
"""Longer lines are hard to read, however wide the window is."""
MAX_STEPS: Final = 6
"""Steps of advice in the short form."""
_COLOURS: Final = {
    "avoid": "bold red",
    "high-risk": "bold red",
    "caution": "bold yellow",
    "nothing-found": "bold blue",
    "not-analysed": "bold",
}
_ASCII: Final = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "‘": "'", "…": "...", "›": ">", "‹": "<", "–": "-", "·": "-"}
)

Piece = tuple[str, str, int]
"""Text, style, indent. An empty text is an empty line."""


def options_for(stream: TextIO, environment: Mapping[str, str] | None = None) -> FormatOptions:
    """Return what ``stream`` can show: plain text unless it is a terminal, and never against NO_COLOR."""
    environment = os.environ if environment is None else environment
    terminal = stream.isatty()
    colour = terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    return FormatOptions(width=width, colour=colour, shapes=encoding.startswith(("utf", "gb18030")))


@dataclass(frozen=True, slots=True)
class TerminalFormat:
    """Audits as lines of text."""

    options: FormatOptions = _PLAIN
    translations: Catalogue = ENGLISH
    name: str = "terminal"
    suffix: str = ".txt"

    @classmethod
    def for_options(cls, options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form for a terminal."""
        return cls(options, translations)

    def render(self, audit: Audit) -> str:
        """Return ``audit`` as text that fits ``options.width`` cells."""
        report = report_view(audit, self.translations)
        pieces = [*self._verdict(report), *self._reasons(report), *self._todo(report), *self._gaps(report)]
        pieces += self._more(report) if self.options.verbose else self._aside(report)
        pieces += self._end(report)
        return self._printed(pieces)

    def _say(self, message: str, **values: object) -> str:
        return self.translations.gettext(message) % values

    def _quoted(self, text: str) -> str:
        return self.translations.quoted(text)

    def _head(self, message: str) -> Iterator[Piece]:
        return _title(self._say(message))

    def _verdict(self, report: ReportView) -> Iterator[Piece]:
        glyphs = words.GLYPHS if self.options.shapes else words.PLAIN_GLYPHS
        yield (
            f"{glyphs[report.level]} {self.translations.upper(report.level_word)}",
            _COLOURS[report.level],
            0,
        )
        yield report.headline, "bold", 0
        who = [report.tool or self._say(N_("A tool without a name"))]
        who += [self._say(N_("by %(publisher)s"), publisher=report.publisher)] if report.publisher else []
        who += [f"({report.package or report.address})"] if report.package or report.address else []
        yield " ".join(who), "", 0
        read = self.translations.listed(report.read_what)
        if report.read_on:
            read = (
                self._say(N_("%(what)s, %(day)s"), what=read, day=report.read_on) if read else report.read_on
            )
        if read:
            yield self._say(N_("We read: %(what)s"), what=read), "", 0

    def _reasons(self, report: ReportView) -> Iterator[Piece]:
        yield from _title(report.reasons_head) if report.reasons else ()
        for number, reason in enumerate(report.reasons, 1):
            text = f"{reason.text} ({self._say(N_('likely'))})" if reason.likely else reason.text
            if reason.quote:
                yield f"{number}. {self._quoted(reason.quote)}", "", 0
                yield text, "", 3
            else:
                yield f"{number}. {text}", "", 0

    def _todo(self, report: ReportView) -> Iterator[Piece]:
        yield from self._head(N_("Do this"))
        yield report.do_this, "", 0
        yield from self._head(N_("What you would hand over")) if report.handed_over else ()
        for line in report.handed_over:
            yield f"- {line}", "", 0
        if report.if_installed:
            yield from _title(report.if_installed.title)
            yield from self._steps(report.if_installed.steps)

    def _steps(self, steps: tuple[str, ...]) -> Iterator[Piece]:
        """List the first steps, and in the long form all of them."""
        shown = steps if self.options.verbose or len(steps) <= MAX_STEPS + 1 else steps[:MAX_STEPS]
        for number, step in enumerate(shown, 1):
            yield f"{number}. {step}", "", 0
        if more := len(steps) - len(shown):
            told = self.translations.ngettext(
                "… and %(n)s more step in the full report", "… and %(n)s more steps in the full report", more
            )
            yield told % {"n": more}, "", 0

    def _gaps(self, report: ReportView) -> Iterator[Piece]:
        if not report.not_looked:
            return
        yield from self._head(N_("What we could not look at"))
        for gap in report.not_looked:
            yield f"- {gap.title}: {gap.reason}", "", 0

    def _aside(self, report: ReportView) -> Iterator[Piece]:
        """Name what was set aside, one line each: it stays visible in the short form too."""
        if report.set_aside or report.expired:
            yield from self._head(N_("Set aside"))
        for finding in report.set_aside:
            yield f"- {finding.title}. {self._decided(finding)}", "", 0
        yield from self._expired(report)

    def _decided(self, finding: FindingShown) -> str:
        """Return who set a finding aside, until when and why."""
        aside = finding.set_aside
        if aside is None:
            return ""
        told = {"who": aside.reviewer, "why": aside.reason, "until": aside.expires}
        return self._say(N_("Set aside by %(who)s until %(until)s: %(why)s"), **told)

    def _expired(self, report: ReportView) -> Iterator[Piece]:
        for line in report.expired:
            yield f"- {self._say(N_('Exception that has run out: %(what)s'), what=line)}", "", 0

    def _more(self, report: ReportView) -> Iterator[Piece]:
        yield from self._dials(report)
        yield from self._sets(report)
        yield from self._head(N_("Findings, worst first")) if report.findings else ()
        for finding in report.findings:
            yield from self._finding(finding)
        yield from self._head(N_("Set aside")) if report.set_aside else ()
        for finding in report.set_aside:
            yield from self._finding(finding)
        yield from self._expired(report)
        if report.instead:
            yield from _title(report.instead.title)
            yield from self._steps(report.instead.steps)
        for question, answer in report.questions:
            yield "", "", 0
            yield question, "bold", 0
            yield answer, "", 0
        yield from self._sources(report)

    def _dials(self, report: ReportView) -> Iterator[Piece]:
        yield from self._head(N_("Risk, certainty, completeness"))
        yield (
            self._say(
                N_("Risk: %(word)s, %(score)s of 100 points"), word=report.risk.word, score=report.score
            ),
            "",
            0,
        )
        if report.certainty:
            yield self._say(N_("Certainty: %(word)s"), word=report.certainty.word), "", 0
        told = self._say(
            N_("%(looked)s of %(of)s checks that apply were made"), looked=report.looked, of=report.looked_of
        )
        yield self._say(N_("Completeness: %(told)s"), told=told), "", 0

    def _sets(self, report: ReportView) -> Iterator[Piece]:
        yield from self._head(N_("It says")) if report.promises or report.purposes else ()
        rows = [(row.quote, row.title) for row in report.promises]
        rows += [(row.quote, row.title) for row in report.purposes]
        for quote, title in rows:
            yield f"- {self._quoted(quote)} ({title})", "", 0
        yield from self._head(N_("It asks for"))
        if not report.access:
            yield self._say(N_("Nothing.") if report.access_known else N_("That could not be seen.")), "", 0
        for one in report.access:
            yield f"- {one.title} [{one.danger_word}]: {one.need_word}", "", 0
            if one.gives:
                yield self._say(N_("can give: %(what)s"), what=self.translations.strung(one.gives)), "", 2

    def _finding(self, finding: FindingShown) -> Iterator[Piece]:
        yield "", "", 0
        yield f"{finding.number}. {finding.title}", "bold", 0
        yield f"{finding.category}; {finding.severity_word}; {finding.certainty_word}; {finding.rule}", "", 3
        if finding.set_aside:
            yield self._decided(finding), "", 3
        for quote in finding.quotes:
            yield f"{quote.before}{self._quoted(quote.quote)}{quote.after}".strip(), "", 3
            if quote.read_as:
                yield self._say(N_("As we read it: “%(what)s”"), what=quote.read_as), "", 3
            if quote.why:
                yield self._say(N_("Why we read it so: %(why)s"), why=quote.why), "", 3
        yield finding.explanation, "", 3
        yield self._say(N_("Do this: %(advice)s"), advice=finding.advice), "", 3
        for clause in finding.references:
            where = ", ".join(
                part for part in (clause.document, clause.section, clause.region, clause.date) if part
            )
            yield f"{where}: {clause.says}", "", 3
            yield clause.address, "", 3

    def _sources(self, report: ReportView) -> Iterator[Piece]:
        yield from self._head(N_("What was read"))
        for source in report.sources:
            yield f"{source.kind}: {source.target}", "", 0
            yield f"SHA-256 {source.sha256}", "", 2

    def _end(self, report: ReportView) -> Iterator[Piece]:
        yield "", "", 0
        rules = self._say(N_("Rules %(version)s"), version=report.rules_version)
        yield f"{rules} ({report.rules_digest[:23]})" if self.options.verbose else rules, "", 0
        if self.options.report:
            yield self._say(N_("Full report: %(path)s"), path=self.options.report), "bold", 0
        elif not self.options.verbose:
            yield self._say(N_("More: --verbose, or --format html")), "", 0

    def _printed(self, pieces: list[Piece]) -> str:
        """Wrap and style. Rich knows how wide letters are and how colours are written."""
        from rich.console import Console  # noqa: PLC0415 - slow to load, and only this form needs it
        from rich.text import Text  # noqa: PLC0415 - the same

        width = max(MIN_WIDTH, min(self.options.width, MAX_WIDTH))
        out = io.StringIO()
        console = Console(
            file=out,
            width=width,
            force_terminal=self.options.colour,
            color_system="standard" if self.options.colour else None,
            no_color=not self.options.colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        for text, style, indent in pieces:
            hang = indent + _hang(text)
            shown = (
                text
                if self.options.shapes
                else text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
            )
            for n, line in enumerate(Text(shown).wrap(console, width - hang)):
                line.rstrip()
                blank = " " * (indent if n == 0 else hang)
                console.print(Text(blank) + Text(line.plain, style=style), soft_wrap=True)
        return out.getvalue()


def _title(text: str) -> Iterator[Piece]:
    yield "", "", 0
    yield text, "bold", 0


def _hang(text: str) -> int:
    """Return how far the further lines of a list item stand in: under its first word."""
    mark, blank, _ = text.partition(" ")
    return len(mark) + 1 if blank and (mark == "-" or (mark[:-1].isdigit() and mark.endswith("."))) else 0
