"""How often honest texts are said to claim something: each line of the files holds one as ``{"text": …}``.

    make honest TEXTS="descriptions.jsonl more.jsonl"

Prints what was found, with its quote, and how many texts in ten thousand that can be at most (95 %).
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.language import reader_for
from auditor.model import Certainty, Text
from auditor.rulebook import load_rulebook
from tests.accuracy.counts import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIELDS = ("text", "description")


def texts_of(paths: Sequence[Path]) -> Iterator[str]:
    """The texts of some files, each once."""
    seen = set()
    for path in paths:
        for line in path.read_text("utf-8").split("\n"):
            row = json.loads(line) if line.strip() else {}
            text = next((row[field] for field in FIELDS if row.get(field)), "")
            if text and text not in seen:
                seen.add(text)
                yield text


def main(paths: Sequence[Path]) -> int:
    """Read all texts; 2 without any."""
    if not paths:
        print('say which texts: make honest TEXTS="descriptions.jsonl"', file=sys.stderr)
        return 2
    reader = reader_for(load_rulebook())
    counts: Counter[Certainty] = Counter()
    read = 0
    for text in texts_of(paths):
        claims = reader.read([Text(content=text)], purposes=False).claims
        read += 1
        counts.update({claim.certainty for claim in claims})
        for claim in claims:
            print(f"{claim.certainty.value:8} {claim.claim}: {text[claim.start : claim.end]!r}")
    for certainty in Certainty:
        found = counts[certainty]
        print(
            f"{certainty.value}: {found} of {read}; at most {wilson(found, read)[1] * 10_000:.1f} in 10,000"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
