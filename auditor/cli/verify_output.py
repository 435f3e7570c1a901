"""What ``saveraudit verify`` says, in words. Reports and bundles are strangers' until they are verified."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from auditor.evidence.verify import Cause
from auditor.formats.clean import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evidence.changes import Change
    from auditor.evidence.verify import Step, Verification
    from auditor.model import Audit

_WIDTH: Final = 80
_SHOWN: Final = 8
"""Things of one kind that are named; JSON has all."""
_TITLES: Final = {
    Cause.TOOL: "The tool changed: other things were read of it.",
    Cause.RULES: "Our rules changed; what was read of the tool is the same.",
    Cause.PLATFORM: "What platforms give, or what terms and laws say, changed; the tool did not.",
    Cause.PROGRAM: "Saveraudit itself changed; the tool and the rules did not.",
    Cause.SEVERAL: "Several things changed at once, and what is at hand can't tell them apart.",
    Cause.REPORT: "Nothing that was read and no rule changed: the report is not what came of the audit.",
}
_NEXT: Final = {
    Cause.SEVERAL: "The report's own bundle (--bundle) or the rules of then (--rules-then) would tell more.",
    Cause.REPORT: "The report, or the bundle, was changed by hand, or they do not belong together.",
}


def in_words(verification: Verification) -> str:
    """Return what came of running a verdict again, for a terminal or a mail."""
    return "\n".join(_wrapped(_lines(verification))) + "\n"


def _wrapped(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        hanging = f"{indent}  " if indent else ""
        yield from textwrap.wrap(line, _WIDTH, subsequent_indent=hanging) or [""]


def _lines(verification: Verification) -> Iterator[str]:
    reported, now = verification.reported, verification.now
    if verification.outcome == "same":
        yield "The same, byte for byte."
        yield f"From this evidence and the rules {_rules(now)} comes exactly this report: {_level(now)}."
        return
    if verification.outcome == "same-result":
        yield "The same result."
        yield f"It is {_level(now)}, for the same reasons."
        yield f"The files differ only in {_trifles(reported, now)}."
        return
    yield "The result differs."
    yield f"The report says {_level(reported)}. Today it is {_level(now)}."
    for step in verification.steps:
        yield ""
        yield from _step(step)


def _rules(audit: Audit) -> str:
    return visible(audit.rulebook.version)


def _level(audit: Audit) -> str:
    return f"{audit.verdict.level.value} ({audit.verdict.score} of 100)"


def _trifles(reported: Audit, now: Audit) -> str:
    found = []
    if reported.rulebook != now.rulebook:
        found.append(f"the version of the rules ({_rules(reported)} then, {_rules(now)} now)")
    if reported.tool_version != now.tool_version:
        found.append(
            f"the version of Saveraudit ({visible(reported.tool_version)} then, {now.tool_version} now)"
        )
    if reported.sources != now.sources:
        found.append("the time of reading")
    return " and ".join(found) or "layout or the line of earlier audits"


def _step(step: Step) -> Iterator[str]:
    yield _TITLES[step.cause]
    yield from _some("    ", [visible(line) for line in step.because])
    yield "  So now:"
    yield from _some("    ", [_change(change) for change in step.changes])
    if step.cause in _NEXT:
        yield f"  {_NEXT[step.cause]}"


def _some(indent: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{indent}{line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"{indent}… and {len(lines) - _SHOWN:,} more (--format json has all)"


def _change(change: Change) -> str:
    name = " ".join(part for part in (change.what, visible(change.id, 200)) if part)
    return f"{name}: {visible(change.before, 200) or 'not there'} → {visible(change.after, 200) or 'gone'}"
