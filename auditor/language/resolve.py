"""Decide which candidates are claims of the tool, from their sentence, its neighbours and the whole text.

A lure or a question counts only if an offer follows; what the platform withholds counts only if the tool
says that it gives it; what is denied, reported or said of another platform does not count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.language.grounds import Doubt, Ground
from auditor.language.stance import Stance, is_denied, stance_of
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.candidates import Candidate
    from auditor.language.grammar import Language
    from auditor.language.sentence import Sentence

_LOOK_AHEAD = 3
"""Sentences after a lure or a question in which its answer is looked for."""


_DOUBTS = ("warning", "doubt", "reported", "refutes", "no-answer", "native")
"""What shows that a text does more than praise its tool: in such a text nothing counts as certain."""
_COUNTER_WITHIN = 2
"""Sentences after what the platform withholds in which the tool may say that it gives it."""
_BESIDES = 4
"""Tokens, its mark among them, that a question may have besides what it dangles: "Ever wondered …?"."""
_OPEN = (Certainty.LIKELY, Doubt.NONE)
"""How sure a question is that nothing answers; the ground says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``start`` to ``end`` of the text state ``claim``."""

    claim: str
    certainty: Certainty
    start: int
    end: int
    ground: Ground
    direct: bool
    """Stated by a turn of phrase, not put together by a frame."""
    doubt: Doubt = Doubt.NONE
    """Why it is only likely."""


class Whole:
    """All sentences of all texts of a tool: what is mentioned anywhere."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._known: dict[str, bool] = {}

    def mentions(self, concept: str) -> bool:
        """Whether any sentence mentions the concept."""
        if concept not in self._known:
            self._known[concept] = any(sentence.has(concept) for sentence in self._sentences)
        return self._known[concept]


@dataclass(frozen=True, slots=True)
class _Judged:
    number: int
    sentence: Sentence
    candidate: Candidate
    stance: Stance
    opened: int | None = None
    """For a claim spread over two sentences: its first token in the text."""

    def found(self, sure: tuple[Certainty, Doubt], ground: Ground, upto: int | None = None) -> Found:
        certainty, doubt = sure
        start = self.sentence.offset + self.candidate.start if self.opened is None else self.opened
        end = self.sentence.offset + self.candidate.end
        direct = not self.candidate.loose
        return Found(self.candidate.claim, certainty, start, max(end, upto or 0), ground, direct, doubt)

    @property
    def sureness(self) -> tuple[Certainty, Doubt]:
        """As sure as the words are."""
        certainty = self.candidate.certainty
        return certainty, Doubt.NONE if certainty is Certainty.CERTAIN else Doubt.HINTED


def names_other_platform(sentence: Sentence, whole: Whole) -> bool:
    """Whether the sentence, or failing that the whole text, names another platform and not this one."""
    if sentence.has("tiktok"):
        return False
    return sentence.has("other-platform") or (
        whole.mentions("other-platform") and not whole.mentions("tiktok")
    )


def _other_platform(sentence: Sentence, whole: Whole) -> bool:
    """The same, or whether the text means the tool's own platform."""
    if names_other_platform(sentence, whole):
        return True
    return not whole.mentions("tiktok") and whole.mentions("own-platform")


def _answers_no(sentence: Sentence, claim: str, denials: set[tuple[int, str]], number: int) -> bool:
    refused = any(sentence.has(name) for name in ("no-answer", "refutes", "warning"))
    return refused or (number, claim) in denials


def _offers(sentence: Sentence, language: Language) -> tuple[int, int] | None:
    """A stretch in which the tool offers something, not denied."""
    for start, end in sentence.spans("offer"):
        if not is_denied(sentence, start, end, loose=False, negation=language.negation):
            return start, end
    return None


