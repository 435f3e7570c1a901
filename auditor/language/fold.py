"""Fold a text to the form that words are compared in, keeping the way back to every original character.

Case, compatibility forms, accents and invisible characters are folded here; what needs a whole word to
be seen (look-alike letters, digits for letters, letters set apart) is undone in :mod:`.disguise`.
"""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "—", "―": "—", "−": "-",
    "…": "…", "ı": "i", "İ": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n",
    "ـ": "", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
}  # fmt: skip
_KEEPS_MARKS = ((0x0900, 0x0E7F), (0x0E80, 0x109F), (0x3040, 0x30FF), (0xAC00, 0xD7A3))
"""Scripts whose marks are letters: South Asian, Thai, Lao, kana, Hangul."""
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_SQUARED = {chr(base + i): chr(97 + i) for base in (0x1F130, 0x1F150, 0x1F170) for i in range(26)}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    ``origin[i]`` is the index in the original of folded character ``i``; None where every character folded
    to exactly one.
    """

    original: str
    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span ``start:end`` (end not included, not empty)."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=65_536)
def fold_character(character: str) -> str:
    """Fold one character: to nothing, one or several."""
    if character in _PLAIN:
        return _PLAIN[character]
    if character in _SQUARED:
        return _SQUARED[character]
    code = ord(character)
    if unicodedata.category(character) in ("Cf", "Cs", "Co", "Cn") or code in _VARIATION_SELECTORS:
        return ""
    if any(low <= code <= high for low, high in _KEEPS_MARKS):
        return unicodedata.normalize("NFKC", character).lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_PLAIN.get(part, part) for part in decomposed if not unicodedata.combining(part))


def fold(text: str) -> Folded:
    """Fold ``text``. Runs in time linear in its length."""
    if text.isascii():
        return Folded(text, text.lower().replace("`", "'").replace("\r", "\n"), None)
    pieces = [fold_character(character) for character in text]
    folded = "".join(pieces)
    if len(folded) == len(text) and all(map(len, pieces)):
        return Folded(text, folded, None)
    origin = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return Folded(text, folded, origin)
