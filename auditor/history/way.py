"""The way through states that were remembered, for telling what changed between any two of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.history.difference import diff
from auditor.history.steps import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.history.difference import Difference
    from auditor.history.remembered import Remembered


def way(states: Sequence[Remembered]) -> tuple[Step, ...]:
    """Return the steps from the first of these neighbours to the last."""
    return tuple(step for before, after in pairwise(states) for step in _steps(before, after))


def _steps(before: Remembered, after: Remembered) -> tuple[Step, ...]:
    if after.steps:
        return after.steps
    return (Step(before.as_last_seen, after.audit, None, before.rules, after.rules),)


def back(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the same way walked backwards."""
    return tuple(
        Step(step.after, step.before, step.cause, step.rules_after, step.rules_before)
        for step in reversed(steps)
    )


def diff_states(states: Sequence[Remembered]) -> Difference:
    """Return what changed from the first of these states to the last. They must be neighbours in order."""
    first, last = states[0], states[-1]
    return diff(first.as_last_seen, last.audit, way(states))
