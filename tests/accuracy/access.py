"""How well sentences explain access: the verdict on permissions, for one sentence at a time.

The question is that of WHYPER (Pandita et al. 2013), asked of the eleven groups of AC-Net (Feng et al. 2019):
does this sentence say why the tool needs its users' contacts, camera, position …?
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.judge import audit
from auditor.model import Listing, Need
from auditor.rulebook import load_rulebook
from tests.accuracy import floors
from tests.accuracy.counts import Counts
from tests.accuracy.measure import CORPUS, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.rulebook import Rulebook

Row = dict[str, Any]

FOLDER = CORPUS / "purposes"
HELD_OUT = "held_out*.jsonl"
PERMISSIONS = {
    "calendar": ("READ_CALENDAR",),
    "call_log": ("READ_CALL_LOG",),
    "camera": ("CAMERA",),
    "contacts": ("READ_CONTACTS",),
    "location": ("ACCESS_FINE_LOCATION",),
    "microphone": ("RECORD_AUDIO",),
    "phone": ("CALL_PHONE", "READ_PHONE_STATE"),
    "settings": ("WRITE_SETTINGS",),
    "sms": ("SEND_SMS", "READ_SMS"),
    "storage": ("READ_EXTERNAL_STORAGE",),
    "tasks": ("GET_TASKS",),
}
"""A group is explained where one of its permissions is: labels don't tell reading messages from sending."""
FIRST = {"calendar", "contacts", "microphone"}
FIRST_ALONE = ("held_out", "held_out3")
"""Files that were labelled for those three; what else their sentences explain was not asked."""
FLOORS = Path(__file__).parent / "access_floors.json"


def files() -> list[Path]:
    """The files that measure, in order."""
    return sorted(FOLDER.glob(HELD_OUT))


def load(paths: Iterable[Path]) -> list[Row]:
    """Labelled sentences with their ``language``: ``explains`` names some of the groups ``told``."""
    return [
        _row(json.loads(line), path) for path in paths for line in path.read_text("utf-8").split("\n") if line
    ]


def _row(stored: Row, path: Path) -> Row:
    name, _, language = path.stem.rpartition("_")
    told = FIRST if name in FIRST_ALONE else set(PERMISSIONS)
    groups = {group.replace("-", "_") for group in stored["explains"]}
    return stored | {"language": language, "told": sorted(told), "explains": sorted(groups & told)}


@cache
def rules() -> Rulebook:
    """The project's own rules."""
    return load_rulebook()


def explained(text: str) -> set[str]:
    """The groups of which the audit of a listing with just this text calls a permission needed."""
    asked = {f"android.permission.{name}": group for group, names in PERMISSIONS.items() for name in names}
    listing = Listing.model_validate({"texts": [text], "access": list(asked)})
    return {asked[one.id] for one in audit(listing, rules()).access if one.verdict is Need.NEEDED}


def _where(row: Row) -> str:
    return "English" if row["language"] == "en" else "other languages"


def texts(rows: Iterable[Row]) -> Counter[str]:
    """How many sentences are labelled, by ``group in English`` and ``group in other languages``."""
    return Counter(f"{group} in {_where(row)}" for row in rows for group in row["told"])


def measure(rows: Iterable[Row]) -> dict[str, Counts]:
    """Counts by ``group in English`` and ``group in other languages``."""
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for row in rows:
        found = explained(row["text"])
        for group in row["told"]:
            here, there = group in found, group in row["explains"]
            counts[f"{group} in {_where(row)}"] += Counts(
                here and there, here and not there, there and not here
            )
    return dict(counts)


def pinned(measured: dict[str, Counts]) -> dict[str, Any]:
    """What would be pinned as it is measured now."""
    figures = {
        what: {"precision": floors.percent(counts.precision), "recall": floors.percent(counts.recall)}
        for what, counts in measured.items()
    }
    return {"digest": digest(files()), "figures": figures}


def falls(measured: dict[str, Counts]) -> list[str]:
    """One sentence for each figure below its floor, or for having none for these texts."""
    return floors.below("access", floors.stored(FLOORS), pinned(measured))


def pin(measured: dict[str, Counts], reason: str) -> list[str]:
    """Pin the present figures, rounded down to whole percents; lower ones only for a reason, which is kept.

    Returns:
        What fell, if there is no reason; nothing was written then.
    """
    now = pinned(measured)
    fell = floors.renewed("access", floors.stored(FLOORS), now, reason)
    if not fell:
        floors.write(FLOORS, now)
    return fell
