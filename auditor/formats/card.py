"""A card for links that are shared (Open Graph): verdict, headline, one quote, what was looked at.

1200 by 630 pixels, as services show such pictures (https://ogp.me). Every word of a listing stands in a text
element of its own, where it can neither reorder nor cover ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from auditor.formats.summary import checks_made, in_short, level_said, named, not_looked, quoted
from auditor.formats.svg import BOLD, drawn, turned, width, wrapped
from auditor.formats.view import report_view
from auditor.formats.words import BRAND, ENGLISH

if TYPE_CHECKING:
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 72
ROOM: Final = WIDTH - 2 * MARGIN
HEADLINES: Final = ((54, 3), (46, 4))
"""Size of letters and most lines; the first in which the whole headline fits is taken, or the last."""
QUOTE_SIZE: Final = 30
LOW: Final = 410
"""Below this there is room for one line of a quote only."""
SMALL: Final = 24
GAP: Final = 48
"""Between the tool's name and what stands beside it."""
_LEADING: Final = 1.2


@dataclass(frozen=True, slots=True)
class CardFormat:
    """Audits as a large SVG picture."""

    translations: Catalogue = ENGLISH
    name: str = "card"
    suffix: str = ".svg"

    @classmethod
    def for_options(cls, _options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form in a language."""
        return cls(translations)

    def render(self, audit: Audit) -> str:
        """Return the card of ``audit``."""
        report = report_view(audit, self.translations)
        level = level_said(report, self.translations)
        tool = named(report, self.translations)
        parts = (BRAND, checks_made(report, self.translations), report.read_on)
        quote = next((reason for reason in report.reasons if reason.quote), None)
        said = "" if quote is None else quote.quote if quote.code else quoted(quote.quote, self.translations)
        words = _Words(
            report.level,
            level,
            tool,
            _lines(report.headline, said, self.translations.direction),
            " · ".join(part for part in parts if part),
            not_looked(report, self.translations),
            in_short(report, self.translations),
        )
        return _card(words, self.translations)


class _Words(NamedTuple):
    """What stands on a card."""

    level: str
    said: str
    tool: str
    lines: list[dict[str, Any]]
    foot: str
    gap: str
    description: str


def card_saying(said: str, tool: str, why: str, translations: Catalogue) -> str:
    """Return a card without a verdict that says ``said`` of a tool, and why."""
    lines = _lines(why, "", translations.direction)
    return _card(_Words("not-analysed", said, tool, lines, BRAND, "", why), translations)


def _card(words: _Words, translations: Catalogue) -> str:
    way = translations.direction
    values = {
        "level": words.level,
        "level_said": turned(words.said, way),
        "title": f"{BRAND}: {words.said}: {words.tool}",
        "description": words.description,
        "language": translations.code,
        "direction": way,
        "start": MARGIN if way == "ltr" else WIDTH - MARGIN,
        "end": WIDTH - MARGIN if way == "ltr" else MARGIN,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": words.lines,
        "tool": wrapped(words.tool, SMALL * BOLD, ROOM - GAP - width(words.foot, SMALL), 1)[0],
        "foot": turned(words.foot, way),
        "gap": turned("".join(wrapped(words.gap, SMALL, ROOM, 1)), way),
    }
    return drawn("card.svg.j2", values)


def _lines(headline: str, said: str, way: str) -> list[dict[str, Any]]:
    """Return headline and quote as lines with their place, from the top down."""
    size, rows = HEADLINES[0]
    head = wrapped(headline, size * BOLD, ROOM, rows)
    if head and head[-1].endswith("…"):
        size, rows = HEADLINES[1]
        head = wrapped(headline, size * BOLD, ROOM, rows)
    y, placed = 168.0, []
    for line in head:
        y += size * _LEADING
        placed.append({"text": turned(line, way), "y": round(y), "size": size, "kind": "head"})
    y += 26
    for line in wrapped(said, QUOTE_SIZE, ROOM - 28, 2 if y < LOW else 1):
        y += QUOTE_SIZE * 1.35
        placed.append({"text": turned(line, way), "y": round(y), "size": QUOTE_SIZE, "kind": "quote"})
    return placed
