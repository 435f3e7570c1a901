"""The sieve: what is plainly about other things is not read closely, wherever a claim hides it is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.language import reader_for
from auditor.language.fold import fold
from auditor.language.gate import words_of
from auditor.language.second.lazy import LONG, LazyReader
from auditor.language.second.network import Blocks
from auditor.language.second.pieces import Pieces
from auditor.language.second.sieve import HOP, OF_PART, OF_SHORT, Sieve
from auditor.language.second.weights import sieve_of
from auditor.model import Text
from auditor.rulebook import load_rulebook
from tests.accuracy.measure import load
from tests.language.tiny_reader import PIECES, tiny_arrays, tiny_sieve

if TYPE_CHECKING:
    from auditor.language import Reader

SCORES = [0.0] * 4 + [-5.0 - len(piece) for piece in PIECES[4:]]
PLAIN = {
    "en": "Crop the clip, cut the silence and put captions under it. Choose a letter and a colour. "
    "Set the hour at which it goes out, and see next week on one page. Works without a connection. "
    "Your drafts stay on the phone, and a backup is a single file. Questions go to our two developers. ",
    "de": "Schneide den Clip zu, entferne die Stille und lege Untertitel darunter. Wähle Schrift und Farbe. "
    "Die Uhrzeit legst du selbst fest, die nächste Woche passt auf eine Seite. Läuft ohne Netz. "
    "Entwürfe bleiben auf dem Telefon, eine Sicherung ist eine einzige Datei. ",
    "ja": "動画を切り取り、無音を消して、字幕をつけられます。文字の形と色を選べます。"
    "投稿の時刻を決めて、来週の予定を一枚で見られます。ネットがなくても動きます。"
    "下書きは端末に残り、バックアップはファイル一つです。",
}
CLAIMS = {
    "en": "See who saved your TikTok, name by name.",
    "de": "Sieh, wer dein TikTok gespeichert hat, Name für Name.",
    "ja": "あなたのTikTokを保存した人の名前が全部わかります。",
}


@cache
def lazy() -> LazyReader:
    """The project's own second reader."""
    return LazyReader("")


@cache
def reader() -> Reader:
    """The project's own reader."""
    return reader_for(load_rulebook())


@cache
def tiny() -> Sieve:
    """A sieve of random numbers."""
    return sieve_of(tiny_sieve(), Pieces(PIECES, SCORES, unknown=3), Blocks(tiny_arrays()["words"]))


def by_hand(text: str) -> float:
    """The same numbers, added up one by one."""
    arrays = {name: array.astype(np.float64) for name, array in tiny_sieve().items()}
    pieces, blocks = Pieces(PIECES, SCORES, unknown=3), Blocks(tiny_arrays()["words"])
    means = [blocks.rows(np.array(pieces.numbers("▁" + word))).mean(0) for word in words_of(text)]
    rows = [((mean - arrays["mean"]) / arrays["spread"]) @ arrays["narrow"] for mean in means]

    def convolved(
        rows: list[np.ndarray], kernel: np.ndarray, bias: np.ndarray, step: int
    ) -> list[np.ndarray]:
        nothing = np.zeros_like(rows[0])
        around = [
            np.concatenate([rows[n] if 0 <= n < len(rows) else nothing for n in (at - step, at, at + step)])
            for at in range(len(rows))
        ]
        return [np.maximum(each @ kernel + bias, 0) for each in around]

    near = convolved(rows, arrays["near"], arrays["near_bias"], 1)
    far = convolved(near, arrays["far"], arrays["far_bias"], 2)
    both = [np.concatenate(pair) for pair in zip(near, far, strict=True)]
    starts = range(0, max(1, len(both) - HOP), HOP)
    highest = [np.max(both[start : start + 2 * HOP], axis=0) for start in starts]
    return max(float(each @ arrays["out"] + arrays["out_bias"]) for each in highest)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["who", "saved", "your", "see", "abc", "zz", "q", "漢字"]), min_size=1))
def test_a_text_weighs_what_its_heaviest_stretch_weighs(words: list[str]) -> None:
    """Two convolutions, the highest of each feature, one sum."""
    text = " ".join(words * 3)

    assert tiny().weight(text) == pytest.approx(by_hand(text), abs=1e-3)


def test_a_text_without_words_does_not_pass() -> None:
    """There is nothing to read."""
    assert not tiny().passes("", OF_PART)
    assert not tiny().passes("... !!", OF_PART)


def test_less_is_asked_with_slack() -> None:
    """By as much as it says."""
    for text in ("who saved your", "see abc", "zz"):
        weight = tiny().weight(text)
        assert tiny().passes(text) == (weight >= tiny().threshold)
        assert tiny().passes(text, OF_PART) == (weight >= tiny().threshold - OF_PART)


@pytest.mark.parametrize("code", CLAIMS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_claim_in_a_long_plain_listing_is_found(code: str, place: int) -> None:
    """At the beginning, in the middle and at the end."""
    parts = [PLAIN[code] * 2, PLAIN[code] * 2]
    parts.insert(place, CLAIMS[code] + " ")
    text = "".join(parts)

    claims = reader().read([Text(content=text)], purposes=False).claims

    assert [text[c.start : c.end] in CLAIMS[code] for c in claims if c.claim == "reveals-savers"] == [True]


def test_a_claim_in_disguise_in_a_long_plain_listing_is_found() -> None:
    """What disguises is undone before it is weighed."""
    text = PLAIN["en"] * 2 + "S3e wh0 s4ved y0ur T1kT0k. " + PLAIN["en"] * 2

    assert "reveals-savers" in {c.claim for c in reader().read([Text(content=text)], purposes=False).claims}


def test_plain_listings_of_ours_are_mostly_spared() -> None:
    """Long plain listings for creators in all languages, which name the platform in one of three."""
    plain = [r["text"] for r in load("development") if r["id"].split("-")[1] == "pl"]
    assert len(plain) > 300

    passed = sum(lazy().is_worth_reading(fold(text).text) for text in plain)

    assert passed < 0.45 * len(plain)


def test_the_longer_a_text_the_more_it_must_weigh() -> None:
    """In steps of a character, with no cliff between them: a line more cannot hide what a text promises."""
    lazy = LazyReader("")
    slack = [lazy.slack("a" * length) for length in range(0, 2 * LONG, 7)]

    assert slack[0] == OF_SHORT
    assert slack[-1] == 0
    assert all(0 <= first - second < 0.1 for first, second in pairwise(slack))
    assert lazy.slack("a" * 2 * LONG, disguised=True) == OF_SHORT
