"""Conditions: what they are made of, and how they read."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.rulebook.conditions import in_words, parts
from auditor.rulebook.schema import Condition


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"claim": "reveals-savers", "certainty": "likely"}, "claim reveals-savers, likely"),
        ({"claim_is": "impossible"}, "a claim that is impossible"),
        ({"access": "*", "access_kind": ["chrome", "firefox"]}, "access *, of kind chrome or firefox"),
        (
            {"access": "*", "danger": ["high", "critical"], "need": ["unexplained"]},
            "access *, danger high or critical, judged unexplained",
        ),
        (
            {"access": "*", "takeover": True, "yields_about": "others"},
            "access *, enough to take the account over, giving data about others",
        ),
        ({"access": "*", "takeover": False}, "access *, not enough to take the account over"),
        (
            {
                "all": [
                    {"purpose": "a"},
                    {"not": {"observation": "b"}},
                    {"any": [{"claim": "c"}, {"claim": "d"}]},
                ]
            },
            "all of (purpose a; not (observation b); any of (claim c; claim d))",
        ),
    ],
)
def test_a_condition_reads_as_one_line(data: dict[str, Any], words: str) -> None:
    """As authors would say it."""
    assert in_words(Condition.model_validate(data)) == words


def test_parts_know_whether_they_are_denied() -> None:
    """Twice denied is not denied."""
    data = {"all": [{"claim": "a"}, {"not": {"any": [{"claim": "b"}, {"not": {"claim": "c"}}]}}]}
    found = [(part.condition.claim, part.negated) for part in parts(Condition.model_validate(data))]

    assert found == [("a", False), ("b", True), ("c", False)]
