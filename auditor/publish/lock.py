"""One publish at a time: a lock that the system itself lets go of when a run is killed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold ``path`` while the block runs.

    Raises:
        SiteError: Another run holds it, or it can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError as error:
        raise SiteError(f"can't write beside the site: {error.strerror or error}") from error
    with stream:
        _take(stream.fileno(), path)
        yield


def _take(handle: int, path: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - there a second run is not kept away
        return
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        hint = "Wait until it is done; a run that was killed holds nothing."
        raise SiteError(f"another publish is at work on {path.parent}", hint=hint) from error
