"""Run the examples of the rules through the whole pipeline: what must match and what must not.

Two kinds of examples are run. Those of finding rules are described listings. Those of languages
(``examples:`` in a ``language:`` section, :class:`auditor.language.schema.ReadingExample`) are texts with
the claims and purposes that stand in them. Both go through the same ``audit`` that judges real tools.
Those of sayings are texts with the words in which they stand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from auditor.errors import UsageError
from auditor.model import Deliverable, Listing, SourceRecord
from auditor.rulebook.validation import did_you_mean, validate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from auditor.errors import RuleError
    from auditor.language.schema import ReadingExample
    from auditor.model import Audit, ClaimFound, Finding
    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema import Example, FindingRule
    from auditor.rulebook.schema_compare import Saying

ExampleKind = Literal["match", "near_miss", "reading", "saying"]


class AuditFunction(Protocol):
    """``auditor.judge.audit``, or a stand-in for it."""

    def __call__(self, listing: Listing, rulebook: Rulebook) -> Audit:
        """Judge one listing."""


@dataclass(frozen=True)
class ExampleResult:
    """How one example came out."""

    rule: str
    """The finding rule, ``language en``, or ``saying no-login``."""
    kind: ExampleKind
    number: int
    """Which of its kind in the rule or language file, counted from 1."""
    place: Place
    failure: str = ""
    """What was expected and not found, in one sentence; empty where the example holds."""

    @property
    def passed(self) -> bool:
        """Whether the example holds."""
        return not self.failure

    def __str__(self) -> str:
        what = f"{self.place}: {self.rule}: {self.kind.replace('_', '-')} {self.number}"
        return f"{what}: {self.failure}" if self.failure else f"{what}: holds"


def run_examples(
    rulebook: Rulebook, audit: AuditFunction | None = None, only: Collection[str] = ()
) -> Iterator[ExampleResult]:
    """Yield the result of every example: of findings by id, of languages by code, of sayings by id.

    Args:
        rulebook: The rules, with their examples.
        audit: Judges a listing; by default :func:`auditor.judge.audit`.
        only: Ids of findings and sayings and codes of languages to run; by default all.

    Raises:
        UsageError: ``only`` names what has no examples.
    """
    known = (*rulebook.findings, *rulebook.languages, *rulebook.sayings)
    for name in only:
        if name not in known:
            message = f"no finding, language or saying has the id '{name}'{did_you_mean(name, known)}"
            raise UsageError(message, hint="'saveraudit rules list --section findings' shows the ids.")
    judge = audit or _real_audit()
    for rule in rulebook.findings.values():
        if not only or rule.id in only:
            yield from _finding_examples(rule, rulebook, judge)
    for code in rulebook.languages:
        if not only or code in only:
            yield from _reading_examples(code, rulebook, judge)
    for saying in rulebook.sayings.values():
        if not only or saying.id in only:
            yield from _saying_examples(saying, rulebook)


def _real_audit() -> AuditFunction:
    from auditor.judge import audit  # noqa: PLC0415 -- judging imports this package

    return audit


def _finding_examples(rule: FindingRule, rulebook: Rulebook, judge: AuditFunction) -> Iterator[ExampleResult]:
    examples: tuple[tuple[ExampleKind, tuple[Example, ...]], ...] = (
        ("match", rule.examples.match),
        ("near_miss", rule.examples.near_miss),
    )
    for kind, of_kind in examples:
        for index, example in enumerate(of_kind):
            stands = rulebook.stands(example.while_)
            if kind == "near_miss" and not stands:
                continue
            place = rulebook.place("findings", rule.id).within("examples", kind, index)
            listings, failure = _listings(example, place)
            for listing in listings:
                matches = kind == "match" and stands
                found = judge(listing, rulebook)
                missed = _unmatched(rule.id, example, found) if matches else _fired(rule.id, found.findings)
                failure = failure or missed
            yield ExampleResult(rule.id, kind, index + 1, place, failure)


def _listings(example: Example, place: Place) -> tuple[list[Listing], str]:
    """Return the listing of an example; of several targets those that they make in either order."""
    problems: list[RuleError] = []
    inner = [place.within("targets", n) for n in range(len(example.targets))] or [place.within("listing")]
    read = [
        validate(Listing, data, where, problems) for data, where in zip(example.listings, inner, strict=True)
    ]
    listings = [listing for listing in read if listing is not None]
    if problems:
        return [], f"the listing is wrong: {problems[0].message}"
    if not example.targets:
        return listings, ""
    from auditor.sources.reading import joined  # noqa: PLC0415 -- reading imports this package

    targets = [_as_read(listing, number) for number, listing in enumerate(listings, 1)]
    return [joined(targets), joined(targets[::-1])], ""


def _as_read(listing: Listing, number: int) -> Listing:
    """Return a target as if it had been read from somewhere."""
    digest = hashlib.sha256(listing.model_dump_json().encode()).hexdigest()
    source = SourceRecord(target=f"target {number}", kind=listing.kind, url=listing.url, sha256=digest)
    return listing.model_copy(update={"sources": listing.sources or (source,)})


def _saying_examples(saying: Saying, rulebook: Rulebook) -> Iterator[ExampleResult]:
    from auditor.language.phrases import Phrases  # noqa: PLC0415 -- that package imports this one

    phrases = Phrases(saying)
    examples = rulebook.place("sayings", saying.id).within("examples")
    for index, example in enumerate(saying.examples.match):
        found = [(each.quote, each.name) for each in phrases.in_text(example.text)]
        wanted = (example.quote, example.name)
        failure = "" if wanted in found else f"'{wanted[0]}' is not read; found: {found or 'nothing'}"
        place = examples.within("match", index)
        yield ExampleResult(f"saying {saying.id}", "saying", index + 1, place, failure)
    for index, text in enumerate(saying.examples.near_miss, len(saying.examples.match)):
        read = [each.quote for each in phrases.in_text(text)]
        failure = f"it is read, in {_listed(read)}" if read else ""
        place = examples.within("near_miss", index - len(saying.examples.match))
        yield ExampleResult(f"saying {saying.id}", "saying", index + 1, place, failure)


def _unmatched(rule: str, example: Example, audit: Audit) -> str:
    own = [finding for finding in audit.findings if finding.rule == rule]
    if not own:
        others = ", ".join(finding.rule for finding in audit.findings)
        return "the rule does not fire" + (f"; these do: {others}" if others else "") + _by_the_matrix(audit)
    quotes = [evidence.quote for finding in own for evidence in finding.evidence]
    if example.quote and example.quote not in quotes:
        return f"the rule fires on {_listed(quotes)}, not on '{example.quote}'"
    return ""


def _by_the_matrix(audit: Audit) -> str:
    """Say where a changed cell may be why, and how an example says that it depends on one."""
    kept = sorted({claim.id for claim in audit.claims if claim.deliverable is Deliverable.POSSIBLE})
    if not kept:
        return ""
    return (
        f"; by the matrix, {' and '.join(kept)} can be kept today: "
        f"an example that depends on a cell says so, as in 'while: {{{kept[0]}: impossible}}'"
    )


def _fired(rule: str, found: Iterable[Finding]) -> str:
    quotes = [evidence.quote for finding in found if finding.rule == rule for evidence in finding.evidence]
    return f"the rule fires, on {_listed(quotes)}" if quotes else ""


def _reading_examples(code: str, rulebook: Rulebook, judge: AuditFunction) -> Iterator[ExampleResult]:
    from auditor.language.schema import ReadingExample  # noqa: PLC0415 -- that package imports this one

    for pack in rulebook.languages[code]:
        examples = pack.data.get("examples")
        for index, data in enumerate(examples if isinstance(examples, list) else ()):
            place = pack.place.within("examples", index)
            problems: list[RuleError] = []
            example = validate(ReadingExample, data, place, problems)
            failure = problems[0].message if problems else ""
            if example is not None:
                listing = Listing.model_validate({"texts": [example.text]})
                failure = _unknown(example, rulebook) or _misread(example, judge(listing, rulebook))
            yield ExampleResult(f"language {code}", "reading", index + 1, place, failure)


def _unknown(example: ReadingExample, rulebook: Rulebook) -> str:
    """Say which id is misspelt: what must not be read would otherwise never be read."""
    for name in (*example.claims, *example.not_claims):
        if name not in rulebook.claims:
            return f"no claim has the id '{name}'{did_you_mean(name, rulebook.claims)}"
    for name in (*example.purposes, *example.not_purposes):
        if name not in rulebook.purposes:
            return f"no purpose has the id '{name}'{did_you_mean(name, rulebook.purposes)}"
    return ""


def _misread(example: ReadingExample, audit: Audit) -> str:
    claims: dict[str, list[ClaimFound]] = {}
    for claim in audit.claims:
        claims.setdefault(claim.id, []).append(claim)
    purposes = {purpose.id for purpose in audit.purposes}
    faults = [
        *_missed(example.claims, claims),
        *(f"{name} is read, in {_quotes(claims[name])}" for name in example.not_claims if name in claims),
        *(f"purpose {name} is not read" for name in example.purposes if name not in purposes),
        *(f"purpose {name} is read" for name in example.not_purposes if name in purposes),
    ]
    return "; ".join(faults)


def _missed(expected: dict[str, str], claims: dict[str, list[ClaimFound]]) -> Iterator[str]:
    for name, quote in expected.items():
        if name not in claims:
            yield f"{name} is not read"
        elif quote and quote not in [claim.quote for claim in claims[name]]:
            yield f"{name} is read in {_quotes(claims[name])}, not in '{quote}'"


def _quotes(claims: Iterable[ClaimFound]) -> str:
    return _listed([claim.quote for claim in claims])


def _listed(quotes: list[str]) -> str:
    return " and ".join(f"'{quote}'" for quote in quotes)
