"""The states of a tool as a line in time: when, which verdict, what changed and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.history.way import diff_states

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from auditor.history.difference import Difference
    from auditor.history.remembered import Remembered
    from auditor.model import Level


@dataclass(frozen=True, slots=True)
class Stage:
    """One state in the line."""

    at: dt.datetime
    """When the tool was first seen so."""
    last_seen: dt.datetime
    """When it was last seen so."""
    level: Level
    score: int
    difference: Difference | None
    """What changed since the stage before it; None for the first."""


def timeline(states: Sequence[Remembered]) -> tuple[Stage, ...]:
    """Return the line through these neighbouring states, oldest first."""
    differences = [None, *(diff_states(pair) for pair in pairwise(states))]
    return tuple(
        Stage(state.at, state.last_seen, state.audit.verdict.level, state.audit.verdict.score, difference)
        for state, difference in zip(states, differences, strict=False)
    )
