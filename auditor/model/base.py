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
    """Stated in so many words."""
    LIKELY = "likely"
    """Implied or paraphrased; never the sole ground of the top level."""


class Deliverable(StrEnum):
    """Whether anybody could keep a claim; ``possible`` also where it is not known that nobody can."""

    IMPOSSIBLE = "impossible"
    """No permission, scope or API gives any third-party app what it needs."""
    AGAINST_TERMS = "against-terms"
    """It can be done only against the terms of a platform."""
    DECEPTIVE = "deceptive"
    """It counts as misleading, whoever says it."""
    POSSIBLE = "possible"
    """Somebody can keep it, or it is not known that nobody can."""


class Grade(StrEnum):
    """A scale of five, for the danger of access and the severity of findings."""

    NONE = "none"
    """It does no harm."""
    INFO = "info"
    """Worth knowing, and no fault."""
    LOW = "low"
    """A small matter; does not change the level."""
    MEDIUM = "medium"
    """Leads to caution."""
    HIGH = "high"
    """Leads to high-risk where certain."""
    CRITICAL = "critical"
    """Leads to avoid where certain."""

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
    """Stay away."""
    HIGH_RISK = "high-risk"
    """Keep your distance."""
    CAUTION = "caution"
    """Be careful."""
    NOTHING_FOUND = "nothing-found"
    """What could be looked at was looked at and nothing was found; never to be read as safe."""
    NOT_ANALYSED = "not-analysed"
    """Not enough could be read to say anything."""

    @property
    def rank(self) -> int:
        """4 for avoid, 1 for nothing-found, 0 for not-analysed."""
        return 4 - list(Level).index(self)


class Category(StrEnum):
    """What kind of fault a finding states."""

    IMPOSSIBLE_CLAIM = "impossible-claim"
    """It promises what nobody can be given."""
    EXCESSIVE_ACCESS = "excessive-access"
    """It asks for more than what it says explains."""
    TERMS_OF_SERVICE = "terms-of-service"
    """It offers what a platform's terms forbid."""
    DECEPTION = "deception"
    """It misleads: about who it is, what it costs, what happens."""
    PRIVACY = "privacy"
    """It handles data as laws or platforms do not allow."""
    TRANSPARENCY = "transparency"
    """It leaves out what it must tell."""


class Need(StrEnum):
    """Whether what a tool says it does explains one access that it asks for."""

    NEEDED = "needed"
    """Something that it says it does needs this."""
    UNEXPLAINED = "unexplained"
    """Nothing that it says explains this."""
    EXCESSIVE = "excessive"
    """Nothing that it says explains this, and it is dangerous."""
    UNKNOWN = "unknown"
    """It could not be told; the reason says why."""


class NotAnalysed(Model):
    """A check that could not be made, and why. Never to be read as "nothing found"."""

    check: Identifier
    """Which check: ``access``, ``android-permissions``, ``texts``, ``language`` …"""
    reason: Sentence
    """One sentence for a reader."""
    source: int | None = None
    """Index into ``sources`` of what could not be read, where it was one source."""
