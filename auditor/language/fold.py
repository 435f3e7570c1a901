"""Fold a text to the form that words are compared in, keeping the way back to every original character.

Case, compatibility forms, accents and invisible characters are folded here; what needs a whole word to
be seen (look-alike letters, digits for letters, letters set apart) is undone in :mod:`.disguise`.
"""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from auditor.language.characters import DRAWN, is_unseen
from auditor.language.jamo import syllables

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


@dataclass(frozen=True)
class Folded:
    """A folded text."""

    original: str
    text: str
    even: bool
    """Whether every character folded to exactly one."""

    @cached_property
    def origin(self) -> tuple[int, ...] | None:
        """The index in the original of each folded character; None where the two are the same."""
        if self.even:
            return None
        return tuple(index for index, piece in enumerate(_pieces(self.original)) for _ in piece)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span ``start:end`` (end not included, not empty)."""
        if self.origin is None:
            return start, end
        last = self.origin[end - 1]
        return self.origin[start], last + _letters_at(self.original, last)


def _letters_at(text: str, at: int) -> int:
    """How many characters fold to one from a place on: those of a syllable in letters, else one."""
    if not _HOLDS_JAMO.match(text[at]):
        return 1
    return next((past for start, past, _ in syllables(text[at : at + _MOST_LETTERS]) if start == 0), 1)


def _folded(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in DRAWN:
        return DRAWN[character]
    if is_unseen(character):
        return ""
    if any(low <= ord(character) <= high for low, high in _KEEPS_MARKS):
        return unicodedata.normalize("NFKC", character).lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_PLAIN.get(part, part) for part in decomposed if not unicodedata.combining(part))


class _Table(dict[str, str]):
    """Folded characters, filled as they are met; emptied at a bound, so that no text spoils it for others."""

    def __init__(self) -> None:
        super().__init__()
        self.even: dict[int, str] = {}
        """By code point, the characters that fold to one: what ``str.translate`` asks for.

        Replaced, never emptied: another thread may be translating with it.
        """

    def __missing__(self, character: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
            self.even = {}
        self[character] = folded = _folded(character)
        if len(folded) == 1:
            self.even[ord(character)] = folded
        return folded


_MOST_KEPT = 65_536
_MOST_LETTERS = 3
"""Letters of one Korean syllable."""
_HOLDS_JAMO = re.compile("[\u1100-\u11ff\u3131-\u318e]")
_TABLE = _Table()
fold_character = _TABLE.__getitem__
"""Fold one character: to nothing, one or several."""


def _pieces(text: str) -> list[str]:
    """What each character folds to; of a syllable in letters the first does to it, the rest to nothing."""
    pieces = list(map(fold_character, text))
    if _HOLDS_JAMO.search(text):
        for start, end, syllable in syllables(text):
            pieces[start:end] = [syllable, *[""] * (end - start - 1)]
    return pieces


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold ``text``. Runs in time linear in its length; what was folded last is kept."""
    if text.isascii():
        return Folded(text, text.lower().replace("`", "'").replace("\r", "\n"), even=True)
    table = _TABLE.even
    if not _HOLDS_JAMO.search(text) and all(map(table.__contains__, map(ord, set(text)))):
        return Folded(text, text.translate(table), even=True)
    pieces = _pieces(text)
    return Folded(text, "".join(pieces), even=all(len(piece) == 1 for piece in pieces))
