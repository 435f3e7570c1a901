"""A text that can state no claim is read in a short way; it must come out as in the long one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language import reader_for
from auditor.language.fold import fold
from auditor.language.second import LazyReader
from auditor.language.second.proposals import SecondReader
from auditor.language.tokens import tokenise, words, words_among
from auditor.model import Text, TextKind
from auditor.rulebook import load_rulebook
from tests.accuracy.measure import load

if TYPE_CHECKING:
    from auditor.language import Reader
    from auditor.language.second.proposals import Proposal

HONEST = [row["text"] for row in load("development") if row["id"].split("-")[1] == "h"]
SOME = [row["text"] for row in load("development")[::40]]


@cache
def reader() -> Reader:
    """The project's own reader."""
    return reader_for(load_rulebook())


def by_tokens(text: str) -> list[str]:
    """The words that stand among the tokens."""
    return words_among(tokenise(fold(text)))


@given(st.text(max_size=80))
def test_words_are_those_of_the_tokens(text: str) -> None:
    """Cutting into words alone gives the words that cutting into tokens gives."""
    assert words(fold(text).text) == by_tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't l'app 10k 1,000 2.5x 3d mp3",
        "the 90's, 2024'te",
        "谁收藏了 tiktok 1080p",
        "ใครบันทึก 5 ครั้ง",
        "_a_ b-c",
    ],
)
def test_words_beside_numbers_and_signs(text: str) -> None:
    """Apostrophes join, numbers and signs part."""
    assert words(fold(text).text) == by_tokens(text)


def test_words_of_labelled_texts_are_those_of_the_tokens() -> None:
    """The same on texts of all languages."""
    assert [text for text in SOME if words(fold(text).text) != by_tokens(text)] == []


def test_the_short_way_finds_what_the_long_one_finds() -> None:
    """Without purposes the reading is the same, but for the purposes."""
    assert len(HONEST) > 1_000
    for text in HONEST[::15]:
        texts = [Text(content=text)]
        whole = reader().read(texts)

        assert reader().read(texts, purposes=False) == replace(whole, purposes=())


@given(st.text(max_size=60))
def test_folding_leads_back_to_every_character(text: str) -> None:
    """Each folded character comes from the one that it is traced to."""
    folded = fold(text)
    assert folded.origin is None or len(folded.origin) == len(folded.text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)

        assert end == start + 1
        assert folded.text[at] in fold(text[start:end]).text


def test_folding_again_gives_the_same() -> None:
    """What was learned from one text changes no other."""
    text = "Größe ŁÓDŹ ﬁne 🔥\ufe0f ①"
    first = fold(text)
    fold("".join(map(chr, range(0x2000, 0x3000))))

    assert fold(text) == first


@pytest.fixture
def read_closely(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read closely; nothing is found in them."""
    texts: list[str] = []

    def read(_reader: SecondReader, content: str, _gate: object, **_how: bool) -> dict[str, Proposal]:
        texts.append(content)
        return {}

    monkeypatch.setattr(SecondReader, "read", read)
    return texts


def test_rows_of_one_sign_are_no_disguise(read_closely: list[str]) -> None:
    """What looks odd and hides no word is weighed as it stands; what hides one is read closely."""
    game = "やったーーーー。ねこの喫茶店をひらくゲームです。ケーキを焼いて、お店を大きくしよう。"
    hidden = "S33 wh0 s4ved y0ur v1deos."
    assert all(LazyReader("").gate.is_odd(fold(text).text) for text in (game, hidden))

    reader().read([Text(content=game), Text(content=hidden)])

    assert read_closely == [hidden, hidden]  # as it stands, and undone


def test_a_name_is_read_closely_only_for_a_word_of_claims(read_closely: list[str]) -> None:
    """Every tool has a name, and most are of words that no claim has; a description is read all the same."""
    for kind in (TextKind.TITLE, TextKind.DESCRIPTION):
        reader().read([Text(content=text, kind=kind) for text in ("Marklet Qworp", "Who viewed my profile")])

    assert read_closely == ["Who viewed my profile", "Marklet Qworp", "Who viewed my profile"]
