"""Read the texts of a listing: claims and purposes with exact quotes, and what could not be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from auditor.language.candidates import finders_of, matches, propose, propose_pair
from auditor.language.disguise import undisguise
from auditor.language.fold import fold
from auditor.language.identify import Identifier
from auditor.language.lists import taken_back
from auditor.language.parts import in_other_languages
from auditor.language.quotes import best, claim_span, in_its_sentence, with_what_it_leans_on
from auditor.language.resolve import COUNTERED, Whole, names_other_platform, resolve
from auditor.language.sentence import Sentence
from auditor.language.spans import ClaimSpan, Disguise, PurposeSpan, Reading
from auditor.language.stance import is_denied, only_talks_of_data
from auditor.language.state import TextState
from auditor.language.tokens import (
    SentenceSpan,
    Token,
    split_sentences,
    tokenise,
    without_joints,
    words,
    words_among,
)
from auditor.language.unread import Gap, left_out, told, unread
from auditor.language.weigh import BY_SECOND_READER_ALONE, weigh
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.model import Certainty, Text, TextKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from auditor.language.grammar import Grammar
    from auditor.language.lexicon import Mention
    from auditor.language.second import LazyReader
    from auditor.language.second.proposals import Proposal
    from auditor.language.sentence import Finder


_FEWEST_LETTERS = 6
"""A text of fewer letters says nothing that could be read closely."""
_FEWEST_DIFFERENT = 3
"""Characters that a quote must have: rows of dashes state nothing."""
_SCANTY = 70
"""Characters of a text that is hardly more than a name."""
_FOR_SCANTY = 1.0
"""Log odds that a proposal needs more in a scanty text where TikTok is named nowhere.

