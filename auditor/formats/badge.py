"""A badge: level, certainty and how much was looked at, in one line. The three are never one number.

Reasons with quotes, and what could not be looked at, stand in its description, which screen readers read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats.summary import checks_made, in_short, level_said, named
from auditor.formats.svg import drawn, turned, width
from auditor.formats.view import report_view
from auditor.formats.words import BRAND, ENGLISH

if TYPE_CHECKING:
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

SIZE: Final = 11
"""Of the letters, in pixels."""
PAD: Final = 8
SHAPE: Final = 14
"""Width and height of the level's shape."""


@dataclass(frozen=True, slots=True)
class BadgeFormat:
    """Audits as a small SVG picture."""

    translations: Catalogue = ENGLISH
    name: str = "badge"
    suffix: str = ".badge.svg"

    @classmethod
    def for_options(cls, _options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form in a language."""
        return cls(translations)

    def render(self, audit: Audit) -> str:
        """Return the badge of ``audit``."""
        report = report_view(audit, self.translations)
        level = level_said(report, self.translations)
        told = f"{level} · {checks_made(report, self.translations)}"
        title = f"{BRAND}: {level}: {named(report, self.translations)}"
        return _badge(report.level, told, title, in_short(report, self.translations), self.translations)


def badge_saying(said: str, tool: str, why: str, translations: Catalogue) -> str:
    """Return a badge without a verdict that says ``said`` of a tool; ``why`` stands in its description."""
    return _badge("not-analysed", said, f"{BRAND}: {said}: {tool}", why, translations)


def _badge(level: str, told: str, title: str, description: str, translations: Catalogue) -> str:
    left = round(width(BRAND, SIZE)) + 2 * PAD
    text = round(width(told, SIZE))
    return drawn(
        "badge.svg.j2",
        {
            "level": level,
            "brand": BRAND,
            "told": turned(told, translations.direction),
            "title": title,
            "description": description,
            "language": translations.code,
            "left": left,
            "text": text,
            "right": PAD + SHAPE + 6 + text + PAD,
        },
    )
