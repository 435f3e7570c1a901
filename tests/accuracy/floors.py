"""Floors under the measured accuracy, in ``floors.json``, with the digest of the texts they hold for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.accuracy.measure import Measured, digest

FILE = Path(__file__).parent / "floors.json"


def current() -> dict[str, Any]:
    """The pinned floors by set."""
    return dict(json.loads(FILE.read_text("utf-8"))) if FILE.is_file() else {}


def pinned(name: str, measured: Measured) -> dict[str, Any]:
    """What would be pinned for a set as it is measured now. Rounded down to whole percents."""

    def percent(share: float) -> float:
        return int(share * 100) / 100

    claims = {
        claim: {
            "precision": percent(counts.precision),
            "recall": percent(counts.recall),
            "certain_precision": percent(counts.certain_precision),
        }
        for claim, counts in sorted(measured.claims.items())
    }
    return {"digest": digest(name), "texts": measured.texts, "claims": claims}


def falls(name: str, measured: Measured) -> list[str]:
    """One sentence for each figure below its floor; and one if the texts are not those of the floors."""
    floor = current().get(name)
    if floor is None:
        return [f"{name}: no floors are pinned; run 'make accuracy PIN=1'"]
    if floor["digest"] != digest(name):
        return [f"{name}: the texts have changed since the floors were pinned; run 'make accuracy PIN=1'"]
    problems = []
    now = pinned(name, measured)["claims"]
    for claim, figures in floor["claims"].items():
        for figure, least in figures.items():
            if now[claim][figure] < least:
                problems.append(
                    f"{name}: {figure} of {claim} fell from {least:.2f} to {now[claim][figure]:.2f}"
                )
    return problems


def pin(name: str, measured: Measured, reason: str) -> list[str]:
    """Pin the present figures. A figure may fall only with a reason, which is kept.

    Returns:
        What fell; if anything fell and there is no reason, nothing was written.
    """
    everything = current()
    old = everything.get(name)
    same_texts = old is not None and old["digest"] == digest(name)
    fell = falls(name, measured) if same_texts else []
    if fell and not reason:
        return fell
    entry = pinned(name, measured)
    entry["lowered"] = [*(old or {}).get("lowered", []), *([reason] if fell else [])]
    everything[name] = entry
    FILE.write_text(json.dumps(everything, indent=1, sort_keys=True) + "\n", "utf-8")
    return []
