"""Floors under the measured accuracy, in ``floors.json``, with the digest of the texts they hold for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.accuracy.measure import SAVERS, Counts, Measured, digest

FILE = Path(__file__).parent / "floors.json"
ENGLISH = {"en"}


def current() -> dict[str, Any]:
    """The pinned floors by set."""
    return dict(json.loads(FILE.read_text("utf-8"))) if FILE.is_file() else {}


def _percent(share: float) -> float:
    """Rounded down to whole percents."""
    return int(share * 100) / 100


def _figures(counts: Counts) -> dict[str, float]:
    return {
        "precision": _percent(counts.precision),
        "recall": _percent(counts.recall),
        "certain_precision": _percent(counts.certain_precision),
    }


def pinned(name: str, measured: Measured) -> dict[str, Any]:
    """What would be pinned for a set as it is measured now."""
    claims = sorted({claim for _, claim in measured.claims})
    others = set(measured.languages) - ENGLISH
    figures = {f"{claim} in English": _figures(measured.counts(claim, ENGLISH)) for claim in claims}
    figures |= {f"{claim} in other languages": _figures(measured.counts(claim, others)) for claim in claims}
    for language in sorted(measured.languages):
        figures[f"{SAVERS} in {language}"] = _figures(measured.counts(SAVERS, {language}))
    figures["other claims"] = {
        "macro_f1_english": _percent(measured.macro_f1(ENGLISH)),
        "macro_f1_all": _percent(measured.macro_f1()),
    }
    return {"digest": digest(name), "texts": measured.texts, "figures": figures}


def falls(name: str, measured: Measured) -> list[str]:
    """One sentence for each figure below its floor; and one if the texts are not those of the floors."""
    floor = current().get(name)
    if floor is None:
        return [f"{name}: no floors are pinned; run 'make accuracy PIN=1'"]
    if floor["digest"] != digest(name):
        return [f"{name}: the texts have changed since the floors were pinned; run 'make accuracy PIN=1'"]
    return fallen(name, floor["figures"], pinned(name, measured)["figures"])


Figures = dict[str, dict[str, float]]
"""By what they are of, and by their names."""


def fallen(name: str, floors: Figures, now: Figures) -> list[str]:
    """One sentence for each figure that is lower now, and for each that is gone."""
    return [
        f"{name}: {figure} of {what} fell from {least:.2f} to {now.get(what, {}).get(figure, 0):.2f}"
        for what, figures in floors.items()
        for figure, least in figures.items()
        if now.get(what, {}).get(figure, 0) < least
    ]


def pin(name: str, measured: Measured, reason: str) -> list[str]:
    """Pin the present figures. A figure may fall only with a reason, which is kept, new texts or not.

    Returns:
        What fell; if anything fell and there is no reason, nothing was written.
    """
    everything = current()
    old = everything.get(name)
    entry = pinned(name, measured)
    fell = fallen(name, old["figures"], entry["figures"]) if old else []
    if fell and not reason:
        return fell
    entry["lowered"] = [*(old or {}).get("lowered", []), *([reason] if fell else [])]
    everything[name] = entry
    FILE.write_text(json.dumps(everything, indent=1, sort_keys=True) + "\n", "utf-8")
    return []
