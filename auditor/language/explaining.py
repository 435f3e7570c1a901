"""What the second reader says of ordinary functions, once it is known what a tool asks for.

It doubts words of the grammar that only look like a function ("a torch was carried through the village"), and
finds functions that are said in words of their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.language.quotes import in_its_sentence
from auditor.language.spans import PurposeSpan
from auditor.language.state import TextState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from auditor.language.opening import Opener
    from auditor.language.second import LazyReader
    from auditor.language.second.proposals import Proposal
    from auditor.language.spans import ClaimSpan, Reading
    from auditor.model import Text

_ANY = float("-inf")


class Explaining:
    """Looks for ordinary functions in the texts of one reading. Each text is read once, when it is needed."""

    def __init__(
        self,
        second: LazyReader,
        opener: Opener,
        texts: Sequence[Text],
        checked_by: Mapping[str, Collection[str]],
    ) -> None:
        self._second = second
        self._opener = opener
        self._texts = texts
        self._checked_by = checked_by
        self._proposed: dict[int, dict[str, Proposal]] = {}

    def _proposals(self, index: int) -> dict[str, Proposal]:
        """All that it finds in a text, however doubtful."""
        if index not in self._proposed:
            content = self._texts[index].content
            self._proposed[index] = self._second.reader.purposes(content, self._second.purposes, _ANY)
        return self._proposed[index]

    def without_far_fetched(self, reading: Reading, doubtful: Collection[str]) -> Reading:
        """Leave out those of the doubtful purposes whose words the second reader takes for something else."""
        kept = [
            span
            for span in reading.purposes
            if span.plain
            or span.purpose not in doubtful
            or span.text not in reading.trained_texts
            or not self._is_far_fetched(span, reading.trained.intersection(self._checked_by[span.purpose]))
        ]
        return replace(reading, purposes=tuple(kept))

    def _is_far_fetched(self, span: PurposeSpan, trained: Collection[str]) -> bool:
        """Whether neither the text nor the sentence by itself makes one of the purposes likely enough."""
        least = {each: odds for each, odds in self._second.reader.card.far_fetched.items() if each in trained}
        if not trained or len(least) < len(trained) or _reach(self._proposals(span.text), least):
            return False
        text = self._texts[span.text]
        opened = self._opener.open(span.text, text, purposes=True, closely=True)
        if not isinstance(opened, TextState):
            return False
        start, end = opened.sentences_around(span.start, span.end)
        if start <= 0 and end >= len(text.content):
            return True
        return not _reach(self._second.reader.purposes(text.content[start:end], trained, _ANY), least)

    def with_purposes(self, reading: Reading, wanted: Collection[str]) -> Reading:
        """Add the purposes among ``wanted`` that the second reader finds.

        Words that state a claim explain no ordinary function.
        """
        if not reading.trained.intersection(wanted):
            return reading
        card = self._second.reader.card
        found: dict[str, PurposeSpan] = {}
        for index in reading.trained_texts:
            proposals = {
                purpose: each
                for purpose, each in self._proposals(index).items()
                if purpose in wanted and purpose not in found and each.odds >= card.lowest(purpose)
            }
            text = self._texts[index]
            opened = self._opener.open(index, text, purposes=True, closely=True) if proposals else None
            for purpose, proposal in proposals.items():
                if not isinstance(opened, TextState) or opened.is_denied_at(proposal.top):
                    continue
                if opened.is_no_reason_at(purpose, proposal.top):
                    continue
                if opened.takes_back(proposal.top) or opened.only_talks_of_data_at(proposal.top):
                    continue
                if proposal.odds < card.least(purpose, opened.language.code):
                    continue
                span = PurposeSpan(purpose, index, proposal.start, proposal.end)
                if not self._states_claim(opened, span, reading.claims):
                    found[purpose] = in_its_sentence(opened, span, proposal.top)
        return replace(reading, purposes=(*reading.purposes, *found.values()))

    def _states_claim(self, state: TextState, span: PurposeSpan, claims: Sequence[ClaimSpan]) -> bool:
        """Whether the words of a purpose state a claim, or their sentence says once more what was claimed.

        Of a tool that claims nothing no sentence does: "pick one of those you saved" is read in its context.
        """
        if any(span.overlaps(claim) for claim in claims):
            return True
        start, end = state.sentences_around(span.start, span.end)
        return bool(claims) and self._second.reader.states_claim(state.content[start:end])


def _reach(proposals: Mapping[str, Proposal], least: Mapping[str, float]) -> bool:
    return any(each in proposals and proposals[each].odds >= odds for each, odds in least.items())
