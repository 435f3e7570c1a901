"""Patterns over the tokens of a sentence, matched without backtracking.

Notation, elements parted by spaces::

    word            exactly this word
    <save>          any mention of the concept ``save``;  <save|keep> of either
    (a b | <c>)     one of several sequences
    x?  x*          optional; up to four times
    ..  ..6         a gap of up to three tokens; of up to six. A gap never crosses ; : ( ) or —
    ^  $            start of the sentence; end of a clause
    #               a number: 500, 1,000, 10k

A match is followed as a set of positions, so its cost is bounded by pattern length times gap length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

_ELEMENT = re.compile(r"\s*(\(|\)|\||<[a-z0-9_.|-]+>[?*]?|\.\.\d*|\^|\$|[^\s()|<>]+)([?*]?)")
_REPEATS = 4
_DEFAULT_GAP = 3
_GAP_STOPS = frozenset(";:()—")


class Matchable(Protocol):
    """What a pattern is matched on: the sentence."""

    words: list[str]

    def ends_of(self, concept: str, start: int) -> Iterable[int]:
        """Where mentions of ``concept`` that begin at token ``start`` end."""

    def is_clause_end(self, position: int) -> bool:
        """Whether a clause ends before token ``position``."""


Step = Callable[[Matchable, set[int]], set[int]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    ``first`` holds what a match can begin with, ``<concept>`` names and words; it is empty where a match can
    begin with anything.
    """

    notation: str
    steps: tuple[Step, ...]
    first: frozenset[str]
    required: tuple[frozenset[str], ...]
    """Of each of these sets, a sentence must hold one member for the pattern to match anywhere in it."""

    def ends(self, sentence: Matchable, start: int) -> set[int]:
        """Where matches that begin at token ``start`` end."""
        positions = {start}
        for step in self.steps:
            positions = step(sentence, positions)
            if not positions:
                break
        return positions


def _word(word: str) -> Step:
    def step(sentence: Matchable, positions: set[int]) -> set[int]:
        words = sentence.words
        return {p + 1 for p in positions if p < len(words) and words[p] == word}

    return step


def _concept(names: tuple[str, ...]) -> Step:
    def step(sentence: Matchable, positions: set[int]) -> set[int]:
        return {end for p in positions for name in names for end in sentence.ends_of(name, p)}

    return step


def _gap(most: int) -> Step:
    def step(sentence: Matchable, positions: set[int]) -> set[int]:
        reached = set(positions)
        for p in positions:
            for q in range(p, min(p + most, len(sentence.words))):
                if sentence.words[q] in _GAP_STOPS:
                    break
                reached.add(q + 1)
        return reached

    return step


def _number(sentence: Matchable, positions: set[int]) -> set[int]:
    words = sentence.words
    return {p + 1 for p in positions if p < len(words) and words[p][0].isdigit()}


def _at_start(_sentence: Matchable, positions: set[int]) -> set[int]:
    return positions & {0}


def _at_end(sentence: Matchable, positions: set[int]) -> set[int]:
    return {p for p in positions if sentence.is_clause_end(p)}


def _choice(branches: list[tuple[Step, ...]]) -> Step:
    def step(sentence: Matchable, positions: set[int]) -> set[int]:
        reached: set[int] = set()
        for branch in branches:
            current = positions
            for part in branch:
                current = part(sentence, current)
            reached |= current
        return reached

    return step


def _optional(inner: Step) -> Step:
    return lambda sentence, positions: positions | inner(sentence, positions)


def _repeated(inner: Step) -> Step:
    def step(sentence: Matchable, positions: set[int]) -> set[int]:
        reached = set(positions)
        current = positions
        for _ in range(_REPEATS):
            current = inner(sentence, current) - reached
            if not current:
                break
            reached |= current
        return reached

    return step


class _Parser:
    """Recursive descent over the elements of one notation."""

    def __init__(self, notation: str) -> None:
        self.notation = notation
        self.elements: list[str] = []
        position = 0
        stripped = notation.rstrip()
        while position < len(stripped):
            match = _ELEMENT.match(stripped, position)
            if match is None:
                raise ValueError(f"cannot read {stripped[position:]!r} in pattern {notation!r}")
            text = match.group(1)
            if text.endswith(("?", "*")) and text[0] == "<":
                self.elements += [text[:-1], text[-1]]
            else:
                self.elements.append(text)
                if text not in ("(", "|", ")") and len(text) > 1 and text[-1] in "?*" and text[0] != "<":
                    self.elements[-1:] = [text[:-1], text[-1]]
                if match.group(2):
                    self.elements.append(match.group(2))
            position = match.end()
        self.at = 0
        self.depth = 0
        self.required: list[frozenset[str]] = []

    def sequence(self) -> tuple[tuple[Step, ...], frozenset[str]]:
        """Parse up to ``|``, ``)`` or the end; give the steps and what they can begin with."""
        steps: list[Step] = []
        first: set[str] = set()
        open_start = True
        while self.at < len(self.elements) and self.elements[self.at] not in ("|", ")"):
            step, begins, can_be_empty = self.element()
            steps.append(step)
            if open_start:
                if not begins and step is not _at_start:
                    first, open_start = {"*"}, False
                else:
                    first |= begins
                    open_start = can_be_empty
        if open_start:
            first.add("*")
        return tuple(steps), frozenset(first)

    def element(self) -> tuple[Step, frozenset[str], bool]:
        text = self.elements[self.at]
        self.at += 1
        can_be_empty = False
        begins: frozenset[str] = frozenset()
        if text == "(":
            step, begins = self.group()
        elif text[0] == "<":
            names = tuple(text[1:-1].split("|"))
            step, begins = _concept(names), frozenset(f"<{name}>" for name in names)
        elif text.startswith(".."):
            return _gap(int(text[2:] or _DEFAULT_GAP)), begins, False
        elif text == "^":
            return _at_start, begins, True
        elif text == "$":
            return _at_end, begins, False
        elif text == "#":
            step, begins = _number, frozenset("*")
        else:
            step, begins = _word(text), frozenset((text,))
        if self.at < len(self.elements) and self.elements[self.at] in ("?", "*"):
            step = _optional(step) if self.elements[self.at] == "?" else _repeated(step)
            can_be_empty = True
            self.at += 1
        if not can_be_empty and not self.depth and begins and "*" not in begins:
            self.required.append(begins)
        return step, begins, can_be_empty

    def group(self) -> tuple[Step, frozenset[str]]:
        branches: list[tuple[Step, ...]] = []
        first: frozenset[str] = frozenset()
        self.depth += 1
        while True:
            steps, begins = self.sequence()
            branches.append(steps)
            first |= begins
            if self.at >= len(self.elements):
                raise ValueError(f"a bracket is not closed in pattern {self.notation!r}")
            closing = self.elements[self.at]
            self.at += 1
            if closing == ")":
                self.depth -= 1
                return _choice(branches), first


def compile_pattern(notation: str) -> Pattern:
    """Compile a notation.

    Raises:
        ValueError: The notation can't be read; the message quotes it.
    """
    parser = _Parser(notation)
    steps, first = parser.sequence()
    if parser.at != len(parser.elements):
        raise ValueError(f"a bracket too many in pattern {notation!r}")
    if not steps:
        raise ValueError("a pattern is empty")
    required = tuple(dict.fromkeys(parser.required))
    return Pattern(notation, steps, frozenset() if "*" in first else first, required)


def concepts_of(notation: str) -> set[str]:
    """The concepts that a notation names."""
    return {name for names in re.findall(r"<([a-z0-9_.|-]+)>", notation) for name in names.split("|")}