class _Resolver:
    def __init__(
        self, sentences: Sequence[Sentence], judged: list[_Judged], language: Language, whole: Whole
    ) -> None:
        self.sentences = sentences
        self.language = language
        self.whole = whole
        self.judged = judged
        stated = {(j.number, j.candidate.claim) for j in judged if j.stance is Stance.STATED}
        denied = {(j.number, j.candidate.claim) for j in judged if j.stance is Stance.DENIED}
        self.denials = denied - stated
        self.denied = {claim for _, claim in self.denials}
        self.warned = any(sentence.has("warning") for sentence in sentences)

        self.doubts = any(sentence.has(name) for sentence in sentences for name in _DOUBTS)

    def sureness(self, item: _Judged) -> tuple[Certainty, Doubt]:
        """As sure as the words are, but never certain in a text that doubts or reports elsewhere."""
        if self.doubts:
            return Certainty.LIKELY, Doubt.AROUND
        if self.denied and item.candidate.claim in self.denied:
            return Certainty.LIKELY, Doubt.DENIED
        return item.sureness

    def debunks(self, claim: str) -> bool:
        """Whether the text, taken whole, warns of such tools or denies the claim."""
        return self.warned or claim in self.denied

    def following(self, number: int) -> Iterator[tuple[int, Sentence]]:
        for index in range(number + 1, min(number + 1 + _LOOK_AHEAD, len(self.sentences))):
            yield index, self.sentences[index]

    def settle(self, item: _Judged) -> Found | None:
        grounds = self.language.grounds.get(item.candidate.claim)
        if grounds and not any(map(self.whole.mentions, grounds)):
            return None
        if _other_platform(item.sentence, self.whole):
            return None
        deciders = {
            Stance.STATED: self._stated,
            Stance.LURE: self._lure,
            Stance.ASKED: self._asked,
            Stance.DENIED: self._withheld,
        }
        decide = deciders.get(item.stance)
        return decide(item) if decide else None

    def _stated(self, item: _Judged) -> Found | None:
        claim = item.candidate.claim
        own = item.sentence.has("self") or item.sentence.has("name-like")
        around = self.sentences[max(0, item.number - 2) : item.number + 3]
        warned = any(sentence.has("warning") for sentence in around)
        explained = any(sentence.has("native") for sentence in around)
        refuted = any(
            sentence.has("refutes") or (number, claim) in self.denials
            for number, sentence in list(self.following(item.number))[:2]
        )
        if warned or refuted or (not own and (explained or self.debunks(claim))):
            return None
        return item.found(self.sureness(item), Ground.STATED)

    def _lure(self, item: _Judged) -> Found | None:
        claim = item.candidate.claim
        if _offers(item.sentence, self.language) and item.sentence.closing != "?":
            return item.found(self.sureness(item), Ground.WISHED)
        for number, sentence in self.following(item.number):
            if _answers_no(sentence, claim, self.denials, number):
                return None
            if _offers(sentence, self.language):
                return item.found(self.sureness(item), Ground.ANSWERED)
        if self.debunks(claim) or not item.sentence.has("second-person"):
            return None
        if self._is_bare(item):
            return item.found(_OPEN, Ground.DANGLED)
        return item.found(_OPEN, Ground.OPEN)

    def _is_bare(self, item: _Judged) -> bool:
        """Whether the text is this question and hardly another word, and no text of the listing doubts."""
        besides = len(item.sentence.words) - (item.candidate.end - item.candidate.start)
        doubted = any(map(self.whole.mentions, (*_DOUBTS, "negator")))
        return len(self.sentences) == 1 and besides <= _BESIDES and not doubted

    def _asked(self, item: _Judged) -> Found | None:
        claim = item.candidate.claim
        for number, sentence in self.following(item.number):
            if _answers_no(sentence, claim, self.denials, number):
                return None
            own = any(sentence.has(name) for name in ("self", "counter", "step"))
            if sentence.has("yes-answer") or (own and _offers(sentence, self.language)):
                return item.found(self.sureness(item), Ground.AFFIRMED)
        return None

    def _withheld(self, item: _Judged) -> Found | None:
        """“TikTok hides it, we show it” is a claim; “TikTok hides it, and so do we” is not."""
        if item.sentence.has("agree") or any(sentence.has("no-answer") for sentence in self.sentences):
            return None
        for start, end in item.sentence.spans("counter"):
            if start >= item.candidate.end:
                return item.found(item.sureness, Ground.COUNTERED, item.sentence.offset + end)
        for _number, sentence in list(self.following(item.number))[:_COUNTER_WITHIN]:
            if sentence.has("agree"):
                return None
            for _start, end in sentence.spans("counter"):
                return item.found(item.sureness, Ground.COUNTERED, sentence.offset + end)
        return None

    def besides(self, item: _Judged, found: Found) -> list[Found]:
        """The claims that showing what is withheld makes besides."""
        if found.ground is not Ground.COUNTERED or not item.sentence.has("withhold"):
            return []
        others = sorted(self.language.by_showing_withheld - {found.claim})
        hinted = replace(found, certainty=Certainty.LIKELY, doubt=Doubt.HINTED)
        return [replace(hinted, claim=claim) for claim in others]


def _judge(sentences: Sequence[Sentence], number: int, candidate: Candidate, language: Language) -> _Judged:
    sentence = sentences[number]
    by_no_need = candidate.claim in language.denied_by_no_need
    stance = stance_of(sentence, candidate, language.negation, denied_by_no_need=by_no_need)
    if candidate.opened is None:
        return _Judged(number, sentence, candidate, stance)
    before = sentences[number - 1]
    if before.has("warning") or before.has("reported"):
        stance = Stance.REPORTED
    return _Judged(number, sentence, candidate, stance, before.offset + candidate.opened)


def resolve(
    sentences: Sequence[Sentence],
    candidates: Sequence[tuple[int, Candidate]],
    language: Language,
    whole: Whole,
) -> list[Found]:
    """Settle all candidates of one text.

    Args:
        sentences: The text's sentences in order.
        candidates: Sentence number and candidate.
        language: The text's language.
        whole: All sentences of all texts of the listing.
    """
    if not candidates:
        return []
    judged = [_judge(sentences, number, candidate, language) for number, candidate in candidates]
    resolver = _Resolver(sentences, judged, language, whole)
    settled = [(item, found) for item in judged if (found := resolver.settle(item))]
    return [each for item, found in settled for each in (found, *resolver.besides(item, found))]
