"""Listings put together from short texts: several things said in a row, each with its own claims.

A reader that has seen one claim a text overlooks the second one, most of all where a line denies something.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

from auditor.training.compose import JOINS, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.training.texts import Row

SHARE = 0.12
"""Share of the short texts with claims that open, or stand in, such a listing."""
VOICES = frozenset({"plain", "paraphrase", "obfuscated", "count-only", "confuser", "ellipsis"})
"""Kinds in which the tool speaks; what others report or doubt would change what stands beside it."""
MOST_OTHERS = 3
DENIALS = 0.3
"""Share of the listings in which one line denies something."""


def listings(rows: Sequence[Row], seed: int = 0) -> list[Row]:
    """Short texts of one language in a row, no claim twice, with the labels of all."""
    rng = random.Random(seed)  # noqa: S311 -- no secret
    short = [row for row in rows if len(row["text"]) <= SHORT and not row.get("honest")]
    voices: defaultdict[str, list[Row]] = defaultdict(list)
    denials: defaultdict[str, list[Row]] = defaultdict(list)
    for row in short:
        if row.get("kind") in VOICES:
            voices[row["language"]].append(row)
        elif row.get("kind") == "denial" and not row["claims"]:
            denials[row["language"]].append(row)
    out = []
    for row in short:
        if row["claims"] and row.get("kind") in VOICES and rng.random() < SHARE:
            lines = [row, *rng.sample(voices[row["language"]], rng.randint(1, MOST_OTHERS))]
            if _speaks_of_no_one(row) and denials[row["language"]] and rng.random() < DENIALS:
                lines = [row, rng.choice(denials[row["language"]])]
            out.append(_together(lines, rng))
    return out


def _speaks_of_no_one(row: Row) -> bool:
    """Whether a text reveals nobody, so that a denial of revealing somebody leaves its claims as they are."""
    named = {claim["id"] for claim in row["claims"]}
    return not any(claim.startswith("reveals-") or claim == "wants-credentials" for claim in named)


def _together(lines: Sequence[Row], rng: random.Random) -> Row:
    """The lines in a random order, without those that repeat a claim or a quote."""
    kept: list[Row] = []
    for row in lines:
        stated = {claim["id"] for each in kept for claim in each["claims"]}
        if stated.isdisjoint(claim["id"] for claim in row["claims"]) and row not in kept:
            kept.append(row)
    rng.shuffle(kept)
    text = rng.choice(JOINS).join(row["text"] for row in kept)
    claims = [claim for row in kept for claim in row["claims"]]
    return {**lines[0], "text": text, "claims": claims}
