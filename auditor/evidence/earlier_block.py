"""The line of earlier audits in a page, which rests on other audits than the page: is it one that we write?

What the line tells is read out of it and written anew by the same template. It is ours where every byte is
the same: a stranger's words can stand only where titles of changes and quotes do, and in letters that show.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_QUOTE, MAX_SENTENCE, visible
from auditor.formats.earlier import (
    CAUSES,
    MAX_CHANGES,
    MAX_STAGES,
    PILES,
    WHAT,
    ChangeShown,
    GroupShown,
    StageShown,
)
from auditor.formats.html import environment
from auditor.formats.words import ENGLISH
from auditor.model import Level
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Audit

MARKS: Final = "<!-- earlier audits -->\n", "<!-- end of earlier audits -->\n"
"""What the line of a page stands between."""
_WRITTEN_OUT: Final = 10
"""Signs of one that is written out: ‹U+10FFFF›."""
_LEVEL: Final = re.compile(r'class="([a-z-]{1,20})"')
_DAY: Final = re.compile(r'<time datetime="([0-9]{4}-[0-9]{2}-[0-9]{2})">')
_GROUP: Final = re.compile(r'</b>, ([^<]*):</p>\n *<ul class="changed ([a-z_]{1,20})">')
_CHANGE: Final = re.compile(
    r'<li>(?:<span class="note">([^<]*):</span> )?<bdi>([^<]*)</bdi>(?: <q><bdi>([^<]*)</bdi></q>)?</li>'
)
_MORE: Final = re.compile(r"(One|[0-9]{1,6}) more changes? ")
_CAUSE_OF: Final = {word: cause for cause, word in CAUSES.items()}


def is_line_of(audit: Audit, block: bytes) -> bool:
    """Whether ``block``, with its marks, is a line that our template writes and that ends with ``audit``."""
    try:
        stages = tuple(_stages(block.decode()))
    except (LookupError, ValueError):
        return False
    days = [day for stage in stages for day in (stage.date_iso, stage.seen_iso)]
    return (
        days == sorted(days)
        and stages[-1].level == audit.verdict.level
        and all(map(_is_shown, stages))
        and _written(stages).encode() == block
    )


def _written(stages: Sequence[StageShown]) -> str:
    template = environment((folder("reports") / "html",), ENGLISH).get_template("earlier.html.j2")
    return template.render(report=SimpleNamespace(earlier=stages))


def _stages(block: str) -> Iterator[StageShown]:
    """Yield the stages that a block tells of, oldest first; of other markup anything, or an error."""
    line, _, past = block.partition("</ol>")
    shown, told = line.split("<li ")[1:], past.split("<h3>")[:0:-1]
    if not 0 < len(shown) <= MAX_STAGES or len(shown) - len(told) not in (0, 1):
        raise ValueError("no line of stages")
    first = ("",) * (len(shown) - len(told))
    for number, (stage, changes) in enumerate(zip(shown, (*first, *told), strict=True), 1):
        yield _stage(stage, changes, now=number == len(shown))


def _stage(shown: str, changes: str, *, now: bool) -> StageShown:
    level = Level(_LEVEL.findall(shown)[0])
    at, *seen = _DAY.findall(shown)
    more = _MORE.findall(changes)
    return StageShown(
        level=level.value,
        level_word=words.named(words.LEVELS, level, ENGLISH),
        date=_in_words(at),
        date_iso=at,
        seen=_in_words(seen[0]) if seen else "",
        seen_iso=seen[0] if seen else at,
        now=now,
        first=not changes,
        groups=tuple(map(_group, changes.split('<p class="caption">')[1:])),
        more=int(more[0].replace("One", "1")) if more else 0,
    )


def _in_words(day: str) -> str:
    return words.long_date(dt.date.fromisoformat(day), ENGLISH)


def _group(told: str) -> GroupShown:
    because, pile = _GROUP.findall(told)[0]
    return GroupShown(
        pile=pile,
        pile_word=PILES[pile],
        cause=_CAUSE_OF[because],
        cause_word=because,
        changes=tuple(ChangeShown(*map(unescape, change)) for change in _CHANGE.findall(told)),
    )


def _is_shown(stage: StageShown) -> bool:
    """Whether what a stage tells could have been made fit to show."""
    changes = [change for group in stage.groups for change in group.changes]
    return len(changes) <= MAX_CHANGES and all(
        (change.quote or change.what_word in WHAT.values())
        and _is_visible(change.title, MAX_SENTENCE)
        and _is_visible(change.quote, MAX_QUOTE)
        for change in changes
    )


def _is_visible(text: str, limit: int) -> bool:
    return len(text) <= limit * _WRITTEN_OUT and all(
        sign == " " or visible(sign, 1) == sign for sign in set(text)
    )
