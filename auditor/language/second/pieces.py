"""Cut prepared text into the pieces that the encoder knows, the likeliest way.

A unigram model as in SentencePiece (Kudo 2018, https://aclanthology.org/P18-1007): every piece has a log
probability, and the best path through a word is found in time linear in its length.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from auditor.language.second.prepare import SPACE, Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_LONGEST_PIECE = 20
_LONGEST_WORD = 200
"""Characters after which a word is cut, so that no word is remembered whole that is a page long."""
_UNKNOWN_COST = 10.0
_WORDS_REMEMBERED = 50_000
_LONG_WITHOUT_ACCENTS = 4
"""Letters that a word must have to be known without its accents: short ones are words of other languages."""
_KNOWN_WORD = -8.0
"""Log probability of a word that is in a list: as of the more frequent ones."""


class Piece(NamedTuple):
    """One piece; ``start`` and ``end`` count characters of the original text."""

    id: int
    start: int
    end: int


class Pieces:
    """A vocabulary with its scores.

    Args:
        pieces: The pieces in the order of their numbers.
        scores: Natural logarithms of their probabilities.
        unknown: The number that stands for what no piece covers.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        # The special pieces stand for no text: “<s>” in a page is four characters.
        self._number = {piece: number for number, piece in enumerate(pieces) if number > unknown}
        self._scores = list(scores)
        self._unknown = unknown
        self._worst = min(self._scores) - _UNKNOWN_COST
        self.words = frozenset(
            piece[1:] for piece in pieces if piece[0] == SPACE and piece[1:].isalpha() and piece[1:].islower()
        )
        """Whole words that the vocabulary knows, in lower case."""
        self._cut = lru_cache(maxsize=_WORDS_REMEMBERED)(self._best_path)

    def _best_path(self, word: str) -> tuple[tuple[int, int], ...]:
        """Numbers of the pieces of a word with the position after each."""
        length = len(word)
        best = [0.0] + [float("-inf")] * length
        came: list[tuple[int, int]] = [(0, 0)] * (length + 1)
        for start in range(length):
            here = best[start]
            for end in range(start + 1, min(length, start + _LONGEST_PIECE) + 1):
                number = self._number.get(word[start:end])
                if number is not None and here + self._scores[number] > best[end]:
                    best[end] = here + self._scores[number]
                    came[end] = (start, number)
            if here + self._worst > best[start + 1]:
                best[start + 1] = here + self._worst
                came[start + 1] = (start, self._unknown)
        path = []
        end = length
        while end:
            start, number = came[end]
            path.append((number, end))
            end = start
        return tuple(reversed(path))

    def numbers(self, word: str) -> list[int]:
        """Numbers of the pieces of one word, which begins with its space."""
        return [number for number, _ in self._cut(word[:_LONGEST_WORD])]

    def words_in(
        self, letters: str, known: AbstractSet[str] = frozenset(), folded: str = ""
    ) -> list[tuple[int, int]]:
        """The likeliest words that letters without spaces spell, each from its start to its end.

        Args:
            letters: In a row, in lower case.
            known: Words that are as likely as the more frequent ones.
            folded: The letters as those words have them, without accents.
        """
        folded = folded if len(folded) == len(letters) else letters
        # By where a piece ends: the log probability up to there, where the piece begins, whether a word does.
        best: list[tuple[float, int, bool]] = [(0.0, 0, True)]
        for end in range(1, len(letters) + 1):
            options = []
            for start in range(max(0, end - _LONGEST_PIECE), end):
                piece, bare = letters[start:end], folded[start:end]
                is_known = bare in known and (piece == bare or len(piece) >= _LONG_WITHOUT_ACCENTS)
                options.append((best[start][0] + self._begins(piece, known=is_known), start, True))
                if start:
                    options.append((best[start][0] + self._score(piece), start, False))
            best.append(max(options))
        starts = []
        at = len(letters)
        while at:
            _, at, begins = best[at]
            starts += [at] if begins else []
        return list(pairwise([*reversed(starts), len(letters)]))

    def _score(self, piece: str) -> float:
        """Log probability of a piece; of one that nobody knows, as of so many unknown letters."""
        number = self._number.get(piece)
        return self._worst * len(piece) if number is None else self._scores[number]

    def _begins(self, piece: str, *, known: bool) -> float:
        """Log probability of a piece that begins a word, or is a known one."""
        score = max(self._score(SPACE + piece), self._score(SPACE) + self._score(piece))
        return max(score, _KNOWN_WORD) if known else score

    def cut(self, prepared: Prepared) -> list[Piece]:
        """All pieces of a text in order, without the space before a word unless that is the whole piece."""
        out = []
        for first, past in _words(prepared.text):
            before = first
            for number, end in self._cut(prepared.text[first:past]):
                at = before + 1 if prepared.text[before] == SPACE and first + end > before + 1 else before
                out.append(Piece(number, prepared.starts[at], prepared.ends[first + end - 1]))
                before = first + end
        return out


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Spans that begin with a space, cut where they are very long."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or text[index] == SPACE or index - start >= _LONGEST_WORD:
            yield start, index
            start = index
