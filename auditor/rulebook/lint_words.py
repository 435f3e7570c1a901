"""Checks on the sentences that readers see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.model import Model
from auditor.rulebook.banned import banned_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place

MAX_TITLE: Final = 90
"""Characters of a title."""

MAX_WORDS: Final = 40
"""Words of a sentence."""

_SPOKEN: Final = frozenset(
    {
        "title", "explanation", "says", "not_visible", "advice", "headline", "hand_over", "ordinary_use",
        "creator", "researcher", "text", "answer", "note", "opening", "plain", "likely", "partly",
    }
)  # fmt: skip
"""Fields with our own words. Quotes, names of documents and readers' questions are other people's."""

_SENTENCE_END: Final = re.compile(r"[.!?]+(?:\s+|$)|\n{2,}")


def banned_words(book: Rulebook, _on: dt.date) -> Iterator[tuple[Place, str]]:
    """Words that accuse or promise: a report says what was seen."""
    for place, _, text in spoken(book):
        for word in banned_in(text):
            yield place, f"'{word}' is a word that reports do without: say what was seen"


def long_titles(book: Rulebook, _on: dt.date) -> Iterator[tuple[Place, str]]:
    """Titles that do not fit a line."""
    for place, name, text in spoken(book):
        if name == "title" and len(text) > MAX_TITLE:
            yield place, f"this title has {len(text)} characters: {MAX_TITLE} are enough"


def long_sentences(book: Rulebook, _on: dt.date) -> Iterator[tuple[Place, str]]:
    """Sentences that lose their reader."""
    for place, _, text in spoken(book):
        longest = max((len(sentence.split()) for sentence in _SENTENCE_END.split(text)), default=0)
        if longest > MAX_WORDS:
            yield place, f"a sentence has {longest} words: break it up before word {MAX_WORDS}"


def spoken(book: Rulebook) -> Iterator[tuple[Place, str, str]]:
    """Yield every text of our own that a reader may see, with its place and field."""
    for section, records in book.sections.items():
        for record_id, record in records.items():
            yield from _of(record, book.place(section, record_id))


def _of(record: Model, place: Place) -> Iterator[tuple[Place, str, str]]:
    for name in type(record).model_fields:
        yield from _of_value(getattr(record, name), place.within(name), name)


def _of_value(value: Any, place: Place, name: str) -> Iterator[tuple[Place, str, str]]:
    if isinstance(value, str) and name in _SPOKEN:
        yield place, name, value
    elif isinstance(value, Model):
        yield from _of(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _of_value(item, place.within(index), "")
