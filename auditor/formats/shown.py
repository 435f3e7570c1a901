"""The view model: what templates are given. Strings are cleaned and cut, words chosen, nothing judged.

Every field is documented, since designers write templates against this page alone. ``lang`` is a BCP 47
tag, or "" where the language is not known. Dates ending in ``_iso`` are for the ``datetime`` attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.formats.boxes import Picture
    from auditor.formats.earlier import StageShown


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A piece of evidence in its surroundings."""

    before: str
    """What stood before the quote, up to 160 characters, ending as it stood."""
    quote: str
    """The exact words or value, to be highlighted."""
    after: str
    """What stood after it."""
    read_as: str
    """What obfuscated words were read as, or ""."""
    where: str
    """A place that a person can find again."""
    source: str
    """What kind of source it stood in, in words; "" where there is one source only."""
    lang: str
    """Language of the quote."""
    code: bool
    """Whether it is a name or an address rather than words."""
    why: str
    """Why the words were read as the claim that the finding rests on, or ""; the tool's words stand apart."""


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One of the main reasons of the verdict."""

    text: str
    """One line why."""
    quote: str
    """The tool's own words, or ""."""
    lang: str
    """Language of the quote."""
    code: bool
    """Whether the quote is a name or an address rather than words."""
    anchor: str
    """Id of the finding that says more, or ""."""
    likely: bool
    """Whether it is only implied. Where that is so, it is never shown without that word."""


@dataclass(frozen=True, slots=True)
class ReferenceShown:
    """A clause of a dated document."""

    document: str
    """Name of the document."""
    publisher: str
    """Who published it, or ""."""
    section: str
    """Which part of it."""
    region: str
    """Where it applies, or ""."""
    date: str
    """Date in words."""
    date_iso: str
    """The same date as 2026-11-22."""
    says: str
    """The clause in our words."""
    quote: str
    """The clause's own words, or ""."""
    href: str
    """Address that may be linked, or "" where it must not be."""
    address: str
    """The address as text, for print; not linkable ones are written so that nobody follows them."""


@dataclass(frozen=True, slots=True)
class SetAsideShown:
    """Why a finding was set aside."""

    reason: str
    """In the reviewer's words."""
    reviewer: str
    """Who decided."""
    expires: str
    """Until when, in words."""
    expires_iso: str
    """The same date as 2026-11-22."""


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A rule that fired."""

    anchor: str
    """Id of its element."""
    number: int
    """Place in the list, from 1."""
    rule: str
    """Id of the rule."""
    category: str
    """Kind of fault, in words."""
    severity: str
    """Grade id: none, info, low, medium, high, critical."""
    severity_word: str
    """The grade in words."""
    certainty_word: str
    """Certain or likely, in words."""
    sureness: str
    """The same, to stand behind a colon."""
    title: str
    """The fault."""
    explanation: str
    """Why it matters."""
    quotes: tuple[QuoteShown, ...]
    """Evidence, at most :data:`MAX_QUOTES` pieces."""
    more_quotes: int
    """How many further pieces the audit holds."""
    references: tuple[ReferenceShown, ...]
    """Clauses."""
    advice: str
    """What to do."""
    set_aside: SetAsideShown | None
    """Why it does not count, where it was set aside."""


@dataclass(frozen=True, slots=True)
class DialShown:
    """One of the three dials: a word and a row of marks."""

    word: str
    """What it says, in one or two words."""
    filled: int
    """How many marks are filled."""
    of: int
    """How many marks there are."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A claim, for the table that says what the picture shows."""

    title: str
    """Completes "The tool says that it …"."""
    quote: str
    """Its words."""
    lang: str
    """Language of the quote."""
    certainty_word: str
    """Certain or likely."""
    deliverable: str
    """impossible, against-terms, deceptive or possible."""
    given_by: str
    """What gives third parties what it needs, or ""; only where it is possible."""
    means: str
    """What the access asked for could do towards it, or ""."""


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """An ordinary function that the text says the tool has."""

    title: str
    """Completes "The tool says that it can …"."""
    quote: str
    """Its words."""
    lang: str
    """Language of the quote."""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One access, for the table that says what the picture shows."""

    id: str
    """The platform's own name."""
    title: str
    """What it lets the tool do."""
    danger_word: str
    """The grade in words."""
    platform: str
    """Android, Chrome, TikTok …"""
    warning: str
    """What the platform tells the user, or "" where it tells nothing."""
    explanation: str
    """What it means for the user."""
    gives: tuple[str, ...]
    """What it can give."""
    takeover: bool
    """Whether it could be enough to take an account over."""
    optional: bool
    """Whether it is asked for later."""
    explained_by: tuple[str, ...]
    """Titles of the claims and purposes that explain it."""
    need: str
    """needed, unexplained, excessive or unknown."""
    need_word: str
    """The same in words."""
    reason: str
    """Why it was judged so, or ""."""


