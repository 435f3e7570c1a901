"""Findings as a report shows them: quotes in their surroundings, clauses with links that may be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import (
    MAX_ADDRESS,
    MAX_NAME,
    MAX_QUOTE,
    citation,
    defang,
    language_tag,
    passage,
    visible,
)
from auditor.formats.shown import FindingShown, QuoteShown, ReferenceShown, SetAsideShown
from auditor.formats.why import why_shown

if TYPE_CHECKING:
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, Evidence, Finding, Reference, SetAside

MAX_QUOTES: Final = 5
"""Pieces of evidence that one finding shows; the audit as JSON holds all."""
MAX_AROUND: Final = 200
"""Characters shown before and after a quote."""
FULL_CONTEXT: Final = 160
"""A context of this length was cut when it was gathered."""


def finding_shown(audit: Audit, finding: Finding, number: int, translations: Catalogue) -> FindingShown:
    """Return ``finding`` in words, as number ``number`` of the report."""
    return FindingShown(
        anchor=f"finding-{number}",
        number=number,
        rule=visible(finding.rule, MAX_NAME),
        category=words.named(words.CATEGORIES, finding.category, translations),
        severity=finding.severity.value,
        severity_word=words.named(words.GRADES, finding.severity, translations),
        certainty_word=words.named(words.CERTAINTIES, finding.certainty, translations),
        sureness=words.named(words.SURENESS, finding.certainty, translations),
        title=words.rule("findings.title", finding.title, translations),
        explanation=words.rule("findings.explanation", finding.explanation, translations),
        quotes=tuple(_quote(audit, finding, e, translations) for e in finding.evidence[:MAX_QUOTES]),
        more_quotes=max(0, len(finding.evidence) - MAX_QUOTES),
        references=tuple(_reference(r, translations) for r in finding.references),
        advice=words.rule("findings.advice", finding.advice, translations),
        set_aside=_set_aside(finding.set_aside, translations),
    )


def _quote(audit: Audit, finding: Finding, evidence: Evidence, translations: Catalogue) -> QuoteShown:
    source = ""
    if len(audit.sources) > 1 and 0 <= evidence.source < len(audit.sources):
        source = words.named(words.SOURCES, audit.sources[evidence.source].kind, translations)
    return QuoteShown(
        before=_before(evidence),
        quote=_quoted(evidence, translations),
        after=_after(evidence),
        read_as=visible(evidence.read_as, MAX_QUOTE),
        where=words.place(evidence.where, translations),
        source=source,
        lang=_language(audit, evidence),
        code=is_code(evidence.quote) and evidence.text is None,
        why=why_shown(audit, finding, evidence, translations),
    )


def _quoted(evidence: Evidence, translations: Catalogue) -> str:
    """Return the quote; where nothing exact was seen, what was observed stands in its place, in our words."""
    if evidence.text is None:
        for context in ("observations.title", "comparisons.side"):
            if translations.knows(context, evidence.quote):
                return words.rule(context, evidence.quote, translations)
    return visible(evidence.quote, MAX_QUOTE)


def is_code(quote: str) -> bool:
    """Whether a quote is a name or an address rather than words: no blank, and a mark that words lack."""
    return not any(c.isspace() for c in quote) and any(c in "._:/" for c in quote)


def _before(evidence: Evidence) -> str:
    """Return what stood before the quote, with an ellipsis where the text began earlier still."""
    before = passage(evidence.before[-MAX_AROUND:], MAX_AROUND)
    cut = evidence.start is not None and evidence.start > len(evidence.before)
    return f"… {before.partition(' ')[2]}" if cut and " " in before.strip() else before


def _after(evidence: Evidence) -> str:
    """Return what stood after the quote, cut between words where the gathered context ends."""
    after = passage(evidence.after, MAX_AROUND)
    cut = len(evidence.after) >= FULL_CONTEXT and " " in after.strip()
    return f"{after.rpartition(' ')[0]} …" if cut else after


def _language(audit: Audit, evidence: Evidence) -> str:
    if evidence.text is None:
        return ""
    return next((language_tag(claim.language) for claim in audit.claims if claim.text == evidence.text), "")


def _reference(reference: Reference, translations: Catalogue) -> ReferenceShown:
    href = citation(reference.url)
    return ReferenceShown(
        document=visible(reference.document),
        publisher=visible(reference.publisher, MAX_NAME),
        section=visible(reference.section, MAX_NAME),
        region=words.rule("documents.region", reference.region, translations, MAX_NAME),
        date=words.long_date(reference.date, translations),
        date_iso=reference.date.isoformat(),
        says=words.rule("documents.says", reference.says, translations),
        quote=visible(reference.quote, MAX_QUOTE),
        href=href or "",
        address=visible(reference.url, MAX_ADDRESS) if href else defang(reference.url),
    )


def _set_aside(aside: SetAside | None, translations: Catalogue) -> SetAsideShown | None:
    if aside is None:
        return None
    return SetAsideShown(
        visible(aside.reason),
        visible(aside.reviewer, MAX_NAME),
        words.long_date(aside.expires, translations),
        aside.expires.isoformat(),
    )
