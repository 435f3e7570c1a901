"""Whose change one change is. Where two audits alone don't tell, it is never put down to the tool.

Told from a step in which one thing alone changed, that thing is the cause. Else it is inferred, in the same
way whichever of both audits is the earlier one: ``more`` is the audit in which a thing stands worse, ``less``
the other.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.evidence import because
from auditor.evidence.changes import changes
from auditor.evidence.kept_rules import statement_changes
from auditor.history.standing import standings
from auditor.history.steps import Cause, Step
from auditor.messages import N_

if TYPE_CHECKING:
    from auditor.evidence.kept_rules import KeptRules
    from auditor.history.standing import Key
    from auditor.model import Audit, Finding

_SECTIONS: Final = {"finding": "findings", "access": "access", "claim": "claims"}
_NAMED: Final = 5
"""Reasons that are named for one change."""
UNSEEN: Final = N_("one of the two audits could not look there")
UNTOLD: Final = N_("the tool changed too; without what was read of it then, this is counted as ours")


class Judged(NamedTuple):
    """The cause of one change."""

    cause: Cause
    because: tuple[str, ...]
    of_a_rule: bool = False
    """Whether it comes of a rule of ours that only one of both audits' rules have."""


class _Sides(NamedTuple):
    """Both audits of a step, by how a thing stands in them."""

    key: Key
    more: Audit
    less: Audit
    rules_more: KeptRules | None
    rules_less: KeptRules | None
    step: Step


def judged(key: Key, step: Step, *, worse: bool) -> Judged:
    """Return the cause of the change of ``key`` in ``step``.

    Args:
        key: What changed.
        step: The step in which it did.
        worse: Whether it stands worse after it.
    """
    if worse:
        sides = _Sides(key, step.after, step.before, step.rules_after, step.rules_before, step)
    else:
        sides = _Sides(key, step.before, step.after, step.rules_before, step.rules_after, step)
    if aside := _set_aside(sides):
        return Judged(Cause.RULES, (aside,))
    cause = step.cause or _inferred(sides)
    reasons = _REASONS[cause](sides)[:_NAMED]
    return Judged(cause, reasons, cause is Cause.RULES and _one_sided(sides))


def _set_aside(sides: _Sides) -> str:
    """Return who set a finding aside in the other audit, or ""."""
    what, name = sides.key
    for finding in sides.less.set_aside:
        if what == "finding" and finding.rule == name and (note := finding.set_aside):
            return N_(f"set aside by {note.reviewer} until {note.expires.isoformat()}: {note.reason}")
    return ""


def _inferred(sides: _Sides) -> Cause:
    read_the_same, judge_the_same = _reads(sides.more) == _reads(sides.less), _ours(sides) == ()
    if judge_the_same:
        # Neither changed: reviewers, the day, or somebody's hand. Not the tool.
        return Cause.RULES if read_the_same and sides.more.sources else Cause.TOOL
    if not read_the_same and _is_the_tools(sides):
        return Cause.TOOL
    return Cause.PLATFORM if _is_the_platforms(sides) else Cause.RULES


def _reads(audit: Audit) -> Counter[tuple[str, str]]:
    return Counter((source.kind, source.sha256) for source in audit.sources)


def _ours(sides: _Sides) -> tuple[str, ...]:
    return because.versions(sides.step.before, sides.step.after)


def _is_the_tools(sides: _Sides) -> bool:
    """Whether it is certain that the tool changed in this: not only what we make of it."""
    if sides.key[0] == "access":
        return sides.key[1] not in {access.id for access in sides.less.access}
    asked = {access.id for access in sides.less.access}
    finding = _finding(sides)
    if finding is not None and any(access not in asked for access in finding.access):
        return True
    return bool(_fingerprints(sides)) and not _changed_records(sides) and not _program_changed(sides)


def _program_changed(sides: _Sides) -> bool:
    return sides.more.tool_version != sides.less.tool_version


def _is_the_platforms(sides: _Sides) -> bool:
    """Whether what platforms give or ask changed, and what is ours did not."""
    if _other_deliverable(sides):
        return True
    own = f"{_SECTIONS[sides.key[0]]}/{sides.key[1]}"
    return bool(_clauses(sides)) and own not in _changed_records(sides)


