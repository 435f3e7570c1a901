"""History: what was found before, and how it differs from what is found now, each change with its cause.

Differences are computed from audits alone. Only the database needs ``saveraudit[history]``, and loads it when
it is opened.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.history.database import open_history
    from auditor.history.difference import Changed, Difference, diff
    from auditor.history.remembered import Remembered
    from auditor.history.steps import Cause, Step
    from auditor.history.store import History

__all__ = ["Cause", "Changed", "Difference", "History", "Remembered", "Step", "diff", "open_history"]

_HOMES = {
    "Cause": "auditor.history.steps",
    "Changed": "auditor.history.difference",
    "Difference": "auditor.history.difference",
    "History": "auditor.history.store",
    "Remembered": "auditor.history.remembered",
    "Step": "auditor.history.steps",
    "diff": "auditor.history.difference",
    "open_history": "auditor.history.database",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a difference needs no database."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor.history' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
