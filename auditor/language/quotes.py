"""The words that are quoted for what was found: whole, short, and each claim once a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.language.spans import ClaimSpan, PurposeSpan, whole_words
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language.resolve import Found
    from auditor.language.second.proposals import Proposal
    from auditor.language.sentence import Sentence
    from auditor.language.state import TextState

_LOOSE_ENDS = frozenset(",;:-—(\"'&/+")
"""Signs that no quote ends with."""
_LONGEST_QUOTE = 160
"""Characters beyond which a shorter quote is preferred."""
_LEANING = 2
"""Words of a sentence that says nothing without the one before it: "We don't."."""
_WITHHELD = ("withhold", "negator")
"""What a sentence on TikTok holds that states the contrary, until the tool has said what it does itself."""
_WRAP = re.compile(r",?[ \t]*\n[ \t]*(?=\w)")
_LETTER = re.compile(r"\s*\S")
_FROM_TIKTOK = 2
"""Words between TikTok and what it does not do: "TikTok itself won't"."""


def claim_span(state: TextState, found: Found) -> ClaimSpan:
    """What was found, with its place in the text instead of numbers of words."""
    first, last = found.start, found.end - 1
    while last > first and not state.tokens[last].is_word and state.tokens[last].text in _LOOSE_ENDS:
        last -= 1
    start, end = state.tokens[first].start, state.tokens[last].end
    return ClaimSpan(
        found.claim,
        found.certainty,
        state.index,
        *whole_words(state.content, start, end),
        state.language.code,
        found.ground,
        found.direct,
        found.doubt,
    )


def best(claims: list[ClaimSpan]) -> list[ClaimSpan]:
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


def in_its_sentence(state: TextState, span: PurposeSpan, at: int) -> PurposeSpan:
    """The span widened to its sentence, unless that is long: the second reader learned to mark sentences."""
    for sentence in state.sentences_over(at, at + 1):
        start, end = sentence.tokens[0].start, sentence.tokens[-1].end
        if end - start <= _LONGEST_QUOTE:
            return replace(span, start=start, end=end)
    return span


def over_lines(state: TextState, span: ClaimSpan, proposal: Proposal | None) -> ClaimSpan:
    """The span as far as the second reader reaches within a sentence that goes on over line breaks."""
    if proposal is None or not (proposal.start < span.end and span.start < proposal.end):
        return span
    low, high = _wrapped(state.content, *state.sentences_around(span.start, span.end))
    start, end = max(low, min(span.start, proposal.reach[0])), min(high, max(span.end, proposal.reach[1]))
    if "\n" not in state.content[start:end] or end - start > _LONGEST_QUOTE:
        return span
    return replace(span, start=start, end=end)


def _wrapped(content: str, low: int, high: int) -> tuple[int, int]:
    """A stretch with the lines that are one sentence with it: a capital begins it, small letters go on."""
    begun = content.rfind("\n", 0, low) + 1
    if begun and content[begun:low].strip() == "" and content[low].islower():
        before = content.rfind("\n", 0, begun - 1) + 1
        goes_on = content[begun - 2].isalnum() or content[begun - 2] == ","
        if goes_on and _begins_large(content, before):
            begun = low = before
    while _begins_large(content, begun) and high - low <= _LONGEST_QUOTE:
        line_break = _WRAP.match(content, high)
        if not line_break or not content[line_break.end()].islower():
            break
        past = content.find("\n", line_break.end())
        high = past if past >= 0 else len(content)
    return low, high


def _begins_large(content: str, at: int) -> bool:
    found = _LETTER.match(content, at)
    return found is not None and content[found.end() - 1].isupper()


def with_what_it_leans_on(state: TextState, span: ClaimSpan) -> ClaimSpan:
    """The span with the sentence before it or those after it, without which its words do not state it.

    "We don't." alone says nothing, and "TikTok hides who saved it." only what is true.
    """
    over = state.sentences_over(span.start, span.end)
    if not over:
        return span
    at, alone = state.sentences.index(over[0]), len(over) == 1
    leans = alone and at > 0 and sum(token.is_word for token in over[0].tokens) <= _LEANING
    if not leans and not _is_withheld(over[0]):
        return span
    start, end, after = state.sentences[at - 1 if leans else at].tokens[0].start, span.end, at + len(over)
    if over[-1].closing == "?" or (alone and not leans):
        end = _end_of_turn(state.sentences[after : after + 2]) or end
    return replace(span, start=start, end=end) if end - start <= _LONGEST_QUOTE else span


def _is_withheld(sentence: Sentence) -> bool:
    """Whether it says of TikTok that it does not do something."""
    ends = [end for _, end in sentence.spans("tiktok")]
    starts = [start for name in _WITHHELD for start, _ in sentence.spans(name)]
    return any(0 <= start - end <= _FROM_TIKTOK for start in starts for end in ends)


def _end_of_turn(following: Sequence[Sentence]) -> int | None:
    """Where the next sentence ends; where it asks, the one that answers."""
    for sentence in following:
        if sentence.closing != "?":
            return sentence.tokens[-1].end
    return None
