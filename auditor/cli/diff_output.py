"""What ``saveraudit diff`` says, in words. Titles, quotes and reasons may be a stranger's."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_QUOTE, sentence_case, visible
from auditor.history import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.formats import FormatOptions
    from auditor.history import Changed, Difference

PILES: Final = {
    "newly_found": "Newly found",
    "gone": "Gone",
    "rules_added": "Rules added",
    "rules_removed": "Rules removed",
}
CAUSES: Final = {
    Cause.TOOL: "because the tool changed",
    Cause.RULES: "because our rules changed, not the tool",
    Cause.PLATFORM: "because the terms of platforms or laws changed, not the tool",
}
_WHAT: Final = {"finding": "finding", "access": "asks for", "claim": "says that it"}
_WIDTH: Final = 80


def in_words(difference: Difference, options: FormatOptions) -> str:
    """Return what changed, for a terminal or a mail."""
    return wrapped(_lines(difference), options)


def wrapped(lines: Iterable[str], options: FormatOptions) -> str:
    """Wrap lines; what stands in, stays in."""
    width = max(20, min(options.width, _WIDTH))
    out: list[str] = []
    for line in lines:
        shown = line if options.shapes else line.encode("ascii", "backslashreplace").decode()
        indent = " " * (len(shown) - len(shown.lstrip()))
        hang = "  " if shown[len(indent) : len(indent) + 2] in ("+ ", "- ") else ""
        out += textwrap.wrap(shown, width, subsequent_indent=indent + hang) or [""]
    return "\n".join(out) + "\n"


def _lines(difference: Difference) -> Iterator[str]:
    before = verdict(difference.level_before, difference.score_before)
    after = verdict(difference.level_after, difference.score_after)
    yield f"Verdict: {after}, as before" if before == after else f"Verdict: {before} → {after}"
    if not difference.changes:
        yield "Nothing that was found changed."
    for name, pile in difference.piles:
        if pile:
            yield ""
            yield f"{PILES[name]} ({len(pile)})"
            for change in pile:
                yield from change_lines(change)


def verdict(level: str, score: int) -> str:
    """Return "Avoid (96 of 100)"."""
    return f"{words.LEVELS.get(level, level)} ({score} of 100)"


def change_lines(change: Changed, indent: str = "") -> Iterator[str]:
    """Tell one change: what, how it stood and stands, in which words, because of whom."""
    mark = "-" if change.after == "" else "+" if change.before == "" else "~"
    title = sentence_case(visible(change.title))
    kind = "" if change.what == "finding" else f"{_WHAT[change.what]}: "
    yield f"{indent}{mark} {sentence_case(kind)}{title if not kind else visible(change.title)}"
    stood = " → ".join(part for part in (change.before, change.after) if part)
    quote = f" · “{visible(change.quote, MAX_QUOTE)}”" if change.quote else ""
    yield f"{indent}  {stood}{quote}"
    yield f"{indent}  {CAUSES[change.cause]}"
    for reason in change.because[:3]:
        yield f"{indent}    {visible(reason, 300)}"
