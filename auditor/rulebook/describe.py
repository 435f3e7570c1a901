"""One record as a sheet that a person can read: its fields, and what it is connected to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError
from auditor.model import Model
from auditor.rulebook.conditions import in_words, parts
from auditor.rulebook.coverage import coverage_of
from auditor.rulebook.schema import Condition, Step
from auditor.rulebook.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema import ClaimRule, DocumentRule, FindingRule, PurposeRule
    from auditor.rulebook.schema_access import AccessRule
    from auditor.rulebook.schema_matrix import Capability

Row = tuple[str, tuple[str, ...]]

_HEADING = frozenset({"id", "title", "name", "question"})


@dataclass(frozen=True)
class Sheet:
    """One record for a reader."""

    section: str
    id: str
    title: str
    place: Place
    rows: tuple[Row, ...]
    """Label and lines."""
    record: Model

    def as_json(self) -> dict[str, Any]:
        """Return the record as it could stand in a file, with its section and place."""
        data = self.record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {"section": self.section, "path": self.place.path, "line": self.place.line, "record": data}


def sheets(book: Rulebook, record_id: str) -> list[Sheet]:
    """Return a sheet for each record with this id; clauses and host patterns are found as well.

    Raises:
        UsageError: No record has it.
    """
    found = [
        _sheet(book, name, records[record_id])
        for name, records in book.sections.items()
        if record_id in records
    ]
    if record_id in book.clauses:
        found.append(_clause_sheet(book, record_id))
    kind, _, pattern = record_id.partition(":host:")
    if pattern and (match := book.host_class(kind, pattern)):
        found.append(_sheet(book, "host_classes", match.rule))
    if not found:
        known = [*book.clauses, *(known for records in book.sections.values() for known in records)]
        message = f"no record has the id '{record_id}'{did_you_mean(record_id, known)}"
        raise UsageError(message, hint="'saveraudit rules list' shows all ids.")
    return found


def title_of(record: Model) -> str:
    """Return what a record calls itself."""
    names = ("title", "name", "question", "says", "researcher", "words")
    return next((str(getattr(record, name)) for name in names if hasattr(record, name)), "")


def _sheet(book: Rulebook, section: str, record: Any) -> Sheet:
    own = _FIELDS.get(section, {})
    rows = [
        (name.rstrip("_").replace("_", " "), tuple(own[name](book, record) if name in own else _plain(value)))
        for name, info in type(record).model_fields.items()
        if name not in _HEADING and (value := getattr(record, name)) not in (None, "", {}, info.default)
    ]
    more = _CONNECTIONS[section](book, record) if section in _CONNECTIONS else ()
    rows += [(label, tuple(lines)) for label, lines in more]
    shown = tuple(row for row in rows if row[1])
    return Sheet(section, record.id, title_of(record), book.place(section, record.id), shown, record)


def _plain(value: Any) -> list[str]:
    if isinstance(value, (tuple, list)):
        return [line for item in value for line in _plain(item)]
    if isinstance(value, Condition):
        return [in_words(value)]
    if isinstance(value, Step):
        return [value.text + (f" (when: {in_words(value.when)})" if value.when else "")]
    if isinstance(value, Model):
        value = value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, dict):
        return [", ".join(f"{key}: {part}" for key, part in value.items())]
    return ["yes" if value is True else "no" if value is False else str(value)]


def _cited(book: Rulebook, clause_ids: Iterable[str]) -> Iterator[str]:
    for ref in map(book.reference, clause_ids):
        where = ", ".join(part for part in (ref.document, ref.section, ref.region, str(ref.date)) if part)
        yield f"{ref.clause}: {where}. {ref.says}"


def _titled(book: Rulebook, capabilities: Iterable[str]) -> list[str]:
    return [f"{used}: {book.capabilities[used].title}" for used in capabilities]


def _examples(_: Rulebook, finding: FindingRule) -> Iterator[str]:
    for kind, examples in (("matches", finding.examples.match), ("no match", finding.examples.near_miss)):
        for example in examples:
            quote = f" -> '{example.quote}'" if example.quote else ""
            when = ", ".join(f"{claim} is {wanted.value}" for claim, wanted in example.while_.items())
            only = f" (while {when})" if when else ""
            shown = example.targets or example.listing
            yield f"{kind}: {json.dumps(shown, ensure_ascii=False, default=str)}{quote}{only}"


def _cells(_: Rulebook, capability: Capability) -> Iterator[str]:
    for cell in capability.cells:
        about = f" ({cell.note})" if cell.note else ""
        yield f"{cell.surface}: {cell.answer.value}{about}, {cell.date}, {cell.source}"


def _clauses(book: Rulebook, document: DocumentRule) -> Iterator[str]:
    covered = next(found for found in coverage_of(book).documents if found.id == document.id)
    for row in covered.clauses:
        cited = f" [{', '.join(row.findings)}]" if row.findings else f" [{row.state.value}]"
        yield f"{row.clause.id}: {row.clause.section}: {row.clause.says}{cited}"


def _of_access(book: Rulebook, access: AccessRule) -> Iterator[tuple[str, list[str]]]:
    purposes = [purpose.id for purpose in book.purposes.values() if set(purpose.needs) & set(access.yields)]
    yield "explained by", purposes
    yield "named by", _findings_naming(book, "access", access.id)


def _while_it_holds(book: Rulebook, claim: ClaimRule) -> list[str]:
    return [claim.explanation] if book.deliverable(claim.id) is claim.otherwise else []


def _of_claim(book: Rulebook, claim: ClaimRule) -> Iterator[tuple[str, list[str]]]:
    today = book.deliverability[claim.id]
    yield "today", [today.verdict.value]
    yield "given by", list(today.given_by)
    yield "not known whether given by", list(today.not_known)
    if claim.needs is not None:
        yield "what gives it", list(_cells(book, book.capabilities[claim.needs]))
    yield "named by", _findings_naming(book, "claim", claim.id)


def _of_capability(book: Rulebook, capability: Capability) -> Iterator[tuple[str, list[str]]]:
    yield "given by", [access.id for access in book.access.values() if capability.id in access.yields]
    yield (
        "needed by",
        [
            *(claim.id for claim in book.claims.values() if claim.needs == capability.id),
            *(purpose.id for purpose in book.purposes.values() if capability.id in purpose.needs),
        ],
    )


def _of_purpose(book: Rulebook, purpose: PurposeRule) -> Iterator[tuple[str, list[str]]]:
    explained = [access.id for access in book.access.values() if set(access.yields) & set(purpose.needs)]
    yield "explains", explained


def _findings_naming(book: Rulebook, field: str, wanted: str) -> list[str]:
    return [
        finding.id
        for finding in book.findings.values()
        if any(getattr(part.condition, field) == wanted for part in parts(finding.when))
    ]


def _of_observation(book: Rulebook, observation: Any) -> Iterator[tuple[str, list[str]]]:
    yield "named by", _findings_naming(book, "observation", observation.id)


def _of_comparison(book: Rulebook, comparison: Any) -> Iterator[tuple[str, list[str]]]:
    yield "named by", _findings_naming(book, "contradiction", comparison.id)


def _clause_sheet(book: Rulebook, clause_id: str) -> Sheet:
    document, clause = book.clause(clause_id)
    place = book.place("documents", document.id).within("clauses", document.clauses.index(clause))
    citing = [finding.id for finding in book.findings.values() if clause_id in finding.references]
    rows = [
        ("document", (f"{document.id}: {document.name}, {document.publisher}, {document.date}",)),
        *(
            (name.replace("_", " "), tuple(_plain(value)))
            for name in ("says", "quote", "url", "date", "fact", "not_visible")
            if (value := getattr(clause, name))
        ),
        ("cited by", tuple(citing)),
    ]
    return Sheet("clauses", clause_id, clause.section, place, tuple(row for row in rows if row[1]), clause)


_FIELDS: dict[str, dict[str, Callable[[Rulebook, Any], Iterable[str]]]] = {
    "findings": {
        "references": lambda book, finding: _cited(book, finding.references),
        "examples": _examples,
    },
    "access": {"yields": lambda book, access: _titled(book, access.yields)},
    "host_classes": {"yields": lambda book, host: _titled(book, host.yields)},
    "claims": {
        "needs": lambda book, claim: _titled(book, [claim.needs]),
        "explanation": _while_it_holds,
    },
    "purposes": {"needs": lambda book, purpose: _titled(book, purpose.needs)},
    "capabilities": {"cells": _cells},
    "documents": {"clauses": _clauses},
}
_CONNECTIONS: dict[str, Callable[[Rulebook, Any], Iterable[tuple[str, list[str]]]]] = {
    "access": _of_access,
    "claims": _of_claim,
    "capabilities": _of_capability,
    "purposes": _of_purpose,
    "observations": _of_observation,
    "comparisons": _of_comparison,
}
