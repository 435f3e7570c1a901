"""Which tools are read in this run: never read before, something at hand changed, or their time has come."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from auditor import __version__
from auditor.publish.targets import state_of
from auditor.publish.watchlist import is_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from auditor.history import Remembered
    from auditor.judge import ReviewedException
    from auditor.model import SetAside
    from auditor.publish.looks import Look
    from auditor.publish.watchlist import Watched
    from auditor.rulebook import Rulebook

_SLACK: Final = 0.02
"""A scheduler that comes a little early each day must not skip every other day."""


def fingerprint(
    tool: Watched, folder: Path, rulebook: Rulebook, exceptions: Iterable[ReviewedException]
) -> str:
    """Return what is the same where a look would see and judge the same, as far as that is known at hand.

    Pages change unseen; for them there is ``every``.
    """
    parts = [
        tool.name,
        [[target, state_of(target, folder)] for target in tool.targets],
        rulebook.digest,
        __version__,
        [item.model_dump(mode="json") for item in exceptions],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def is_due(
    tool: Watched, look: Look | None, last: Remembered | None, print_now: str, now: dt.datetime
) -> bool:
    """Whether ``tool`` is to be read.

    Args:
        tool: Of the watchlist.
        look: What came of the last look.
        last: What the history has of it.
        print_now: Its :func:`fingerprint` of today.
        now: The time of this run.
    """
    if tool.withdrawn is not None:
        return False
    if last is None:
        return True
    if tool.period is None:
        return False
    if look is None or look.failure or look.fingerprint != print_now:
        return True
    if any(aside.expires < now.date() for aside in asides_of(last)):
        return True
    again = due_again(tool, last)
    return again is not None and now >= again


def due_again(tool: Watched, last: Remembered) -> dt.datetime | None:
    """Return when a tool is to be read again, as far as time alone tells; None for never."""
    return None if tool.period is None else last.last_seen + tool.period * (1 - _SLACK)


def concerning(
    tool: Watched, last: Remembered | None, exceptions: Iterable[ReviewedException]
) -> tuple[ReviewedException, ...]:
    """Return the exceptions that name a tool by one of the names it is known by."""
    names: set[str | None] = {tool.id, tool.name}
    if last is not None:
        names |= {last.audit.tool.name, last.audit.tool.package, last.audit.tool.url}
    return tuple(item for item in exceptions if item.tool in names)


def asks_network(tool: Watched) -> bool:
    """Whether reading a tool asks the network."""
    return any(is_address(target) for target in tool.targets)


def asides_of(last: Remembered) -> tuple[SetAside, ...]:
    """Return the notes on findings that are set aside in an audit."""
    return tuple(note for finding in last.audit.set_aside if (note := finding.set_aside) is not None)
