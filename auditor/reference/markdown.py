"""Small pieces of Markdown, as GitHub reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([<>*|])")


def code(text: object) -> str:
    """Return ``text`` as code."""
    fence = "``" if "`" in str(text) else "`"
    return f"{fence}{text}{fence}"


def words(text: str) -> str:
    """Return words in one line; what stands between backticks stays code, marks of markup are escaped."""
    parts = " ".join(text.split()).split("`")
    return "`".join(part if number % 2 else _MARKS.sub(r"\\\1", part) for number, part in enumerate(parts))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table. Cells may hold links and code; a stroke in them is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def anchor(heading: str) -> str:
    """Return the fragment that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
