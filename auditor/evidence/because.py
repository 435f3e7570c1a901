"""What exactly changed between two audits of one tool, in words; what the result rests on comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.evidence.kept_rules import platform_changes, rule_changes
from auditor.messages import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from auditor.evidence.changes import Change
    from auditor.evidence.kept_rules import KeptRules
    from auditor.model import Audit
    from auditor.rulebook import Rulebook

_MOST: Final = 200
"""Things named for one cause. A whole new rule set changes thousands."""
_NAMED_IN: Final = frozenset({"claim", "finding", "set aside", "access"})


def versions(before: Audit, after: Audit) -> tuple[str, ...]:
    """Return which of rules and program are others, with both versions."""
    found = []
    if before.rulebook.digest != after.rulebook.digest:
        found.append(N_(f"rules {_rules(before)} → {_rules(after)}"))
    if before.tool_version != after.tool_version:
        found.append(f"Saveraudit {before.tool_version or 'unknown'} → {after.tool_version}")
    return tuple(found)


def _rules(audit: Audit) -> str:
    return f"{audit.rulebook.version} ({audit.rulebook.digest.removeprefix('sha256:')[:12]})"


def sources(found: Iterable[Change]) -> tuple[str, ...]:
    """Return which sources are others, out of the changes between two audits."""
    return tuple(
        f"{change.id}: {change.before or 'not read then'} → {change.after or 'not read now'}"
        for change in found
        if change.what == "source"
    )[:_MOST]


def rules(day: KeptRules, rulebook: Rulebook, found: Sequence[Change]) -> tuple[str, ...]:
    """Return which of our own rules mean something else, are new or gone."""
    # "reveals-savers “who saved”" is about the claim reveals-savers.
    touched = {change.id.split(" “")[0] for change in found if change.what in _NAMED_IN}
    names = rule_changes(day, rulebook)
    return _first(names, [name for name in names if name.partition("/")[2] in touched])


def platform(day: KeptRules, rulebook: Rulebook, before: Audit, after: Audit) -> tuple[str, ...]:
    """Return which clauses and which cells of the capability matrix read otherwise."""
    audits = (before, after)
    cited = {reference.clause for audit in audits for f in audit.findings for reference in f.references}
    claimed = {claim.id for audit in audits for claim in audit.claims}
    cited |= {rule.needs or "" for name, rule in rulebook.claims.items() if name in claimed}
    found = {
        f"{change.id}: {change.before or 'not there'} → {change.after or 'gone'}": change.id.split(" / ")[0]
        for change in platform_changes(day, rulebook)
    }
    return _first(tuple(found), [line for line, name in found.items() if name in cited])


def _first(names: Sequence[str], leading: Collection[str]) -> tuple[str, ...]:
    return (*leading, *(name for name in names if name not in leading))[:_MOST]
