"""Ordinary files alone, without following links: folders from strangers hold whatever strangers like."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def plain_file(path: Path, limit: int) -> bytes | None:
    """Return an ordinary file of at most ``limit`` bytes; None for a link, a pipe, what may not be read."""
    try:
        handle = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    except (OSError, ValueError):
        return None
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            return None
        return stream.read(limit)
