"""Choose the pieces that the second reader keeps: those of the languages it reads."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "THAI", "HANGUL", "HIRAGANA", "KATAKANA", "CJK")
"""First words of the Unicode names of the letters that are kept."""
COMMON = 45_000
"""Pieces among the first so many are kept, those of other scripts apart.

They stand in the order of frequency.
"""
SPECIAL = 4


@lru_cache(maxsize=100_000)
def _is_ours(character: str) -> bool:
    if not character.isalpha():
        return True
    return unicodedata.name(character, "?").split(" ")[0] in SCRIPTS


def choose(pieces: Sequence[str], used: Iterable[int]) -> list[int]:
    """Numbers of the pieces to keep, in order, the special ones first."""
    wanted = set(used) | set(range(SPECIAL))
    for number, piece in enumerate(pieces):
        single = len(piece.lstrip("▁")) <= 1
        if (number < COMMON or single) and all(map(_is_ours, piece)):
            wanted.add(number)
    return sorted(wanted)
