"""Find sayings in texts: a few fixed turns of phrase, and the name behind those that name somebody.

What only the grammar can tell (who says it of whom, denials, quotations) is not looked at, so a saying is for
what is said in few ways and hardly otherwise: "no permissions needed", "developed by".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from auditor.language.fold import fold
from auditor.language.index import PatternIndex
from auditor.language.pattern import Pattern, compile_pattern, concepts_of
from auditor.language.tokens import (
    SentenceSpan,
    Token,
    is_clause_mark,
    split_sentences,
    tokenise,
    without_joints,
)
from auditor.limits import MAX_CLOSELY_READ_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.rulebook.schema_compare import Saying

_MOST_WORDS: Final = 6
"""Words of one name."""
_WORD: Final = re.compile(r"(?<![^\s(|])(?!\.\.|[#^$])[^\s()|<>?*]+")
"""A word of a phrase, as far as it is no sign of the notation."""
_INSIDE: Final = frozenset("&.-'")
"""Signs that may stand inside a name."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A saying in a text: its words, and the name that follows where it names somebody."""

    start: int
    end: int
    quote: str
    name: str = ""


def check_phrase(notation: str) -> None:
    """Check a phrase of a saying.

    Raises:
        ValueError: It can't be read, or names a concept; the message quotes it.
    """
    compile_pattern(notation)
    if concepts_of(notation):
        raise ValueError(f"phrases are made of words alone, and {notation!r} names a concept")


class Phrases:
    """The phrases of one saying, ready to be looked for."""

    def __init__(self, saying: Saying) -> None:
        self._saying = saying
        self._said = _index(saying.phrases)
        self._unless = _index(saying.unless)

    def in_text(self, text: str) -> Iterator[Spoken]:
        """Yield where ``text`` says it: once a sentence, in order."""
        return self.among(CutText(text))

    def among(self, cut: CutText) -> Iterator[Spoken]:
        """Yield the same of a text that is cut already."""
        keys = self._said.keys
        if keys is not None and not any(word in cut.folded.text for word in keys):
            return
        for sentence in cut.sentences:
            span = self._span(sentence)
            if span is None:
                continue
            spoken = self._spoken(cut.text, sentence.tokens, *span)
            if spoken is not None:
                yield spoken

    def _span(self, sentence: Sentence) -> tuple[int, int] | None:
        span = next(_places(self._said, sentence), None)
        if span is None:
            return None
        first, past = span
        beside = (there for there in _places(self._unless, sentence) if there[0] < first or there[1] > past)
        return span if next(beside, None) is None else None

    def _spoken(self, text: str, tokens: list[Token], first: int, past: int) -> Spoken | None:
        start, end = tokens[first].start, tokens[past - 1].end
        if not self._saying.names:
            return Spoken(start, end, text[start:end])
        length = _length_of_name(text, tokens[past:])
        if not length:
            return None
        named = tokens[past : past + length]
        name = text[named[0].start : named[-1].end]
        return Spoken(start, named[-1].end, text[start : named[-1].end], name)


class CutText:
    """The beginning of a text, cut into sentences that say something; those that ask are left out."""

    def __init__(self, text: str) -> None:
        self.text = text[:MAX_CLOSELY_READ_CHARACTERS]
        self.folded = fold(self.text)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences, in order."""
        tokens = without_joints(tokenise(self.folded), frozenset())
        spans = split_sentences(tokens, self.text)
        return [Sentence(tokens, span) for span in spans if span.closing != "?"]


class Sentence:
    """One sentence, as patterns are matched on it: words without concepts."""

    __slots__ = ("present", "tokens", "words")

    def __init__(self, tokens: list[Token], span: SentenceSpan) -> None:
        self.tokens = tokens[span.start : span.end]
        self.words = [token.text for token in self.tokens]
        self.present = frozenset(self.words)

    def ends_of(self, concept: str, start: int) -> Iterable[int]:  # noqa: ARG002  # of the protocol
        """Nothing: phrases are made of words."""
        return ()

    def is_clause_end(self, position: int) -> bool:
        """Whether a clause ends before token ``position``."""
        return position >= len(self.words) or is_clause_mark(self.words[position])


def _index(phrases: Mapping[str, tuple[str, ...]]) -> PatternIndex[None]:
    return _indexed(tuple(notation for said in phrases.values() for notation in said))


@lru_cache(maxsize=64)
def _indexed(notations: tuple[str, ...]) -> PatternIndex[None]:
    """Return the index of these phrases: the same for every audit, and dear to make."""
    return PatternIndex([(compile_pattern(_cut(notation)), None) for notation in notations])


def _cut(notation: str) -> str:
    """Return ``notation`` with its words cut as those of texts are: those of some scripts into letters."""
    return _WORD.sub(lambda word: " ".join(t.text for t in tokenise(fold(word[0]))), notation)


def _places(index: PatternIndex[None], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where phrases stand, of each place the longest."""
    possible = [pattern for pattern, _ in index.possible(sentence.present)]
    for start in range(len(sentence.words)) if possible else ():
        ends = [max(found) for pattern in possible if (found := _ends(pattern, sentence, start))]
        if ends:
            yield start, max(ends)


def _ends(pattern: Pattern, sentence: Sentence, start: int) -> set[int]:
    if pattern.first and sentence.words[start] not in pattern.first:
        return set()
    return {end for end in pattern.ends(sentence, start) if end > start}


def _length_of_name(text: str, tokens: list[Token]) -> int:
    """Return how many of ``tokens`` make a name: words that begin like names, and signs between them."""
    words = length = 0
    for index, token in enumerate(tokens):
        if token.is_word and words < _MOST_WORDS and _begins_name(text[token.start], first=not words):
            words, length = words + 1, index + 1
        elif not (words and index == length and token.text in _INSIDE and _joins(token, tokens, index)):
            break
    return length


def _begins_name(letter: str, *, first: bool) -> bool:
    return letter.isupper() or letter.istitle() or (letter.isdigit() and not first)


def _joins(token: Token, tokens: list[Token], index: int) -> bool:
    """Whether a sign goes on to the next word: a dot only inside of one."""
    follows = index + 1 < len(tokens) and tokens[index + 1].is_word
    return follows and (token.text == "&" or (token.glued and tokens[index + 1].glued))
