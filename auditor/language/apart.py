"""Letters that are set apart, joined again: ``s a v e d``, ``s.a.v.e.d``, one letter a line.

Where the gaps between words are wider than those between letters, these tell the words; else known words do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.language.tokens import UNSPACED, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

Segment = Callable[[str], list[tuple[int, int]]]
"""Cuts letters into words, each from its start to its end; gives nothing where they spell none."""
_SEPARATORS: Final = frozenset("-_._·*~/|\n")
_FEWEST: Final = 3
_FEWEST_UNKNOWN: Final = 5
"""Letters of a run that is joined though no known word comes of it."""
_FEWEST_SYLLABLES: Final = 7
"""The same of letters that are syllables, as in Hindi and Korean: there many words are one."""
_LONGEST: Final = 120
"""Letters of one run; what follows is another."""
_LONGEST_WORD: Final = 16
_MOSTLY: Final = 0.6
"""Share of the letters of a script without spaces that must be set apart."""
_SYLLABLES: Final = re.compile("[\u0900-\u0dff\uac00-\ud7a3]")
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


class _Run(NamedTuple):
    """Tokens up to ``past`` (not included), of which ``letters`` are single letters with their marks."""

    past: int
    letters: list[Token]


class Joiner:
    """Joins the letters of one text that are set apart.

    Args:
        content: The text as it was found.
        words: Known words.
        plain: What letters could stand for, most plausible first.
        segment: Cuts letters into words.
    """

    def __init__(
        self,
        content: str,
        words: AbstractSet[str],
        plain: Callable[[str], Iterator[str]],
        segment: Segment,
    ) -> None:
        self._content = content
        self._words = words
        self._plain = plain
        self._segment = segment

    def join(self, tokens: list[Token], disguised: dict[tuple[int, int], str]) -> list[Token]:
        """The tokens with words in place of single letters.

        Args:
            tokens: Of the text.
            disguised: What was undone, original span to plain word; what is undone here is added.
        """
        out: list[Token] = []
        index = 0
        while index < len(tokens):
            run = _run(tokens, index)
            own = tokens[index : run.past]
            out += self._joined(own, run.letters, disguised) or own
            index = run.past
        return out

    def _joined(
        self, tokens: list[Token], letters: list[Token], disguised: dict[tuple[int, int], str]
    ) -> list[Token]:
        """The words of a run; none where none come of it."""
        if len(letters) < (_FEWEST_SYLLABLES if _are_syllables(letters) else _FEWEST):
            return []
        if any(_UNSPACED.match(letter.text) for letter in letters):
            if not _is_unspaced(letters):
                return []
            disguised[letters[0].start, letters[-1].end] = "".join(letter.text for letter in letters)
            return letters
        groups = _groups(tokens, letters)
        if len(groups) > 1 and max(map(len, groups)) < _FEWEST:
            return []
        found = list(map(self._word, groups)) if len(groups) > 1 else self._likely_words(letters)
        disguised |= {(word.start, word.end): look for word, look in found if len(word.text) > 1}
        return [word for word, _ in found]

    def _word(self, letters: Sequence[Token]) -> tuple[Token, str]:
        """The word that letters make, and how it looks."""
        spelled = "".join(letter.text for letter in letters)
        known = next((each for each in self._plain(spelled) if each in self._words), spelled)
        look = self._look(letters) if known == spelled else known
        return Token(known, letters[0].start, letters[-1].end, glued=False), look

    def _likely_words(self, letters: Sequence[Token]) -> list[tuple[Token, str]]:
        """The words that letters spell without gaps between them, and how they look."""
        owner = [letter for letter in letters for _ in letter.text]
        spelled, look = "".join(letter.text for letter in letters), self._look(letters)
        segment = self._segment if len(letters) >= _FEWEST_UNKNOWN else by_known(self._words)
        for reading in dict.fromkeys((look, *self._plain(spelled))):
            text = spelled if reading == look else reading
            if parts := segment(reading):
                spans = [(start, end, owner[start].start, owner[end - 1].end) for start, end in parts]
                return [(Token(text[s:e], a, b, glued=False), reading[s:e]) for s, e, a, b in spans]
        return []

    def _look(self, letters: Sequence[Token]) -> str:
        """Letters with their accents, where each has as many characters without."""
        written = (self._content[letter.start : letter.end] for letter in letters)
        looks = [unicodedata.normalize("NFKC", each).lower() for each in written]
        even = all(len(look) == len(letter.text) for look, letter in zip(looks, letters, strict=True))
        return "".join(looks) if even else "".join(letter.text for letter in letters)


def is_apart(written: str) -> bool:
    """Whether letters are set apart in a word as it is written."""
    return any(each.isspace() or each in _SEPARATORS for each in written)


def by_known(words: AbstractSet[str]) -> Segment:
    """Cuts letters into known words, as few as can be; nothing where they don't spell such."""

    def segment(letters: str) -> list[tuple[int, int]]:
        ends: dict[int, list[tuple[int, int]]] = {0: []}
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                part = letters[start:end]
                known = part in words and (len(part) > 1 or part in "ai")
                if known and start in ends and (end not in ends or len(ends[start]) + 1 < len(ends[end])):
                    ends[end] = [*ends[start], (start, end)]
        return ends.get(len(letters), [])

    return segment


