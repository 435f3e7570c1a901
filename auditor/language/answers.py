"""Questions in one list, their answers in the next, under the same letters or numbers: "b) …? … b) No."."""

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
_FEWEST: Final = 2
_PROMISES: Final = ("yes-answer", "counter", "offer")


def refused(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the questions that the text answers with no, in characters.

    Args:
        lines: All lines of the text.
        sentences: All of its sentences, in order.
    """
    asked: dict[str, Line] = {}
    answering = False
    for line in lines:
        label = line.label
        if label and line.text.rstrip().endswith(_ASKS):
            asked = asked if not answering and label not in asked else {}
            asked[label] = line
            answering = False
        elif label in asked and len(asked) >= _FEWEST and (answering or label == next(iter(asked))):
            answering = True
            if _refuses(line, sentences):
                yield _question(asked[label], sentences)
        elif label or (asked and not answering and _answers_below(line)):
            asked, answering = {}, False


def _answers_below(line: Line) -> bool:
    """Whether a line without a label may answer the question above it; a heading ("Answers") does not."""
    return not line.is_blank and line.text.rstrip()[-1:] in (".", "!", "\u3002", "\uff01")


def _question(line: Line, sentences: Sequence[Sentence]) -> tuple[int, int]:
    """The last sentence of a line: what stands before it is no question."""
    first = bisect_left(sentences, line.start, key=attrgetter("starts_at"))
    past = bisect_left(sentences, line.end, key=attrgetter("starts_at"))
    return (sentences[past - 1].starts_at, line.end) if past > first else (line.start, line.end)


def _refuses(line: Line, sentences: Sequence[Sentence]) -> bool:
    """Whether an answer begins with no, and promises nothing. Its label may make a sentence of its own."""
    first = bisect_left(sentences, line.start, key=attrgetter("starts_at"))
    past = bisect_left(sentences, line.end, key=attrgetter("starts_at"))
    if any(sentence.has(name) for sentence in sentences[first:past] for name in _PROMISES):
        return False
    if any(":" in sentence.words[2:] for sentence in sentences[first:past]):
        return False  # "It never fails: yes, every name."
    return any(
        start <= _AT_ONCE
        for sentence in sentences[first : min(past, first + 2)]
        for start, _ in (
            *sentence.spans("no-answer"),
            *sentence.spans("no-answer-word"),
            *negators(sentence),
        )
    )
