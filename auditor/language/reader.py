"""Read the texts of a listing: claims and purposes with exact quotes, and what could not be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.language.amount import amount
from auditor.language.candidates import matches
from auditor.language.explaining import Explaining
from auditor.language.fold import fold
from auditor.language.glyphs import disguised_words
from auditor.language.grammar import NO_REASON
from auditor.language.grounds import MAY_LEAN
from auditor.language.opening import Opener
from auditor.language.quotes import best, claim_span, over_lines, with_what_it_leans_on
from auditor.language.reasons import reason_of
from auditor.language.resolve import Whole, names_other_platform, resolve
from auditor.language.spans import ClaimSpan, Disguise, PurposeSpan, Reading
from auditor.language.stance import is_denied, only_talks_of_data
from auditor.language.unread import Gap, left_out, told
from auditor.language.weigh import weigh
from auditor.model import Certainty, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from auditor.language.grammar import Grammar
    from auditor.language.second import LazyReader
    from auditor.language.second.proposals import Proposal
    from auditor.language.sentence import Sentence
    from auditor.language.state import TextState
    from auditor.rulebook.schema_parts import PartRule


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


class Reader:
    """Reads texts with one grammar. Safe to share.

    Args:
        grammar: The words of all languages.
        second: The second reader, where there is one.
        checked_by: By purpose, the trained purposes that tell what comes close to it and is something else.
        parts: Which concepts play a part in a claim, for its reason.
    """

    def __init__(
        self,
        grammar: Grammar,
        second: LazyReader | None = None,
        checked_by: Mapping[str, Collection[str]] | None = None,
        parts: Sequence[PartRule] = (),
    ) -> None:
        self._grammar = grammar
        self._second = second
        self._checked_by = checked_by or {}
        self._parts = parts
        self._opener = Opener(grammar, second)

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
                outcome = self._opener.open(index, text, purposes=purposes)
                if isinstance(outcome, Gap):
                    gaps.append(outcome)
                else:
                    states.append(outcome)
                    known = self._second_knows(outcome)
                    seen = (outcome.words, outcome.content, outcome.language)
                    unread_beside = self._opener.identifier.beside(*seen)
                    gaps += left_out(outcome, text, unread_beside, trained=known)
                beside += self._opener.parts(outcome, text)
        whole = Whole([sentence for state in (*states, *beside) for sentence in state.sentences])
        originals = amount(texts, states, originals=True)
        counted = originals if originals.is_mostly_read else amount(texts, states, originals=False)
        claims = [claim for state in states for claim in self._claims(state, whole)]
        for claim in [claim for state in beside for claim in self._claims(state, whole)]:
            if not _is_told(claim, claims):
                claims = [*(each for each in claims if not _is_same(each, claim)), claim]
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

    def explaining(self, texts: Sequence[Text]) -> Explaining | None:
        """What the second reader says of ordinary functions in texts; None where there is none."""
        return Explaining(self._second, self._opener, texts, self._checked_by) if self._second else None

    def _second_knows(self, state: TextState) -> bool:
        second = self._second
        return second is not None and bool(second.purposes) and state.language.code in second.gate.languages

    def _claims(self, state: TextState, whole: Whole) -> list[ClaimSpan]:
        """The claims of one text, each with the reason why it was read so."""
        claims = self._standing(state, whole)
        return [replace(claim, reason=reason_of(state, claim, self._parts)) for claim in claims]

    def _standing(self, state: TextState, whole: Whole) -> list[ClaimSpan]:
        """The claims of one text: what the grammar finds, weighed against what the second reader proposes."""
        if not state.worth:
            return []
        found = resolve(state.sentences, state.standing, state.language, whole)
        spans = best([span for each in found if not _is_beside(state, span := claim_span(state, each))])
        if self._second is None or state.language.code not in self._second.gate.languages:
            return spans
        if sum(map(str.isalnum, state.kept)) < _FEWEST_LETTERS or _only_names_platform(state):
            return spans
        weighed = [
            with_what_it_leans_on(state, claim) if claim.ground in MAY_LEAN else claim
            for claim in self._weigh(spans, self._second, state, whole)
        ]
        for number, claim in enumerate(weighed if state.turned else ()):
            start, end = state.with_all_turned(claim.start, claim.end)
            weighed[number] = replace(claim, start=start, end=end)
        return sorted(weighed, key=lambda claim: (claim.start, claim.claim))

    def _weigh(
        self, spans: list[ClaimSpan], second: LazyReader, state: TextState, whole: Whole
    ) -> list[ClaimSpan]:
        content = state.kept
        stated = {span.claim for span in spans}
        read = _read_closely(state, second, stated)
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
        weighed = weigh(spans, proposals, second.reader.card, place, named=named)
        return [over_lines(state, claim, proposals.get(claim.claim)) for claim in weighed]

    def _purposes(self, state: TextState) -> Iterable[PurposeSpan]:
        """The first words that state each ordinary function; plain ones where there are any."""
        found: dict[str, PurposeSpan] = {}
        stated = [(number, c) for number, c in state.candidates if not c.loose]
        taken = {(number, index) for number, c in stated for index in range(c.start, c.end)}
        for number, sentence in enumerate(state.sentences):
            if self._grammar.content.isdisjoint(sentence.concepts):
                continue
            for pattern, purpose in state.language.compiled.purposes.possible(sentence.present):
                earlier = found.get(purpose.purpose)
                if earlier and (earlier.plain or not purpose.plain):
                    continue
                for start, end in matches(pattern, sentence):
                    # Words that could state a claim explain no ordinary function: "who saved your videos".
                    if any((number, index) in taken for index in range(start, end)):
                        continue
                    if _is_denied(state, sentence, start, end):
                        continue
                    if self._is_no_reason(purpose.purpose, sentence, start, end):
                        continue
                    tokens = sentence.tokens
                    place = (state.index, tokens[start].start, tokens[end - 1].end)
                    found[purpose.purpose] = PurposeSpan(purpose.purpose, *place, purpose.plain)
                    break
        return found.values()

    def _is_no_reason(self, purpose: str, sentence: Sentence, start: int, end: int) -> bool:
        """Whether words are known to come close to a purpose and to mean something else."""
        checks = self._checked_by.get(purpose, ())
        spans = (span for trained in checks for span in sentence.spans(NO_REASON + trained))
        return any(first < end and start < past for first, past in spans)


def _is_denied(state: TextState, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words of a purpose are denied, taken back, or say only that there is data."""
    if is_denied(sentence, start, end, loose=False, negation=state.language.negation):
        return True
    return state.takes_back(sentence.tokens[start].start) or only_talks_of_data(sentence)


