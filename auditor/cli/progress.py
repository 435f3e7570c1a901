"""Progress on standard error, one line that is written over, only where somebody watches."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
_EVERY_SECONDS = 0.2


def counted(items: Iterable[T], line: Callable[[], str]) -> Iterator[T]:
    """Pass ``items`` on and show ``line()`` now and then."""
    shown = time.monotonic()
    for item in items:
        yield item
        now = time.monotonic()
        if now - shown >= _EVERY_SECONDS:
            shown = now
            sys.stderr.write(f"\r\x1b[K{line()}")
            sys.stderr.flush()
    sys.stderr.write("\r\x1b[K")
