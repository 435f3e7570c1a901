"""Which checks were made, with one of four outcomes; what could not be looked at; how complete it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from auditor.model import Category, Check, Completeness, Finding, Listing, NotAnalysed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language import Reading

Outcome = Literal["found", "nothing-found", "could-not-look", "does-not-apply"]

_CLAIM_CATEGORIES = {Category.IMPOSSIBLE_CLAIM, Category.TERMS_OF_SERVICE, Category.DECEPTION}
NO_TEXT = NotAnalysed(check="texts", reason="There was no text in which the tool describes itself.")


def not_analysed(listing: Listing, reading: Reading) -> tuple[NotAnalysed, ...]:
    """Everything that could not be looked at, each once."""
    missing = [*listing.not_read]
    if isinstance(listing.access, NotAnalysed) and not any("permission" in m.check or m.check == "access" for m in missing):
        missing.append(listing.access)
    if not reading.read_texts and not reading.not_analysed:
        missing.append(NO_TEXT)
    missing += reading.not_analysed
    if listing.images:
        shown = "picture" if len(listing.images) == 1 else "pictures"
        missing.append(
            NotAnalysed(check="pictures", reason=f"{len(listing.images)} {shown} of the listing: words in pictures are not read.")
        )
    return tuple(dict.fromkeys(missing))


def _outcome(looked: bool, found: bool) -> Outcome:
    if not looked:
        return "could-not-look"
    return "found" if found else "nothing-found"


def checks(
    listing: Listing, reading: Reading, findings: Sequence[Finding], missing: Sequence[NotAnalysed]
) -> tuple[Check, ...]:
    """The checks of this audit."""
    claims = any(finding.claims for finding in findings)
    access = any(finding.access for finding in findings)
    seen = any(not finding.claims and not finding.access for finding in findings)
    reasons = {item.check: item.reason for item in missing}
    access_reason = next((r for check, r in reasons.items() if check == "access" or "permission" in check), "")
    text_reason = reasons.get("texts") or reasons.get("language", "")
    consent = any(source.kind == "consent-link" for source in listing.sources)
    return (
        Check(
            id="claims",
            title="What the tool says it can do",
            outcome=_outcome(reading.read_texts > 0, claims),
            detail="" if reading.read_texts else text_reason,
        ),
        Check(
            id="access",
            title="What the tool asks for",
            outcome=_outcome(listing.access_known, access),
            detail="" if listing.access_known else access_reason,
        ),
        Check(
            id="consent-link",
            title="The consent link",
            outcome=_outcome(True, seen) if consent else "does-not-apply",
        ),
        Check(
            id="listing",
            title="How the tool presents itself",
            outcome=_outcome(bool(listing.sources or listing.observations or listing.texts), seen),
        ),
        Check(id="pictures", title="Words in pictures", outcome="could-not-look" if listing.images else "does-not-apply"),
    )


def completeness(made: Sequence[Check]) -> Completeness:
    """Count the checks. Enough is known where claims or access could be looked at."""
    applying = [check for check in made if check.outcome != "does-not-apply"]
    looked = [check for check in applying if check.outcome != "could-not-look"]
    enough = any(check.id in ("claims", "access") for check in looked)
    return Completeness(looked=len(looked), of=len(applying), enough=enough)
