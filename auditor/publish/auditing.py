"""Audit the tools that are due and remember what was found. One that can't be read keeps its last audit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from auditor.history import Ground
from auditor.judge import audit as judge
from auditor.publish.due import asks_network, concerning, fingerprint, is_due
from auditor.publish.gathering import gather
from auditor.publish.looks import Look
from auditor.sources import TARGET_CHECK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from auditor.history import History, Remembered
    from auditor.judge import ReviewedException
    from auditor.model import Audit
    from auditor.publish.gathering import Outcome, Reader
    from auditor.publish.looks import Looks
    from auditor.publish.watchlist import Watched
    from auditor.publish.watchlist_file import Watchlist
    from auditor.rulebook import Rulebook


class Rules(NamedTuple):
    """What judges."""

    rulebook: Rulebook
    exceptions: tuple[ReviewedException, ...] = ()


class Run(NamedTuple):
    """How this run goes about it."""

    now: dt.datetime
    reader: Reader
    again: bool = False
    """Read every tool, due or not."""
    offline: bool = False
    """Leave out tools that would ask the network."""
    progress: Callable[[int, int, str], None] = lambda _done, _of, _tool: None
    """Is told how many of how many are done, and which was the last."""


@dataclass
class Audited:
    """What came of it."""

    past: dict[str, tuple[Remembered, ...]] = field(default_factory=dict)
    """By id of all tools, what the history has of them now."""
    due: int = 0
    changed: list[str] = field(default_factory=list)
    """Ids of tools that say something new."""
    failed: dict[str, str] = field(default_factory=dict)
    """By id of tools that could not be read in this run, why."""

    def last(self, tool: str) -> Remembered | None:
        """Return the newest state of a tool."""
        return next(reversed(self.past[tool]), None)


def audit_due(watchlist: Watchlist, history: History, looks: Looks, rules: Rules, run: Run) -> Audited:
    """Read, judge and remember every tool that is due. What one tool does never stops the others."""
    prints = {}
    done = Audited()
    for tool in watchlist.tools:
        done.past[tool.id] = history.all(tool.id)
        last = done.last(tool.id)
        items = concerning(tool, last, rules.exceptions)
        mark = fingerprint(tool, watchlist.folder, rules.rulebook, items)
        if _is_due(tool, looks.last(tool.id), last, mark, run):
            prints[tool.id] = mark
    due = [tool for tool in watchlist.tools if tool.id in prints]
    done.due = len(due)
    for number, outcome in enumerate(gather(due, run.reader), 1):
        _take_in(outcome, history, rules, run, done)
        looks.keep(Look(tool=outcome.tool.id, fingerprint=prints[outcome.tool.id], failure=outcome.failure))
        run.progress(number, len(due), outcome.tool.id)
    return done


def _is_due(tool: Watched, look: Look | None, last: Remembered | None, mark: str, run: Run) -> bool:
    if run.offline and asks_network(tool):
        return False
    if run.again and tool.withdrawn is None:
        return True
    return is_due(tool, look, last, mark, run.now)


def _take_in(outcome: Outcome, history: History, rules: Rules, run: Run, done: Audited) -> None:
    tool = outcome.tool
    if outcome.failure:
        done.failed[tool.id] = outcome.failure
    if outcome.listing is None:
        return
    last = done.last(tool.id)
    if outcome.failure and last is not None and not _is_partial(last.audit):
        return  # what could be read of it would stand in for the whole, and look milder
    ground = Ground(outcome.listing, rules.rulebook, rules.exceptions, run.now.date())
    found = judge(ground.listing, ground.rulebook, exceptions=ground.exceptions, on=ground.on)
    if history.remember(tool.id, found, run.now, ground):
        done.changed.append(tool.id)
    done.past[tool.id] = history.all(tool.id)


def _is_partial(audit: Audit) -> bool:
    return any(item.check == TARGET_CHECK for item in audit.not_analysed)
