"""What reading gives: spans of texts with what they state."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.language.grounds import Doubt
from auditor.language.tokens import UNSPACED

_UNSPACED = re.compile(f"[{UNSPACED}]")
"""Scripts without spaces, where no sign shows the end of a word."""

if TYPE_CHECKING:
    from auditor.language.grounds import Ground
    from auditor.model import Certainty, NotAnalysed


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """``texts[text][start:end]`` states ``claim``."""

    claim: str
    certainty: Certainty
    text: int
    start: int
    end: int
    language: str
    ground: Ground
    direct: bool
    """Stated by a turn of phrase, not put together by a frame."""
    doubt: Doubt = Doubt.NONE
    """Why what the grammar found is not certain by itself."""
    peak: tuple[int, int] | None = None
    """Where the second reader sees it most surely."""
    reason: str = ""
    """Why it was read so, for people."""

    def overlaps(self, other: ClaimSpan) -> bool:
        """Whether both hold a same part of a text."""
        return _overlap(self, other)


@dataclass(frozen=True, slots=True)
class PurposeSpan:
    """``texts[text][start:end]`` says that the tool has ``purpose``."""

    purpose: str
    text: int
    start: int
    end: int
    plain: bool = False
    """Whether these words leave no doubt."""

    def overlaps(self, claim: ClaimSpan) -> bool:
        """Whether both hold a same part of a text."""
        return _overlap(self, claim)


@dataclass(frozen=True, slots=True)
class Disguise:
    """``texts[text][start:end]`` is written so that a machine should not read it as ``read_as``."""

    text: int
    start: int
    end: int
    read_as: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read."""

    claims: tuple[ClaimSpan, ...] = ()
    purposes: tuple[PurposeSpan, ...] = ()
    disguises: tuple[Disguise, ...] = ()
    not_analysed: tuple[NotAnalysed, ...] = ()
    read_texts: int = 0
    read_characters: int = 0
    """Characters of the texts that were read."""
    characters: int = 0
    """Characters of all texts in which the tool speaks."""

    purpose_characters: int = 0
    """Characters of the texts that were read for purposes too."""

    trained: frozenset[str] = frozenset()
    """Purposes that the second reader knows."""
    trained_texts: tuple[int, ...] = ()
    """Numbers of the texts that the second reader can read for the purposes it knows."""

    @property
    def mostly_read_for_purposes(self) -> bool:
        """Whether enough was read to say that nothing explains an access."""
        return self.read_texts > 0 and 2 * self.purpose_characters >= self.characters

    @property
    def mostly_read(self) -> bool:
        """Whether enough was read to say something: half of what the tool says, counted in characters."""
        return self.read_texts > 0 and 2 * self.read_characters >= self.characters


def _overlap(one: ClaimSpan | PurposeSpan, other: ClaimSpan) -> bool:
    return one.text == other.text and one.start < other.end and other.start < one.end


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span so that it cuts no word in two. Marks of Indic scripts belong to their words."""
    while 0 < start < end and _inside_word(text, start):
        start -= 1
    while start < end < len(text) and _inside_word(text, end):
        end += 1
    return start, end


def _inside_word(text: str, at: int) -> bool:
    """Whether a word goes on from the character before ``at`` to the one there."""
    return all(
        (c.isalnum() or unicodedata.category(c) in ("Mn", "Mc")) and not _UNSPACED.match(c)
        for c in text[at - 1 : at + 1]
    )
