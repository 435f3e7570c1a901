"""Find a message again in the finished sentence: audits hold English sentences with their values filled in.

"Only the first 200 of 371 permissions were kept." is "Only the first {bound} of {length} {what} were kept."
with three values. So an audit can be shown in any language, also one that was kept a year ago.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 4_000
"""Characters of a sentence that are looked at; a longer one is none of ours."""
_LEAST_LETTERS: Final = 4
"""Of its own, that a message needs to be told from another one."""


class Recognised(NamedTuple):
    """A message with the values that were filled in, by name."""

    message: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Shape:
    message: str
    literals: tuple[str, ...]
    """What stands before, between and behind the values."""
    names: tuple[str, ...]

    @property
    def letters(self) -> int:
        return sum(c.isalpha() for literal in self.literals for c in literal)

    def values(self, sentence: str) -> dict[str, str] | None:
        """Return the values, each as short as it can be, or None if this is another sentence.

        Literals are looked for from left to right, and never again: the work grows with the length alone.
        """
        first, *between, last = self.literals
        end = len(sentence) - len(last)
        at = len(first)
        if end < at or not sentence.startswith(first) or not sentence.endswith(last):
            return None
        found = []
        for literal in between:
            place = sentence.find(literal, at, end)
            if place < 0:
                return None
            found.append(sentence[at:place])
            at = place + len(literal)
        found.append(sentence[at:end])
        values = dict(zip(self.names, found, strict=True))
        return values if all(found) else None


def _shape(message: str) -> _Shape | None:
    parts = list(string.Formatter().parse(message))
    literals, names = [""], []
    for literal, name, _, _ in parts:
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    shape = _Shape(message, tuple(literals), tuple(names))
    return shape if names and shape.letters >= _LEAST_LETTERS and all(literals[1:-1]) else None


class Recogniser:
    """Knows the messages with values."""

    def __init__(self, messages: Iterable[str]) -> None:
        shapes = [shape for message in messages if "{" in message and (shape := _shape(message))]
        self._shapes = sorted(shapes, key=lambda shape: (-shape.letters, shape.message))

    def recognise(self, sentence: str) -> Recognised | None:
        """Return the message that ``sentence`` was made from, that with the most words of its own first."""
        if len(sentence) > MOST:
            return None
        for shape in self._shapes:
            values = shape.values(sentence)
            if values is not None:
                return Recognised(shape.message, values)
        return None
