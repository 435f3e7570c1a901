"""What a text's lists take back is no claim: below a heading that excludes, crossed out, nowhere ticked."""

# ruff: noqa: RUF001 -- texts in many scripts

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.lists import without
from auditor.language.state import TextState
from auditor.model import Certainty, Text
from tests.accuracy.measure import CORPUS
from tests.language.test_metamorphic import CLAIM, STATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.language.reader import Reader

    Read = Callable[[str], dict[str, tuple[Certainty, str]]]

LEAST_RECOGNISED = 187
"""Of 315; may only rise."""
EXCLUDED = {
    "en": "Not included", "es": "No incluye", "pt": "Não inclui", "fr": "Non fourni", "it": "Non include",
    "de": "Nicht enthalten", "id": "Tidak termasuk", "tr": "Dahil değil", "ru": "Не входит", "ar": "لا يشمل",
    "hi": "शामिल नहीं", "vi": "Không bao gồm", "ja": "含まれないもの", "ko": "포함되지 않는 것",
    "zh": "不包含", "pl": "Nie zawiera", "th": "ไม่รวม",
}  # fmt: skip


@pytest.mark.parametrize("language", EXCLUDED)
@pytest.mark.parametrize("shape", ["{}:\n- {}", "{}\n• {}", "{}:\n\n✗ {}"])
def test_what_a_heading_excludes_is_no_claim(claims_of: Read, language: str, shape: str) -> None:
    """In each language: before a list, with and without a colon."""
    assert CLAIM not in claims_of(shape.format(EXCLUDED[language], STATED[language]))


@pytest.mark.parametrize(
    "text",
    [
        "Not included, in any plan: the names of everyone who saved your TikTok, a robot that likes.",
        "No incluye: los nombres de quienes guardaron tu TikTok.",
        "Nicht enthalten: die Namen derer, die dein TikTok gespeichert haben.",
        "Non fourni : les noms de ceux qui ont enregistré votre TikTok.",
        "不包含：收藏你TikTok的人的名单。",
    ],
)
def test_what_is_excluded_in_one_line_is_no_claim(claims_of: Read, text: str) -> None:
    """Up to the end of the sentence."""
    assert CLAIM not in claims_of(text)


@pytest.mark.parametrize("language", EXCLUDED)
def test_what_stands_after_the_list_is_a_claim_again(claims_of: Read, language: str) -> None:
    """An excluding heading reaches to the end of its list."""
    text = f"{EXCLUDED[language]}:\n- MP4\n- MP3\n\n{STATED[language]}"
    certainty, quote = claims_of(text)[CLAIM]
    assert certainty in Certainty
    assert "MP" not in quote


@pytest.mark.parametrize("cross", ["✗", "❌", "✘"])
def test_a_crossed_out_line_is_no_claim(claims_of: Read, cross: str) -> None:
    """As bullet, at the end of the line, as a row of a table in which nothing is ticked."""
    words = "The names of everyone who saved your TikTok"
    for line in (f"{cross} {words}", f"- {cross} {words}", f"{words} {cross}"):
        assert CLAIM not in claims_of(f"What you get\n✓ Saves per TikTok video\n{line}\n✓ Export")
    rows = f"| Saves | ✓ | ✓ |\n| {words} | {cross} | {cross} (nobody has them) |"
    assert CLAIM not in claims_of(f"| Feature | Free | Pro |\n|---|---|---|\n{rows}")


@pytest.mark.parametrize(
    "text",
    [
        "Plan | Free | Pro\nNames of everyone who saved your TikTok | ✗ | ✓",
        "We don't sell your data: see who saved your TikTok.",
        "✓ See who saved your TikTok",
        "Never again wonder about:\n- who saved your TikTok",
        "What other apps won't show you:\n- who saved your TikTok",
        "Nothing to install, and it is not included in our price but free: see who saved your TikTok.",
    ],
)
def test_what_only_resembles_an_exclusion_takes_nothing_back(reader: Reader, text: str) -> None:
    """A row with a tick, a promise about data, what others leave out, a heading that turns."""
    assert _taken_back(reader, text) == []


BOASTS = [
    json.loads(line) for line in (Path(__file__).parent / "boasts.jsonl").read_text("utf-8").splitlines()
]
"""Promises that resemble exclusions, in fifteen languages: "what other apps don't show", "no secrets: …"."""


@pytest.mark.parametrize("text", BOASTS)
def test_a_boast_takes_nothing_back(reader: Reader, text: str) -> None:
    """Or a tool could hide its promise from us in a heading that every reader understands."""
    assert _taken_back(reader, text) == []


def test_most_exclusions_are_recognised(reader: Reader) -> None:
    """Of labelled texts that exclude what they speak of, in seventeen languages; nothing that they claim."""
    recognised = 0
    for path in CORPUS.glob("??/lists_o.jsonl"):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            spans = _taken_back(reader, row["text"])
            recognised += bool(spans) and not row["claims"]
            for claim in row["claims"]:
                at = row["text"].find(claim["quote"])
                assert not any(start < at + len(claim["quote"]) and at < end for start, end in spans)
    assert recognised >= LEAST_RECOGNISED


def _taken_back(reader: Reader, text: str) -> list[tuple[int, int]]:
    opened = reader._opener.open(0, Text(content=text), purposes=False, closely=True)  # noqa: SLF001 -- what comes before claims
    return opened.taken_back if isinstance(opened, TextState) else []


@given(st.text(max_size=60), st.sets(st.integers(0, 60), max_size=8).map(sorted))
def test_taking_parts_out_moves_nothing(text: str, edges: list[int]) -> None:
    """Places in the text stay what they are."""
    parts = list(zip(edges[::2], edges[1::2], strict=False))
    parts = [(start, min(end, len(text))) for start, end in parts if start < len(text)]
    left = without(text, parts)
    assert len(left) == len(text)
    assert all(new in (old, " ") for new, old in zip(left, text, strict=True))
