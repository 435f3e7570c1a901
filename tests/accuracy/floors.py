"""Floors under the measured accuracy, in ``floors.json``, with the digest of the texts they hold for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.accuracy.counts import SAVERS
from tests.accuracy.measure import digest, files_of

if TYPE_CHECKING:
    from tests.accuracy.counts import Counts, Measured

FILE = Path(__file__).parent / "floors.json"
ENGLISH = {"en"}
FEWEST = 10
"""A kind of which fewer texts state something (or state nothing) has no floor for that."""

Figures = dict[str, dict[str, float]]
"""By what they are of, and by their names."""


def stored(file: Path) -> dict[str, Any]:
    """What a file of floors holds."""
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


def current() -> dict[str, Any]:
    """The pinned floors by set."""
    return stored(FILE)


def percent(share: float) -> float:
    """Rounded down to whole percents."""
    return int(share * 100) / 100


def _figures(counts: Counts) -> dict[str, float]:
    return {
        "precision": percent(counts.precision),
        "recall": percent(counts.recall),
        "certain_precision": percent(counts.certain_precision),
    }


def by_kind(measured: Measured) -> Figures:
    """Of each kind precision and recall of all claims together, and how many quiet texts are read rightly."""
    figures: Figures = {}
    for kind in measured.kinds:
        counts, tally = measured.counts(kinds={kind}), measured.tally(kinds={kind})
        if tally.stating >= FEWEST:
            shares = {"precision": percent(counts.precision), "recall": percent(counts.recall)}
            figures[f"all claims in texts of kind {kind}"] = shares
        if tally.quiet >= FEWEST:
            figures[f"texts of kind {kind} that claim nothing"] = {"read_rightly": percent(tally.kept_quiet)}
    return figures


def pinned(name: str, measured: Measured) -> dict[str, Any]:
    """What would be pinned for a set as it is measured now."""
    others = set(measured.languages) - ENGLISH
    figures: Figures = {}
    for claim in measured.claims:
        figures[f"{claim} in English"] = _figures(measured.counts(claim, ENGLISH))
        figures[f"{claim} in other languages"] = _figures(measured.counts(claim, others))
    for language in measured.languages:
        figures[f"{SAVERS} in {language}"] = _figures(measured.counts(SAVERS, {language}))
    figures["other claims"] = {
        "macro_f1_english": percent(measured.macro_f1(ENGLISH)),
        "macro_f1_all": percent(measured.macro_f1()),
    }
    texts = measured.tally().texts
    return {"digest": digest(files_of(name)), "texts": texts, "figures": figures | by_kind(measured)}


def fallen(name: str, floors: Figures, now: Figures) -> list[str]:
    """One sentence for each figure that is lower now, and for each that is gone."""
    return [
        f"{name}: {figure} of {what} fell from {least:.2f} to {now.get(what, {}).get(figure, 0):.2f}"
        for what, figures in floors.items()
        for figure, least in figures.items()
        if now.get(what, {}).get(figure, 0) < least
    ]


def below(name: str, floor: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    """One sentence for each figure below its floor; and one if the texts are not those of the floors."""
    if not floor:
        return [f"{name}: no floors are pinned; run 'make accuracy PIN=1'"]
    if floor["digest"] != now["digest"]:
        return [f"{name}: the texts have changed since the floors were pinned; run 'make accuracy PIN=1'"]
    return fallen(name, floor["figures"], now["figures"])


def renewed(name: str, old: dict[str, Any] | None, now: dict[str, Any], reason: str) -> list[str]:
    """Let ``now`` follow ``old``, with the reasons so far. A figure may fall only with one, which is kept.

    Returns:
        What fell; if anything fell and there is no reason, ``now`` must not be written.
    """
    fell = fallen(name, old["figures"], now["figures"]) if old else []
    if fell and not reason:
        return fell
    now["lowered"] = [*(old or {}).get("lowered", []), *([reason] if fell else [])]
    return []


def falls(name: str, measured: Measured) -> list[str]:
    """What is wrong with a set as it is measured now."""
    return below(name, current().get(name), pinned(name, measured))


def pin(name: str, measured: Measured, reason: str) -> list[str]:
    """Pin the present figures of a set, new texts or not.

    Returns:
        What fell, if there is no reason; nothing was written then.
    """
    everything, now = current(), pinned(name, measured)
    fell = renewed(name, everything.get(name), now, reason)
    if not fell:
        write(FILE, everything | {name: now})
    return fell


def write(file: Path, floors: dict[str, Any]) -> None:
    """Store floors, in an order that does not change."""
    file.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
