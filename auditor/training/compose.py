"""More texts from those that were written: a short one among honest lines, and sentences in a row.

What a store listing says about claims stands among many lines that claim nothing; a reader that has seen only
short texts doubts a claim there.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from auditor.training.texts import Row

SHORT = 220
"""Characters of a text that may stand among others."""
SHARE = 0.17
"""Share of the short texts that also appear among honest lines."""
FOREIGN = 0.1
"""Share of those among lines of another language."""
OF_THEIR_OWN = frozenset({"other-platform", "native-feature"})
"""Kinds that lines about TikTok tools around them could make untrue."""
JOINS = ("\n", "\n", "\n• ", "\n- ", "\n✔ ", " ")
LINES = (2, 8)
MOST_SENTENCES = 5
QUIET = 0.3
"""Share of the runs of sentences without any purpose that are kept."""
WHYPERS = ("contacts", "calendar", "microphone")
GROUPS = ("storage", "contacts", "location", "camera", "microphone", "sms", "call_log", "phone", "calendar",
    "settings", "tasks")  # fmt: skip


def purpose_of(group: str) -> str:
    """Id of the purpose for a group of access."""
    return f"use-{group.replace('_', '-')}"


def diluted(rows: Sequence[Row], seed: int = 0) -> list[Row]:
    """Some of the short texts again, each among honest lines, with the labels it has."""
    rng = random.Random(seed)  # noqa: S311 -- no secret
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.get("honest"):
            lines[row["language"]].append(row["text"])
    out = []
    for row in rows:
        fitting = len(row["text"]) <= SHORT and "\n" not in row["text"] and not row.get("honest")
        if fitting and row.get("kind") not in OF_THEIR_OWN and lines and rng.random() < SHARE:
            code = row["language"]
            if code not in lines or rng.random() < FOREIGN:
                code = rng.choice(sorted(lines))
            around = rng.sample(lines[code], min(rng.randint(*LINES), len(lines[code])))
            around.insert(rng.randint(0, len(around)), row["text"])
            out.append({**row, "text": rng.choice(JOINS).join(around)})
    return out


def sentences(files: Iterable[Path]) -> list[Row]:
    """Sentences labelled with the groups of access that they explain, singly and in runs.

    A row names its groups in ``explains``; ``acnet`` files (AC-Net, Feng et al. 2019) in ``groups``. What
    explains access in our own sentences claims nothing: "finds people whom you saved without a surname".
    """
    found = []
    for path in files:
        told = WHYPERS if path.stem == "en" else GROUPS
        lines = filter(None, path.read_text("utf-8").split("\n"))
        found += [_sentence(json.loads(line), told) | {"file": path.stem} for line in lines]
    return found


def _sentence(stored: Row, told: Sequence[str]) -> Row:
    text = stored.get("text") or stored["sentence"].replace("#", ",")
    groups = stored.get("explains")
    if groups is None:
        groups = [group.lower() for group in stored["groups"]]
        told = [group for group in told if group not in _disputed(text, groups)]
    row = {
        "text": text,
        "told": [purpose_of(group) for group in told],
        "purposes": [(purpose_of(group), 0, len(text)) for group in groups],
        "app": stored.get("app_id", ""),
    }
    return row | ({"claims": []} if stored.get("explains") else {})


def _disputed(text: str, groups: Sequence[str]) -> set[str]:
    """Groups about which AC-Net's labels say something else than WHYPER's question.

    Links to Facebook count there as contacts; mail and messages to friends, callers and birthdays do not.
    """
    words = text.lower()
    if "contacts" in groups:
        return {"contacts"} if "facebook" in words or "twitter" in words else set()
    hints = ("mail", "sms", "text", "friend", "birthday", "caller", "contact", "messag")
    return {"contacts"} if any(hint in words for hint in hints) else set()


def runs(rows: Sequence[Row], seed: int = 0) -> list[Row]:
    """Sentences of one app (or of none) in a row, as a description has them."""
    rng = random.Random(seed)  # noqa: S311 -- no secret
    out, at = [], 0
    while at < len(rows):
        count = rng.choice((1, 1, rng.randint(2, MOST_SENTENCES)))
        run = list(takewhile(lambda row: row["app"] == rows[at]["app"], rows[at : at + count]))  # noqa: B023
        at += len(run)
        if any(row["purposes"] for row in run) or rng.random() < QUIET or not run[0]["app"]:
            out.append(_joined(run, rng.choice(("\n", " ", ". "))))
    return out


def _joined(run: Sequence[Row], between: str) -> Row:
    text, purposes = "", []
    for row in run:
        start = len(text) + (len(between) if text else 0)
        text = text + (between if text else "") + row["text"]
        purposes += [(tag, start, start + len(row["text"])) for tag, _, _ in row["purposes"]]
    told = set(run[0]["told"]).intersection(*(row["told"] for row in run))
    stated = [purpose for purpose in purposes if purpose[0] in told]
    joined = {"text": text, "told": sorted(told), "purposes": stated, "file": run[0]["file"]}
    return joined | ({"claims": []} if all("claims" in row for row in run) else {})
