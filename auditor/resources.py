"""Where ``rules/`` and ``reports/`` stand: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the data folder ``name`` (``rules``, ``reports`` or ``examples``).

    Raises:
        UsageError: The installation holds no such folder.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise UsageError(
        f"this installation lacks its {name} folder",
        hint="Install saveraudit again: pip install --force-reinstall saveraudit.",
    )
