"""Put one folder in place of another in a single step, where the system can do that."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_AT_CWD: Final = -100
_EXCHANGE: Final = 2
"""``RENAME_EXCHANGE`` of Linux (renameat2(2)) and ``RENAME_SWAP`` of macOS (renamex_np(2)) alike."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; a reader finds either, never neither.

    Returns:
        False, and nothing is done, where the system or the disk can't.
    """
    if sys.platform == "win32":  # pragma: no cover - another system
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_CWD, first, _AT_CWD, second, _EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):  # pragma: no cover - another system
        return bool(library.renamex_np(first, second, _EXCHANGE) == 0)
    return False  # pragma: no cover - another system
