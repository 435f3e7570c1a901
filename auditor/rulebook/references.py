"""Check that every id which one record uses belongs to another record."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

from auditor.rulebook.hosts import HOST_KINDS
from auditor.rulebook.references_compare import unknown_in_comparisons
from auditor.rulebook.references_parts import unknown_in_parts
from auditor.rulebook.schema import NO_ACCESS_READ
from auditor.rulebook.schema_access import ALL_SITES, SITES
from auditor.rulebook.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from auditor.errors import RuleError
    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema import Condition
    from auditor.rulebook.schema_signs import Sign
    from auditor.rulebook.yaml_file import Key

_NAMED = {"yields": "capability", "contradiction": "comparison"}
_HOST_PREFIXES = tuple(f"{kind}:host:" for kind in HOST_KINDS)


def unknown_ids(book: Rulebook) -> list[RuleError]:
    """Return one error for each id that nothing has, and for each that two things share."""
    return [
        *_Check(book).run(),
        *unknown_in_comparisons(book),
        *unknown_in_parts(book),
        *_shared_clauses(book),
        *_shared_words(book),
    ]


class _Check:
    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._globs: dict[str, bool] = {}

    def run(self) -> Iterator[RuleError]:
        yield from self._matrix()
        yield from self._access()
        yield from self._install_warnings()
        yield from self._claims_and_purposes()
        yield from self._signs()
        yield from self._documents()
        yield from self._findings()
        yield from self._means_and_advice()

    def _known(
        self, used: str, known: Collection[str], what: str, place: Place, *keys: Key
    ) -> Iterator[RuleError]:
        if used not in known:
            yield place.fault(f"no {what} has the id '{used}'{did_you_mean(used, known)}", *keys)

    def _capabilities(self, ids: Collection[str], place: Place) -> Iterator[RuleError]:
        for index, used in enumerate(ids):
            yield from self._known(used, self._book.capabilities, "capability", place, index)

    def _matrix(self) -> Iterator[RuleError]:
        for row in self._book.capabilities.values():
            place = self._book.place("capabilities", row.id)
            yield from self._capabilities(row.includes, place.within("includes"))
            for index, cell in enumerate(row.cells):
                yield from self._known(
                    cell.surface, self._book.surfaces, "surface", place, "cells", index, "surface"
                )

    def _access(self) -> Iterator[RuleError]:
        for rule in self._book.access.values():
            yield from self._capabilities(rule.yields, self._book.place("access", rule.id).within("yields"))
        for host in self._book.host_classes.values():
            place = self._book.place("host_classes", host.id)
            yield from self._capabilities(host.yields, place.within("yields"))
            for field in ("platform_warning", "platform_warning_below"):
                for kind in getattr(host, field):
                    kinds = self._book.access_kinds
                    yield from self._known(kind, kinds, "kind of access", place, field, kind)

    def _install_warnings(self) -> Iterator[RuleError]:
        """What warnings speak of: access, or the two words that stand for sites."""
        known = {*self._book.access, ALL_SITES, SITES}
        for rule in self._book.install_warnings.values():
            place = self._book.place("install_warnings", rule.id)
            yield from self._known(rule.kind, self._book.access_kinds, "kind of access", place, "kind")
            for field in ("requires", "absorbs"):
                for index, used in enumerate(getattr(rule, field)):
                    yield from self._known(used, known, "access", place, field, index)
        for access in self._book.access.values():
            place = self._book.place("access", access.id).within("warns_as")
            for index, used in enumerate(access.warns_as):
                yield from self._known(used, known, "access", place, index)

    def _claims_and_purposes(self) -> Iterator[RuleError]:
        for claim in self._book.claims.values():
            if claim.needs is not None:
                place = self._book.place("claims", claim.id)
                yield from self._known(claim.needs, self._book.capabilities, "capability", place, "needs")
        for purpose in self._book.purposes.values():
            yield from self._capabilities(
                purpose.needs, self._book.place("purposes", purpose.id).within("needs")
            )
            trained = {each.id: each for each in self._book.purposes.values() if each.trained}
            place = self._book.place("purposes", purpose.id).within("checked_by")
            for index, used in enumerate(purpose.checked_by):
                yield from self._known(used, trained, "trained purpose", place, index)

    def _signs(self) -> Iterator[RuleError]:
        for sign in self._book.signs.values():
            place = self._book.place("signs", sign.id)
            known = self._book.observations
            yield from self._known(sign.observation, known, "observation", place, "observation")
            yield from _wrong_words(sign, place)

    def _documents(self) -> Iterator[RuleError]:
        kinds = {*self._book.access_kinds, NO_ACCESS_READ}
        for document in self._book.documents.values():
            place = self._book.place("documents", document.id)
            for index, kind in enumerate(document.about):
                yield from self._known(kind, kinds, "kind of access", place, "about", index)

    def _findings(self) -> Iterator[RuleError]:
        for finding in self._book.findings.values():
            place = self._book.place("findings", finding.id)
            yield from self._condition(finding.when, place.within("when"))
            for kind in ("match", "near_miss"):
                for index, example in enumerate(getattr(finding.examples, kind)):
                    yield from self._while(example.while_, place.within("examples", kind, index))
            for index, used in enumerate(finding.references):
                yield from self._known(used, self._book.clauses, "clause", place, "references", index)

    def _means_and_advice(self) -> Iterator[RuleError]:
        for row in self._book.means.values():
            place = self._book.place("means", row.id)
            for index, used in enumerate(row.claims):
                yield from self._known(used, self._book.claims, "claim", place, "claims", index)
            if row.given_by is not None:
                yield from self._known(row.given_by, self._book.surfaces, "surface", place, "given_by")
            if row.when is not None:
                yield from self._condition(row.when, place.within("when"))
        for advice in self._book.advice.values():
            place = self._book.place("advice", advice.id)
            for index, step in enumerate(advice.steps):
                if step.when is not None:
                    yield from self._condition(step.when, place.within("steps", index, "when"))
        for question in self._book.questions.values():
            yield from self._while(question.while_, self._book.place("questions", question.id))

    def _while(self, demanded: Collection[str], place: Place) -> Iterator[RuleError]:
        for claim in demanded:
            yield from self._known(claim, self._book.claims, "claim", place, "while", claim)

    def _condition(self, condition: Condition, place: Place) -> Iterator[RuleError]:
        book = self._book
        for key, known in (
            ("claim", book.claims),
            ("purpose", book.purposes),
            ("observation", book.observations),
            ("contradiction", book.comparisons),
            ("yields", book.capabilities),
        ):
            used = getattr(condition, key)
            if used is not None:
                yield from self._known(used, known, _NAMED.get(key, key), place, key)
        for index, kind in enumerate(condition.access_kind):
            yield from self._known(kind, book.access_kinds, "kind of access", place, "access_kind", index)
        if condition.access is not None:
            yield from self._access_glob(condition.access, place)
        for index, part in enumerate(condition.all_):
            yield from self._condition(part, place.within("all", index))
        for index, part in enumerate(condition.any_):
            yield from self._condition(part, place.within("any", index))
        if condition.not_ is not None:
            yield from self._condition(condition.not_, place.within("not"))

    def _access_glob(self, used: str, place: Place) -> Iterator[RuleError]:
        known = self._book.access
        if used in known or used.startswith(_HOST_PREFIXES):
            return
        if "*" not in used:
            yield from self._known(used, known, "access", place, "access")
        elif not self._fits(used):
            yield place.fault(f"no access has an id that fits '{used}'", "access")

    def _fits(self, glob: str) -> bool:
        """Whether any access has an id that fits; the same globs are used again and again."""
        if glob not in self._globs:
            fits = re.compile(fnmatch.translate(glob)).match
            self._globs[glob] = any(map(fits, (*self._book.access, *_HOST_PREFIXES)))
        return self._globs[glob]


def _wrong_words(sign: Sign, place: Place) -> Iterator[RuleError]:
    """Braces that can't be expanded."""
    from auditor.language.expand import expand  # noqa: PLC0415  # that package imports this one

    for keys, words in ((("unless",), sign.unless), *((("words", n), g) for n, g in enumerate(sign.words))):
        for index, notation in enumerate(words):
            try:
                expand(notation)
            except ValueError as error:
                yield place.fault(str(error), *keys, index)


def _shared_clauses(book: Rulebook) -> Iterator[RuleError]:
    """Clauses are cited by id alone, whatever document they stand in."""
    seen: dict[str, Place] = {}
    for document in book.documents.values():
        place = book.place("documents", document.id)
        for index, clause in enumerate(document.clauses):
            here = place.within("clauses", index, "id")
            if clause.id in seen:
                yield here.fault(f"clause '{clause.id}' exists already, at {seen[clause.id]}")
            seen.setdefault(clause.id, here)


def _shared_words(book: Rulebook) -> Iterator[RuleError]:
    """Audits name what justifies access by claim or purpose id, so the two may not share one."""
    for shared in sorted(book.claims.keys() & book.purposes.keys()):
        other = book.place("claims", shared).within("id")
        yield book.place("purposes", shared).fault(
            f"the claim at {other} has the id '{shared}' as well", "id"
        )
