"""Tools by the words of their names, as in the index of a book: a search that needs no script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.publish.shown import ToolShown

_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ALIKE: Final = str.maketrans({"\u0131": "i", "\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None})
"""The Turkish i without its dot and forms of Arabic letters, as ``index.js`` has them."""
_OTHER: Final = "#"
"""Stands for what begins with no letter."""
_LAST: Final = "\U0010ffff"
_T = TypeVar("_T")


class Word(NamedTuple):
    """One word, and whose name it is in."""

    word: str
    """As most of them write it."""
    tools: tuple[ToolShown, ...]
    """In the order of their names."""


class Letter(NamedTuple):
    """Words with one beginning."""

    letter: str
    words: tuple[Word, ...]


def words_by_letter(tools: Iterable[ToolShown]) -> list[Letter]:
    """Return every word of the names of tools and of their makers; those without a letter come last."""
    found: dict[str, dict[str, ToolShown]] = defaultdict(dict)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for tool in sorted(tools, key=lambda tool: (tool.name.casefold(), tool.id)):
        for word in _WORD.findall(f"{tool.name} {tool.publisher}"):
            found[folded(word)][tool.id] = tool
            written[folded(word)][word] += 1
    return [
        Letter(letter, tuple(_word(written[key], found[key]) for key in keys))
        for letter, keys in by_initial(sorted(found), str)
    ]


def tools_by_letter(tools: Iterable[ToolShown]) -> list[tuple[str, list[ToolShown]]]:
    """Return tools by the first letter of their names, marks left aside; names without one come last."""
    ordered = sorted(tools, key=lambda tool: (tool.name.casefold(), tool.id))
    return by_initial(ordered, lambda tool: tool.name)


def by_initial(things: Iterable[_T], name: Callable[[_T], str]) -> list[tuple[str, list[_T]]]:
    """Return things by the first letters of their names, in the order in which they come."""
    ordered = sorted(things, key=lambda thing: initial(name(thing)) or _LAST)
    return [(letter or _OTHER, list(found)) for letter, found in groupby(ordered, lambda t: initial(name(t)))]


def folded(text: str) -> str:
    """Return a text without marks and capitals, for finding and sorting."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_ALIKE)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M"))


def initial(text: str) -> str:
    """Return the first letter, a capital without marks; "" where the text begins with none."""
    first = unicodedata.normalize("NFKD", text.strip()[:1])[:1].upper()[:1]
    return first if first.isalpha() else ""


def _word(written: Counter[str], tools: dict[str, ToolShown]) -> Word:
    most = max(written.items(), key=lambda pair: (pair[1], pair[0]))
    return Word(most[0], tuple(tools.values()))
