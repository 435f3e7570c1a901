"""The rules as a reader sees them: findings by category, promises, documents with their clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.formats import words as report_words
from auditor.formats.clean import MAX_NAME, MAX_QUOTE, citation, visible
from auditor.model import Category
from auditor.publish.shown import ClauseShown, DocumentShown, GroupShown, PromiseShown, RuleShown
from auditor.rulebook.coverage import coverage_of

if TYPE_CHECKING:
    from auditor.messages.catalogue import Catalogue
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema import FindingRule


class RulesViews:
    """Makes views of one rulebook in one language."""

    def __init__(self, rulebook: Rulebook, translations: Catalogue) -> None:
        self._book = rulebook
        self._translations = translations
        self._citing = {
            row.clause.id: row.findings
            for document in coverage_of(rulebook).documents
            for row in document.clauses
        }

    def groups(self) -> tuple[GroupShown, ...]:
        """Return the findings by category, the gravest first."""
        return tuple(
            GroupShown(
                report_words.named(report_words.CATEGORIES, category, self._translations),
                f"category-{category.value}",
                tuple(self._rule(rule) for rule in self._of(category)),
            )
            for category in Category
            if self._of(category)
        )

    def promises(self) -> tuple[PromiseShown, ...]:
        """Return the claims that texts are read for."""
        return tuple(
            PromiseShown(
                rule.id,
                self._say("claims.title", rule.title),
                self._book.deliverable(rule.id).value,
                self._say("claims.explanation", rule.explanation),
            )
            for rule in self._book.claims.values()
        )

    def documents(self) -> tuple[DocumentShown, ...]:
        """Return all documents, by name."""
        return tuple(
            DocumentShown(
                document.id,
                visible(document.name),
                visible(document.publisher, MAX_NAME),
                tuple(self._clause(clause.id) for clause in document.clauses),
            )
            for document in sorted(
                self._book.documents.values(), key=lambda each: (each.name.casefold(), each.id)
            )
        )

    def _say(self, context: str, text: str) -> str:
        return report_words.rule(context, text, self._translations)

    def _of(self, category: Category) -> list[FindingRule]:
        found = [rule for rule in self._book.findings.values() if rule.category is category]
        return sorted(found, key=lambda rule: (-rule.severity.rank, rule.order, rule.id))

    def _rule(self, rule: FindingRule) -> RuleShown:
        return RuleShown(
            id=visible(rule.id, MAX_NAME),
            title=self._say("findings.title", rule.title),
            severity_word=report_words.named(report_words.GRADES, rule.severity, self._translations),
            explanation=self._say("findings.explanation", rule.explanation),
            advice=self._say("findings.advice", rule.advice),
            clauses=tuple(self._clause(name) for name in rule.references),
        )

    def _clause(self, name: str) -> ClauseShown:
        reference = self._book.reference(name)
        return ClauseShown(
            id=visible(name, MAX_NAME),
            document=visible(reference.document),
            publisher=visible(reference.publisher, MAX_NAME),
            section=visible(reference.section, MAX_NAME),
            region=self._say("documents.region", reference.region),
            says=self._say("documents.says", reference.says),
            quote=visible(reference.quote, MAX_QUOTE),
            date=report_words.long_date(reference.date, self._translations),
            date_iso=reference.date.isoformat(),
            href=citation(reference.url) or "",
            rules=tuple(visible(rule, MAX_NAME) for rule in self._citing.get(name, ())),
            not_visible=self._say("documents.not_visible", self._book.clause(name).clause.not_visible),
        )
