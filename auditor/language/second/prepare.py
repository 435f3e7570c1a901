"""The text as the second reader sees it: plain characters, disguises undone, each with the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.language.characters import SQUARED, is_unseen

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
    if character in SQUARED:
        return SQUARED[character]
    if is_unseen(character) or unicodedata.category(character) == "Cc":
        return ""
    return "".join(SPACE if part in _SPACES else part for part in unicodedata.normalize("NFKC", character))


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
