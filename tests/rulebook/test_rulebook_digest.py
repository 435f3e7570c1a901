"""The digest: blind to layout, order and files; awake to meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.rulebook import load_rulebook
from auditor.rulebook.digest import ORDERED_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]

SHARED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def data_of(text: str) -> dict[str, Any]:
    """Return ``text`` as plain data in which dates are text."""
    data: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- builds text only
    data["rulebook"]["reference_age_days"] = int(data["rulebook"]["reference_age_days"])
    return data


def digest(folder: Path) -> str:
    """Return the digest of the rules in ``folder``."""
    return load_rulebook(base=folder).digest


@SHARED
@given(choices=st.data())
def test_reordering_and_reformatting_change_nothing(
    folder: Folder, rules_text: str, choices: st.DataObject
) -> None:
    """Records move between files and places, keys within records; YAML becomes JSON or another YAML."""
    files: list[dict[str, Any]] = [{} for _ in range(3)]
    for section, content in data_of(rules_text).items():
        if section in ORDERED_SECTIONS or not isinstance(content, list):
            files[choices.draw(st.integers(0, 2))][section] = content
            continue
        for record in choices.draw(st.permutations(content)):
            keys = choices.draw(st.permutations(list(record)))
            home = files[choices.draw(st.integers(0, 2))]
            home.setdefault(section, []).append({key: record[key] for key in keys})
    written = {
        name: json.dumps(file)
        if choices.draw(st.booleans())
        else yaml.safe_dump(
            file, width=choices.draw(st.integers(20, 200)), sort_keys=choices.draw(st.booleans())
        )
        for name, file in zip("abc", files, strict=True)
    }

    assert digest(folder(**written)) == digest(folder(a=rules_text))


def test_comments_examples_and_defaults_written_out_change_nothing(
    folder: Folder, book: Rulebook, rules_text: str
) -> None:
    """None of them changes how a tool is judged."""
    text = "# a comment\r\n" + rules_text.replace("\n", "\r\n")
    text = text.replace("kind: chrome", "kind: chrome\r\n    takeover: false\r\n    group: ''")
    text = text.replace("texts: [See who saved your film.]", "texts: [See who has saved it]")
    text = text.replace("- {text: See who saved your film., claims", "- {text: Another., claims")

    assert digest(folder(a=text)) == book.digest


def test_a_language_in_two_files_means_the_same(folder: Folder, book: Rulebook, rules_text: str) -> None:
    """Words may be sorted into files as their author likes."""
    rest, language = rules_text.split("language:\n")
    language = language.replace("save: [save, saves], ", "")
    more = "language: {concepts: {save: [saves, save]}, code: en}"

    assert digest(folder(a=rest, b=more, c=f"language:\n{language}")) == book.digest


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("danger: high", "danger: medium"),
        ("answer: count-only", "answer: yes"),
        ("date: 2026-09-01", "date: 2026-09-02"),
        ("says: Nobody is given lists of viewers.", "says: Nobody is given lists."),
        ("certainty: certain}\n    expl", "certainty: likely}\n    expl"),
        ("save: [save, saves]", "save: [save]"),
        ("needs: [[save], [film]]", "needs: [[film], [save]]"),
        ('version: "1"', 'version: "2"'),
        ("severity: critical", "severity: high"),
        ("{text: Look at the number of saves.}\n      ", "{text: Look.}\n      "),
    ],
)
def test_a_change_of_meaning_changes_it(
    folder: Folder, book: Rulebook, rules_text: str, was: str, now: str
) -> None:
    """Whatever a report could show or a verdict rest on."""
    assert was in rules_text

    assert digest(folder(a=rules_text.replace(was, now, 1))) != book.digest


def test_order_counts_where_the_first_that_fits_counts(folder: Folder) -> None:
    """Questions are shown in the order of the file."""
    row = "- {id: %s, question: Who?, answer: x, source: x, date: 2026-10-01}\n"

    assert digest(folder(a="questions:\n" + row % "a" + row % "b")) != digest(
        folder(a="questions:\n" + row % "b" + row % "a")
    )


def test_it_is_the_same_everywhere(folder: Folder) -> None:
    """Pinned: a change here means that digests of published audits can no longer be compared."""
    text = "rulebook: {version: '1', reference_age_days: 9}\nlanguage: {code: pt, words: {ver: [vê, é]}}\n"

    assert digest(folder(a=text)) == "sha256:5c6ed5ac9d3870e3bafba3af4c9f42c019a897992045e0604fdf4f1046520d32"
