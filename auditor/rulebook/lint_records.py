"""Checks on records and how they hang together."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from auditor.model import Grade
from auditor.rulebook.conditions import all_conditions, parts
from auditor.rulebook.coverage import CoverageState, coverage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema import QuestionRule
    from auditor.rulebook.schema_access import AccessRule, HostClass
    from auditor.rulebook.schema_compare import Aspect
    from auditor.rulebook.schema_providers import Provider

    Found = Iterator[tuple[Place, str]]

_META: Final = ("rulebook", "rulebook")


def unversioned(book: Rulebook, _on: dt.date) -> Found:
    """A rule set without a version can't be named in a report."""
    if _META not in book.places and book.places:
        place = next(iter(book.places.values()))
        yield place, "no file has a 'rulebook:' section with version and reference_age_days"


def unexplained_access(book: Rulebook, _on: dt.date) -> Found:
    """Access that can hurt needs a sentence on how."""
    for rule in book.access.values():
        if rule.danger.rank >= Grade.MEDIUM.rank and not rule.explanation:
            yield (
                book.place("access", rule.id),
                f"'{rule.id}' has danger {rule.danger.value} and no explanation for the user",
            )


def empty_examples(book: Rulebook, _on: dt.date) -> Found:
    """A listing that says and asks for nothing matches nothing, whatever the rule."""
    for rule in book.findings.values():
        place = book.place("findings", rule.id).within("examples")
        for kind, examples in (("match", rule.examples.match), ("near_miss", rule.examples.near_miss)):
            for index, example in enumerate(examples):
                told = ("texts", "access", "observations")
                if example.listing and not any(example.listing.get(key) for key in told):
                    yield place.within(kind, index), "this listing has no texts, access or observations"


def duplicate_examples(book: Rulebook, _on: dt.date) -> Found:
    """The same listing twice in one rule tests nothing new, or contradicts itself."""
    for rule in book.findings.values():
        place = book.place("findings", rule.id).within("examples")
        seen: dict[str, str] = {}
        for kind, examples in (("match", rule.examples.match), ("near_miss", rule.examples.near_miss)):
            for index, example in enumerate(examples):
                key = json.dumps(example.listings, sort_keys=True, default=str)
                if key in seen:
                    yield (
                        place.within(kind, index),
                        f"this listing is already the example {seen[key]} of the rule",
                    )
                seen.setdefault(key, f"{kind.replace('_', '-')} {index + 1}")


def kinds_and_ids(book: Rulebook, _on: dt.date) -> Found:
    """Ids of scopes and extension permissions begin with their kind; Android's are manifest names."""
    for rule in book.access.values():
        if rule.kind != "android" and not rule.id.startswith(f"{rule.kind}:"):
            yield (
                book.place("access", rule.id).within("id"),
                f"the id of this access must begin with '{rule.kind}:'",
            )


def host_class_order(book: Rulebook, _on: dt.date) -> Found:
    """What stands after a class for everything is never reached."""
    caught = ""
    for rule in book.host_classes.values():
        if caught:
            yield (
                book.place("host_classes", rule.id),
                f"never reached: '{caught}' above it takes every pattern",
            )
        elif rule.match == "other":
            caught = rule.id


def future_dates(book: Rulebook, on: dt.date) -> Found:
    """Nothing was read tomorrow."""
    for place, date, _ in _dates(book):
        if date > on:
            yield place, f"{date} lies in the future"


def old_references(book: Rulebook, on: dt.date) -> Found:
    """What was read long ago may have changed. A document's own date says nothing on that."""
    oldest = on - dt.timedelta(days=book.meta.reference_age_days)
    for place, date, was_read in _dates(book):
        if was_read and date < oldest:
            yield (
                place,
                f"this was read on {date}, over {book.meta.reference_age_days} days ago: read it again",
            )


