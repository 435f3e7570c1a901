"""``audit``: from a listing and a rulebook to an audit. Pure: no network, no clock, no randomness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import __version__
from auditor.judge import advice, checks, understand
from auditor.judge.access import judge_access
from auditor.judge.compare import Comparer
from auditor.judge.exceptions import set_aside
from auditor.judge.facts import Facts
from auditor.judge.findings import find
from auditor.judge.means import with_means
from auditor.judge.told import OLD_MANIFEST, Told, told
from auditor.judge.verdict import reach_verdict, reaches
from auditor.model import Audit, Level, Listing, Tool

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from auditor.judge.exceptions import ReviewedException
    from auditor.language import Reading
    from auditor.rulebook import Rulebook


def _told(listing: Listing, rulebook: Rulebook) -> Told:
    old = any(seen.id == OLD_MANIFEST for seen in listing.observations)
    return told(understand.requests(listing, rulebook), rulebook, manifest_version=2 if old else 3)


def _can_differ(listing: Listing) -> bool:
    """Whether there may be something to hold against each other: several sources, or a name beside texts."""
    return len(listing.sources) > 1 or bool(listing.publisher or listing.access_requests or listing.links)


def _facts(listing: Listing, reading: Reading, words: Told, rulebook: Rulebook) -> Facts:
    claims = understand.claims(reading, listing, rulebook)
    purposes = understand.purposes(reading, listing, rulebook)
    access = judge_access(
        understand.requests(listing, rulebook),
        purposes,
        claims,
        rulebook,
        texts_read=reading.mostly_read_for_purposes and understand.describes(listing),
        partly=bool(reading.trained_texts) and understand.describes(listing),
        words=words,
    )
    observations = understand.observations(reading, listing, rulebook)
    facts = Facts(
        claims=claims,
        purposes=purposes,
        access=access,
        access_known=listing.access_known,
        observations=observations,
        places=tuple(understand.place_of(text, number) for number, text in enumerate(listing.texts)),
        text_sources=tuple(text.source for text in listing.texts),
        read_as=tuple((item.text, item.start, item.end, item.read_as) for item in reading.disguises),
        comparer=Comparer(listing, access, observations, rulebook) if _can_differ(listing) else None,
    )
    return facts.with_claims(with_means(facts, rulebook))


def audit(
    listing: Listing,
    rulebook: Rulebook,
    *,
    exceptions: Iterable[ReviewedException] = (),
    on: dt.date | None = None,
    every_purpose: bool = True,
) -> Audit:
    """Audit one tool.

    Args:
        listing: What the tool says and asks for.
        rulebook: The rules that judge.
        exceptions: Findings that reviewers set aside.
        on: The day on which exceptions must not have expired.
        every_purpose: Whether ordinary functions are named too where no access is asked for that they could
            explain. Nothing else depends on it, and thousands of listings are read twice as fast without.

    Returns:
        The audit. The same arguments give an equal audit, and the same bytes as JSON.
    """
    reading = understand.read(listing, rulebook, every_purpose=every_purpose)
    words = _told(listing, rulebook)
    facts = _facts(listing, reading, words, rulebook)
    counting, aside, expired = set_aside(find(facts, rulebook), listing, exceptions, on)
    missing = checks.not_analysed(listing, reading, facts, rulebook)
    made = checks.checks(checks.Look(listing, reading, counting, missing, facts.comparer), rulebook)
    verdict = reach_verdict(counting, checks.completeness(made), rulebook)
    to_undo = reaches(verdict.level, Level.CAUTION)
    return Audit(
        id=listing.id,
        tool=Tool(name=listing.name, publisher=listing.publisher, url=listing.url, package=listing.package),
        verdict=verdict,
        claims=facts.claims,
        purposes=facts.purposes,
        access=facts.access,
        access_known=listing.access_known,
        told_at_install=words.at_install,
        findings=counting,
        set_aside=aside,
        expired_exceptions=expired,
        not_analysed=missing,
        checks=made,
        handed_over=advice.handed_over(facts.access, rulebook),
        if_installed=advice.advice("if-installed", facts, rulebook) if to_undo else None,
        instead=advice.advice("instead", facts, rulebook),
        questions=advice.questions(rulebook),
        sources=listing.sources,
        rulebook=rulebook.stamp,
        tool_version=__version__,
    )
