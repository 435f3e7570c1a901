"""Weigh what the grammar found in a text against what the second reader proposes.

Log odds add up: the second reader's own, and what a finding of the grammar is worth. A claim is certain only
where both the odds and the words are plain, also with all that stands around them. A claim that the second
reader does not know is the grammar's alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.language.grounds import BY_STRUCTURE, Doubt, Ground
from auditor.language.spans import ClaimSpan
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.language.second.proposals import Proposal
    from auditor.language.second.weights import Card

_NEVER = -20.0
_FAR_FETCHED = -3.0
"""Log odds, in place, under which a turn ("TikTok hides it, we show it") is not one.

The six that were rightly found in texts that were not trained on have 0.5 and more; the eleven that were
wrongly found, denials that the grammar misread, less than -3.9.
"""


def weigh(
    found: Iterable[ClaimSpan],
    proposals: Mapping[str, Proposal],
    card: Card,
    place: tuple[int, str],
    *,
    named: bool = True,
) -> list[ClaimSpan]:
    """The claims of one text that stand.

    Args:
        found: What the grammar found in the text.
        proposals: What the second reader proposes, by claim.
        card: The second reader's thresholds.
        place: The text's number, and its language.
        named: Whether the tool names TikTok anywhere. Where it does not, nothing is certain by the second
            reader alone: banks too speak of "telephone and e-mail of your adviser".
    """
    text, language = place
    spans = list(found)
    by_grammar = {span.claim for span in spans}
    judged = (_weighed(span, proposals, card, language, named=named) for span in spans)
    stand = [span for span in judged if span is not None]
    for claim, proposal in proposals.items():
        if claim not in by_grammar and proposal.odds >= card.least(claim, language):
            plain = named and _is_plain(proposal, card)
            certainty = Certainty.CERTAIN if plain else Certainty.LIKELY
            where = (text, proposal.start, proposal.end, language)
            peak = proposal.peak
            stand.append(ClaimSpan(claim, certainty, *where, Ground.TRAINED, direct=False, peak=peak))
    return stand


def _is_plain(proposal: Proposal, card: Card) -> bool:
    """Whether a proposal is certain without the grammar."""
    return proposal.in_place >= card.certain_alone and proposal.plain >= card.plain


def _is_decided(span: ClaimSpan, proposal: Proposal | None) -> bool:
    """Whether structure decides, whatever the sum of odds; a turn only where it is not far-fetched."""
    if span.ground is Ground.COUNTERED:
        return proposal is not None and proposal.in_place >= _FAR_FETCHED
    return span.ground in BY_STRUCTURE


def _weighed(
    span: ClaimSpan, proposals: Mapping[str, Proposal], card: Card, language: str, *, named: bool
) -> ClaimSpan | None:
    """A span of the grammar with the certainty that it deserves, or None where it does not stand."""
    if span.claim not in card.claims:
        return span
    proposal = proposals.get(span.claim)
    stated = span.certainty is Certainty.CERTAIN
    total = (proposal.odds if proposal else _NEVER) + (
        card.grammar_certain if stated else card.grammar_likely
    )
    if total < card.least(span.claim, language) and not _is_decided(span, proposal):
        return None
    alone = named and proposal is not None and _is_plain(proposal, card)
    in_place = total - proposal.regained if proposal else total
    certain = alone or (stated and in_place >= card.certain)
    if stated and not certain:
        return replace(span, certainty=Certainty.LIKELY, doubt=Doubt.TRAINED)
    return replace(span, certainty=Certainty.CERTAIN if certain else Certainty.LIKELY)
