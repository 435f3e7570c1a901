"""Laws of differences: each change in one pile, with one cause; backwards, the piles change places."""

from __future__ import annotations

from typing import Any

from history_samples import audit_saying
from hypothesis import given
from hypothesis import strategies as st

from auditor.history import Cause, Changed, Difference, Step, diff
from auditor.model import (
    AccessJudged,
    Audit,
    Certainty,
    ClaimFound,
    Deliverable,
    Evidence,
    Finding,
    Grade,
    Need,
    Reference,
    RulebookStamp,
    SetAside,
)

_CLAUSES = [
    Reference(
        clause=f"c{day}",
        document="Terms",
        section="1",
        date=f"2026-01-0{day}",
        url="https://a.example/",
        says="no",
    )
    for day in (1, 2)
]


def _finding(rule: str, severity: Grade, certainty: Certainty, day: int) -> Finding:
    return Finding(
        rule=rule,
        category="deception",
        severity=severity,
        certainty=certainty,
        title=f"Fault {rule}",
        explanation="why",
        evidence=(Evidence(quote=f"quote {rule}", where="text"),),
        references=(_CLAUSES[0].model_copy(update={"date": _CLAUSES[day].date}),),
        advice="leave it",
        claims=("claim-a",) if rule == "rule-a" else (),
        access=("access-a",) if rule == "rule-b" else (),
    )


def _claim(name: str, certainty: Certainty, deliverable: Deliverable) -> ClaimFound:
    return ClaimFound(
        id=name,
        title=f"does {name}",
        certainty=certainty,
        quote=name,
        text=0,
        start=0,
        end=len(name),
        language="en",
        deliverable=deliverable,
    )


def _access(name: str, danger: Grade, need: Need) -> AccessJudged:
    return AccessJudged(
        id=name, kind="android", title=f"use {name}", danger=danger, platform_warning=None, verdict=need
    )


_FINDINGS = st.builds(
    _finding,
    st.sampled_from(["rule-a", "rule-b", "rule-c"]),
    st.sampled_from([Grade.LOW, Grade.HIGH, Grade.CRITICAL]),
    st.sampled_from(Certainty),
    st.integers(0, 1),
)
_CLAIMS = st.builds(
    _claim, st.sampled_from(["claim-a", "claim-b"]), st.sampled_from(Certainty), st.sampled_from(Deliverable)
)
_ACCESS = st.builds(
    _access,
    st.sampled_from(["access-a", "access-b"]),
    st.sampled_from([Grade.NONE, Grade.HIGH]),
    st.sampled_from(Need),
)


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    """Audits of one tool, read in one of two states, judged by one of two rule sets."""
    base = audit_saying(draw(st.sampled_from(["read so", "read otherwise"])))
    findings = draw(st.lists(_FINDINGS, max_size=3, unique_by=lambda finding: finding.rule))
    note = SetAside(reason="parody", reviewer="Ada", expires="2027-01-01")
    aside = draw(st.integers(0, len(findings)))
    fields: dict[str, Any] = {
        "findings": tuple(findings[aside:]),
        "set_aside": tuple(f.model_copy(update={"set_aside": note}) for f in findings[:aside]),
        "claims": tuple(draw(st.lists(_CLAIMS, max_size=3))),
        "access": tuple(draw(st.lists(_ACCESS, max_size=2, unique_by=lambda access: access.id))),
        "access_known": draw(st.booleans()),
        "rulebook": draw(st.sampled_from([RulebookStamp(version="1", digest=d) for d in ("a", "b")])),
        "tool_version": draw(st.sampled_from(["1", "2"])),
    }
    return base.model_copy(update=fields)


def keys(pile: tuple[Changed, ...]) -> list[tuple[str, str, Cause, str, str]]:
    """What a pile holds, without the order and without reasons, which name a direction."""
    return sorted((c.what, c.id, c.cause, min(c.before, c.after), max(c.before, c.after)) for c in pile)


def piles(difference: Difference) -> dict[str, list[tuple[str, str, Cause, str, str]]]:
    """The four piles."""
    return {name: keys(pile) for name, pile in difference.piles}


@given(audits())
def test_an_audit_does_not_differ_from_itself(audit: Audit) -> None:
    """No pile holds anything."""
    assert diff(audit, audit).changes == ()


@given(audits(), audits())
def test_each_change_stands_in_one_pile(before: Audit, after: Audit) -> None:
    """Once, and it says how it stood and stands, which differ."""
    changes = diff(before, after).changes

    assert len({(change.what, change.id) for change in changes}) == len(changes)
    assert all(change.before != change.after for change in changes)
    assert all(isinstance(change.cause, Cause) for change in changes)


@given(audits(), audits())
def test_backwards_the_piles_change_places(before: Audit, after: Audit) -> None:
    """Newly found and gone, rules added and removed; the causes stay."""
    forth, back = piles(diff(before, after)), piles(diff(after, before))

    assert forth["newly_found"] == back["gone"]
    assert forth["gone"] == back["newly_found"]
    assert forth["rules_added"] == back["rules_removed"]
    assert forth["rules_removed"] == back["rules_added"]


@given(audits(), audits())
def test_what_is_the_same_is_no_cause(before: Audit, after: Audit) -> None:
    """The tool is none where the same was read, and ours is none where the same rules and program judged."""
    causes = {c.cause for c in diff(before, after).changes}
    judge_alike = (before.rulebook, before.tool_version) == (after.rulebook, after.tool_version)
    aside = {f.rule for f in (*before.set_aside, *after.set_aside)}

    if before.sources == after.sources:
        assert Cause.TOOL not in causes
    elif judge_alike and not aside:
        assert causes <= {Cause.TOOL}


@given(audits(), audits(), audits(), st.lists(st.sampled_from(Cause), min_size=2, max_size=2))
def test_causes_are_those_of_the_steps(
    before: Audit, between: Audit, after: Audit, causes: list[Cause]
) -> None:
    """Where the way is known, nothing is inferred but what reviewers set aside."""
    steps = [Step(before, between, causes[0]), Step(between, after, causes[1])]
    found = diff(before, after, steps)
    aside = {f.rule for audit in (before, between, after) for f in audit.set_aside}

    assert {c.cause for c in found.changes if c.id not in aside} <= set(causes)
    assert {(c.what, c.id) for c in found.changes} == {(c.what, c.id) for c in diff(before, after).changes}
