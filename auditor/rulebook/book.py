"""The rulebook: every rule, found by its id. Frozen; loaded once, then handed to pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Reference, RulebookStamp
from auditor.rulebook.digest import digest_of
from auditor.rulebook.hosts import HOST_KINDS, HostMatch, first_class
from auditor.rulebook.matrix import Deliverability, deliverability
from auditor.rulebook.schema import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Deliverable, Model
    from auditor.rulebook.places import Place, RawLanguage
    from auditor.rulebook.schema import (
        AdviceRule,
        CheckRule,
        ClaimRule,
        ClauseRule,
        DocumentRule,
        FindingRule,
        MeansRule,
        Meta,
        ObservationRule,
        PurposeRule,
        QuestionRule,
        VerdictRule,
    )
    from auditor.rulebook.schema_access import AccessRule, HostClass, InstallWarning
    from auditor.rulebook.schema_compare import Comparison, Saying, Side
    from auditor.rulebook.schema_matrix import Capability, Surface
    from auditor.rulebook.schema_parts import PartRule
    from auditor.rulebook.schema_providers import Provider
    from auditor.rulebook.schema_signs import Sign


class CitedClause(NamedTuple):
    """A clause and the document that it stands in."""

    document: DocumentRule
    clause: ClauseRule


@dataclass(frozen=True, eq=False, repr=False)
class Rulebook:
    """All rules. Each section is a mapping from id to record. Compared and hashed by identity.

    Mappings are sorted by id, except ``host_classes``, ``install_warnings``, ``means``, ``parts``,
    ``questions`` and ``sides``, which keep the order of the files: there the first that fits counts.
    """

    meta: Meta
    surfaces: Mapping[str, Surface]
    capabilities: Mapping[str, Capability]
    access: Mapping[str, AccessRule]
    host_classes: Mapping[str, HostClass]
    install_warnings: Mapping[str, InstallWarning]
    documents: Mapping[str, DocumentRule]
    findings: Mapping[str, FindingRule]
    claims: Mapping[str, ClaimRule]
    purposes: Mapping[str, PurposeRule]
    means: Mapping[str, MeansRule]
    checks: Mapping[str, CheckRule]
    observations: Mapping[str, ObservationRule]
    signs: Mapping[str, Sign]
    advice: Mapping[str, AdviceRule]
    questions: Mapping[str, QuestionRule]
    providers: Mapping[str, Provider]
    verdicts: Mapping[str, VerdictRule]
    sides: Mapping[str, Side]
    sayings: Mapping[str, Saying]
    comparisons: Mapping[str, Comparison]
    parts: Mapping[str, PartRule]
    languages: Mapping[str, list[RawLanguage]]
    """By language code, the pieces of each language in the order of the files."""
    places: Mapping[tuple[str, str], Place]
    """Where each record stands, by section and id; ``("rulebook", "rulebook")`` is the meta record."""

    def __repr__(self) -> str:
        return f"<Rulebook {self.version}: {sum(map(len, self.sections.values()))} records>"

    @property
    def version(self) -> str:
        """The version that the rules give themselves."""
        return self.meta.version

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` over the meaning of the rules."""
        return digest_of(self.sections, self.languages, self.meta)

    @property
    def stamp(self) -> RulebookStamp:
        """What an audit says of the rules that judged."""
        return RulebookStamp(version=self.version, digest=self.digest)

    @property
    def sections(self) -> dict[str, Mapping[str, Model]]:
        """Every section by its name in the files."""
        return {name: getattr(self, name) for name in SECTIONS}

    @cached_property
    def clauses(self) -> dict[str, CitedClause]:
        """Every clause by its id, with its document."""
        return {
            clause.id: CitedClause(document, clause)
            for document in self.documents.values()
            for clause in document.clauses
        }

    @cached_property
    def access_kinds(self) -> frozenset[str]:
        """Every kind of access that the rules know: of permissions, of credentials, of providers' scopes."""
        return frozenset({*HOST_KINDS, *self.providers, *(rule.kind for rule in self.access.values())})

    @cached_property
    def worded_together(self) -> dict[str, tuple[InstallWarning, ...]]:
        """By kind of access, how its browser words what it tells of several permissions together."""
        by_kind: dict[str, tuple[InstallWarning, ...]] = {}
        for rule in self.install_warnings.values():
            by_kind[rule.kind] = (*by_kind.get(rule.kind, ()), rule)
        return by_kind

    def access_rule(self, access_id: str) -> AccessRule | None:
        """Return the rule for exactly this access, or None. Host patterns: :meth:`host_class`."""
        return self.access.get(access_id)

    def host_class(self, kind: str, pattern: str) -> HostMatch | None:
        """Return the class of a host pattern and the domain that it names.

        Args:
            kind: ``chrome``, ``firefox`` or ``userscript``; other kinds of access have no host patterns.
            pattern: The bare pattern (``*://*.tiktok.com/*``) or the whole id (``chrome:host:…``).
        """
        if kind not in HOST_KINDS:
            return None
        return first_class(self.host_classes.values(), pattern.removeprefix(f"{kind}:host:"))

    def clause(self, clause_id: str) -> CitedClause:
        """Return a clause with its document.

        Raises:
            KeyError: No document has it; cannot happen for ids that stand in a loaded rulebook.
        """
        return self.clauses[clause_id]

    def reference(self, clause_id: str) -> Reference:
        """Return a clause as audits cite it."""
        document, clause = self.clauses[clause_id]
        return Reference(
            clause=clause.id,
            document=document.name,
            publisher=document.publisher,
            section=clause.section,
            region=document.region,
            date=clause.date or document.date,
            url=clause.url or document.url,
            says=clause.says,
            quote=clause.quote,
        )

    @cached_property
    def deliverability(self) -> dict[str, Deliverability]:
        """By claim id, whether anybody could keep it, as the capability matrix has it today."""
        return {
            claim.id: deliverability(claim, self.capabilities, self.surfaces)
            for claim in self.claims.values()
        }

    def deliverable(self, claim_id: str) -> Deliverable:
        """Return whether anybody could keep a claim, as the capability matrix has it today."""
        return self.deliverability[claim_id].verdict

    def stands(self, demanded: Mapping[str, Deliverable]) -> bool:
        """Whether claims count today as a record demands in its ``while``."""
        return all(self.deliverable(claim) is wanted for claim, wanted in demanded.items())

    def place(self, section: str, record_id: str) -> Place:
        """Return where a record stands. Finding its line reads the file again if it came from the cache."""
        return self.places[section, record_id]
