"""Audits that were saved still load, whatever version of the program wrote them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from history_samples import NOON, audit_saying

from auditor.errors import UnknownFormat
from auditor.formats import FormatChoice
from auditor.model import SCHEMA_VERSION, Audit
from auditor.model.saved import UPGRADES, load_audit, upgraded

FIRST = """{"schema": 1, "tool": {"name": "SaveSpy"}, "verdict": {"level": "caution", "score": 30,
"headline": "Be careful.", "completeness": {"looked": 1, "of": 2, "enough": true}},
"rulebook": {"version": "1", "digest": "0"}}"""
"""What every version of schema 1 wrote at least."""


def test_the_first_audits_still_render() -> None:
    """In every form."""
    audit = load_audit(FIRST, "first.json")

    for form in FormatChoice:
        assert form.to_format().render(audit)


def test_what_is_written_is_read_back_the_same() -> None:
    """As text and as bytes."""
    audit = audit_saying("x")
    for content in (audit.model_dump_json(by_alias=True), audit.model_dump_json(by_alias=True).encode()):
        assert load_audit(content, "x") == audit


def test_fields_of_newer_versions_are_left_out() -> None:
    """At the top and inside."""
    data = json.loads(FIRST)
    data |= {"later": 1}
    data["verdict"]["later"] = {"a": []}

    assert load_audit(json.dumps(data), "x") == load_audit(FIRST, "x")


def test_older_schemas_are_brought_up_one_after_another() -> None:
    """Each step once, in order."""

    def step(name: str) -> Any:
        return lambda data: {**data, "steps": [*data.get("steps", ()), name]}

    data = upgraded({"schema": 1}, "x", {1: step("one"), 2: step("two")}, newest=3)

    assert data == {"schema": 3, "steps": ["one", "two"]}


def test_every_schema_before_the_newest_can_be_read() -> None:
    """A version that was released is never forgotten."""
    assert set(UPGRADES) == set(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"verdict": 1}',
        '{"schema": "1", "verdict": {}}',
        '{"schema": 0, "verdict": {}}',
        '{"schema": 1e999, "verdict": {}}',
        FIRST.replace('"caution"', '"fine"'),
        FIRST.replace('"schema": 1', '"schema": 2'),
    ],
)
def test_what_is_no_audit_is_refused_in_one_sentence(content: str) -> None:
    """With a hint."""
    with pytest.raises(UnknownFormat) as caught:
        load_audit(content, "the file")

    assert str(caught.value).startswith("the file")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_an_audit_keeps_its_moment() -> None:
    """Times have their zone again."""
    loaded: Audit = load_audit(audit_saying("x").model_dump_json(by_alias=True), "x")

    assert loaded.sources[0].retrieved_at == NOON