@dataclass(frozen=True, slots=True)
class NotLookedShown:
    """A check that could not be made."""

    title: str
    """Which check."""
    reason: str
    """Why not."""


@dataclass(frozen=True, slots=True)
class AdviceBlock:
    """A title and steps in order."""

    title: str
    """What the steps are for."""
    steps: tuple[str, ...]
    """One sentence or two each."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A row of the table that computed level and score."""

    title: str
    """The finding's title, or the rule id where the finding is not in the audit."""
    rule: str
    """Rule id."""
    severity_word: str
    """Grade in words."""
    certainty_word: str
    """Certain or likely."""
    level_word: str
    """The level this row leads to."""
    points: int
    """Points it gives."""
    decides: bool
    """Whether its level is the verdict's."""


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One check with its outcome."""

    title: str
    """What was checked."""
    outcome: str
    """found, nothing-found, could-not-look or does-not-apply."""
    outcome_word: str
    """The same in words."""
    detail: str
    """One sentence more, or ""."""


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One target as it was read."""

    kind: str
    """In words."""
    target: str
    """What was handed in, written so that nobody follows it."""
    address: str
    """Final address, written so that nobody follows it, or "" where it is the target."""
    date: str
    """When it was read, in words, or ""."""
    date_iso: str
    """The same as ISO 8601."""
    time: str
    """Time of day with zone, or ""."""
    sha256: str
    """Of the bytes that were read."""
    read_with: str
    """Which way of reading served, or ""."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that a report template is given, as ``report``."""

    level: str
    """Level id: avoid, high-risk, caution, nothing-found, not-analysed."""
    level_word: str
    """The level in words."""
    headline: str
    """One sentence that a friend would say."""
    score: int
    """0 to 100, never to be shown without completeness."""
    tool: str
    """Name of the tool, or "" where it is not known."""
    publisher: str
    """Its maker, or ""."""
    package: str
    """Its package name, or ""."""
    address: str
    """Its address, written so that nobody follows it, or ""."""
    read_on: str
    """The latest date on which a source was read, in words, or ""."""
    read_on_iso: str
    """The same date as 2026-11-22."""
    read_what: tuple[str, ...]
    """Kinds of sources, in words, without repeats."""
    reasons_head: str
    """Heading over ``reasons``."""
    reasons: tuple[ReasonShown, ...]
    """At most three."""
    do_this: str
    """What to do before installing."""
    handed_over: tuple[str, ...]
    """What a consent link would hand over, one sentence each."""
    if_installed: AdviceBlock | None
    """What to do where it is installed already."""
    instead: AdviceBlock | None
    """What official numbers can tell."""
    earlier: tuple[StageShown, ...]
    """The states in which the tool was seen, oldest first, this one last; none without a history."""
    questions: tuple[tuple[str, str], ...]
    """Pairs of question and answer."""
    not_looked: tuple[NotLookedShown, ...]
    """What could not be looked at."""
    risk: DialShown
    """How bad: five marks."""
    certainty: DialShown | None
    """How sure: two marks; None where no finding decides the level."""
    completeness: DialShown
    """How much could be looked at: a mark a check, at most 40."""
    looked: int
    """Checks made."""
    looked_of: int
    """Checks that apply."""
    enough: bool
    """Whether that suffices to say anything."""
    picture: Picture
    """What it says, what it asks for, what that can give."""
    promises: tuple[PromiseRow, ...]
    """All claims."""
    purposes: tuple[PurposeRow, ...]
    """All purposes."""
    access: tuple[AccessRow, ...]
    """All access, hanging loose first, then by danger."""
    access_known: bool
    """Whether it is known what the tool asks for."""
    impossible: int
    """How many different promises nobody can keep."""
    loose: int
    """How many accesses nothing explains."""
    uncompared: int
    """How many accesses could not be compared with what it says."""
    findings: tuple[FindingShown, ...]
    """Worst first."""
    set_aside: tuple[FindingShown, ...]
    """Findings that do not count, with the reason."""
    expired: tuple[str, ...]
    """Exceptions that have run out."""
    table: tuple[ScoreLine, ...]
    """How level and score were computed."""
    checks: tuple[CheckShown, ...]
    """All checks."""
    sources: tuple[SourceShown, ...]
    """What was read."""
    rules_version: str
    """Version of the rule set."""
    rules_digest: str
    """Digest over its meaning."""
    tool_version: str
    """Version of the program, or ""."""
