"""A language must show by examples what its words do, and near what they stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import RuleError
from auditor.language import reader_for
from auditor.model import Text
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = """
language:
  code: xx
  name: Testish
  common: [foo, bar]
  concepts: {{saver: [zork]}}
  claims:
    reveals-savers: {{certain: ["<saver> foo"]}}
{examples}
"""
MATCH = '    - {text: "zork foo bar", claims: {reveals-savers: "zork foo"}}\n'
NEAR_MISS = '    - {text: "zork bar bar", not_claims: [reveals-savers]}\n'


def folder_with(tmp_path: Path, examples: str) -> Path:
    """A rule folder with one small language."""
    body = f"  examples:\n{examples}" if examples else ""
    (tmp_path / "xx.yaml").write_text(CLAIM.format(examples=body), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("examples", "lacking"),
    [("", "no example and no near-miss"), (MATCH, "no near-miss"), (NEAR_MISS, "no example")],
)
def test_words_without_example_or_near_miss_are_refused(tmp_path: Path, examples: str, lacking: str) -> None:
    """The error names file and line, the language and the claim."""
    rulebook = load_rulebook(folder_with(tmp_path, examples))

    with pytest.raises(
        RuleError, match=rf"xx\.yaml:8: language 'xx' has words for 'reveals-savers' but {lacking}"
    ):
        reader_for(rulebook)


def test_a_new_language_needs_no_python(tmp_path: Path) -> None:
    """A file with words and examples is enough to read claims in a language that nobody has heard of."""
    reader = reader_for(load_rulebook(folder_with(tmp_path, MATCH + NEAR_MISS)))
    reading = reader.read([Text(content="TikTok: foo bar zork foo bar, bar foo.")])

    assert [(claim.claim, claim.language) for claim in reading.claims] == [("reveals-savers", "xx")]


def test_a_pattern_that_names_an_unknown_concept_is_refused(tmp_path: Path) -> None:
    """The message quotes the pattern."""
    text = CLAIM.format(examples=f"  examples:\n{MATCH}{NEAR_MISS}").replace("<saver>", "<sever>")
    (tmp_path / "xx.yaml").write_text(text, "utf-8")

    with pytest.raises(RuleError, match="unknown concepts: sever"):
        reader_for(load_rulebook(tmp_path))


PURPOSE = """
language:
  code: xx
  name: Testish
  concepts: {zork: [zork]}
  purposes:
    edit-videos: ["<zork> foo"]
"""


@pytest.mark.parametrize(
    ("examples", "lacking"),
    [
        ("", "no example and no near-miss"),
        ('  examples:\n    - {text: "zork foo", purposes: [edit-videos]}\n', "no near-miss"),
        ('  examples:\n    - {text: "zork bar", not_purposes: [edit-videos]}\n', "no example"),
    ],
)
def test_a_purpose_without_example_or_near_miss_is_refused(
    tmp_path: Path, examples: str, lacking: str
) -> None:
    """What explains access is shown by examples like any claim."""
    (tmp_path / "xx.yaml").write_text(PURPOSE + examples, "utf-8")

    with pytest.raises(RuleError, match=rf"language 'xx' has words for 'edit-videos' but {lacking}"):
        reader_for(load_rulebook(tmp_path))