def _other_deliverable(sides: _Sides) -> bool:
    """Whether the same claim, read as surely, could be kept on one side and not on the other."""
    finding = _finding(sides)
    claims = finding.claims if finding else (sides.key[1],) if sides.key[0] == "claim" else ()
    more = {claim.id: claim for claim in sides.more.claims}
    less = {claim.id: claim for claim in sides.less.claims}
    return any(
        more[name].certainty == less[name].certainty and more[name].deliverable != less[name].deliverable
        for name in claims
        if name in more and name in less
    )


def _finding(sides: _Sides) -> Finding | None:
    if sides.key[0] != "finding":
        return None
    return next((finding for finding in sides.more.findings if finding.rule == sides.key[1]), None)


def _fingerprints(sides: _Sides) -> tuple[dict[str, str], dict[str, str]] | None:
    if sides.rules_more is None or sides.rules_less is None:
        return None
    return sides.rules_more.fingerprints, sides.rules_less.fingerprints


def _changed_records(sides: _Sides) -> tuple[str, ...]:
    """Return those of our rules that this rests on and that mean something else on the other side."""
    both = _fingerprints(sides)
    if both is None:
        return ()
    return tuple(name for name in _records(sides) if both[0].get(name) != both[1].get(name))


def _records(sides: _Sides) -> tuple[str, ...]:
    what, name = sides.key
    finding = _finding(sides)
    claims = finding.claims if finding else (name,) if what == "claim" else ()
    languages = {claim.language for claim in sides.more.claims if claim.id in claims}
    return (
        f"{_SECTIONS[what]}/{name}",
        *(f"claims/{claim}" for claim in claims if what != "claim"),
        *(f"access/{access}" for access in (finding.access if finding else ())),
        *(f"language/{code}" for code in (*sorted(languages), "any") if claims),
        *(("rulebook/second_reader",) if claims else ()),
    )


def _one_sided(sides: _Sides) -> bool:
    """Whether the rule itself is on one side only; where that is not known, whether it fired on one only."""
    both = _fingerprints(sides)
    own = f"{_SECTIONS[sides.key[0]]}/{sides.key[1]}"
    if both is not None:
        return own in both[0] and own not in both[1]
    return bool(_ours(sides)) and sides.key not in standings(sides.less)


def _clauses(sides: _Sides) -> tuple[str, ...]:
    """Return clauses that this cites and that read otherwise, or have another date, on the other side."""
    finding = _finding(sides)
    if finding is None:
        return ()
    if sides.rules_more is not None and sides.rules_less is not None:
        cited = {reference.clause for reference in finding.references}
        return tuple(line for name, line in _statements(sides) if name in cited)
    then = {r.clause: r for f in (*sides.less.findings, *sides.less.set_aside) for r in f.references}
    return tuple(
        f"{now.document}, {now.section} ({now.date.isoformat()})"
        for now in finding.references
        if now.clause in then and (now.date, now.says) != (then[now.clause].date, then[now.clause].says)
    )


def _statements(sides: _Sides) -> tuple[tuple[str, str], ...]:
    """Return what platforms and laws say otherwise after the step than before, by clause or cell."""
    before, after = sides.step.rules_before, sides.step.rules_after
    if before is None or after is None:
        return ()
    return tuple(
        (change.id, f"{change.id}: {change.before or 'not there'} → {change.after or 'gone'}")
        for change in statement_changes(before, after)
    )


def _tool_reasons(sides: _Sides) -> tuple[str, ...]:
    unseen = (UNSEEN,) if _could_not_look(sides) else ()
    return (*unseen, *because.sources(changes(sides.step.before, sides.step.after)))


def _could_not_look(sides: _Sides) -> bool:
    """Whether the other audit could not look there at all: then it is not known to be otherwise."""
    finding = _finding(sides)
    if sides.key[0] == "access" or (finding and finding.access):
        return not sides.less.access_known
    return any(check.id == "claims" and check.outcome == "could-not-look" for check in sides.less.checks)


def _rules_reasons(sides: _Sides) -> tuple[str, ...]:
    doubt = () if sides.step.cause or _reads(sides.more) == _reads(sides.less) else (UNTOLD,)
    return (*doubt, *_ours(sides), *_changed_records(sides))


def _platform_reasons(sides: _Sides) -> tuple[str, ...]:
    cells = (line for name, line in _statements(sides) if " / " in name)
    return (*_clauses(sides), *cells, *_ours(sides))


_REASONS: Final = {
    Cause.TOOL: _tool_reasons,
    Cause.RULES: _rules_reasons,
    Cause.PLATFORM: _platform_reasons,
}
