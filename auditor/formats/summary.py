"""The whole report in a few sentences, for forms that have little room: verdict, reasons, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.formats.clean import shorten
from auditor.messages import N_
from auditor.messages.catalogue import COLON
from auditor.model import Level

if TYPE_CHECKING:
    from auditor.formats.shown import ReasonShown, ReportView
    from auditor.messages.catalogue import Catalogue

_WITHOUT_WARNING: Final = (Level.NOTHING_FOUND, Level.NOT_ANALYSED)
MAX_QUOTED: Final = 160
"""Characters of a quote in a summary."""


def quoted(text: str, translations: Catalogue) -> str:
    """Return ``text`` in quotation marks of the report's language."""
    return translations.gettext(N_("“%(quote)s”")) % {"quote": text}


def named(report: ReportView, translations: Catalogue) -> str:
    """Return the tool's name, or that it has none."""
    return report.tool or translations.gettext(N_("A tool without a name"))


def level_said(report: ReportView, translations: Catalogue) -> str:
    """Return the level in words; one that rests on what is only likely says so wherever it stands."""
    if report.certainty and report.certainty.filled < report.certainty.of:
        return f"{report.level_word} ({translations.gettext(N_('likely'))})"
    return report.level_word


def reasoned(reason: ReasonShown, translations: Catalogue) -> str:
    """Return a reason with its quote; what is only likely says so."""
    text = reason.text.rstrip(".")
    if reason.likely:
        text = f"{text} ({translations.gettext(N_('likely'))})"
    if reason.quote:
        text = f"{text}{translations.gettext(COLON)}{quoted(shorten(reason.quote, MAX_QUOTED), translations)}"
    return f"{text}."


def _reasons(report: ReportView, translations: Catalogue) -> list[str]:
    """Return the reasons; where the verdict rests on none of them, the first begins with saying so."""
    told = [reasoned(reason, translations) for reason in report.reasons]
    if told and report.level in _WITHOUT_WARNING:
        told[0] = f"{report.reasons_head}{translations.gettext(COLON)}{told[0]}"
    return told


def checks_made(report: ReportView, translations: Catalogue) -> str:
    """Return how much could be looked at, as a label: "7 of 9 checks"."""
    return translations.gettext(N_("%(looked)s of %(of)s checks")) % {
        "looked": report.looked,
        "of": report.looked_of,
    }


def not_looked(report: ReportView, translations: Catalogue) -> str:
    """Return one sentence on what could not be looked at, by name."""
    if not report.not_looked:
        return translations.gettext(N_("%(looked)s of %(of)s checks that apply were made")) % {
            "looked": report.looked,
            "of": report.looked_of,
        }
    what = ", ".join(dict.fromkeys(gap.title for gap in report.not_looked))
    return f"{translations.gettext(N_('What we could not look at'))}{translations.gettext(COLON)}{what}"


def in_short(report: ReportView, translations: Catalogue) -> str:
    """Return verdict, reasons with quotes, what could not be looked at and the day, as plain text."""
    parts = [
        f"{level_said(report, translations)}{translations.gettext(COLON)}{named(report, translations)}.",
        report.headline,
        *_reasons(report, translations),
        f"{not_looked(report, translations)}.",
        f"{report.read_on}." if report.read_on else "",
    ]
    return " ".join(part for part in parts if part)
