"""How much of what a tool says was read, in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import TextKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language.state import TextState
    from auditor.model import Text


class Amount(NamedTuple):
    """Characters of texts."""

    characters: int
    read_characters: int
    purpose_characters: int

    @property
    def is_mostly_read(self) -> bool:
        """Whether half of it or more was read."""
        return 0 < self.characters <= 2 * self.read_characters


def amount(texts: Sequence[Text], states: list[TextState], *, originals: bool) -> Amount:
    """Count what was read of all texts, or of those that translate no other."""
    counts = [
        text.kind.speaks_for_tool and not (originals and text.kind is TextKind.TRANSLATION) for text in texts
    ]
    read = [state for state in states if counts[state.index]]
    return Amount(
        characters=sum(len(text.content) for text, each in zip(texts, counts, strict=True) if each),
        read_characters=sum(len(state.content) for state in read),
        purpose_characters=sum(len(s.content) for s in read if s.language.is_read_for_purposes),
    )
