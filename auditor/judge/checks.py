"""Which checks were made, with one of four outcomes; what could not be looked at; how complete it all is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from auditor.judge.access import unknown_to_rules
from auditor.judge.compare import compared, findings_comparing, not_compared
from auditor.judge.understand import describes
from auditor.messages import N_
from auditor.model import Check, Completeness, Deliverable, Finding, Listing, NotAnalysed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.judge.compare import Comparer
    from auditor.judge.facts import Facts
    from auditor.language import Reading
    from auditor.rulebook import Rulebook

Outcome = Literal["found", "nothing-found", "could-not-look", "does-not-apply"]

_MOST_NAMED = 10
"""Names that one sentence spells out."""
NO_TEXT = NotAnalysed(check="texts", reason=N_("There was no text in which the tool describes itself."))


def _speaks_of_access(item: NotAnalysed) -> bool:
    return item.check == "access" or "permission" in item.check


def _not_known(facts: Facts, rulebook: Rulebook) -> Iterator[NotAnalysed]:
    """Claims of which the capability matrix does not know whether anybody can keep them."""
    open_claims = {
        claim.id: claim.title
        for claim in facts.claims
        if claim.deliverable is Deliverable.POSSIBLE and not claim.given_by
    }
    for claim, title in open_claims.items():
        surfaces = ", ".join(rulebook.deliverability[claim].not_known)
        reason = N_(f"The tool says that it {title}; whether {surfaces} gives what that needs is not known.")
        yield NotAnalysed(check="deliverability", reason=reason)


def _not_in_rules(facts: Facts, rulebook: Rulebook) -> Iterator[NotAnalysed]:
    """Access of which nothing can be said, by its own names."""
    unknown = unknown_to_rules(facts.access, rulebook)
    names, more = ", ".join(unknown[:_MOST_NAMED]), len(unknown) - _MOST_NAMED
    if not unknown:
        return
    if more > 0:
        reason = N_(f"The rules do not know {names} and {more} more, so nothing is said about them.")
    elif len(unknown) > 1:
        reason = N_(f"The rules do not know {names}, so nothing is said about them.")
    else:
        reason = N_(f"The rules do not know {names}, so nothing is said about it.")
    yield NotAnalysed(check="unknown-access", reason=reason)


def not_analysed(
    listing: Listing, reading: Reading, facts: Facts, rulebook: Rulebook
) -> tuple[NotAnalysed, ...]:
    """Everything that could not be looked at, each once."""
    missing = [*listing.not_read]
    if isinstance(listing.access, NotAnalysed) and not any(map(_speaks_of_access, missing)):
        missing.append(listing.access)
    if not describes(listing) or (not reading.read_texts and not reading.not_analysed):
        missing.append(NO_TEXT)
    asks = bool(facts.access)
    missing += [item for item in reading.not_analysed if asks or item.check != "purposes"]
    missing += _not_in_rules(facts, rulebook)
    missing += _not_known(facts, rulebook)
    if listing.images:
        count = len(listing.images)
        one = N_("1 picture of the listing: words in pictures are not read.")
        many = N_(f"{count} pictures of the listing: words in pictures are not read.")
        missing.append(NotAnalysed(check="pictures", reason=one if count == 1 else many))
    if facts.comparer is not None:
        missing += not_compared(listing, facts.comparer)
    return tuple(dict.fromkeys(missing))


def _outcome(*, looked: bool, found: bool) -> Outcome:
    if not looked:
        return "could-not-look"
    return "found" if found else "nothing-found"


def title_of(check: str, rulebook: Rulebook) -> str:
    """A check's name for a reader; its id in words where the rules hold none."""
    rule = rulebook.checks.get(check)
    return rule.title if rule else check.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at, what it showed, and what could not be seen."""

    listing: Listing
    reading: Reading
    findings: Sequence[Finding]
    missing: Sequence[NotAnalysed]
    comparer: Comparer | None


def _texts(look: Look, rulebook: Rulebook) -> Check:
    claimed = any(finding.claims for finding in look.findings)
    looked = look.reading.mostly_read and (claimed or describes(look.listing))
    reasons = [item.reason for item in look.missing if item.check in ("texts", "language")]
    return Check(
        id="claims",
        title=title_of("claims", rulebook),
        outcome=_outcome(looked=looked, found=claimed),
        detail="" if looked else " ".join(reasons),
    )


def _access(look: Look, rulebook: Rulebook) -> Check:
    looked = look.listing.access_known
    return Check(
        id="access",
        title=title_of("access", rulebook),
        outcome=_outcome(looked=looked, found=any(finding.access for finding in look.findings)),
        detail="" if looked else next((item.reason for item in look.missing if _speaks_of_access(item)), ""),
    )


def _presentation(look: Look, rulebook: Rulebook) -> tuple[Check, ...]:
    listing, comparing = look.listing, findings_comparing(rulebook)
    seen = any(
        not finding.claims and not finding.access and finding.rule not in comparing
        for finding in look.findings
    )
    consent = any(source.kind == "consent-link" for source in listing.sources)
    looked = bool(listing.sources or listing.observations or listing.texts)
    return (
        Check(
            id="consent-link",
            title=title_of("consent-link", rulebook),
            outcome=_outcome(looked=True, found=seen) if consent else "does-not-apply",
        ),
        Check(
            id="listing",
            title=title_of("listing", rulebook),
            outcome=_outcome(looked=looked, found=seen),
        ),
        Check(
            id="pictures",
            title=title_of("pictures", rulebook),
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


def _gaps(missing: Sequence[NotAnalysed], made: Sequence[Check], rulebook: Rulebook) -> tuple[Check, ...]:
    """One check for each kind of gap that none of the others covers, so that it counts as not looked at."""
    left = {gap.check: gap for gap in missing if not any(_covers(check, gap) for check in made)}
    return tuple(
        Check(
            id=name,
            title=title_of(name, rulebook),
            outcome="could-not-look",
            detail=gap.reason,
        )
        for name, gap in left.items()
        if all(check.id != name for check in made)
    )


def checks(look: Look, rulebook: Rulebook) -> tuple[Check, ...]:
    """The checks of this audit, and what could not be looked at: a gap is a check that was not made."""
    made = (
        _texts(look, rulebook),
        _access(look, rulebook),
        *_presentation(look, rulebook),
        *compared(look.listing, look.comparer),
    )
    return made + _gaps(look.missing, made, rulebook)


def completeness(made: Sequence[Check]) -> Completeness:
    """Count the checks. Enough is known where claims or access could be looked at."""
    applying = [check for check in made if check.outcome != "does-not-apply"]
    looked = [check for check in applying if check.outcome != "could-not-look"]
    enough = any(check.id in ("claims", "access") for check in looked)
    return Completeness(looked=len(looked), of=len(applying), enough=enough)
