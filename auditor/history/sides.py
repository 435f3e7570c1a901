"""The two sides of a difference: a saved audit, a report or bundle as a file, or a day in a history."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import HistoryError, UnknownFormat, UsageError
from auditor.evidence import listing_of, open_bundle
from auditor.evidence.report_file import read_report
from auditor.history.difference import diff
from auditor.history.ground import Before, Ground, steps_between
from auditor.history.steps import Step
from auditor.history.way import back, way
from auditor.model.saved import load_audit
from auditor.sources.local import is_web_archive
from auditor.sources.target import existing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from auditor.evidence import Bundle
    from auditor.evidence.kept_rules import KeptRules
    from auditor.history.difference import Difference
    from auditor.history.remembered import Remembered
    from auditor.model import Audit
    from auditor.rulebook import Rulebook

EMBEDDED: Final = re.compile(
    rb"""<script type="application/json" id="saveraudit-audit">([^<]*)</script>""", re.IGNORECASE
)
"""How a page carries its audit: JSON in which every ``<`` is written as ``\\\\u003c``."""
_WORDS: Final = {"first": 0, "previous": -2, "last": -1}
"""States that can be named without their day."""
_DAY_HINT: Final = "Name a file, or with --tool a day such as 2026-11-22, or first, previous or last."


@dataclass(frozen=True, slots=True)
class Side:
    """One of both audits, and what is at hand beside it."""

    label: str
    audit: Audit
    bundle: Bundle | None = None
    state: int | None = None
    """Which of the states of a history."""

    @property
    def rules(self) -> KeptRules | None:
        """What is kept of the rules that judged."""
        rules = self.bundle.rules if self.bundle else None
        return rules if rules and rules.stamp.digest == self.audit.rulebook.digest else None


def side(named: str, states: Sequence[Remembered]) -> Side:
    """Return what a user named: a file if there is one of that name, else a day in a history.

    Args:
        named: As it was typed.
        states: Of the tool that the days are of; empty where none was named.

    Raises:
        UnreadableTarget: The file can't be read or is no audit.
        UsageError: It is neither a file nor a day on which the tool was known.
    """
    path = existing(named)
    if path is not None and path.is_file():
        return _file(path)
    if named not in _WORDS and _moment(named) is None:
        raise UsageError(f"{named!r} is neither a file nor a day", hint=_DAY_HINT)
    if not states:
        hint = f"{_DAY_HINT} The history is named with --history or SAVERAUDIT_HISTORY."
        raise UsageError(f"{named!r} is a day, but of which tool?", hint=hint)
    at = _state(named, states)
    return Side(f"{states[at].tool}, {states[at].at.date().isoformat()}", states[at].as_last_seen, state=at)


def _file(path: Path) -> Side:
    if is_web_archive(path):
        bundle = open_bundle(path)
        return Side(str(path), bundle.audit, bundle)
    report = read_report(path)
    if not report.is_page:
        return Side(str(path), load_audit(report.content, repr(str(path))))
    found = EMBEDDED.search(report.content)
    if found is None:
        hint = "Hand in the audit as JSON (--format json), or its bundle (--evidence)."
        raise UnknownFormat(f"the page {str(path)!r} does not carry its audit", hint=hint)
    return Side(str(path), load_audit(found[1], repr(str(path))))


def _state(named: str, states: Sequence[Remembered]) -> int:
    if named in _WORDS:
        at = _WORDS[named]
        if len(states) < -at:
            raise HistoryError(f"{states[0].tool!r} was only ever seen as it is", hint="")
        return at % len(states)
    moment = _moment(named)
    known = [number for number, state in enumerate(states) if moment is None or state.at <= moment]
    if not known:
        first = states[0].at.date().isoformat()
        raise HistoryError(
            f"{states[0].tool!r} was not yet known on {named}", hint=f"Its first day is {first}."
        )
    return known[-1]


def _moment(named: str) -> dt.datetime | None:
    """Return the moment that a day or a time names; of a day it is its end."""
    try:
        moment = dt.datetime.fromisoformat(named)
    except ValueError:
        return None
    if len(named) <= len("2026-11-22"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def difference(
    before: Side, after: Side, states: Sequence[Remembered], rulebook: Callable[[], Rulebook]
) -> Difference:
    """Return what changed between two sides, with all that is at hand for telling causes.

    Args:
        before: The first.
        after: The second.
        states: Of the tool, where both or one are of a history.
        rulebook: The rules of today; asked for only where the sides were judged by different ones.
    """
    return diff(before.audit, after.audit, _way(before, after, states, rulebook))


def _way(
    before: Side, after: Side, states: Sequence[Remembered], rulebook: Callable[[], Rulebook]
) -> tuple[Step, ...]:
    if before.state is not None and after.state is not None:
        low, high = sorted((before.state, after.state))
        steps = way(states[low : high + 1])
        return steps if before.state <= after.state else back(steps)
    if before.audit.rulebook.digest != after.audit.rulebook.digest:
        today = rulebook()
        if steps := _tried(before, after, today):
            return steps
        if steps := _tried(after, before, today):
            return back(steps)
    return (Step(before.audit, after.audit, None, before.rules, after.rules),)


def _tried(before: Side, after: Side, rulebook: Rulebook) -> tuple[Step, ...]:
    """Judge what was read of the one side by the rules of the other, where both are at hand."""
    if before.bundle is None or after.audit.rulebook.digest != rulebook.digest:
        return ()
    listing = listing_of(before.bundle)
    ground = Ground(listing, rulebook)
    if after.bundle is not None:
        day = after.bundle.manifest
        ground = Ground(listing, rulebook, day.exceptions, day.at.date())
    return steps_between(Before(before.audit, listing, before.rules), after.audit, ground)
