"""What a bundle keeps of the rules: in full what platforms give and ask, of all else a fingerprint.

With it a later run can tell a change of TikTok's terms from a change of our rules, without the rules of the
day. Those are named by version and digest, and stand in the program's own history.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.model import Model, RulebookStamp
from auditor.rulebook.digest import canonical, leaves, plain
from auditor.rulebook.schema import ClauseRule, DocumentRule
from auditor.rulebook.schema_matrix import Capability, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.rulebook import Rulebook

PLATFORM: tuple[str, ...] = ("surfaces", "capabilities", "documents")
"""Sections that say what platforms, laws and terms say. All others are ours."""

_DIGITS = 16
"""Hexadecimal digits of a fingerprint: enough to see that something changed."""


class KeptRules(Model):
    """The rules that judged, as far as they are kept."""

    stamp: RulebookStamp
    surfaces: tuple[Surface, ...]
    capabilities: tuple[Capability, ...]
    documents: tuple[DocumentRule, ...]
    fingerprints: dict[str, str]
    """By ``section/id`` for our own rules, by ``language/code`` for languages."""


@lru_cache(maxsize=4)
def kept_rules(rulebook: Rulebook) -> KeptRules:
    """Return what is kept of ``rulebook``."""
    return KeptRules(
        stamp=rulebook.stamp,
        surfaces=tuple(rulebook.surfaces.values()),
        capabilities=tuple(rulebook.capabilities.values()),
        documents=tuple(rulebook.documents.values()),
        fingerprints=fingerprints(rulebook),
    )


@lru_cache(maxsize=4)
def fingerprints(rulebook: Rulebook) -> dict[str, str]:
    """Return a short hash of the meaning of each of our own rules."""
    found = {
        f"{section}/{name}": _hash(plain(record))
        for section, records in rulebook.sections.items()
        if section not in PLATFORM
        for name, record in records.items()
    }
    for code, packs in rulebook.languages.items():
        lines = sorted({line for pack in packs for line in leaves(pack.data, ["language", code])})
        found[f"language/{code}"] = _hash(lines)
    return {**found, "rulebook/second_reader": _hash(rulebook.meta.second_reader)}


def _hash(meaning: object) -> str:
    return hashlib.sha256(canonical(meaning).encode()).hexdigest()[:_DIGITS]


def with_platform_of(rulebook: Rulebook, day: KeptRules) -> Rulebook:
    """Return today's rules over what platforms gave and asked on the day of the bundle.

    Records that today's rules need and that day did not know stay as they are today. A surface that there was
    not on that day gave nothing.
    """
    capabilities = {item.id: item for item in day.capabilities if item.id in rulebook.capabilities}
    return replace(
        rulebook,
        surfaces={item.id: item for item in day.surfaces},
        capabilities={**rulebook.capabilities, **capabilities},
        documents=_documents(rulebook.documents, {item.id: item for item in day.documents}),
    )


def _documents(
    today: Mapping[str, DocumentRule], then: Mapping[str, DocumentRule]
) -> dict[str, DocumentRule]:
    clauses = {clause.id: clause for document in then.values() for clause in document.clauses}
    return {
        name: then.get(name, document).model_copy(
            update={"clauses": tuple(clauses.get(clause.id, clause) for clause in document.clauses)}
        )
        for name, document in today.items()
    }


class PlatformChange(Model):
    """One thing that a platform, a law or its terms says otherwise than on the day of the bundle."""

    id: str
    """Of the clause, or ``capability / surface`` for a cell of the matrix."""
    before: str
    after: str


def platform_changes(day: KeptRules, rulebook: Rulebook) -> tuple[PlatformChange, ...]:
    """Return the cells and clauses that read otherwise today; "" stands for what was or is not there."""
    return statement_changes(day, kept_rules(rulebook))


def statement_changes(day: KeptRules, other: KeptRules) -> tuple[PlatformChange, ...]:
    """Like :func:`platform_changes`, between any two days of which rules are kept."""
    before, after = dict(_statements(day)), dict(_statements(other))
    return tuple(
        PlatformChange(id=name, before=before.get(name, ""), after=after.get(name, ""))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def rule_changes(day: KeptRules, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the names of our own rules that mean something else today, are new, or are gone."""
    before, after = day.fingerprints, fingerprints(rulebook)
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _statements(rules: KeptRules) -> Iterator[tuple[str, str]]:
    for surface in rules.surfaces:
        yield surface.id, "gives to third parties" if surface.third_party else "gives to nobody else"
    for capability in rules.capabilities:
        for cell in capability.cells:
            yield f"{capability.id} / {cell.surface}", f"{cell.answer.value} ({cell.date.isoformat()})"
    for document in rules.documents:
        for clause in document.clauses:
            yield clause.id, _clause(document, clause)


def _clause(document: DocumentRule, clause: ClauseRule) -> str:
    date = clause.date or document.date
    return f"{document.name}, {clause.section} ({date.isoformat()}): {clause.says}"
