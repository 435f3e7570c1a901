"""Run a published verdict again, and say whose change it is where the result differs.

From the report to today lead steps in each of which one thing alone changes: what was read of the tool, our
rules, what platforms and the law say, the program. What a step changes is its cause's doing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from auditor.evidence import because
from auditor.evidence.changes import Change, changes
from auditor.evidence.kept_rules import with_platform_of
from auditor.evidence.replay import listing_of
from auditor.judge import audit as judge
from auditor.model import Audit, Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evidence.bundle import Bundle
    from auditor.rulebook import Rulebook


class Cause(StrEnum):
    """Whose change it is."""

    TOOL = "tool"
    """Other things were read of the tool."""
    RULES = "rules"
    """Our rules changed: words, findings, what we say of an access."""
    PLATFORM = "platform-terms"
    """Clauses changed, or what platforms give to whom."""
    PROGRAM = "program"
    """Saveraudit itself changed."""
    SEVERAL = "several"
    """More than one of these at once, and what is at hand can't tell them apart."""
    REPORT = "report"
    """None of these: the report is not what came of the audit."""


class Step(Model):
    """What one cause changed."""

    cause: Cause
    """Whose change it is."""
    because: tuple[str, ...] = ()
    """What exactly changed: clauses, rules, sources, versions; those first that the result rests on."""
    changes: tuple[Change, ...]
    """What reads otherwise because of it."""


class Verification(Model):
    """What came of running a verdict again."""

    outcome: Literal["same", "same-result", "different"]
    """``same``: byte for byte. ``same-result``: but for versions, times and layout."""
    reported: Audit
    """The audit as it was published."""
    now: Audit
    """What comes of the evidence today."""
    steps: tuple[Step, ...] = ()
    """From the report to today, each with its one cause; empty where nothing differs."""


def again(bundle: Bundle, rulebook: Rulebook) -> Audit:
    """Return the audit of what ``bundle`` holds, with its exceptions, as on its day.

    Raises:
        UnreadableTarget: Nothing in it can be read.
    """
    manifest = bundle.manifest
    return judge(listing_of(bundle), rulebook, exceptions=manifest.exceptions, on=manifest.at.date())


def verify(
    report: Audit, bundles: Sequence[Bundle], rulebook: Rulebook, rules_then: Rulebook | None = None
) -> Verification:
    """Compare a published audit with what comes of its evidence today.

    Args:
        report: As it was published.
        bundles: At least one: the report's own, or newer ones of the same tool, or both, oldest first.
        rulebook: The rules of today.
        rules_then: The rules of the report, where they are at hand.
    """
    now = again(bundles[-1], rulebook)
    if report == now:
        return Verification(outcome="same", reported=report, now=now)
    found = tuple(step for step in _steps(report, bundles, rulebook, rules_then) if step.changes)
    outcome: Literal["same-result", "different"] = "different" if changes(report, now) else "same-result"
    return Verification(outcome=outcome, reported=report, now=now, steps=found)


def _steps(
    report: Audit, bundles: Sequence[Bundle], rulebook: Rulebook, rules_then: Rulebook | None
) -> Iterator[Step]:
    own = _own_bundle(report, bundles)
    first = own or bundles[-1]
    start = report
    if own is None or (report != own.audit and _stamp(report) == _stamp(own.audit)):
        start = first.audit
        yield _to_the_bundle(report, start, same_evidence=own is not None)
    for step, audit in _rules_steps(start, first, rulebook, rules_then):
        yield step
        start = audit
    if first is not bundles[-1]:
        yield _tool_step(start, again(bundles[-1], rulebook))


def _own_bundle(report: Audit, bundles: Sequence[Bundle]) -> Bundle | None:
    """Return the bundle that the report rests on: by what it said, else by what was read."""
    same = (bundle for bundle in bundles if bundle.audit == report)
    read = [source.sha256 for source in report.sources]
    alike = (bundle for bundle in bundles if [source.sha256 for source in bundle.audit.sources] == read)
    return next(same, None) or next(alike, None)


def _stamp(audit: Audit) -> tuple[str, str]:
    return audit.rulebook.digest, audit.tool_version


def _to_the_bundle(report: Audit, audit: Audit, *, same_evidence: bool) -> Step:
    """Go from the report to the audit of the day in a bundle that says otherwise."""
    if same_evidence:
        return _step(Cause.REPORT, report, audit)
    if _stamp(report) == _stamp(audit):
        return _tool_step(report, audit)
    found = changes(report, audit)
    because_of = (*because.versions(report, audit), *because.sources(found))
    return Step(cause=Cause.SEVERAL, because=because_of, changes=found)


def _tool_step(before: Audit, after: Audit) -> Step:
    found = changes(before, after)
    return Step(cause=Cause.TOOL, because=because.sources(found), changes=found)


def _rules_steps(
    audit: Audit, bundle: Bundle, rulebook: Rulebook, rules_then: Rulebook | None
) -> Iterator[tuple[Step, Audit]]:
    """Go from an audit of then to today's of the same evidence: the program, our rules, the platforms."""
    final = again(bundle, rulebook)
    if rules_then is not None and rules_then.digest == audit.rulebook.digest:
        then = again(bundle, rules_then)
        yield _program_step(audit, then), then
        audit = then
    if audit.rulebook.digest == rulebook.digest:
        yield _program_step(audit, final), final
        return
    day = bundle.rules
    if day is None or day.stamp.digest != audit.rulebook.digest:
        yield _step(Cause.SEVERAL, audit, final), final
        return
    between = again(bundle, with_platform_of(rulebook, day))
    found = changes(audit, between)
    cause, also = Cause.RULES, because.versions(audit, between)[1:]
    if audit.tool_version != between.tool_version:
        cause = Cause.SEVERAL
    yield Step(cause=cause, because=(*also, *because.rules(day, rulebook, found)), changes=found), between
    theirs = because.platform(day, rulebook, between, final)
    yield Step(cause=Cause.PLATFORM, because=theirs, changes=changes(between, final)), final


def _program_step(before: Audit, after: Audit) -> Step:
    """Same evidence, same rules: the program, or, where that is the same too, somebody's hand."""
    same = before.tool_version == after.tool_version
    return _step(Cause.REPORT if same else Cause.PROGRAM, before, after)


def _step(cause: Cause, before: Audit, after: Audit) -> Step:
    return Step(cause=cause, because=because.versions(before, after), changes=changes(before, after))