def weak_references(book: Rulebook, _on: dt.date) -> Found:
    """A fault needs one document that was read at its publisher's, or in a verbatim copy."""
    for rule in book.findings.values():
        if all(book.clause(clause).document.confidence == "low" for clause in rule.references):
            place = book.place("findings", rule.id).within("references")
            yield place, "every document cited here has low confidence: cite a better one"


def unused(book: Rulebook, _on: dt.date) -> Found:
    """Capabilities, observations, surfaces, sayings and comparisons that nothing speaks of."""
    conditions = [part.condition for condition in all_conditions(book) for part in parts(condition)]
    uses: dict[str, Counter[Any]] = {
        "capabilities": Counter(_capabilities_used(book)),
        "observations": Counter(condition.observation for condition in conditions),
        "comparisons": Counter(condition.contradiction for condition in conditions),
        "sayings": Counter(_sayings_used(book)),
        "surfaces": Counter(cell.surface for row in book.capabilities.values() for cell in row.cells),
    }
    for aspect in _aspects(book):
        uses["observations"].update((aspect.observation, *aspect.shown_by))
    uses["observations"].update(o.id for o in book.observations.values() if o.gives_access or not o.judged)
    for section, used in uses.items():
        for record_id in book.sections[section]:
            if not used[record_id]:
                yield book.place(section, record_id), f"nothing uses '{record_id}' of {section}"


def lone_subjects(book: Rulebook, _on: dt.date) -> Found:
    """A subject is shared: one that a single finding has is a slip of the pen, or says nothing."""
    having = Counter(rule.subject for rule in book.findings.values())
    for rule in book.findings.values():
        if rule.subject is not None and having[rule.subject] == 1:
            place = book.place("findings", rule.id).within("subject")
            yield place, f"no other finding has the subject '{rule.subject}'"


def _aspects(book: Rulebook) -> Iterator[Aspect]:
    for comparison in book.comparisons.values():
        yield comparison.one
        yield comparison.other


def _sayings_used(book: Rulebook) -> Iterator[str | None]:
    yield from (aspect.saying for aspect in _aspects(book))
    yield from (side.titled for side in book.sides.values())


def _capabilities_used(book: Rulebook) -> Iterator[str | None]:
    yield from (given for aspect in _aspects(book) for given in aspect.yields)
    for access in book.access.values():
        yield from access.yields
    for host in book.host_classes.values():
        yield from host.yields
    for purpose in book.purposes.values():
        yield from purpose.needs
    for claim in book.claims.values():
        yield claim.needs


def uncovered_clauses(book: Rulebook, _on: dt.date) -> Found:
    """A clause is cited, or says why a breach of it can't be seen; not both."""
    for document in coverage_of(book).documents:
        place = book.place("documents", document.id)
        for index, covered in enumerate(document.clauses):
            here = place.within("clauses", index)
            if covered.state is CoverageState.UNCOVERED:
                yield here, f"no finding cites '{covered.clause.id}', and 'not_visible' does not say why"
            elif covered.findings and covered.clause.not_visible:
                yield here.within("not_visible"), f"'{covered.findings[0]}' cites this clause: it is visible"


def _dates(book: Rulebook) -> Iterator[tuple[Place, dt.date, bool]]:
    """Yield every date with its place, and whether it is the day on which something was read."""
    for document in book.documents.values():
        place = book.place("documents", document.id)
        yield place.within("date"), document.date, document.date_means == "read"
        for index, clause in enumerate(document.clauses):
            if clause.date is not None:
                yield place.within("clauses", index, "date"), clause.date, True
    for capability in book.capabilities.values():
        place = book.place("capabilities", capability.id).within("cells")
        yield from (
            (place.within(index, "date"), cell.date, True) for index, cell in enumerate(capability.cells)
        )
    for section, records in _dated(book).items():
        for record in records.values():
            yield book.place(section, record.id).within("date"), record.date, True


def _dated(book: Rulebook) -> dict[str, Mapping[str, AccessRule | HostClass | QuestionRule | Provider]]:
    return {
        "access": book.access,
        "host_classes": book.host_classes,
        "questions": book.questions,
        "providers": book.providers,
    }
