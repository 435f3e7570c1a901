"""Questions in one list and their answers in another, under the same letters or numbers: "b) …? … b) No."."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from auditor.language.stance import negators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.layout import Line
    from auditor.language.sentence import Sentence

_ASKS: Final = ("?", "\uff1f", "\u061f")
_AT_ONCE: Final = 4
"""Tokens of an answer, its label among them, in which a "no" or "it won't" stands that refuses."""


def refused(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the questions that the text answers with no, in characters.

    Args:
        lines: All lines of the text.
        sentences: All of its sentences, in order.
    """
    asked: dict[str, Line] = {}
    for line in lines:
        if not line.label:
            continue
        if line.text.rstrip().endswith(_ASKS):
            asked[line.label] = line
        elif line.label in asked:
            question = asked.pop(line.label)
            if _refuses(line, sentences):
                yield question.start, question.end


def _refuses(line: Line, sentences: Sequence[Sentence]) -> bool:
    """Whether an answer begins with no. Its label may make a sentence of its own."""
    first = bisect_left(sentences, line.start, key=attrgetter("starts_at"))
    return any(
        start <= _AT_ONCE
        for sentence in sentences[first : first + 2]
        if sentence.starts_at < line.end
        for start, _ in (
            *sentence.spans("no-answer"),
            *sentence.spans("no-answer-word"),
            *negators(sentence),
        )
    )
