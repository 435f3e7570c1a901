"""What an audit says of comparisons that were made, and of those that could not be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.judge.compare.outcome import State
from auditor.messages import N_
from auditor.model import Check, NotAnalysed
from auditor.rulebook.conditions import parts

if TYPE_CHECKING:
    from auditor.judge.compare.comparer import Comparer
    from auditor.model import Listing
    from auditor.rulebook import Rulebook

_PREFIX: Final = "compare-"
_ALL: Final = "contradictions"
_ALONE: Final = N_("One source was read, so there was no other to hold against it.")
_NOTHING: Final = N_("Nothing that was read can be held against each other.")


def not_compared(listing: Listing, comparer: Comparer) -> tuple[NotAnalysed, ...]:
    """Return a note on each comparison that applies and could not be made. Needs several sources."""
    if len(listing.sources) < 2:  # noqa: PLR2004  # two sides
        return ()
    return tuple(
        NotAnalysed(check=f"{_PREFIX}{name}", reason=outcome.detail)
        for name, outcome in comparer.outcomes().items()
        if outcome.state is State.COULD_NOT_LOOK
    )


@lru_cache(maxsize=4)
def findings_comparing(rulebook: Rulebook) -> frozenset[str]:
    """Return the ids of the findings that rest on comparisons, and so have checks of their own."""
    return frozenset(
        rule.id
        for rule in rulebook.findings.values()
        if any(part.condition.contradiction for part in parts(rule.when))
    )


def compared(listing: Listing, comparer: Comparer | None) -> tuple[Check, ...]:
    """Return a check for each comparison that applies, and one that names those that do not."""
    if comparer is None or len(listing.sources) < 2:  # noqa: PLR2004
        return (_rest(_ALONE),)
    rules = comparer.rules
    outcomes = comparer.outcomes()
    made = tuple(
        Check(
            id=f"{_PREFIX}{name}",
            title=rules[name].title,
            outcome=outcome.state.value,
            detail=outcome.detail,
        )
        for name, outcome in outcomes.items()
        if outcome.state is not State.DOES_NOT_APPLY
    )
    left = [rules[name].title for name, outcome in outcomes.items() if outcome.state is State.DOES_NOT_APPLY]
    return (*made, *((_rest("; ".join(left) if made else _NOTHING),) if left else ()))


def _rest(detail: str) -> Check:
    return Check(
        id=_ALL,
        title=N_("Whether the sources contradict each other in other ways"),
        outcome="does-not-apply",
        detail=detail,
    )
