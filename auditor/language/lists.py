"""Which parts of a text its lists take back, by heading, mark or table: "Not included: …", "Names | ✗".

Sentences are read one by one; a list is one thing. What stands in these parts is neither claimed by the
grammar nor seen by the second reader. What a heading says is in the languages' ``excludes``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.language.answers import refused
from auditor.language.layout import CROSS, TICK, lines_of
from auditor.language.tokens import is_clause_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.layout import Line
    from auditor.language.sentence import Sentence

Span = tuple[int, int]

_CROSSED: Final = re.compile(rf"\s*[{CROSS}]\ufe0f?\s*\w")
_CROSSED_AT_END: Final = re.compile(rf"[{CROSS}]\ufe0f?\s*$")
_HAS_TICK: Final = re.compile(rf"[{TICK}]")
_HAS_CROSS: Final = re.compile(rf"[{CROSS}]")
_NOTHING: Final = re.compile(r"\s*(?:[-–—]{1,3}|no|0)?\s*$", re.IGNORECASE)
_FARTHEST: Final = 8
"""Tokens between the words of a heading and its colon: "in any plan, ever"."""
_LONGEST: Final = 16
"""Tokens of a heading without a colon."""
_REST: Final = 2
"""Tokens that may follow there."""
_MOST_ITEMS: Final = 20
_HEADS: Final = ("excludes", "warning", "reported")


def taken_back(content: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the parts of a text that its own lists take back, in order, in characters.

    Args:
        content: The text.
        sentences: All of its sentences, in order.
    """
    lines = lines_of(content)
    found = [(line.start, line.end) for line in lines if _is_crossed_out(line)]
    found += refused(lines, sentences)
    for sentence in sentences:
        found += _governed(sentence, lines)
    return _joined(found)


def without(content: str, spans: Sequence[Span]) -> str:
    """Return the text with spaces in place of some parts, so that places in it stay what they are."""
    for start, end in spans:
        content = content[:start] + " " * (end - start) + content[end:]
    return content


def _is_crossed_out(line: Line) -> bool:
    """Whether a line is a crossed-out bullet, or a row of a table in which nothing is ticked."""
    _, *cells = line.text.strip().strip("|").split("|")
    if cells and all(_HAS_CROSS.match(cell.strip()) or _NOTHING.match(cell) for cell in cells):
        return True
    crossed = _CROSSED.match(line.text) or _CROSSED_AT_END.search(line.text)
    return crossed is not None and not _HAS_TICK.search(line.text)


def _governed(sentence: Sentence, lines: Sequence[Line]) -> Iterator[Span]:
    """Yield what stands below or behind a heading, if the sentence is one."""
    if not any(map(sentence.has, _HEADS)):
        return
    colon = _colon(sentence)
    if colon is None and not (sentence.own_line and _ends_with_its_words(sentence)):
        return
    excludes = sentence.has("excludes")
    if colon is not None and colon + 1 < len(sentence.tokens):
        found = [(sentence.tokens[colon].end, sentence.tokens[-1].end)] if excludes else []
    else:
        found = list(_items(sentence, lines, marked=colon is None or not excludes))
    if found and excludes:
        yield sentence.tokens[0].start, sentence.tokens[-1 if colon is None else colon].end
    yield from found


def _colon(sentence: Sentence) -> int | None:
    """Return the colon that ends a heading's words, if there is one."""
    for name in _HEADS:
        for _, past in sentence.spans(name):
            upto = sentence.words[past : past + _FARTHEST + 1]
            if ":" in upto:
                colon = past + upto.index(":")
                last = colon + 1 == len(sentence.words)
                aside = is_clause_mark(upto[0]) or not upto[0].isalnum()
                if last or colon == past or (aside and not _turns(sentence, past, colon)):
                    return colon
    return None


def _turns(sentence: Sentence, start: int, end: int) -> bool:
    """Whether something else begins between two tokens: "…, but what we have is better"."""
    names = ("contrast", "scope-end")
    return any(start <= at < end for name in names for at, _ in sentence.spans(name))


def _ends_with_its_words(sentence: Sentence) -> bool:
    """Whether a line without a colon is a heading: short, and nothing follows what it excludes."""
    last = max((past for _, past in sentence.spans("excludes")), default=-_LONGEST)
    return len(sentence.words) - last <= _REST and len(sentence.words) <= _LONGEST


def _items(sentence: Sentence, lines: Sequence[Line], *, marked: bool) -> Iterator[Span]:
    """Yield the lines of the list below a heading.

    Args:
        sentence: The heading.
        lines: All lines.
        marked: Whether only lines that begin like items of a list count.
    """
    below = [line for line in lines if line.start >= sentence.tokens[-1].end]
    if below and below[0].is_blank:
        below = below[1:]
    if not below or (marked and not below[0].is_marked):
        return
    marked = below[0].is_marked
    for line in below[:_MOST_ITEMS]:
        if line.is_blank or line.is_marked != marked or line.text.rstrip().endswith((":", "\uff1a")):
            return
        yield line.start, line.end


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
