"""One text while it is read, and questions about places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.language.apart import is_apart
from auditor.language.grammar import NO_REASON
from auditor.language.lists import without
from auditor.language.stance import asks_after_nobody, is_denied, only_talks_of_data

if TYPE_CHECKING:
    from auditor.language.candidates import Candidate
    from auditor.language.grammar import Language
    from auditor.language.sentence import Sentence
    from auditor.language.tokens import Token

_PERSONS = ("who", "people", "named", "identity", "saver-thing")


@dataclass(slots=True)
class TextState:
    """One text while it is read."""

    index: int
    content: str
    tokens: list[Token]
    language: Language
    worth: bool
    """Whether it can state a claim at all."""
    words: list[str] = field(default_factory=list)
    """All of its words, folded, in order."""
    sentences: list[Sentence] = field(default_factory=list)
    candidates: list[tuple[int, Candidate]] = field(default_factory=list)
    disguised: dict[tuple[int, int], str] = field(default_factory=dict)
    taken_back: list[tuple[int, int]] = field(default_factory=list)
    """Parts that the text's own lists take back, in characters."""
    turned: list[tuple[int, int]] = field(default_factory=list)
    """Parts that stand there the other way round than they are written."""

    @property
    def joined(self) -> dict[tuple[int, int], str]:
        """Of the disguises those of letters that were set apart."""
        return {span: word for span, word in self.disguised.items() if is_apart(self.content[slice(*span)])}

    @property
    def standing(self) -> list[tuple[int, Candidate]]:
        """The candidates that no list takes back."""
        return [(number, each) for number, each in self.candidates if not self._is_taken_back(number, each)]

    @property
    def kept(self) -> str:
        """The text with spaces in place of what its lists take back."""
        return without(self.content, self.taken_back)

    def takes_back(self, at: int) -> bool:
        """Whether a list takes back what stands at a place."""
        before = bisect_right(self.taken_back, (at, len(self.content) + 1)) - 1
        return before >= 0 and at < self.taken_back[before][1]

    def _is_taken_back(self, number: int, candidate: Candidate) -> bool:
        opened = candidate.opened
        if opened is not None and self.takes_back(self.sentences[number - 1].tokens[opened].start):
            return True
        return self.takes_back(self.sentences[number].tokens[candidate.start].start)

    def sentences_over(self, start: int, end: int) -> list[Sentence]:
        """The sentences that hold a part of ``content[start:end]``."""
        return [s for s in self.sentences if s.tokens[0].start < end and start < s.tokens[-1].end]

    def is_only_mentioned(self, claim: str, start: int, end: int) -> bool:
        """Whether what the sentences of a span are about leaves no more than plain words to state a claim."""
        concepts = self.language.unless.get(claim, ())
        sentences = self.sentences_over(start, end)
        if self._asks_after_nobody(sentences, start):
            return True
        return any(sentence.has(concept) for concept in concepts for sentence in sentences)

    def _asks_after_nobody(self, sentences: list[Sentence], start: int) -> bool:
        """Whether a span is in a question that nobody is meant by, or follows one and names no persons."""
        if any(asks_after_nobody(s, s.number_at(start)) for s in sentences):
            return True
        before = [s for s in self.sentences if s.tokens[-1].end <= start][-1:]
        persons = any(sentence.has(name) for name in _PERSONS for sentence in sentences)
        return not persons and any(asks_after_nobody(sentence, 0) for sentence in before)

    def is_denied_at(self, at: int) -> bool:
        """Whether a negation reaches the word at a place, and does not only say what users don't do."""
        for sentence in self.sentences_over(at, at + 1):
            word = sentence.number_at(at)
            if not sentence.has("not-denied") and is_denied(
                sentence, word, word + 1, loose=True, negation=self.language.negation
            ):
                return True
        return False

    def only_talks_of_data_at(self, at: int) -> bool:
        """Whether the sentence at a place names data without a function that needs it."""
        return any(only_talks_of_data(sentence) for sentence in self.sentences_over(at, at + 1))

    def is_no_reason_at(self, purpose: str, at: int) -> bool:
        """Whether the sentence at a place holds what comes close to a trained purpose and is none."""
        return any(sentence.has(NO_REASON + purpose) for sentence in self.sentences_over(at, at + 1))

    def with_all_turned(self, start: int, end: int) -> tuple[int, int]:
        """A span, widened to what is turned round wherever it holds a part of that."""
        for first, past in self.turned:
            if first < end and start < past:
                start, end = min(start, first), max(end, past)
        return start, end

    def sentences_around(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of a span's first sentence to the end of its last."""
        for sentence in self.sentences_over(start, end):
            start, end = min(start, sentence.tokens[0].start), max(end, sentence.tokens[-1].end)
        return start, end
