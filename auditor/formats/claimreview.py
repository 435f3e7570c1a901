"""ClaimReview: promises that nobody can keep, as fact-checkers publish what they checked (schema.org).

Only what a tool says in so many words is reviewed, only promises that no permission, scope or API can keep,
and only where a finding that counts says so. A rating is required in the field; ours says what is so
("Nobody is given this"), never what anybody means by it. Fields and their use:
https://schema.org/ClaimReview and https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.formats.clean import MAX_ADDRESS, MAX_NAME, MAX_QUOTE, citation, language_tag, visible
from auditor.formats.json_text import dumped
from auditor.formats.summary import in_short, named, quoted
from auditor.formats.view import report_view
from auditor.formats.words import BRAND, ENGLISH
from auditor.messages import N_
from auditor.model import Certainty, Deliverable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.formats.shown import ReportView
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, ClaimFound, Finding

CONTEXT: Final = "https://schema.org"
RATING: Final = N_("Not possible: nobody is given this")
"""In words; the numbers beside it are 1 of 1 to 5, where the field expects a scale."""
_Reviewed = tuple["ClaimFound", "Finding"]


@dataclass(frozen=True, slots=True)
class ClaimReviewFormat:
    """Audits as JSON-LD; an empty graph where nothing is certain and impossible."""

    translations: Catalogue = ENGLISH
    page: str = ""
    """Address of the page that holds the report. Required wherever the markup is published."""
    author: str = BRAND
    """Who reviewed: the publisher of that page."""
    name: str = "claimreview"
    suffix: str = ".jsonld"

    @classmethod
    def for_options(cls, options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form for a page, in its language."""
        return cls(translations, options.page, options.author)

    def render(self, audit: Audit) -> str:
        """Return a graph with one review for each promise."""
        return dumped({"@context": CONTEXT, "@graph": self._reviews(audit)})

    def embedded(self, audit: Audit) -> str:
        """Return the graph on one line for a page's ``<script>``, or "" where nothing is to be reviewed."""
        reviews = self._reviews(audit)
        graph = dumped({"@context": CONTEXT, "@graph": reviews}, indent=None).strip() if reviews else ""
        return graph.replace("<", "\\u003c")  # markup for nobody

    def _reviews(self, audit: Audit) -> list[dict[str, Any]]:
        reviewed = list(_reviewed(audit))
        report = report_view(audit, self.translations) if reviewed else None
        return [self._review(audit, claim, finding, report) for claim, finding in reviewed if report]

    def _review(
        self, audit: Audit, claim: ClaimFound, finding: Finding, report: ReportView
    ) -> dict[str, Any]:
        stated = self.translations.gettext(N_("%(tool)s %(what)s"))
        values = {"tool": named(report, self.translations), "what": claim.title}
        review: dict[str, Any] = {
            "@type": "ClaimReview",
            "claimReviewed": visible(stated % values),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1,
                "worstRating": 1,
                "bestRating": 5,
                "alternateName": self.translations.gettext(RATING),
            },
            "author": {"@type": "Organization", "name": visible(self.author, MAX_NAME)},
            "itemReviewed": self._claim(audit, claim, report),
            "reviewBody": f"{visible(finding.explanation)} {in_short(report, self.translations)}",
            "citation": [href for r in finding.references if (href := citation(r.url))],
            "inLanguage": self.translations.code,
        }
        if page := citation(self.page):
            review["url"] = page
        if report.read_on_iso:
            review["datePublished"] = report.read_on_iso
        return review

    def _claim(self, audit: Audit, claim: ClaimFound, report: ReportView) -> dict[str, Any]:
        item: dict[str, Any] = {
            "@type": "Claim",
            "text": quoted(visible(claim.quote, MAX_QUOTE), self.translations),
        }
        if tag := language_tag(claim.language):
            item["inLanguage"] = tag
        if report.publisher or report.tool:
            item["author"] = {"@type": "Organization", "name": report.publisher or report.tool}
        address = citation(audit.tool.url or "")
        if address and len(address) <= MAX_ADDRESS:
            item["appearance"] = {"@type": "CreativeWork", "url": address}
        return item


def _reviewed(audit: Audit) -> Iterator[_Reviewed]:
    """Give each promise to be reviewed once, in the first words that make it, with the finding on it."""
    certain = [finding for finding in audit.findings if finding.certainty is Certainty.CERTAIN]
    seen: set[str] = set()
    for claim in audit.claims:
        sure = claim.certainty is Certainty.CERTAIN and claim.deliverable is Deliverable.IMPOSSIBLE
        finding = next((finding for finding in certain if claim.id in finding.claims), None)
        if sure and finding and claim.id not in seen:
            seen.add(claim.id)
            yield claim, finding
