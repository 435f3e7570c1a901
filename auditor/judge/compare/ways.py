"""The ways in which two values can differ, each a pure function over texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from auditor.language.fold import fold
from auditor.language.tokens import words


class Name(NamedTuple):
    """A name as it is compared: folded."""

    words: tuple[str, ...]
    """Its telling words, in order."""
    whole: str
    """All its words, written together."""

    @property
    def together(self) -> str:
        """Its telling words, written together."""
        return "".join(self.words)

    @property
    def initials(self) -> str:
        """The first letters of its telling words."""
        return "".join(word[0] for word in self.words)


_VERSION: Final = re.compile(r"\s*v?(\d{1,9}(?:\.\d{1,9}){0,11})(?![\d.])", re.IGNORECASE | re.ASCII)
_CHROMIUM: Final = re.compile(r"[a-p]{32}")
_LONG: Final = 4
"""Letters from which one word inside another is no chance."""
_SHORTEST: Final = 2
_MOST_LETTERS: Final = 400
_VOWELS: Final = 6
"""In texts in Latin letters, at least one letter in so many is a plain vowel."""


def shape_of(identifier: str) -> str:
    """Return which kind of id this is; ids of different kinds belong to different platforms."""
    if _CHROMIUM.fullmatch(identifier):
        return "chromium"
    if "@" in identifier or identifier.startswith("{"):
        return "gecko"
    return "dotted" if "." in identifier else "other"


def version_of(text: str) -> tuple[int, ...] | None:
    """Return the numbers of a version without trailing zeros, or None where it has none to compare."""
    found = _VERSION.match(text)
    if found is None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


@lru_cache(maxsize=1024)
def name_of(name: str, ignore: frozenset[str]) -> Name:
    """Return what a name can be told from others by: its words without those that ``ignore`` has."""
    found = words(fold(name[:_MOST_LETTERS]).text)
    telling = dict.fromkeys(w for w in found if len(w) >= _SHORTEST and w not in ignore)
    return Name(tuple(telling), "".join(found))


def names_agree(one: Name, other: Name) -> bool:
    """Whether two names may be those of one maker or tool. In doubt they are.

    They share a word; a word of one, or all of it written together, stands inside the other; or one is made
    of the other's first letters.
    """
    return (
        not set(one.words).isdisjoint(other.words)
        or one.together in (other.together, other.initials)
        or other.together == one.initials
        or _stands_inside(one, other)
        or _stands_inside(other, one)
    )


def _stands_inside(one: Name, other: Name) -> bool:
    parts = (*one.words, one.together, one.whole)
    return any(
        len(part) >= _LONG and part in whole for part in parts for whole in (other.together, other.whole)
    )


def is_latin(text: str) -> bool:
    """Whether most letters of ``text``, folded, are Latin ones."""
    latin = sum(map(text.count, "aeiou"))
    return latin > 0 and latin * _VOWELS >= sum(map(str.isalpha, text))


def comparable(one: Name, other: Name) -> bool:
    """Whether two names are written in letters that can be compared: both in Latin ones, or neither."""
    return bool(one.words and other.words) and one.together.isascii() == other.together.isascii()


def squeezed(text: str) -> str:
    """Return a folded text without anything between its words, so that "Save Spy" is found as "SaveSpy"."""
    return "".join(words(text))


def is_mentioned(name: Name, text: str) -> bool:
    """Whether any telling word of ``name`` stands in ``text``, which is squeezed."""
    return any(word in text for word in name.words)
