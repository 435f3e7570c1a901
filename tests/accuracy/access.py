"""How well sentences explain access: the verdict on one permission, for one sentence at a time.

The question is that of WHYPER (Pandita et al. 2013): does this sentence say why the tool needs its users'
contacts, calendar or microphone?
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.judge import audit
from auditor.model import Listing, Need
from auditor.rulebook import load_rulebook
from tests.accuracy.measure import CORPUS, Counts

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

FOLDER = CORPUS / "purposes"
PERMISSIONS = {
    "calendar": "READ_CALENDAR",
    "contacts": "READ_CONTACTS",
    "microphone": "RECORD_AUDIO",
}
FLOORS = Path(__file__).parent / "access_floors.json"


def load(pattern: str = "held_out*.jsonl") -> list[dict[str, Any]]:
    """Labelled sentences with their language: ``explains`` names the groups."""
    return [
        json.loads(line) | {"language": path.stem.rpartition("_")[2]}
        for path in sorted(FOLDER.glob(pattern))
        for line in path.read_text("utf-8").split("\n")
        if line
    ]


@cache
def rules() -> Rulebook:
    """The project's own rules."""
    return load_rulebook()


def explains(text: str, group: str) -> bool:
    """Whether the audit of a listing with just this text calls the group's permission needed."""
    permission = f"android.permission.{PERMISSIONS[group]}"
    listing = Listing.model_validate({"texts": [text], "access": [permission]})
    (access,) = audit(listing, rules()).access
    return access.verdict is Need.NEEDED


def measure(rows: list[dict[str, Any]]) -> dict[str, Counts]:
    """Counts by ``group in English`` and ``group in other languages``."""
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for row in rows:
        where = "English" if row["language"] == "en" else "other languages"
        for group in PERMISSIONS:
            found, wanted = explains(row["text"], group), group in row["explains"]
            each = counts[f"{group} in {where}"]
            each.right += found and wanted
            each.wrong += found and not wanted
            each.missed += wanted and not found
    return dict(counts)


def floors() -> dict[str, dict[str, float]]:
    """The pinned floors."""
    return dict(json.loads(FLOORS.read_text("utf-8"))) if FLOORS.is_file() else {}


def falls(measured: dict[str, Counts]) -> list[str]:
    """One sentence for each figure below its floor, or for having none."""
    if not floors():
        return ["access: no floors are pinned; run 'make accuracy PIN=1'"]
    return [
        f"access: {figure} of {what} fell from {least:.2f} to {getattr(measured[what], figure):.2f}"
        for what, figures in floors().items()
        for figure, least in figures.items()
        if getattr(measured[what], figure) < least
    ]


def pin(measured: dict[str, Counts], reason: str) -> list[str]:
    """Pin the present figures, rounded down to whole percents; lower ones only for a reason.

    Returns:
        What fell, if there is no reason; nothing was written then.
    """
    fell = falls(measured) if floors() else []
    if fell and not reason:
        return fell
    stored = {
        what: {figure: int(getattr(counts, figure) * 100) / 100 for figure in ("precision", "recall")}
        for what, counts in sorted(measured.items())
    }
    FLOORS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    return []