def _run(tokens: list[Token], start: int) -> _Run:
    """From a letter on, the single letters with at most one sign or line break between them."""
    none = _Run(start + 1, [])
    if not _is_letter(tokens[start]) or (start and _goes_on(tokens[start - 1], tokens[start])):
        return none
    runs = [none, _Run(start + 1, [tokens[start]])]
    at = start + 1
    while at < len(tokens) and len(runs) <= _LONGEST:
        token, letters = tokens[at], runs[-1].letters
        if token.glued and _is_mark(token.text):
            last = letters[-1]._replace(text=letters[-1].text + token.text, end=token.end)
            runs[-1] = _Run(at + 1, [*letters[:-1], last])
        elif _goes_on(letters[-1], token):
            return runs[-2]
        elif _is_letter(token):
            runs.append(_Run(at + 1, [*letters, token]))
        elif token.text not in _SEPARATORS or at + 1 == len(tokens) or not _is_letter(tokens[at + 1]):
            break
        at += 1
    return runs[-1]


def _goes_on(before: Token, token: Token) -> bool:
    """Whether two tokens are parts of one word, as letters and marks of Indic scripts are."""
    of_word = before.text[-1].isalnum() or _is_mark(before.text[-1])
    return of_word and token.is_word and token.start == before.end and not _UNSPACED.match(token.text)


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and (token.text.isalnum() or token.text in "@$!|")


def _is_mark(text: str) -> bool:
    """Whether a sign belongs to the letter before it, as vowels of Indic scripts do."""
    return unicodedata.category(text[0]).startswith("M")


def _are_syllables(letters: Sequence[Token]) -> bool:
    syllables = sum(len(letter.text) > 1 or bool(_SYLLABLES.match(letter.text)) for letter in letters)
    return 2 * syllables >= len(letters)


def _is_unspaced(letters: Sequence[Token]) -> bool:
    """Whether letters of a script without spaces are set apart."""
    apart = sum(after.start > before.end for before, after in pairwise(letters))
    unspaced = sum(1 for letter in letters if _UNSPACED.match(letter.text))
    return unspaced >= _FEWEST_UNKNOWN and apart >= _MOSTLY * len(letters)


def _groups(tokens: Sequence[Token], letters: Sequence[Token]) -> list[list[Token]]:
    """The letters of each word, where words are parted by wider gaps than letters, or by others."""
    signs = {token.start: token.text for token in tokens if token.text in _SEPARATORS}
    gaps = []
    for before, after in pairwise(letters):
        sign = next((signs[at] for at in range(before.end, after.start) if at in signs), "")
        gaps.append((sign, after.start - before.end))
    usual = Counter(gaps).most_common(1)[0][0]
    words = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap != usual and (not gap[0] or gap[1] > usual[1]):
            words.append([])
        words[-1].append(letter)
    return words
