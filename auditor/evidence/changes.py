"""How two audits differ in what they say. Names of versions and times of reading say nothing of the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from auditor.model import Audit, Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from auditor.model import Finding

What = Literal[
    "level", "score", "headline", "claim", "finding", "set aside", "access", "not analysed", "source", "words"
]


class Change(Model):
    """One thing that reads otherwise. ``before`` and ``after`` are "" for what was not, or is not there."""

    what: What
    """What kind of thing reads otherwise."""
    id: str = ""
    """Which one, where there are several."""
    before: str
    """How it read; empty where it was not there."""
    after: str
    """How it reads now; empty where it is gone."""


def changes(before: Audit, after: Audit) -> tuple[Change, ...]:
    """Return what reads otherwise in ``after``: the verdict first, then what it rests on."""
    return tuple(_changes(before, after))


def _changes(before: Audit, after: Audit) -> Iterator[Change]:
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    for name in sorted(Audit.model_fields, key=_order):
        if name in _STAMPS or was[_key(name)] == now[_key(name)]:
            continue
        told = tuple(_TELLERS[name](before, after)) if name in _TELLERS else ()
        # Times of reading may differ and say nothing; all else that is not told one by one is wording.
        if told or name == "sources":
            yield from told
        else:
            yield Change(what="words", id=name.replace("_", " "), before="as they were", after="otherwise")


def _key(name: str) -> str:
    return Audit.model_fields[name].alias or name


def _order(name: str) -> int:
    return list(_TELLERS).index(name) if name in _TELLERS else len(_TELLERS)


def _one(what: What, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(what=what, before=before, after=after)


def _verdict(before: Audit, after: Audit) -> Iterator[Change]:
    was, now = before.verdict, after.verdict
    yield from _one("level", was.level.value, now.level.value)
    yield from _one("score", str(was.score), str(now.score))
    yield from _one("headline", was.headline, now.headline)


def _many(what: What, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Change(what=what, id=name, before=was, after=now)


def _claims(audit: Audit) -> dict[str, str]:
    return {
        f"{claim.id} “{claim.quote}”": f"{claim.certainty.value}, {claim.deliverable.value}"
        for claim in audit.claims
    }


def _findings(findings: Iterable[Finding]) -> dict[str, str]:
    return {
        finding.rule: f"{finding.title} ({finding.severity.value}, {finding.certainty.value})"
        for finding in findings
    }


def _access(audit: Audit) -> dict[str, str]:
    return {item.id: f"{item.danger.value}, {item.verdict.value}" for item in audit.access}


def _not_analysed(audit: Audit) -> dict[str, str]:
    return {f"{item.check}: {item.reason}": "listed" for item in audit.not_analysed}


def _sources(audit: Audit) -> dict[str, str]:
    return {
        f"{source.kind} {source.url or source.target}": f"SHA-256 {source.sha256}" for source in audit.sources
    }


_STAMPS: Final = ("tool_version", "rulebook")
_TELLERS: Final[dict[str, Callable[[Audit, Audit], Iterator[Change]]]] = {
    "verdict": _verdict,
    "claims": lambda a, b: _many("claim", _claims(a), _claims(b)),
    "findings": lambda a, b: _many("finding", _findings(a.findings), _findings(b.findings)),
    "set_aside": lambda a, b: _many("set aside", _findings(a.set_aside), _findings(b.set_aside)),
    "access": lambda a, b: _many("access", _access(a), _access(b)),
    "not_analysed": lambda a, b: _many("not analysed", _not_analysed(a), _not_analysed(b)),
    "sources": lambda a, b: _many("source", _sources(a), _sources(b)),
}
"""By field of the audit, what tells its changes one by one."""
