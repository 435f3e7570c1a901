"""What Android calls a permission before a user, back into the permission.

The labels in ``rules/play/permission_labels.csv`` are Android's own strings, which Google Play and F-Droid
show; only those that stand for one permission alone are there.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from auditor.resources import folder

_SIGNS: Final = str.maketrans({'"': None, "“": None, "”": None, "’": "'", "\u2011": "-", "\u00a0": " "})


def permission_of(label: str) -> str | None:
    """Return the permission that ``label`` stands for alone, or None where the table has none.

    Quotation marks do not count, and all hyphens are one: stores set them in different ways.
    """
    return _table().get(_plain(label))


def _plain(label: str) -> str:
    return " ".join(label.translate(_SIGNS).split()).casefold()


@cache
def _table() -> dict[str, str]:
    path = folder("rules") / "play" / "permission_labels.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {_plain(row["label"]): row["permission"] for row in csv.DictReader(rows)}
