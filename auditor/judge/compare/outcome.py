"""What one comparison came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.model import Certainty

if TYPE_CHECKING:
    from auditor.model import Evidence


class State(StrEnum):
    """The four outcomes of a check."""

    FOUND = "found"
    NOTHING_FOUND = "nothing-found"
    COULD_NOT_LOOK = "could-not-look"
    DOES_NOT_APPLY = "does-not-apply"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether two things contradict each other, and by what."""

    state: State
    detail: str = ""
    """Why it could not be looked at, in one sentence."""
    certainty: Certainty = Certainty.CERTAIN
    evidence: tuple[Evidence, ...] = ()
    """Of both sides, the first side first."""
    access: tuple[str, ...] = ()
    """Ids of access that take part."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that stands on a side."""

    value: str
    """What is compared: an id, a name, an address, a whole text."""
    evidence: Evidence
    access: str = ""
    """Its id, where it is an access."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on one side of a comparison."""

    items: tuple[Item, ...] = ()
    sources: tuple[int, ...] = ()
    """Sources on that side."""
    known: bool = False
    """Whether it was read there, so that nothing means nothing."""
