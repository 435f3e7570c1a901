"""Whether a run has nothing to do: all that a site is made of is as the last run left it, and nothing is due.

Told by a note beside the history. It may be deleted at any time; then a run goes the whole way. A run that is
killed leaves the note of the run before, which does not fit what stands there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Final, Literal

from pydantic import AwareDatetime, Field, ValidationError

from auditor import __version__
from auditor.model import Model
from auditor.publish.due import asides_of, asks_network, due_again
from auditor.publish.fair import clause_dates
from auditor.publish.inventory import NAME, digest_of_files, inventory_of
from auditor.publish.keepsakes import drawer
from auditor.publish.targets import state_of
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from auditor.publish.auditing import Audited, Rules, Run
    from auditor.publish.publishing import Place
    from auditor.publish.records import Record
    from auditor.publish.watchlist_file import Watchlist

FILE: Final = "rest.json"
_MOST: Final = 1 << 20


class Rest(Model):
    """What the last run left."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    key: str
    """Over all that the site was made of, as :func:`key_of` gives it."""
    standing: str
    """Over the site as it stood then, as :func:`standing` gives it."""
    since: AwareDatetime
    until: AwareDatetime
    """From then on something may be due, or have run out."""
    old_clauses: tuple[str, ...] = ()


def at_rest(key: str, site: Path, note: Path, now: dt.datetime) -> Rest | None:
    """Return what the last run left, if there is nothing to do now; else None."""
    try:
        with note.open("rb") as stream:
            rest = Rest.model_validate_json(stream.read(_MOST))
    except (OSError, ValidationError):
        return None
    fits = rest.key == key and rest.since <= now < rest.until
    return rest if fits and rest.standing == standing(site) else None


def leave(rest: Rest, note: Path) -> None:
    """Write a note for the next run, in one step; the same one is not written twice.

    Where it can't be written, the next run goes the whole way.
    """
    content = rest.model_dump_json(by_alias=True).encode() + b"\n"
    part = note.with_name(f".{note.name}.part")
    try:
        if not note.exists() or note.read_bytes() != content:
            part.write_bytes(content)
            part.replace(note)
    except OSError:
        note.unlink(missing_ok=True)


def inputs_of(watchlist: Watchlist, place: Place, rules: Rules, run: Run) -> str:
    """Return what changes when anything at hand does that a run looks at. Take it before anything is read."""
    found = hashlib.sha256()
    for part in _inputs(watchlist, place, rules, run):
        found.update(part.encode() + b"\0")
    return found.hexdigest()


def key_of(inputs: str, place: Place) -> str:
    """Return what changes when the inputs do or what is remembered."""
    return f"{inputs} {place.looks.stamp} {place.history.stamp()}"


def _inputs(watchlist: Watchlist, place: Place, rules: Rules, run: Run) -> Iterator[str]:
    yield f"{__version__} {drawer()} {rules.rulebook.digest} {run.offline} {place.site.resolve()}"
    yield digest_of_files([folder("reports")])  # templates, catalogues, lists of words
    yield watchlist.site.model_dump_json()
    for tool in watchlist.tools:
        yield tool.model_dump_json()
        yield from (state_of(target, watchlist.folder) for target in tool.targets)
    yield from (item.model_dump_json() for item in rules.exceptions)


def standing(site: Path) -> str:
    """Return what changes when any file of ours in a site does, told by sizes and times, without reading.

    A hand that changes a file changes the time of its entry on the disk, which no hand sets.
    """
    inventory = inventory_of(site)
    if inventory is None:
        return ""
    found: list[tuple[object, ...]] = []
    for path in (NAME, *inventory.files):
        try:
            known = (site / path).lstat()
        except OSError:
            return ""
        found.append((path, known.st_mode, known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino))
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def rest_until(
    watchlist: Watchlist, audited: Audited, records: Iterable[Record], rules: Rules, run: Run
) -> dt.datetime | None:
    """Return until when nothing can be due or run out, or None where something is due by its nature."""
    if any(record.failure for record in records):
        return None
    days = [
        *clause_dates(records, rules.rulebook, run.now.date()),
        *(item.expires for item in rules.exceptions),
    ]
    days += [aside.expires for record in records if record.last for aside in asides_of(record.last.now)]
    reads: list[dt.datetime | None] = []
    for tool in watchlist.tools:
        if tool.withdrawn is None and not (run.offline and asks_network(tool)):
            last = audited.last(tool.id)
            reads.append(run.now if last is None else due_again(tool, last))
    if any(time is not None and time <= run.now for time in reads):
        return None
    times = [time for time in (*map(_midnight, days), *reads) if time is not None and time > run.now]
    return min(times, default=run.now + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    """Return the end of a day."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
