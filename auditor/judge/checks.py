"""Which checks were made, with one of four outcomes; what could not be looked at; how complete it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from auditor.judge.understand import describes
from auditor.messages import N_
from auditor.model import Check, Completeness, Finding, Listing, NotAnalysed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.judge.facts import Facts
    from auditor.language import Reading

Outcome = Literal["found", "nothing-found", "could-not-look", "does-not-apply"]

TITLES: Final = {
    "api-levels": N_("Which versions of Android the app is built for"),
    "code": N_("What its program does"),
    "consent-page": N_("What the consent page shows"),
    "inner-package": N_("All packages in the archive"),
    "language": N_("Texts in other languages"),
    "manifest": N_("The whole manifest"),
    "name": N_("The app's name"),
    "network-security": N_("What the app allows on the network"),
    "package": N_("All files of the package"),
    "page-text": N_("The text of the page"),
    "ios-permissions": N_("Permissions on iPhones"),
    "privacy-labels": N_("Privacy labels of the store"),
    "purposes": N_("What the texts say that would explain the access"),
    "resources": N_("The app's resources"),
    "signing-certificate": N_("Who signed the package"),
    "readme": N_("The repository's README"),
    "release-files": N_("Files of the newest release"),
    "repository-code": N_("The repository's code"),
    "script-code": N_("The script's code"),
    "script-permissions": N_("What the script may do"),
    "store-data": N_("The data of the store's page"),
    "store-lookup": N_("The store's own answer"),
    "target": N_("All that you handed in"),
    "texts": N_("All texts"),
    "unnamed-permissions": N_("Permissions without a readable name"),
}
"""Names of what sources and reading could not look at."""

NO_TEXT = NotAnalysed(check="texts", reason=N_("There was no text in which the tool describes itself."))


def _speaks_of_access(item: NotAnalysed) -> bool:
    return item.check == "access" or "permission" in item.check


def not_analysed(listing: Listing, reading: Reading, facts: Facts) -> tuple[NotAnalysed, ...]:
    """Everything that could not be looked at, each once."""
    missing = [*listing.not_read]
    if isinstance(listing.access, NotAnalysed) and not any(map(_speaks_of_access, missing)):
        missing.append(listing.access)
    if not describes(listing) or (not reading.read_texts and not reading.not_analysed):
        missing.append(NO_TEXT)
    asks = bool(facts.access)
    missing += [item for item in reading.not_analysed if asks or item.check != "purposes"]
    if listing.images:
        count = N_("1 picture") if len(listing.images) == 1 else N_(f"{len(listing.images)} pictures")
        reason = N_(f"{count} of the listing: words in pictures are not read.")
        missing.append(NotAnalysed(check="pictures", reason=reason))
    return tuple(dict.fromkeys(missing))


def _outcome(*, looked: bool, found: bool) -> Outcome:
    if not looked:
        return "could-not-look"
    return "found" if found else "nothing-found"


def _texts(
    listing: Listing, reading: Reading, findings: Sequence[Finding], missing: Sequence[NotAnalysed]
) -> Check:
    claimed = any(finding.claims for finding in findings)
    looked = reading.mostly_read and (claimed or describes(listing))
    reasons = [item.reason for item in missing if item.check in ("texts", "language")]
    return Check(
        id="claims",
        title=N_("What the tool says it can do"),
        outcome=_outcome(looked=looked, found=claimed),
        detail="" if looked else " ".join(reasons),
    )


def _access(listing: Listing, findings: Sequence[Finding], missing: Sequence[NotAnalysed]) -> Check:
    looked = listing.access_known
    return Check(
        id="access",
        title=N_("What the tool asks for"),
        outcome=_outcome(looked=looked, found=any(finding.access for finding in findings)),
        detail="" if looked else next((item.reason for item in missing if _speaks_of_access(item)), ""),
    )


def _presentation(listing: Listing, findings: Sequence[Finding]) -> tuple[Check, ...]:
    seen = any(not finding.claims and not finding.access for finding in findings)
    consent = any(source.kind == "consent-link" for source in listing.sources)
    looked = bool(listing.sources or listing.observations or listing.texts)
    return (
        Check(
            id="consent-link",
            title=N_("The consent link"),
            outcome=_outcome(looked=True, found=seen) if consent else "does-not-apply",
        ),
        Check(
            id="listing",
            title=N_("How the tool presents itself"),
            outcome=_outcome(looked=looked, found=seen),
        ),
        Check(
            id="pictures",
            title=N_("Words in pictures"),
            outcome="could-not-look" if listing.images else "does-not-apply",
        ),
    )


def _covers(check: Check, gap: NotAnalysed) -> bool:
    """Whether a check that could not be made already says what this gap says."""
    if check.outcome != "could-not-look":
        return False
    if check.id == "claims":
        return gap.check in ("texts", "language")
    return _speaks_of_access(gap) if check.id == "access" else check.id == gap.check


def _gaps(missing: Sequence[NotAnalysed], made: Sequence[Check]) -> tuple[Check, ...]:
    """One check for each kind of gap that none of the others covers, so that it counts as not looked at."""
    left = {gap.check: gap for gap in missing if not any(_covers(check, gap) for check in made)}
    return tuple(
        Check(
            id=name,
            title=TITLES.get(name, name.replace("-", " ").capitalize()),
            outcome="could-not-look",
            detail=gap.reason,
        )
        for name, gap in left.items()
        if all(check.id != name for check in made)
    )


def checks(
    listing: Listing, reading: Reading, findings: Sequence[Finding], missing: Sequence[NotAnalysed]
) -> tuple[Check, ...]:
    """The checks of this audit, and what could not be looked at: a gap is a check that was not made."""
    made = (
        _texts(listing, reading, findings, missing),
        _access(listing, findings, missing),
        *_presentation(listing, findings),
    )
    return made + _gaps(missing, made)


def completeness(made: Sequence[Check]) -> Completeness:
    """Count the checks. Enough is known where claims or access could be looked at."""
    applying = [check for check in made if check.outcome != "does-not-apply"]
    looked = [check for check in applying if check.outcome != "could-not-look"]
    enough = any(check.id in ("claims", "access") for check in looked)
    return Completeness(looked=len(looked), of=len(applying), enough=enough)
