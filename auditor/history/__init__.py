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
    from auditor.history.ground import Ground
    from auditor.history.remembered import Remembered
    from auditor.history.steps import Cause, Step
    from auditor.history.store import History
    from auditor.history.way import diff_states, way

__all__ = [
    "Cause",
    "Changed",
    "Difference",
    "Ground",
    "History",
    "Remembered",
    "Step",
    "diff",
    "diff_states",
    "open_history",
    "way",
]

_HOMES = {
    "Cause": "auditor.history.steps",
    "Changed": "auditor.history.difference",
    "Difference": "auditor.history.difference",
    "Ground": "auditor.history.ground",
    "History": "auditor.history.store",
    "Remembered": "auditor.history.remembered",
    "Step": "auditor.history.steps",
    "diff": "auditor.history.difference",
    "diff_states": "auditor.history.way",
    "way": "auditor.history.way",
    "open_history": "auditor.history.database",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a difference needs no database."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor.history' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
