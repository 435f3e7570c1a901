"""Which parts of a text its lists take back: what stands below "Not included:", or is crossed out.

Sentences are read one by one; a list is one thing. What stands in these parts is neither claimed by the
grammar nor seen by the second reader. What a heading says is in the languages' ``excludes``; one about others
("what other apps don't show"), a lesser plan or TikTok (``elsewhere``) takes nothing back, nor does one whose
list may hide a promise: the text is hostile, and what is in doubt is read like all the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.language.crossed import crossed_out
from auditor.language.layout import TICK, lines_of
from auditor.language.sentence import within_line
from auditor.language.stance import negators
from auditor.language.tokens import is_clause_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.layout import Line
    from auditor.language.sentence import Sentence

Span = tuple[int, int]

_BEFORE: Final = 26
"""Characters before a heading's words: "In the basic package"."""
_AFTER: Final = 4
"""Characters of its line that may follow a heading: its colon, a closing quotation mark."""
_LONGEST: Final = 90
"""Characters of a heading without a colon, and of an item without a mark."""
_MOST_ITEMS: Final = 30
_BRIEF: Final = 8
"""Tokens of a sentence that turns round what stands before it: "We do."."""
_ALONE: Final = "excludes-alone"
_EXCLUDES: Final = ("excludes", _ALONE)
_TAIL: Final = "excludes-tail"
_OF_OTHERS: Final = ("elsewhere", "excludes-turn", "tiktok", "other-platform")
_TURNS: Final = ("contrast", "counter", "withhold", "ignorance", "stop", "no-need")
_PROMISES: Final = (*_TURNS, "offer", "elsewhere", "excludes-turn")
_TURNED_ROUND: Final = ("contrast", "counter", "yes-answer", "elsewhere", "excludes-turn")
_TICKS: Final = frozenset(TICK)
_WITHIN: Final = frozenset(",'\"&")
_ENDS_LIST: Final = re.compile(r"\s*(?:#|\*\*)|.*[:!?\uff1a\uff01\uff1f]", re.DOTALL)


class _Head(NamedTuple):
    """A heading: its sentence, where its words begin, and its colon if it has one."""

    sentence: Sentence
    first: int
    colon: int | None


def taken_back(content: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the parts of a text that its own lists take back, in order, in characters.

    Args:
        content: The text.
        sentences: All of its sentences, in order.
    """
    lines = lines_of(content)
    found = [(line.start, line.end) for line in crossed_out(lines, sentences)]
    for sentence in sentences:
        head = _head(sentence)
        if head is not None:
            found += _governed(head, lines, sentences)
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


def _head(sentence: Sentence) -> _Head | None:
    """Return the sentence as a heading that excludes what follows, if it is one."""
    for name in _EXCLUDES:
        for first, past in sentence.spans(name) if sentence.has(name) else ():
            colon = _colon(sentence, past)
            if colon is None and not (first == 0 and _is_short(sentence, past)):
                continue
            end = len(sentence.words) if colon is None else colon
            opens = first == 0 if name == _ALONE else _opens(sentence, first)
            if opens and not _says(sentence, _OF_OTHERS, 0, end):
                return _Head(sentence, first, colon)
    return None


def _opens(sentence: Sentence, first: int) -> bool:
    """Whether words stand at the beginning, and nothing before them denies them or is another clause."""
    near = sentence.tokens[first].start - sentence.starts_at <= _BEFORE
    denied = any(start < first for start, _ in negators(sentence))
    return near and not denied and not any(is_clause_mark(word) for word in sentence.words[:first])


def _colon(sentence: Sentence, past: int) -> int | None:
    """Return the colon behind a heading's words that end before a token: at once, or after "in any plan"."""
    if ":" not in sentence.words[past:]:
        return None
    colon = sentence.words.index(":", past)
    tails = sentence.spans(_TAIL)
    between = (n for n in range(past, colon) if sentence.words[n] not in _WITHIN)
    return colon if all(any(start <= n < end for start, end in tails) for n in between) else None


def _is_short(sentence: Sentence, past: int) -> bool:
    """Whether a line without a colon is a heading: short, and no word follows what it excludes."""
    ends = not any(token.is_word for token in sentence.tokens[past:])
    return ends and sentence.own_line and sentence.ends_at - sentence.starts_at <= _LONGEST


def _says(sentence: Sentence, names: Sequence[str], start: int, end: int) -> bool:
    """Whether one of some concepts begins between two tokens."""
    return any(start <= at < end for name in names for at, _ in sentence.spans(name))


def _governed(head: _Head, lines: Sequence[Line], sentences: Sequence[Sentence]) -> list[Span]:
    """Return a heading's words with what it excludes; nothing where that may hold a promise."""
    start, colon = head.sentence.tokens[head.first].start, head.colon
    if colon is not None and colon + 1 < len(head.sentence.tokens):
        end = _end_behind(head.sentence, colon)
        return [(start, end)] if end and not _turns_round(_at(sentences, end)) else []
    items = list(_items(head, lines, sentences))
    if not items or _turns_round(_at(sentences, items[-1][1])):
        return []
    return [(start, head.sentence.ends_at), *items]


def _end_behind(sentence: Sentence, colon: int) -> int:
    """Return where what a heading excludes in its own line ends, in characters; 0 if it excludes nothing."""
    behind = range(colon + 1, len(sentence.words))
    past = next((number for number in behind if _parts(sentence, number)), len(sentence.words))
    empty = sentence.closing == "?" or any(start == colon + 1 for start, _ in negators(sentence))
    if empty or past == colon + 1 or _says(sentence, _PROMISES, colon + 1, past):
        return 0
    return sentence.tokens[past - 1].end


def _parts(sentence: Sentence, number: int) -> bool:
    """Whether a sign begins something else; a comma, a quotation mark and what joins two words do not."""
    token = sentence.tokens[number]
    joins = token.text in "-/" and token.glued
    return not token.is_word and token.text not in _WITHIN and not joins


def _turns_round(sentence: Sentence | None) -> bool:
    """Whether a sentence is no more than "We do."."""
    return sentence is not None and len(sentence.words) <= _BRIEF and any(map(sentence.has, _TURNED_ROUND))


def _at(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """Return the first sentence from a place on."""
    number = bisect_left(sentences, at, key=attrgetter("starts_at"))
    return sentences[number] if number < len(sentences) else None


def _items(head: _Head, lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Yield the lines of the list below a heading: with one mark, or short ones without any."""
    number = bisect_left(lines, head.sentence.ends_at, key=attrgetter("start"))
    own = lines[number - 1] if number else None
    below = lines[number : number + _MOST_ITEMS]
    if below and below[0].is_blank:
        below = below[1:]
    if own is None or own.end - head.sentence.ends_at > _AFTER or not below:
        return
    mark, indent = below[0].mark, below[0].indent
    if not (mark or (head.colon is not None and head.first == 0)) or (own.mark and indent <= own.indent):
        return
    for line in below:
        if mark and line.is_blank:
            continue
        nested = line.indent > indent and line.mark
        fits = line.indent >= indent and (line.mark == mark or nested) and line.mark not in _TICKS
        if not fits or _ENDS_LIST.match(line.said) or (not mark and not _is_bare(line)):
            return
        within = within_line(sentences, line)
        if len(within) != 1 or _says(within[0], _TURNS, 0, len(within[0].words)):
            return
        yield line.start, line.end


def _is_bare(line: Line) -> bool:
    """Whether a line without a mark may be an item: short, and no sentence."""
    return 0 < len(line.text) <= _LONGEST and line.text.rstrip()[-1:] not in ".?\u3002\uff1f"


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
