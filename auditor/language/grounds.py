"""Why words were read as a claim: what they rest on, and what keeps a claim from being certain."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Ground(StrEnum):
    """What the reading of a claim rests on."""

    STATED = auto()
    """A turn of phrase, or words that make one together."""
    WISHED = auto()
    """A wish, and the offer to fulfil it in the same sentence."""
    ANSWERED = auto()
    """A question that the text answers with its offer."""
    AFFIRMED = auto()
    """A question that the text answers with yes."""
    DANGLED = auto()
    """A question that dangles it, and no word that answers."""
    OPEN = auto()
    """A question that dangles it; the text gives no plain answer."""
    COUNTERED = auto()
    """What the platform withholds, the tool offers."""
    TRAINED = auto()
    """No turn of phrase: the second reader alone finds it."""


class Doubt(StrEnum):
    """What keeps what the grammar found from being certain."""

    NONE = auto()
    """Nothing."""
    HINTED = auto()
    """The words suggest it and do not say it outright."""
    AROUND = auto()
    """The text also warns, doubts or reports elsewhere."""
    DENIED = auto()
    """The text also denies it in another place, or says that the platform withholds it."""
    TRAINED = auto()
    """The second reader is less sure."""


BY_STRUCTURE: Final = frozenset({Ground.COUNTERED, Ground.DANGLED})
"""What structure decides, whatever the odds; `weigh` drops a turn that is far-fetched."""
MAY_LEAN: Final = frozenset({Ground.TRAINED, Ground.COUNTERED})
"""Claims whose quote may need what stands around it."""