def _read_closely(state: TextState, second: LazyReader, stated: set[str]) -> dict[str, Proposal]:
    """What the second reader proposes, closely where the grammar found something.

    A text in disguise is read as it stands; where nothing comes of that, or the grammar has found what it
    does not see, also with the disguises undone.
    """

    def read(undone: Mapping[tuple[int, int], str]) -> dict[str, Proposal]:
        return second.reader.read(state.kept, second.gate, closely=bool(stated), undone=undone)

    found = read(state.joined)
    if state.disguised == state.joined:
        return found
    card, language = second.reader.card, state.language.code
    standing = {claim for claim, each in found.items() if each.odds >= card.least(claim, language)}
    wanted = stated - standing if standing else None
    if wanted is not None and not wanted:
        return found
    undone = read(state.disguised)
    surer = {c: e for c, e in undone.items() if c not in found or e.odds > found[c].odds}
    return found | {c: e for c, e in surer.items() if wanted is None or c in wanted}


def _is_told(claim: ClaimSpan, claims: Iterable[ClaimSpan]) -> bool:
    """Whether a claim of the same words is there, as sure as this one."""
    surest = claim.certainty is Certainty.CERTAIN
    return any(
        _is_same(each, claim) and (each.certainty is Certainty.CERTAIN or not surest) for each in claims
    )


def _is_same(one: ClaimSpan, other: ClaimSpan) -> bool:
    return one.claim == other.claim and one.overlaps(other)


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


def _disguises(state: TextState, claims: list[ClaimSpan]) -> Iterable[Disguise]:
    """What was written in disguise of the words that state claims."""
    told = [claim for claim in claims if claim.text == state.index]
    undone = [(start, end, word) for (start, end), word in state.disguised.items()]
    undone += [(start, end, state.content[start:end]) for start, end in state.turned]
    found = [each for each in undone if any(c.start < each[1] and each[0] < c.end for c in told)]
    for claim in told:
        found += disguised_words(state.content, claim.start, claim.end, claim.language)
    for start, end, read_as in sorted(set(found)):
        yield Disguise(state.index, start, end, read_as)
