"""Why words were read as a claim, in a sentence that a person can check.

It says which words play which part in the claim, and what their context does. Parts are knowledge and stand
in ``rules/parts.yaml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.language.grounds import Doubt, Ground
from auditor.messages import N_
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.sentence import Sentence
    from auditor.language.spans import ClaimSpan
    from auditor.language.state import TextState
    from auditor.rulebook.schema_parts import PartRule

_MOST: Final = 4
"""Parts that one reason names."""
_LONGEST: Final = 60
"""Characters of the words of one part."""
_MARKS: Final = str.maketrans("“”", '""')
"""Quotation marks of ours, which no words of strangers have in a reason: so a report finds them again."""
PEAK: Final = N_("“{words}” is where a reader trained on labelled texts sees it most surely")
_PHRASE: Final = N_("“{words}” is a fixed turn of phrase for it")
_UNPOINTED: Final = N_("a reader trained on labelled texts sees it")
_STATED: Final = N_("nothing in the text denies it, reports it of others or lays it to another platform")
_CONTEXT: Final = {
    Ground.WISHED: N_("it is put as a wish, and the same sentence offers to fulfil it"),
    Ground.ANSWERED: N_("it is put as a question, and the text answers with its offer"),
    Ground.AFFIRMED: N_("it is put as a question, and the text answers yes"),
    Ground.DANGLED: N_("it is put as a question, and nothing answers no, so it counts as likely only"),
    Ground.OPEN: N_("it is put as a question without a plain answer, so it counts as likely only"),
    Ground.COUNTERED: N_("the text says that TikTok does not give it, and that the tool does"),
}
"""What the context does to words that do not plainly state a claim."""
_LIKELY: Final = {
    Doubt.HINTED: N_("the words suggest it without saying it outright, so it counts as likely only"),
    Doubt.AROUND: N_("the text also warns, doubts, denies or reports elsewhere, so it counts as likely only"),
    Doubt.DENIED: N_("the text also denies it or says that it is withheld, so it counts as likely only"),
    Doubt.TRAINED: N_("a reader trained on labelled texts is less sure, so it counts as likely only"),
}
_CERTAIN: Final = {
    Doubt.HINTED: N_("to a reader trained on labelled texts these words say it plainly"),
    Doubt.AROUND: N_(
        "the text also warns, doubts, denies or reports elsewhere, and a reader trained on labelled texts "
        "still finds it said plainly here"
    ),
    Doubt.DENIED: N_(
        "the text also denies it or says that it is withheld, and a reader trained on labelled texts "
        "still finds it said plainly here"
    ),
}
_UNPHRASED: Final = {
    Certainty.LIKELY: N_("no fixed turn of phrase states it, so it counts as likely only"),
    Certainty.CERTAIN: N_("no fixed turn of phrase states it, and that reader finds it said plainly"),
}


class _Played(NamedTuple):
    """Words that play a part, in characters of the text."""

    start: int
    end: int
    words: str
    """What is said of them."""


def reason_of(state: TextState, claim: ClaimSpan, parts: Sequence[PartRule]) -> str:
    """Why the words of a claim were read so.

    Args:
        state: The text that it stands in.
        claim: The claim as it will be told.
        parts: The parts that words can play, the most important first.
    """
    if claim.ground is Ground.TRAINED:
        told = [_pointed(state, claim)]
    else:
        played = _played(state, claim, parts) or _phrase(claim)
        told = [words.replace("{words}", _quoted(state, start, end)) for start, end, words in sorted(played)]
    clauses = [", ".join(told)] if told else []
    sentence = "; ".join([*clauses, *_context(claim)])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _pointed(state: TextState, claim: ClaimSpan) -> str:
    start, end = claim.peak or (0, 0)
    start, end = max(start, claim.start), min(end, claim.end)
    words = _quoted(state, start, end) if start < end else ""
    return PEAK.replace("{words}", words) if words else _UNPOINTED


def _context(claim: ClaimSpan) -> Iterator[str]:
    """What the context does, and why a claim is no more than likely."""
    if claim.ground is Ground.TRAINED:
        yield _UNPHRASED[claim.certainty]
        return
    doubts = _CERTAIN if claim.certainty is Certainty.CERTAIN else _LIKELY
    doubt = doubts.get(claim.doubt)
    if claim.ground in _CONTEXT:
        yield _CONTEXT[claim.ground]
    elif doubt is None:
        yield _STATED
    if doubt is not None:
        yield doubt


def _played(state: TextState, claim: ClaimSpan, parts: Sequence[PartRule]) -> list[_Played]:
    """The parts that words of the quote play, none of them twice; no more than a reader takes in."""
    sentences = state.sentences_over(claim.start, claim.end)
    found: list[_Played] = []
    tells = False
    for part in parts:
        if part.claims and claim.claim not in part.claims:
            continue
        spans = (span for each in sentences for span in [_of_part(each, claim, part, found)] if span)
        if first := next(spans, None):
            found.append(_Played(*first, part.words))
            tells = tells or part.tells_alone or len(found) > 1
        if len(found) == _MOST:
            break
    return found if tells else []


def _phrase(claim: ClaimSpan) -> list[_Played]:
    """The quote itself, where a short turn of phrase states it whose words are no concepts."""
    short = claim.direct and claim.end - claim.start <= _LONGEST
    return [_Played(claim.start, claim.end, _PHRASE)] if short else []


def _of_part(
    sentence: Sentence, claim: ClaimSpan, part: PartRule, taken: Sequence[_Played]
) -> tuple[int, int] | None:
    """The words of a sentence that play a part, of the first of its concepts that stands in the quote."""
    beside = [span for concept in part.beside for span in sentence.spans(concept)]
    other = {span for concept in part.unless for span in sentence.spans(concept)}
    for concept in part.concepts:
        cores = [span for span in sentence.spans(concept) if _fits(sentence, span, claim, taken)]
        free = [span for span in beside if _fits(sentence, span, claim, taken)]
        own = [span for span in cores if span not in other]
        wide = [span for span in _widened(own, (*cores, *free)) if _fits(sentence, span, claim, taken)]
        for spans in (wide, own):
            if spans:
                return _placed(sentence, max(spans, key=lambda span: (span[1] - span[0], -span[0])))
    return None


def _widened(cores: Sequence[tuple[int, int]], beside: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with all that touches them."""
    return [_grown(core, beside) for core in cores]


def _grown(span: tuple[int, int], beside: Sequence[tuple[int, int]]) -> tuple[int, int]:
    touching = [span, *((start, end) for start, end in beside if start <= span[1] and span[0] <= end)]
    wide = min(start for start, _ in touching), max(end for _, end in touching)
    return span if wide == span else _grown(wide, beside)


def _placed(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    return sentence.tokens[span[0]].start, sentence.tokens[span[1] - 1].end


def _fits(sentence: Sentence, span: tuple[int, int], claim: ClaimSpan, taken: Sequence[_Played]) -> bool:
    """Whether words stand in the quote, are short, and play no other part."""
    start, end = _placed(sentence, span)
    if start < claim.start or end > claim.end or end - start > _LONGEST:
        return False
    return all(end <= other.start or other.end <= start for other in taken)


def _quoted(state: TextState, start: int, end: int) -> str:
    """Words as they stand in the text, on one line and without quotation marks of ours."""
    return " ".join(state.content[start:end].split()).translate(_MARKS)
