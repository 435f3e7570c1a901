"""Texts in languages that are not read are told apart from those that are: never read as something else."""

# ruff: noqa: RUF001 -- letters of many scripts

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.language import language_rules
from auditor.language.fold import fold
from auditor.language.grammar import compile_grammar
from auditor.language.identify import Identifier
from auditor.language.tokens import words
from auditor.model import Level, Listing, Text
from tests.accuracy.measure import CORPUS

if TYPE_CHECKING:
    from auditor.language import Reader
    from auditor.rulebook import Rulebook

MOST_TAKEN_FOR_READ = 7
"""Of 577: five of them are Malay, which is taken for Indonesian."""
HUNGARIAN = "Egy egyszerű jegyzetfüzet, amellyel bármikor leírhatod, mi jár a fejedben."
PROMISES = {
    "Bulgarian": "Виж кой си е запазил твоите видеа в TikTok, с имена и снимки.",
    "Lithuanian": "Sužinok, kas išsaugojo tavo TikTok vaizdo įrašus, su vardais ir nuotraukomis.",
    "Galician": "Descobre quen gardou os teus vídeos de TikTok, co nome de cada persoa.",
    "Hungarian": "Tudd meg, kik mentették el a TikTok-videóidat, névvel és képpel.",
    "Catalan": "Descobreix qui ha desat els teus vídeos de TikTok, amb nom i foto.",
    "Swahili": "Jua ni nani amehifadhi video zako za TikTok, majina yote yako hapa.",
    "Tagalog": "Alamin kung sino ang nag-save ng mga TikTok video mo, kasama ang pangalan.",
    "Urdu": "جانیں کس نے آپ کی ٹک ٹاک ویڈیوز محفوظ کیں، نام اور تصویر کے ساتھ۔",
}
"""What would be a claim if the language were read."""


@pytest.fixture(scope="module")
def identifier(rulebook: Rulebook) -> Identifier:
    """Tells the languages of the shipped rules apart."""
    return Identifier(compile_grammar(language_rules(rulebook)).languages)


def test_texts_in_53_unread_languages_are_hardly_ever_taken_for_read_ones(identifier: Identifier) -> None:
    """Taglines, lists and promises, eight a language."""
    rows = [
        json.loads(line)
        for line in (CORPUS / "unread" / "texts.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    taken = []
    for row in rows:
        language = identifier.identify(words(fold(row["text"]).text), row["text"])
        if language is not None and language.is_read:
            taken.append((row["id"], row["language"], language.code))

    assert len(rows) == 577
    assert len({row["language"] for row in rows}) == 53
    assert len(taken) <= MOST_TAKEN_FOR_READ, taken


@pytest.mark.parametrize(("name", "text"), list(PROMISES.items()))
def test_a_promise_in_an_unread_language_is_not_analysed(rulebook: Rulebook, name: str, text: str) -> None:
    """No claim, but no clean bill either: the language is named, and the level says so."""
    result = audit(Listing(texts=(Text(content=text),)), rulebook)

    assert result.claims == ()
    assert [gap.reason for gap in result.not_analysed if gap.check == "language"] == [
        f"“text 1” is in {name}, which is not read for claims yet."
    ]
    assert result.verdict.level is Level.NOT_ANALYSED


def test_a_part_in_an_unread_language_is_named(reader: Reader) -> None:
    """Among honest lines in one that is read."""
    english = "Keep a diary of your garden, and take a picture of it when it rains.\n"
    gaps = reader.read([Text(content=f"{english}{HUNGARIAN}\n{english}")]).not_analysed

    assert [gap.reason for gap in gaps if gap.check == "language"] == [
        "A part of “text 1” is in Hungarian, which is not read for claims yet."
    ]


def test_a_promise_among_lines_of_an_unread_language_is_found(reader: Reader) -> None:
    """The text as a whole is not read, its English sentence is."""
    promise = "We list the accounts that saved your TikTok."
    content = f"{HUNGARIAN}\n{promise}\n{HUNGARIAN} {HUNGARIAN}"
    reading = reader.read([Text(content=content)])

    assert [content[claim.start : claim.end] in promise for claim in reading.claims] == [True]
    assert "language" in {gap.check for gap in reading.not_analysed}