Of 1,220 sentences on access that were not trained on, that leaves 7 proposals of 12, and none in 1,883 first
lines of honest descriptions; of 287 promises in texts that were not trained on, 254 of 262.
"""
_NOT_BY_ITS_WORDS_ALONE = BY_SECOND_READER_ALONE | {COUNTERED}
"""Reasons of claims whose quote may need what stands around it."""


class _Amount(NamedTuple):
    """Characters of texts."""

    characters: int
    read_characters: int
    purpose_characters: int

    @property
    def is_mostly_read(self) -> bool:
        return 0 < self.characters <= 2 * self.read_characters


class Reader:
    """Reads texts with one grammar. Safe to share."""

    def __init__(self, grammar: Grammar, second: LazyReader | None = None) -> None:
        self._grammar = grammar
        self._second = second
        self._identifier = Identifier(grammar.languages)
        self._finders: dict[str, dict[str, Finder]] = {}

    def read(self, texts: Sequence[Text], *, purposes: bool = True) -> Reading:
        """Read all texts that speak for the tool.

        Args:
            texts: The listing's texts.
            purposes: Whether ordinary functions are looked for too, as they are where access is asked for.
        """
        states: list[TextState] = []
        beside: list[TextState] = []
        gaps: list[Gap] = []
        for index, text in enumerate(texts):
            if text.kind.speaks_for_tool and text.content.strip():
                outcome = self._open(index, text, purposes=purposes)
                if isinstance(outcome, Gap):
                    gaps.append(outcome)
                else:
                    states.append(outcome)
                    known = self._second_knows(outcome)
                    unread_beside = self._identifier.beside(outcome.content, outcome.language)
                    gaps += left_out(outcome, text, unread_beside, trained=known)
                beside += self._in_other_languages(outcome, text)
        whole = Whole([sentence for state in (*states, *beside) for sentence in state.sentences])
        originals = _amount(texts, states, originals=True)
        counted = originals if originals.is_mostly_read else _amount(texts, states, originals=False)
        claims = [claim for state in states for claim in self._claims(state, whole)]
        claims += [c for state in beside for c in self._claims(state, whole) if not _is_told(c, claims)]
        return Reading(
            claims=tuple(claims),
            purposes=tuple(p for state in states for p in self._purposes(state)) if purposes else (),
            disguises=tuple(d for state in (*states, *beside) for d in _disguises(state, claims)),
            not_analysed=told(gaps, of_translations=counted is not originals),
            read_texts=len(states),
            **counted._asdict(),
            trained=self._second.purposes if self._second else frozenset(),
            trained_texts=tuple(state.index for state in states if self._second_knows(state)),
        )

    def read_purposes(self, reading: Reading, texts: Sequence[Text], wanted: Collection[str]) -> Reading:
        """Add to a reading the purposes among ``wanted`` that the second reader finds.

        Words that state a claim explain no ordinary function.
        """
        if self._second is None or not reading.trained.intersection(wanted):
            return reading
        found: dict[str, PurposeSpan] = {}
        for index in reading.trained_texts:
            proposals = self._second.reader.purposes(texts[index].content, set(wanted) - set(found))
            opened = self._open(index, texts[index], purposes=True, closely=True) if proposals else None
            for purpose, proposal in proposals.items():
                if not isinstance(opened, TextState) or opened.is_denied_at(proposal.top):
                    continue
                if opened.takes_back(proposal.top) or opened.only_talks_of_data_at(proposal.top):
                    continue
                if proposal.odds < self._second.reader.card.least(purpose, opened.language.code):
                    continue
                span = PurposeSpan(purpose, index, proposal.start, proposal.end)
                if not self._states_claim(opened, span, reading.claims):
                    found[purpose] = in_its_sentence(opened, span, proposal.top)
        return replace(reading, purposes=(*reading.purposes, *found.values()))

    def _states_claim(self, state: TextState, span: PurposeSpan, claims: Sequence[ClaimSpan]) -> bool:
        """Whether the words of a purpose state a claim, or their sentence says once more what was claimed.

        Of a tool that claims nothing no sentence does: "pick one of those you saved" is read in its context.
        """
        if any(_overlap(span, claim) for claim in claims):
            return True
        start, end = state.sentences_around(span.start, span.end)
        sentence = state.content[start:end]
        return bool(claims) and self._second is not None and self._second.reader.states_claim(sentence)

    def _second_knows(self, state: TextState) -> bool:
        second = self._second
        return second is not None and bool(second.purposes) and state.language.code in second.gate.languages

    def _claims(self, state: TextState, whole: Whole) -> list[ClaimSpan]:
        """The claims of one text: what the grammar finds, weighed against what the second reader proposes."""
        if not state.worth:
            return []
        found = resolve(state.sentences, state.standing, state.language, whole)
        spans = best([span for each in found if not _is_beside(state, span := claim_span(state, each))])
        if self._second is None or state.language.code not in self._second.gate.languages:
            return spans
        if sum(map(str.isalnum, state.kept)) < _FEWEST_LETTERS or _only_names_platform(state):
            return spans
        weighed = self._weigh(spans, self._second, state, whole)
        weighed = [
            with_what_it_leans_on(state, claim) if claim.reason in _NOT_BY_ITS_WORDS_ALONE else claim
            for claim in weighed
        ]
        return sorted(weighed, key=lambda claim: (claim.start, claim.claim))

    def _weigh(
        self, spans: list[ClaimSpan], second: LazyReader, state: TextState, whole: Whole
    ) -> list[ClaimSpan]:
        content = state.kept
        read = second.reader.read(content, second.gate, closely=bool(spans))
        stated = {span.claim for span in spans}
        named = whole.mentions("tiktok") or second.gate.names_platform(fold(content).text)
        more = _FOR_SCANTY if not named and len(content.strip()) <= _SCANTY else 0.0
        proposals = {
            claim: proposal
            for claim, proposal in read.items()
            if claim in stated
            or (
                proposal.odds >= second.reader.card.least(claim, state.language.code) + more
                and len(set(state.content[proposal.start : proposal.end])) >= _FEWEST_DIFFERENT
                and not _is_elsewhere(state, proposal, whole)
                and not state.is_only_mentioned(claim, proposal.start, proposal.end)
            )
        }
        for span in spans:
            if span.certainty is Certainty.CERTAIN and span.claim in second.reader.card.claims:
                start, end = state.sentences_around(span.start, span.end)
                proposals = second.reader.with_sentence(proposals, span.claim, content, start, end)
        place = (state.index, state.language.code)
        return weigh(spans, proposals, second.reader.card, place, named=named)

    def _open(self, index: int, text: Text, *, purposes: bool, closely: bool = False) -> TextState | Gap:
        """Cut a text into sentences, or say why it can't be read.

        Args:
            index: The text's number.
            text: The text.
            purposes: Whether it is read for purposes too.
            closely: Whether all sentences are wanted, whatever the gate says.
        """
        content = text.content[:MAX_TEXT_CHARACTERS]
        folded = fold(content)
        second = self._second
        odd = second is None or second.gate.is_odd(folded.text)
        plain = not odd and not closely and self._is_plain(folded.text, text.kind)
        if second and plain and not purposes:
            language = self._identifier.identify(words(folded.text), content)
            if language is not None and language.is_read and language.code in second.gate.languages:
                return TextState(index, content, [], language, worth=False)  # nothing more to find here
        tokens = tokenise(folded)
        disguised: dict[tuple[int, int], str] = {}
        if odd:
            tokens, disguised = undisguise(tokens, self._grammar.words)
            # Where no disguise was found, the text is weighed as it stands.
            undone = " ".join(token.text for token in tokens) if disguised else folded.text
            plain = not closely and self._is_plain(undone, text.kind, disguised=bool(disguised))
        language = self._identifier.identify(words_among(tokens), content, lenient=bool(disguised))
        if language is None or not language.is_read:
            return unread(index, text, language)
        tokens = without_joints(tokens, language.words)
        worth = not plain or second is None or language.code not in second.gate.languages
        state = TextState(index, content, tokens, language, worth, disguised=disguised)
        self._find(state)
        return state

    def _in_other_languages(self, most: TextState | Gap, text: Text) -> Iterable[TextState]:
        """The parts of a text that are in other languages, each language's by themselves.

        Args:
            most: The text as most of it is: in one language, or in none that is read.
            text: The text.
        """
        if isinstance(most, TextState) and not most.worth:
            return
        language = most.language if isinstance(most, TextState) else None
        index = most.index if isinstance(most, TextState) else most.number
        for content in in_other_languages(text.content[:MAX_TEXT_CHARACTERS], language, self._identifier):
            part = self._open(index, text.model_copy(update={"content": content}), purposes=False)
            if isinstance(part, TextState) and part.worth and part.language is not language:
                yield part

    def _is_plain(self, folded: str, kind: TextKind, *, disguised: bool = False) -> bool:
        """Whether a text states no claim, as its words show at a glance.

        A short text has the benefit of the doubt; a name only if one of its words is a word of claims, since
        every tool has a name.
        """
        if self._second is None:
            return False
        if kind is TextKind.TITLE and not disguised and not self._second.gate.has_word_of_claims(folded):
            return True
        return not self._second.is_worth_reading(folded, disguised=disguised)

    def _find(self, state: TextState) -> None:
        """Make the sentences: all of a text that may state a claim, else those that may state a purpose."""
        language = state.language
        lexicon = language.lexicon if state.worth else language.purpose_lexicon
        by_sentence: defaultdict[int, list[Mention]] = defaultdict(list)
        spans = split_sentences(state.tokens, state.content)
        owner = [-1] * len(state.tokens)
        for number, span in enumerate(spans):
            owner[span.start : span.end] = [number] * (span.end - span.start)
        for mention in lexicon.find(state.tokens):
            if owner[mention.start] == owner[mention.end - 1] >= 0:
                by_sentence[owner[mention.start]].append(mention)
        finders = self._finders.get(language.code)
        if finders is None:
            finders = self._finders[language.code] = finders_of(language)
        purposes = language.compiled.purposes
        for number, span in enumerate(spans):
            mentions = by_sentence.get(number, ())
            if state.worth or (mentions and purposes.possible(_present(mentions, state.tokens, span))):
                sentence = Sentence(state.tokens, span, mentions, finders)
                state.sentences.append(sentence)
                _note_names(sentence, state.content, language.words)
        if state.worth:
            state.taken_back = taken_back(state.content, state.sentences)
            self._propose(state)

    def _propose(self, state: TextState) -> None:
        """Note what could state a claim."""
        for number, sentence in enumerate(state.sentences):
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
            for pattern, purpose in state.language.compiled.purposes.possible(sentence.present):
                if purpose in seen:
                    continue
                for start, end in matches(pattern, sentence):
                    # Words that could state a claim explain no ordinary function: "who saved your videos".
                    if any((number, index) in taken for index in range(start, end)):
                        continue
                    if is_denied(sentence, start, end, loose=False, negation=state.language.negation):
                        continue
                    if state.takes_back(sentence.tokens[start].start) or only_talks_of_data(sentence):
                        continue
                    seen.add(purpose)
                    tokens = sentence.tokens
                    yield PurposeSpan(purpose, state.index, tokens[start].start, tokens[end - 1].end)
                    break


def _is_told(claim: ClaimSpan, claims: Iterable[ClaimSpan]) -> bool:
    """Whether a claim of the same words is there, as sure as this one."""
    return any(
        each.claim == claim.claim
        and _overlap(each, claim)
        and (each.certainty is Certainty.CERTAIN or claim.certainty is not Certainty.CERTAIN)
        for each in claims
    )


def _overlap(span: PurposeSpan | ClaimSpan, claim: ClaimSpan) -> bool:
    return span.text == claim.text and span.start < claim.end and claim.start < span.end


def _present(mentions: Iterable[Mention], tokens: list[Token], span: SentenceSpan) -> set[str]:
    """What a sentence will hold: its words, its concepts, and perhaps names."""
    present = {token.text for token in tokens[span.start : span.end]}
    present.update(f"<{mention.concept}>" for mention in mentions)
    present.add("<name-like>")
    return present


def _note_names(sentence: Sentence, content: str, words: frozenset[str]) -> None:
    """Mark what is written like a name: a capital inside the sentence, or inside the word."""
    for index, token in enumerate(sentence.tokens):
        written = content[token.start : token.end]
        inner = any(character.isupper() for character in written[1:]) and not written.isupper()
        capital = index > 0 and written[:1].isupper() and not written.isupper() and token.text not in words
        if inner or capital or (index == 0 and written[:1].isupper() and token.text not in words):
            sentence.add("name-like", index, index + 1)


def _only_names_platform(state: TextState) -> bool:
    """Whether nothing but TikTok's name stands there, as in many a title."""
    return all(sum(end - start for start, end in s.spans("tiktok")) >= len(s.tokens) for s in state.sentences)


