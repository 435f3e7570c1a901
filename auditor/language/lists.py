"""Which parts of a text its lists take back, by heading, mark or table: "Not included: …", "Names | ✗".

Sentences are read one by one; a list is one thing. What stands in these parts is neither claimed by the
grammar nor seen by the second reader. What a heading says is in the languages' ``excludes``; one about others
("what other apps don't show"), a lesser plan or TikTok (``elsewhere``) takes nothing back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from auditor.language.answers import refused
from auditor.language.layout import CROSS, TICK, lines_of
from auditor.language.stance import negators
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
_ALONE: Final = "excludes-alone"
_BEFORE: Final = 26
"""Characters before a heading's words: "In the basic package"."""
_FARTHEST: Final = 40
"""Characters between the words of a heading and its colon: "in any plan, ever"."""
_LONGEST: Final = 90
"""Characters of a heading without a colon."""
_MOST_ITEMS: Final = 20
_BRIEF: Final = 5
"""Tokens of a sentence that turns round what stands before it: "We do."."""
_EXCLUDES: Final = ("excludes", _ALONE)
_HEADS: Final = (*_EXCLUDES, "warning", "reported")
_OF_OTHERS: Final = ("elsewhere", "tiktok", "other-platform")
_TURNS: Final = ("contrast", "scope-end", "counter")


def taken_back(content: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the parts of a text that its own lists take back, in order, in characters.

    Args:
        content: The text.
        sentences: All of its sentences, in order.
    """
    lines = lines_of(content)
    found = list(refused(lines, sentences))
    if _HAS_CROSS.search(content) and _HAS_TICK.search(content):  # else crosses may be bullets like any other
        found += [(line.start, line.end) for line in lines if _is_crossed_out(line)]
    for sentence in sentences:
        if any(map(sentence.has, _HEADS)):
            found += _governed(sentence, lines, sentences)
    return _joined(found)


def without(content: str, spans: Sequence[Span]) -> str:
    """Return the text with spaces in place of some parts, so that places in it stay what they are.

    Args:
        content: The text.
        spans: Parts of it that do not overlap, in order.
    """
    kept, at = [], 0
    for start, end in spans:
        kept += [content[at:start], " " * (end - start)]
        at = end
    return "".join((*kept, content[at:]))


def _is_crossed_out(line: Line) -> bool:
    """Whether a line is a crossed-out bullet, or a row of a table in which nothing is ticked."""
    _, *cells = line.text.strip().strip("|").split("|")
    if cells and all(_HAS_CROSS.match(cell.strip()) or _NOTHING.match(cell) for cell in cells):
        return True
    crossed = _CROSSED.match(line.text) or _CROSSED_AT_END.search(line.text)
    return crossed is not None and not _HAS_TICK.search(line.text)


def _governed(head: Sentence, lines: Sequence[Line], sentences: Sequence[Sentence]) -> list[Span]:
    """Return a heading's words with what stands below or behind them; nothing if the sentence is none."""
    found = _words(head)
    if found is None:
        return []
    first, colon, excludes = found
    start, end = head.tokens[first].start, head.ends_at
    if colon is not None and colon + 1 < len(head.tokens):
        turned = _turns(head, colon, len(head.tokens)) or _turns_round(_next(sentences, end))
        return [(start, end)] if excludes and not turned else []
    items = list(_items(head, lines, marked=colon is None or not excludes))
    if not items or _turns_round(_next(sentences, items[-1][1])):
        return []
    return [(start, end), *items] if excludes else items


def _words(head: Sentence) -> tuple[int, int | None, bool] | None:
    """Return where a heading's words begin, its colon if it has one, and whether they exclude."""
    for name in _HEADS:
        excludes = name in _EXCLUDES
        for first, past in head.spans(name):
            colon = _colon(head, past)
            if not (colon is not None or (excludes and _is_short(head, past))):
                continue
            if excludes and _is_of_others(head, len(head.words) if colon is None else colon):
                continue
            if not excludes or _opens(head, first, alone=name == _ALONE, joined=colon in (None, past)):
                return first, colon, excludes
    return None


def _is_of_others(head: Sentence, end: int) -> bool:
    """Whether a heading that ends before a token speaks of others, or of no one."""
    return any(start < end for name in _OF_OTHERS for start, _ in head.spans(name))


def _opens(head: Sentence, first: int, *, alone: bool, joined: bool) -> bool:
    """Whether words stand at the heading's beginning; some exclude only where nothing else stands there."""
    if alone:
        return first == 0 and joined
    near = head.tokens[first].start - head.starts_at <= _BEFORE
    denied = any(start < first for start, _ in negators(head))
    return near and not denied and not any(is_clause_mark(word) for word in head.words[:first])


def _colon(head: Sentence, past: int) -> int | None:
    """Return the colon that ends a heading whose words end before a token."""
    if ":" not in head.words[past:]:
        return None
    colon = head.words.index(":", past)
    near = head.tokens[colon].start - head.tokens[past - 1].end <= _FARTHEST
    word = head.words[past]
    aside = is_clause_mark(word) or not word.isalnum() or colon + 1 == len(head.words)
    return colon if near and aside and not _turns(head, past, colon) else None


def _turns(head: Sentence, start: int, end: int) -> bool:
    """Whether something else begins between two tokens: "…, but what we have is better"."""
    names = _TURNS if end < len(head.tokens) else ("contrast", "counter")
    return any(start <= at < end for name in names for at, _ in head.spans(name))


def _turns_round(sentence: Sentence | None) -> bool:
    """Whether a sentence is no more than "We do."."""
    return sentence is not None and len(sentence.words) <= _BRIEF and sentence.has("counter")


def _next(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """Return the first sentence from a place on."""
    number = bisect_left(sentences, at, key=attrgetter("starts_at"))
    return sentences[number] if number < len(sentences) else None


def _is_short(head: Sentence, past: int) -> bool:
    """Whether a line without a colon is a heading: short, and no word follows what it excludes."""
    ends = not any(token.is_word for token in head.tokens[past:])
    return ends and head.own_line and head.ends_at - head.starts_at <= _LONGEST


def _items(head: Sentence, lines: Sequence[Line], *, marked: bool) -> Iterator[Span]:
    """Yield the lines of the list below a heading.

    Args:
        head: The heading.
        lines: All lines.
        marked: Whether only lines that begin like items of a list count.
    """
    first = bisect_left(lines, head.ends_at, key=attrgetter("start"))
    below = lines[first : first + _MOST_ITEMS + 1]
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
