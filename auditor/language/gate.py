"""The gate: whether a text can state a claim at all. Cheap, and wrong only in letting too much through.

Each word has a weight, learned from labelled texts against honest descriptions; the heaviest stretch of a
text decides. What is written in disguise passes.
"""

from __future__ import annotations

import json
import operator
import re
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Final

from auditor.language.tokens import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STRETCH: Final = 40
"""Words of one stretch."""
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_UNSPACED_RUN: Final = re.compile(rf"[{UNSPACED}]+")
_MIXED_WORD: Final = re.compile(rf"[{UNSPACED}]+|[^\W\d_{UNSPACED}]+|\d+")
_ODD: Final = (
    re.compile(r"[01345$!|](?<=[a-z].)(?=[a-z])"),  # digits and signs among letters
    re.compile(r"@(?<=[a-z]@)(?=[a-z]{1,6}(?![\w.@]))"),
    re.compile(r"[\u0370-\u03ff\u0400-\u04ff](?:(?<=[a-z].)|(?=[a-z]))"),  # two alphabets in one word
)
"""What is written for people but not for filters. The text is folded: what can't be seen is gone already.
Each pattern begins with what is rare, so that a plain text costs little."""
_APART: Final = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-*~/\n][^\W\d_]){3}(?!\w)")
"""Letters set apart."""
_PERHAPS_APART: Final = re.compile(r"[ .\-*~/\n]\w[ .\-*~/\n]\w[ .\-*~/\n]")
SHORT: Final = 400
"""In a text of fewer characters one such word is enough, in a longer one it takes two."""
_SHORT_BONUS: Final = 250
"""What a short text may lack: few words say little, and reading them costs little."""
_REPEATED: Final = 4
_RUN: Final = re.compile(r"([^\W\d_])\1\1\1")
_FEW_LETTERS: Final = 120
"""So few kinds of letters are sought one by one, which is quicker than a pattern that tries them all."""
_NEEDED: Final = 2


def words_of(folded: str) -> list[str]:
    """Words of a folded text; in scripts without spaces, every two characters in a row."""
    if not _UNSPACED_RUN.search(folded):
        return _WORD.findall(folded)
    found: list[str] = []
    for word in _MIXED_WORD.findall(folded):
        if len(word) > 1 and _UNSPACED_RUN.match(word):
            found.extend(map("".join, pairwise(word)))
        else:
            found.append(word)
    return found


class Gate:
    """Weights of words.

    Args:
        weights: By word, in hundredths.
        threshold: What a stretch must weigh.
        languages: Codes of the languages that it knows.
        always: Folded words, such as the platform's name, with which any text passes.
    """

    def __init__(
        self,
        weights: Mapping[str, int],
        threshold: int,
        languages: Iterable[str],
        always: Iterable[str] = (),
    ) -> None:
        self._weights = dict(weights)
        self.threshold = threshold
        self.languages = frozenset(languages)
        self._always = tuple(always)

    @classmethod
    def load(cls, written: bytes) -> Gate:
        """Read a gate from what its file holds."""
        stored = json.loads(written)
        return cls(stored["weights"], stored["threshold"], stored["languages"], stored.get("always", ()))

    def weight(self, folded: str) -> int:
        """The weight of the heaviest stretch."""
        get = self._weights.get
        total = list(accumulate([get(word, 0) for word in words_of(folded)], initial=0))
        return max(map(operator.sub, total[STRETCH:], total), default=total[-1])

    def passes(self, folded: str) -> bool:
        """Whether the text is worth reading for claims."""
        return self.is_heavy(folded) or self.is_odd(folded)

    def is_heavy(self, folded: str) -> bool:
        """Whether its words are those of claims. A short text may weigh less."""
        return self.names_platform(folded) or self.weight(folded) >= self.threshold - (
            _SHORT_BONUS if len(folded) < SHORT else 0
        )

    def names_platform(self, folded: str) -> bool:
        """Whether it holds a word with which any text passes."""
        return any(word in folded for word in self._always)

    def has_word_of_claims(self, folded: str) -> bool:
        """Whether it holds a word that was met in claims more than elsewhere. Most names hold none."""
        return self.names_platform(folded) or any(self._weights.get(word, 0) > 0 for word in words_of(folded))

    def passes_strictly(self, folded: str) -> bool:
        """The same for a part of a longer text, which may not weigh less."""
        return self.weight(folded) >= self.threshold or self.is_odd(folded)

    def is_odd(self, folded: str) -> bool:
        """Whether it holds words in disguise."""
        needed = 1 if len(folded) < SHORT else _NEEDED
        words: set[int] = set()
        for at in chain(*(_starts(pattern, folded) for pattern in _ODD), _apart(folded), _repeated(folded)):
            words.add(folded.rfind(" ", 0, at))  # where its word begins
            if len(words) >= needed:
                return True
        return False


def _starts(pattern: re.Pattern[str], folded: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(folded))


def _apart(folded: str) -> Iterator[int]:
    """Where letters are set apart. Most texts hold nothing like it, which is seen at less cost."""
    return _starts(_APART, folded) if _PERHAPS_APART.search(folded) else iter(())


def _repeated(folded: str) -> Iterator[int]:
    """Where one letter stands four times."""
    letters = set(folded)
    if len(letters) > _FEW_LETTERS:
        yield from _starts(_RUN, folded)
        return
    for letter in filter(str.isalpha, letters):
        run = letter * _REPEATED
        at = folded.find(run)
        while at >= 0:
            yield at
            at = folded.find(run, at + _REPEATED)
