"""Read the texts of a listing: claims and purposes with exact quotes, and what could not be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.language.candidates import Candidate, finders_of, matches, propose, propose_pair
from auditor.language.disguise import undisguise
from auditor.language.fold import fold
from auditor.language.identify import Identifier
from auditor.language.resolve import Found, Whole, resolve
from auditor.language.sentence import Sentence
from auditor.language.stance import is_denied
from auditor.language.tokens import Token, split_sentences, tokenise, without_joints
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.model import Certainty, NotAnalysed, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.language.grammar import Grammar, Language
    from auditor.language.lexicon import Mention


_LOOSE_ENDS = frozenset(",;:-—(\"'&/+")
"""Signs that no quote ends with."""
_LONGEST_QUOTE = 160
"""Characters beyond which a shorter quote is preferred."""


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """``texts[text][start:end]`` states ``claim``."""

    claim: str
    certainty: Certainty
    text: int
    start: int
    end: int
    language: str
    reason: str
    direct: bool
    """Stated by a turn of phrase, not put together by a frame."""


@dataclass(frozen=True, slots=True)
class PurposeSpan:
    """``texts[text][start:end]`` says that the tool has ``purpose``."""

    purpose: str
    text: int
    start: int
    end: int


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

    @property
    def mostly_read(self) -> bool:
        """Whether enough was read to say something: half of what the tool says, counted in characters."""
        return self.read_texts > 0 and 2 * self.read_characters >= self.characters


@dataclass(slots=True)
class TextState:
    """One text while it is read."""

    index: int
    content: str
    tokens: list[Token]
    language: Language
    sentences: list[Sentence] = field(default_factory=list)
    candidates: list[tuple[int, Candidate]] = field(default_factory=list)
    disguised: dict[tuple[int, int], str] = field(default_factory=dict)


class Reader:
    """Reads texts with one grammar. Safe to share."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._identifier = Identifier(grammar.languages)
        self._finders = {code: finders_of(language) for code, language in grammar.languages.items()}

    def read(self, texts: Sequence[Text], *, name: str = "") -> Reading:
        """Read all texts that speak for the tool.

        Args:
            texts: The listing's texts.
            name: The tool's name, which a text may use of itself.
        """
        states: list[TextState] = []
        unread: list[NotAnalysed] = []
        for index, text in enumerate(texts):
            if text.kind.speaks_for_tool and text.content.strip():
                outcome = self._open(index, text)
                if isinstance(outcome, NotAnalysed):
                    unread.append(outcome)
                else:
                    states.append(outcome)
                    if len(text.content) > MAX_TEXT_CHARACTERS:
                        unread.append(_cut(index, text))
        whole = Whole([sentence for state in states for sentence in state.sentences])
        claims = [
            _claim_span(state, found)
            for state in states
            for found in resolve(state.sentences, state.candidates, state.language, whole, name)
        ]
        claims = _best(claims)
        return Reading(
            claims=tuple(claims),
            purposes=tuple(purpose for state in states for purpose in self._purposes(state)),
            disguises=tuple(d for state in states for d in _disguises(state, claims)),
            not_analysed=tuple(unread),
            read_texts=len(states),
            read_characters=sum(len(state.content) for state in states),
            characters=sum(len(text.content) for text in texts if text.kind.speaks_for_tool),
        )

    def _open(self, index: int, text: Text) -> TextState | NotAnalysed:
        content = text.content[:MAX_TEXT_CHARACTERS]
        raw = tokenise(fold(content))
        tokens, disguised = undisguise(raw, self._grammar.lexicon.words)
        tokens = without_joints(tokens, self._grammar.lexicon.words)
        language = self._identifier.identify(tokens)
        if language is None or not language.is_read:
            return _unread(index, text, language)
        state = TextState(index, content, tokens, language, disguised=disguised)
        self._find(state)
        return state

    def _find(self, state: TextState) -> None:
        wanted = (state.language.code, "any")
        by_sentence: defaultdict[int, list[Mention]] = defaultdict(list)
        spans = split_sentences(state.tokens, state.content)
        owner = [-1] * len(state.tokens)
        for number, span in enumerate(spans):
            owner[span.start : span.end] = [number] * (span.end - span.start)
        for mention in self._grammar.lexicon.find(state.tokens):
            if mention.language in wanted and owner[mention.start] == owner[mention.end - 1] >= 0:
                by_sentence[owner[mention.start]].append(mention)
        finders = self._finders[state.language.code]
        for number, span in enumerate(spans):
            sentence = Sentence(state.tokens, span, by_sentence[number], finders)
            state.sentences.append(sentence)
            _note_names(sentence, state.content, self._grammar.lexicon.words)
            if self._grammar.content.isdisjoint(sentence.concepts):
                continue
            found = propose(self._grammar, state.language, sentence)
            if number:
                found += propose_pair(self._grammar, state.sentences[number - 1], sentence)
            state.candidates += [(number, candidate) for candidate in found]

    def _purposes(self, state: TextState) -> Iterable[PurposeSpan]:
        seen = set()
        stated = [(number, c) for number, c in state.candidates if not c.loose]
        taken = {(number, index) for number, c in stated for index in range(c.start, c.end)}
        for number, sentence in enumerate(state.sentences):
            if self._grammar.content.isdisjoint(sentence.concepts):
                continue
            for pattern, purpose in state.language.purposes.possible(sentence.present):
                if purpose in seen:
                    continue
                for start, end in matches(pattern, sentence):
                    # Words that could state a claim explain no ordinary function: "who saved your videos".
                    if any((number, index) in taken for index in range(start, end)):
                        continue
                    if is_denied(sentence, start, end, loose=False, negation=state.language.negation):
                        continue
                    seen.add(purpose)
                    tokens = sentence.tokens
                    yield PurposeSpan(purpose, state.index, tokens[start].start, tokens[end - 1].end)
                    break


