"""The gate: which texts can state a claim at all. It may let too much through, never too little."""

# ruff: noqa: RUF001, RUF003 -- letters that look like others are what this is about

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import RuleError
from auditor.language.fold import fold
from auditor.language.gate import STRETCH, Gate, words_of
from auditor.language.second import LazyReader

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = {"saved": 120, "who": 80, "weather": -150, "谁收": 90, "收藏": 110, "b": 1, "c": -1}
GATE = Gate(WEIGHTS, 300, ["en", "zh"])
LONG = "the weather of today and tomorrow. " * 12
"""More than a short text, and nothing odd in it."""


def is_odd(text: str) -> bool:
    """Whether a text holds words in disguise."""
    return GATE.is_odd(fold(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "see who s4ved it",
        "see who sav3d it",
        "see who s@ved it",
        "see who 5aved it on t1kt0k",
        "T1kTok",
        "pa$sword",
        "vi|eo",
        "see who s a v e d it",
        "see who s.a.v.e.d it",
        "see who s-a-v-e-d it",
        "see who s*a*v*e*d it",
        "see who s~a~v~e~d it",
        "see who s/a/v/e/d it",
        "see who sаvеd it",  # Cyrillic а and е
        "see who sαved it",  # Greek alpha
        "see who saaaaved it",
    ],
)
def test_words_in_disguise_are_odd(text: str) -> None:
    """Digits and signs for letters, letters set apart or repeated, two alphabets in one word."""
    assert is_odd(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write to help@tool.example today",
        "me@x.example",
        "a mail to first.last@mail.example.",
        "mp3",
        "an mp3 and an mp4",
        "i5",
        "Intel i5 and i7",
        "B2B",
        "from B2B to B2C",
        "H264, 3D, 4K, 24/7, v2.0.1 and 100%",
        "It costs $5, or 3 for $10!",
        "I a m ok",
        "the U.S.A. and the E.U.",
        "sooo good, hmmm, www.tool.example",
        "приложение для TikTok",
        "iOS-приложение",
        "Ω and α are letters",
        "看谁收藏了你的视频",
        "See who saved your TikTok",
        "",
    ],
)
def test_ordinary_writing_is_not_odd(text: str) -> None:
    """Addresses, formats, models, prices, abbreviations and names hide nothing."""
    assert not is_odd(text)


def test_one_odd_word_makes_a_short_text_odd_and_two_a_long_one() -> None:
    """In a long text one may be a slip or a name."""
    assert is_odd("s@ved")
    assert not is_odd(LONG + "s@ved")
    assert is_odd(LONG + "s@ved t1ktok")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see who saved 12 videos", ["see", "who", "saved", "12", "videos"]),
        ("who's top-10_list", ["who", "s", "top", "10", "list"]),
        ("谁收藏了", ["谁收", "收藏", "藏了"]),
        ("谁收 藏了", ["谁收", "藏了"]),
        ("in 谁收藏 and", ["in", "谁收", "收藏", "and"]),
        ("保存した人", ["保存", "存し", "した", "た人"]),
        ("저장한 사람", ["저장한", "사람"]),
        ("谁", ["谁"]),
        ("tiktok视频被谁收藏", ["tiktok", "视频", "频被", "被谁", "谁收", "收藏"]),
        ("", []),
    ],
)
def test_scripts_without_spaces_are_read_in_pairs(text: str, words: list[str]) -> None:
    """Every two characters in a row; other words are whole, numbers apart from letters."""
    assert words_of(text) == words


@given(st.text("谁收藏了你", min_size=2, max_size=30))
def test_a_run_of_n_characters_has_n_less_one_pairs(run: str) -> None:
    """No pair is left out."""
    assert words_of(run) == ["".join(pair) for pair in pairwise(run)]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("who saved it", 200),
        ("saved saved", 240),
        ("谁收藏了你", 200),
        ("weather", -150),
        ("words that nobody knows", 0),
        ("", 0),
    ],
)
def test_a_short_text_weighs_what_its_words_weigh(text: str, weight: int) -> None:
    """An unknown word weighs nothing."""
    assert GATE.weight(text) == weight


