"""What all models share: frozen, closed to unknown fields, JSON in a fixed order."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=512)]
"""A name within one kind of thing: ``reveals-savers``, ``android.permission.CAMERA``."""

Sentence = Annotated[str, StringConstraints(min_length=1)]
"""Words for a reader, never empty."""


class Model(BaseModel):
    """A frozen record. Fields keep their order in JSON; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)


class Certainty(StrEnum):
    """How sure the reading of a text is: stated in so many words, or implied."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Deliverable(StrEnum):
    """Whether anybody could keep a claim; ``possible`` also where it is not known that nobody can."""

    IMPOSSIBLE = "impossible"
    AGAINST_TERMS = "against-terms"
    DECEPTIVE = "deceptive"
    POSSIBLE = "possible"


class Grade(StrEnum):
    """A scale of five, for the danger of access and the severity of findings."""

    NONE = "none"
    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position on the scale, 0 for none and info to 4 for critical."""
        return _GRADE_RANK[self]


_GRADE_RANK = {
    Grade.NONE: 0,
    Grade.INFO: 0,
    Grade.LOW: 1,
    Grade.MEDIUM: 2,
    Grade.HIGH: 3,
    Grade.CRITICAL: 4,
}


class Level(StrEnum):
    """What a verdict says, worst first."""

    AVOID = "avoid"
    HIGH_RISK = "high-risk"
    CAUTION = "caution"
    NOTHING_FOUND = "nothing-found"
    NOT_ANALYSED = "not-analysed"

    @property
    def rank(self) -> int:
        """4 for avoid, 1 for nothing-found, 0 for not-analysed."""
        return 4 - list(Level).index(self)


class Category(StrEnum):
    """What kind of fault a finding states."""

    IMPOSSIBLE_CLAIM = "impossible-claim"
    EXCESSIVE_ACCESS = "excessive-access"
    TERMS_OF_SERVICE = "terms-of-service"
    DECEPTION = "deception"
    PRIVACY = "privacy"
    TRANSPARENCY = "transparency"


class Need(StrEnum):
    """Whether what a tool says it does explains one access that it asks for."""

    NEEDED = "needed"
    UNEXPLAINED = "unexplained"
    EXCESSIVE = "excessive"
    UNKNOWN = "unknown"


class NotAnalysed(Model):
    """A check that could not be made, and why. Never to be read as "nothing found"."""

    check: Identifier
    """Which check: ``access``, ``android-permissions``, ``texts``, ``language`` …"""
    reason: Sentence
    """One sentence for a reader."""
    source: int | None = None
    """Index into ``sources`` of what could not be read, where it was one source."""
