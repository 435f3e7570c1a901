"""What a tool promises against what it asks for, and that the order of targets changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.sources import read
from tests.judge.several_targets import CONSENT, POLICY, ending, listed, one, package, rules, site, store

if TYPE_CHECKING:
    from auditor.model import Audit
    from auditor.rulebook import Rulebook
    from tests.judge.several_targets import Auditing


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Fast and free. No permissions required.", True),
        ("Schnell. Benötigt keine Berechtigungen.", True),
        ("Fast and free. No root permission required.", False),
        ("Fast. No permissions needed until you post.", False),
        ("Are no permissions required?", False),
    ],
)
def test_promises_of_no_permissions(
    audited: Auditing,
    said: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """Read in fixed turns of phrase, by language."""
    result = audited(store(said=said), package("READ_CONTACTS"))

    assert ("promises-no-permissions" in rules(result)) is expected


def test_a_promise_is_quoted_where_it_stands(audited: Auditing) -> None:
    """With its place in the text, and the certainty of a reading."""
    result = audited(store(said="Quick. No login required."), CONSENT.format(host="x.example"))
    found = one(result, "promises-no-login")
    said, *asked = found.evidence

    assert (said.quote, said.where, found.certainty) == ("No login required", "description", "likely")
    assert said.text is not None
    assert {each.quote for each in asked} >= {"tiktok:video.list"}


def _content(result: Audit) -> list[tuple[Any, ...]]:
    """Findings without the numbers of sources and texts, which are places in a list."""
    return [
        (
            finding.rule, finding.severity, finding.certainty, finding.access, finding.claims,
            [(e.quote, e.where, e.before, result.sources[e.source].sha256) for e in finding.evidence],
        )
        for finding in result.findings
    ]  # fmt: skip


TARGETS: list[bytes | str] = [
    store(data=[[None, "No data collected"]], said="No permissions required. See who saved your videos!"),
    listed("full network access"),
    package("READ_SMS", "INTERNET", package="com.example.other"),
    site("Plan your posts. Developed by Brave Otter Studio."),
    site(POLICY, "https://x.example/privacy"),
    CONSENT.format(host="collect.example"),
    json.dumps({"name": "SaveSpy", "publisher": "Quiet Fox", "texts": ["No login required."]}).encode(),
    b"A bot that shows who saved your video. Log in with your TikTok password.",
]


@given(
    chosen=st.lists(st.sampled_from(range(len(TARGETS))), min_size=2, max_size=4, unique=True), data=st.data()
)
@settings(max_examples=25, deadline=None)
def test_the_order_of_targets_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook, chosen: list[int], data: st.DataObject
) -> None:
    """Neither findings nor verdict, checks or the tool's name."""
    folder = tmp_path_factory.mktemp("order")
    named: list[str] = []
    for number in chosen:
        target = TARGETS[number]
        if isinstance(target, bytes):
            path = folder / f"{number}{ending(target)}"
            path.write_bytes(target)
        named.append(target if isinstance(target, str) else str(path))
    other = data.draw(st.permutations(named))
    first, second = audit(read(named), rulebook), audit(read(other), rulebook)

    assert _content(first) == _content(second)
    assert (first.verdict, first.tool, first.checks) == (second.verdict, second.tool, second.checks)
    assert first.model_dump_json() == second.model_dump_json()
