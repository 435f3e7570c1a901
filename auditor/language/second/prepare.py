"""The text as the second reader sees it: plain characters, disguises undone, each with the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.language.characters import DRAWN, is_unseen

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPACES = frozenset(" \t\n\r\f\v\u00a0\u3000")
SPACE = "▁"
"""Stands for white space, at most once in a row."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """``text[i]`` stands for ``original[starts[i]:ends[i]]``. The first character is a space of its own."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=65_536)
def plain_character(character: str) -> str:
    """A character as it is read: nothing for what can't be seen, compatible forms made plain."""
    if character in _SPACES or unicodedata.category(character) == "Zs":
        return SPACE
    if character in DRAWN:
        return DRAWN[character]
    if is_unseen(character) or unicodedata.category(character) == "Cc":
        return ""
    return "".join(SPACE if part in _SPACES else part for part in unicodedata.normalize("NFKC", character))


_LINE = re.compile(r"[^\n.!?]+")
_CASED_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_RESTLESS = 3


def steady(text: str) -> str:
    """The text in small letters where most words of a line change between small and large ones: "sEe WhO"."""
    return _LINE.sub(lambda line: _steady_line(line[0]), text)


def _steady_line(line: str) -> str:
    words = _CASED_WORD.findall(line)
    restless = sum(any(a.islower() and b.isupper() for a, b in pairwise(word)) for word in words)
    if restless < _FEWEST_RESTLESS or 2 * restless < len(words):
        return line
    return "".join(small if len(small := each.lower()) == 1 else each for each in line)


def prepare(text: str, disguised: Mapping[tuple[int, int], str]) -> Prepared:
    """Make a text plain.

    Args:
        text: As it was found.
        disguised: Spans of it with the plain words that they stand for.
    """
    characters, starts, ends = [SPACE], [0], [0]

    def add(plain: str, start: int, end: int) -> None:
        for character in plain:
            if character == SPACE and characters[-1] == SPACE:
                continue
            characters.append(character)
            starts.append(start)
            ends.append(end)

    text = steady(text)
    position = 0
    for (start, end), word in sorted(disguised.items()):
        if start < position:
            continue
        for index in range(position, start):
            add(plain_character(text[index]), index, index + 1)
        add(word, start, end)
        position = end
    for index in range(position, len(text)):
        add(plain_character(text[index]), index, index + 1)
    return Prepared("".join(characters), tuple(starts), tuple(ends))