def _is_beside(state: TextState, span: ClaimSpan) -> bool:
    """Whether a claim is not stated in so many words, and its sentence is about the contrary."""
    hinted = span.certainty is not Certainty.CERTAIN
    return hinted and state.is_only_mentioned(span.claim, span.start, span.end)


def _is_elsewhere(state: TextState, proposal: Proposal, whole: Whole) -> bool:
    """Whether what is proposed is said of another platform, by its name."""
    around = state.sentences_over(proposal.start, proposal.end)
    return any(names_other_platform(sentence, whole) for sentence in around)


def _amount(texts: Sequence[Text], states: list[TextState], *, originals: bool) -> _Amount:
    """Count what was read of all texts, or of those that translate no other."""
    counts = [
        text.kind.speaks_for_tool and not (originals and text.kind is TextKind.TRANSLATION) for text in texts
    ]
    read = [state for state in states if counts[state.index]]
    return _Amount(
        characters=sum(len(text.content) for text, each in zip(texts, counts, strict=True) if each),
        read_characters=sum(len(state.content) for state in read),
        purpose_characters=sum(len(s.content) for s in read if s.language.is_read_for_purposes),
    )


def _disguises(state: TextState, claims: list[ClaimSpan]) -> Iterable[Disguise]:
    for (start, end), read_as in sorted(state.disguised.items()):
        if any(c.text == state.index and c.start < end and start < c.end for c in claims):
            yield Disguise(state.index, start, end, read_as)
