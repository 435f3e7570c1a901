"""Publish: audit what is due, check that it is fair, write the site. Each step leaves things whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import Unfair
from auditor.publish import rest
from auditor.publish.auditing import Audited, Rules, Run, audit_due
from auditor.publish.editions import lost
from auditor.publish.fair import expired_exceptions, old_clauses, old_ground, unfair_audits
from auditor.publish.fair_words import harsh_words
from auditor.publish.inventory import inventory_of
from auditor.publish.making import Making, vanished
from auditor.publish.records import Record
from auditor.publish.tree import Written, checked_folder, write_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from auditor.history import History, Remembered
    from auditor.publish.looks import Looks
    from auditor.publish.watchlist_file import Watchlist

_MOST: int = 50
"""Problems that are named at once."""


class Place(NamedTuple):
    """Where a site stands, and what is remembered of its tools."""

    site: Path
    history: History
    looks: Looks
    exceptions: str = "exceptions"
    """How the file of exceptions is named in a sentence."""


class Published(NamedTuple):
    """What a run did."""

    audited: Audited
    written: Written
    unreadable: dict[str, str]
    """By id of tools whose last look failed, why; not only in this run."""
    old_clauses: tuple[str, ...] = ()
    """Clauses that reports cite beside newer ones, and that it is time to read again."""


def publish(watchlist: Watchlist, place: Place, rules: Rules, run: Run) -> Published:
    """Bring a site up to date.

    Raises:
        Unfair: It would not be fair; it stays as it was. What was audited is remembered all the same.
        SiteError: It can't be written.
    """
    today = run.now.date()
    checked_folder(place.site)
    inputs, note = rest.inputs_of(watchlist, place, rules, run), place.looks.beside(rest.FILE)
    left = None if run.again else rest.at_rest(rest.key_of(inputs, place), place.site, note, run.now)
    if left is not None:
        return Published(Audited(), Written(), {}, left.old_clauses)
    _stop_at(
        [
            *_lost_addresses(watchlist, place),
            *_lost_languages(watchlist, place),
            *harsh_words(watchlist, rules.rulebook, today),
            *expired_exceptions(rules.exceptions, place.exceptions, watchlist, today),
        ]
    )
    audited = audit_due(watchlist, place.history, place.looks, rules, run)
    records = records_of(watchlist, place, audited.past)
    _stop_at([*unfair_audits(watchlist, records, today), *old_ground(records, rules.rulebook, today)])
    plan = Making(watchlist.site, records, rules.rulebook).plan(place.site)
    written = write_site(place.site, plan)
    failures = {record.tool.id: record.failure for record in records if record.failure}
    done = Published(audited, written, failures, old_clauses(records, rules.rulebook, today))
    until = rest.rest_until(watchlist, audited, records, rules, run)
    if until is not None:
        found = rest.Rest(
            key=rest.key_of(inputs, place),
            standing=rest.standing(place.site),
            since=run.now,
            until=until,
            old_clauses=done.old_clauses,
        )
        rest.leave(found, note)
    return done


def records_of(
    watchlist: Watchlist, place: Place, past: Mapping[str, tuple[Remembered, ...]]
) -> tuple[Record, ...]:
    """Return all that is known of each tool."""
    return tuple(
        Record(
            tool,
            past[tool.id],
            look.failure if (look := place.looks.last(tool.id)) else "",
            partial(place.history.listing, tool.id),
        )
        for tool in watchlist.tools
    )


def _lost_addresses(watchlist: Watchlist, place: Place) -> Iterable[str]:
    for name in vanished(place.site, [tool.id for tool in watchlist.tools]):
        yield (
            f"{watchlist.file.path}: the site has a report on '{name}', which is no longer on the watchlist. "
            "Addresses stay for ever: put it back, with 'every: never' to keep its last audit, or with "
            "'withdrawn: {date: …, reason: …}' to take the report back"
        )


def _lost_languages(watchlist: Watchlist, place: Place) -> Iterable[str]:
    standing = inventory_of(place.site)
    for fault in lost(standing.languages, watchlist.site.languages) if standing else ():
        yield f"{watchlist.site_place('languages')}: {fault}. Addresses stay for ever"


def _stop_at(problems: list[str]) -> None:
    if problems:
        more = (f"… and {len(problems) - _MOST} more",) if len(problems) > _MOST else ()
        raise Unfair((*problems[:_MOST], *more))
