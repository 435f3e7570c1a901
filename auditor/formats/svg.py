"""Pictures of a verdict: what badge and card share. Colours and shapes are those of the page's own files.

Text in SVG does not wrap and its width is not known before it is drawn, so widths are estimated here, rather
too wide than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auditor.formats.clean import shorten
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_VARIABLE: Final = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
_LIGHT: Final = re.compile(r":root \{(.*?)\}", re.DOTALL)
_NARROW: Final = frozenset("fijlrtI.,:;'’‘|!()[] ")
_BROAD: Final = frozenset("mwMWQOGD@%—…&“”")
BOLD: Final = 1.1
"""How much wider bold letters are."""
_PLAIN_WIDTH: Final = 0.63
_CAPITAL_WIDTH: Final = 0.75


def drawn(template: str, values: Mapping[str, Any]) -> str:
    """Return a picture; every value is escaped, and only macros of our own give markup."""
    text = _environment(folder("reports")).get_template(template).render(colours=colours(), **values)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@cache
def colours() -> Mapping[str, str]:
    """Return the light colours of the page's style sheet by name, such as ``avoid-solid``."""
    sheet = (folder("reports") / "html" / "report.css").read_text(encoding="utf-8")
    light = _LIGHT.search(sheet)
    return dict(_VARIABLE.findall(light[1] if light else ""))


def turned(text: str, way: str) -> str:
    """Return a line as it reads in its direction, by marks in the text: not every drawer knows an attribute.

    A line is isolated as a whole, so that its full stop stands at its end.
    """
    return f"\u2067{text}\u2069" if way == "rtl" else text


def width(text: str, size: float) -> float:
    """Return about how wide ``text`` is in letters of ``size``, in the same unit."""
    return sum(map(_advance, text)) * size


def wrapped(text: str, size: float, room: float, rows: int) -> list[str]:
    """Break ``text`` at blanks into at most ``rows`` lines no wider than ``room``; the rest becomes "…"."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < rows:
        line = _fitting(words.pop(0), size, room)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words and lines:
        lines[-1] = _fitting(f"{lines[-1]} …", size, room)
    return lines


def _fitting(text: str, size: float, room: float) -> str:
    """Cut ``text`` until it fits into ``room``."""
    if width(text, size) <= room:
        return text
    kept, used = 0, _advance("…") * size
    while used + _advance(text[kept]) * size <= room:
        used += _advance(text[kept]) * size
        kept += 1
    return shorten(text, max(kept, 1))


def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _NARROW:
        return 0.42
    if character in _BROAD or unicodedata.category(character) == "So":
        return 1.0
    return _CAPITAL_WIDTH if character.isupper() else _PLAIN_WIDTH


@lru_cache(maxsize=4)
def _environment(home: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([home / "svg", home / "html"]),
        autoescape=True,
        finalize=_plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _plain(value: Any) -> Any:
    """Take strings that know how they read as HTML for their words alone: HTML means nothing in SVG."""
    return value if isinstance(value, (Markup, int, float)) else str(value)