def test_the_heaviest_stretch_decides() -> None:
    """A claim is as heavy in a long text as in a short one, wherever it stands."""
    filler = "weather " * 200
    beside = "plain " * STRETCH

    for text in (f"{beside}who saved {filler}", f"{filler}{beside}who saved", f"who saved {beside}{filler}"):
        assert GATE.weight(text) == 200


@given(st.lists(st.sampled_from(["b", "c", "who", "x", "weather"]), max_size=3 * STRETCH))
def test_no_stretch_is_heavier(words: list[str]) -> None:
    """The weight is the most that so many words in a row weigh."""
    starts = range(max(1, len(words) - STRETCH + 1))

    heaviest = max(sum(WEIGHTS.get(word, 0) for word in words[at : at + STRETCH]) for at in starts)

    assert GATE.weight(" ".join(words)) == heaviest


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("who saved it", True),  # 200 of 300, and a short text may lack 250
        ("who", True),  # 80
        ("it", False),
        ("s@ved", True),  # in disguise
        (LONG + "plain " * STRETCH + "who saved", False),  # 200
        (LONG + "plain " * STRETCH + "who saved who", False),  # 280
        (LONG + "plain " * STRETCH + "who saved saved", True),  # 320
        (LONG + "s@ved t1ktok", True),
    ],
)
def test_what_is_heavy_or_in_disguise_passes(text: str, passes: bool) -> None:  # noqa: FBT001 -- the expected answer
    """A short text needs less weight: reading it costs little."""
    assert GATE.passes(text) is passes


@given(st.lists(st.sampled_from(["who", "x", "weather"]), max_size=30), st.integers(-500, 500))
def test_a_lower_threshold_stops_nothing_that_a_higher_one_lets_through(
    words: list[str], threshold: int
) -> None:
    """Passing is monotone."""
    text = " ".join(words)
    passed = [Gate(WEIGHTS, threshold - lower, ["en"]).passes(text) for lower in accumulate([0, 50, 200])]

    assert passed == sorted(passed)


def test_a_gate_is_read_from_its_file(tmp_path: Path) -> None:
    """Weights, threshold and languages."""
    stored = {"languages": ["en"], "threshold": 7, "weights": {"who": 80}}
    (tmp_path / "gate.json").write_text(json.dumps(stored), "utf-8")
    (tmp_path / "card.json").write_text('{"gate": ""}', "utf-8")

    gate = LazyReader("", tmp_path).gate

    assert gate.languages == frozenset({"en"})
    assert gate.threshold == 7
    assert gate.weight("who who") == 160


@pytest.mark.parametrize(
    "broken", [None, "", "{", "[]", "{}", '{"languages": 1, "threshold": 1, "weights": {}}', "\udc80"]
)
def test_a_gate_that_cannot_be_read_is_a_rule_error(tmp_path: Path, broken: str | None) -> None:
    """It names the file."""
    (tmp_path / "card.json").write_text('{"gate": ""}', "utf-8")
    if broken is not None:
        (tmp_path / "gate.json").write_bytes(broken.encode("utf-8", "surrogateescape"))

    with pytest.raises(RuleError, match=r"^rules/second-reader/gate\.json:1: the gate can't be read"):
        _ = LazyReader("", tmp_path).gate


def test_a_gate_that_the_card_does_not_name_is_refused(tmp_path: Path) -> None:
    """Else it could change what an audit finds while the digest of the rules stays the same."""
    (tmp_path / "gate.json").write_text('{"languages": [], "threshold": 7, "weights": {}}', "utf-8")
    (tmp_path / "card.json").write_text('{"gate": "0000"}', "utf-8")

    with pytest.raises(RuleError, match="this is not the gate that the card names"):
        _ = LazyReader("some digest", tmp_path).gate


def test_a_word_of_claims_is_one_that_weighs() -> None:
    """Words of honest texts, and words that were never met, are none; the platform's name is one."""
    gate = Gate(WEIGHTS, 300, ["en"], ["tiktok"])

    assert gate.has_word_of_claims("saved it")
    assert gate.has_word_of_claims("mytiktok")
    assert not gate.has_word_of_claims("weather marklet")
