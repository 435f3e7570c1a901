"""What ``saveraudit history`` says, in words and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.cli.diff_output import PILES, verdict, wrapped
from auditor.formats import words
from auditor.formats.clean import begun, visible
from auditor.history import Cause
from auditor.history.timeline import timeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from auditor.formats import FormatOptions
    from auditor.history import Difference, Remembered
    from auditor.history.timeline import Stage

_BY = {Cause.TOOL: "tool", Cause.RULES: "rules", Cause.PLATFORM: "platform terms"}


def in_words(states: Sequence[Remembered], options: FormatOptions) -> str:
    """Return the states of one tool, the newest first."""
    stages = timeline(states)
    return wrapped(_lines(states[0].tool, stages, options), options)


def _lines(tool: str, stages: Sequence[Stage], options: FormatOptions) -> Iterator[str]:
    yield f"{visible(tool)}: {len(stages)} {'state' if len(stages) == 1 else 'states'}"
    for stage in reversed(stages):
        yield ""
        yield f"{_mark(stage.level, options)} {_day(stage.at)}  {verdict(stage.level, stage.score)}"
        if _day(stage.last_seen) != _day(stage.at):
            yield f"  last seen so on {_day(stage.last_seen)}"
        if stage.difference is None:
            yield "  the first look"
        else:
            yield from _changes(stage.difference)


def _changes(difference: Difference) -> Iterator[str]:
    if not difference.changes:
        yield "  other words; nothing that was found changed"
    for name, pile in difference.piles:
        for change in pile:
            yield f"  {PILES[name]} ({_BY[change.cause]}): {begun(change.title, change.id)}"


def _mark(level: str, options: FormatOptions) -> str:
    return (words.GLYPHS if options.shapes else words.PLAIN_GLYPHS)[level]


def _day(moment: dt.datetime) -> str:
    return moment.date().isoformat()


def as_json(states: Sequence[Remembered]) -> str:
    """Return the states of one tool as JSON, oldest first, each audit whole."""
    told = [
        {
            **_short(state),
            "changes": stage.difference.model_dump(mode="json") if stage.difference else None,
            "audit": state.audit.model_dump(mode="json", by_alias=True),
        }
        for state, stage in zip(states, timeline(states), strict=True)
    ]
    return _json({"tool": states[0].tool, "states": told})


def _short(state: Remembered) -> dict[str, Any]:
    return {
        "at": state.at.isoformat(),
        "last_seen": state.last_seen.isoformat(),
        "level": state.audit.verdict.level.value,
        "score": state.audit.verdict.score,
    }


def tools_in_words(states: Sequence[Remembered], options: FormatOptions) -> str:
    """Return all tools with their newest state."""
    lines = [
        f"{_mark(state.audit.verdict.level, options)} {visible(state.tool)}: "
        f"{verdict(state.audit.verdict.level, state.audit.verdict.score)}, since {_day(state.at)}, "
        f"last seen on {_day(state.last_seen)}"
        for state in states
    ]
    return wrapped(lines or ["The history is empty."], options)


def tools_as_json(states: Sequence[Remembered]) -> str:
    """Return the same as JSON."""
    return _json({"tools": [{"tool": state.tool, **_short(state)} for state in states]})


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