def _note_names(sentence: Sentence, content: str, words: frozenset[str]) -> None:
    """Mark what is written like a name: a capital inside the sentence, or inside the word."""
    for index, token in enumerate(sentence.tokens):
        written = content[token.start : token.end]
        inner = any(character.isupper() for character in written[1:]) and not written.isupper()
        capital = index > 0 and written[:1].isupper() and not written.isupper() and token.text not in words
        if inner or capital or (index == 0 and written[:1].isupper() and token.text not in words):
            sentence.add("name-like", index, index + 1)


def _claim_span(state: TextState, found: Found) -> ClaimSpan:
    first, last = found.start, found.end - 1
    while last > first and not state.tokens[last].is_word and state.tokens[last].text in _LOOSE_ENDS:
        last -= 1
    return ClaimSpan(
        found.claim,
        found.certainty,
        state.index,
        state.tokens[first].start,
        state.tokens[last].end,
        state.language.code,
        found.reason,
        found.direct,
    )


def _best(claims: list[ClaimSpan]) -> list[ClaimSpan]:
    """One quote per claim and text: certain before likely, the first place, and there all that states it."""
    groups: defaultdict[tuple[int, str], list[ClaimSpan]] = defaultdict(list)
    for claim in claims:
        groups[claim.text, claim.claim].append(claim)
    best = [_best_of(group) for group in groups.values()]
    return sorted(best, key=lambda claim: (claim.text, claim.start, claim.claim))


def _best_of(group: list[ClaimSpan]) -> ClaimSpan:
    def rank(claim: ClaimSpan) -> tuple[bool, bool, bool]:
        too_long = claim.end - claim.start > _LONGEST_QUOTE
        return claim.certainty is not Certainty.CERTAIN, too_long, not claim.direct

    top = min(map(rank, group))
    fitting = [claim for claim in group if rank(claim) == top]
    first = min(fitting, key=lambda claim: (claim.start, claim.end))
    start, end = first.start, first.end
    for claim in sorted(fitting, key=lambda claim: (claim.start, claim.end)):
        if claim.start < end and max(end, claim.end) - start <= _LONGEST_QUOTE:
            end = max(end, claim.end)
    return replace(first, start=start, end=end)


def _disguises(state: TextState, claims: list[ClaimSpan]) -> Iterable[Disguise]:
    for (start, end), read_as in sorted(state.disguised.items()):
        if any(c.text == state.index and c.start < end and start < c.end for c in claims):
            yield Disguise(state.index, start, end, read_as)


def _unread(index: int, text: Text, language: Language | None) -> NotAnalysed:
    where = text.where or f"text {index + 1}"
    if language is None:
        reason = f"The language of “{where}” could not be told, so it was not read for claims."
    else:
        reason = f"“{where}” is in {language.name}, which is not read for claims yet."
    return NotAnalysed(check="language", reason=reason)


def _cut(index: int, text: Text) -> NotAnalysed:
    return NotAnalysed(
        check="texts",
        reason=f"“{text.where or f'text {index + 1}'}” is longer than {MAX_TEXT_CHARACTERS:,} characters; "
        "only that much of it was read.",
    )
