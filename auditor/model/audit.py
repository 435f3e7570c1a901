"""The audit: everything a report shows. Reports, site and history are renderings of this object alone."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import ConfigDict, Field

from auditor.model.base import (
    Category,
    Certainty,
    Deliverable,
    Grade,
    Identifier,
    Level,
    Model,
    Need,
    NotAnalysed,
    Sentence,
)
from auditor.model.listing import SourceRecord

SCHEMA_VERSION: Literal[1] = 1


class Tool(Model):
    """Which tool was audited."""

    name: str | None = None
    """As the listing gives it."""
    publisher: str | None = None
    """Who offers it, as the listing says."""
    url: str | None = None
    """Its address: of the store page, else of its site."""
    package: str | None = None
    """Its id in a store or on a device: ``org.example.app``."""


class Evidence(Model):
    """An exact quote or value, where it stood, and what stood around it."""

    quote: str
    """Exact: ``texts[text][start:end]`` where ``text`` is given, else the value as the source has it."""
    where: str
    """A place that a person can find again."""
    source: int = 0
    """Index into ``Audit.sources``."""
    text: int | None = None
    """Index into the listing's ``texts``; absent where the quote is a value and no text."""
    start: int | None = None
    """Where the quote begins, in characters of that text."""
    end: int | None = None
    """Where it ends; one past its last character."""
    before: str = ""
    """Up to 160 characters before the quote, for showing it in its sentence."""
    after: str = ""
    """Up to 160 characters after the quote."""
    read_as: str = ""
    """What the quote was read as, where it was obfuscated; else empty."""


class Reference(Model):
    """A clause of a dated document."""

    clause: Identifier
    """Id of the clause; ``saveraudit rules show CLAUSE`` tells more."""
    document: Sentence
    """Name of the document."""
    publisher: str = ""
    """Who issued it."""
    section: str
    """Where in the document it stands."""
    region: str = ""
    """Where it holds, if not everywhere."""
    date: dt.date
    """The document's own date, or the day on which the copy was read."""
    url: str
    """Address of the clause, else of the document."""
    says: Sentence
    """The clause in our words."""
    quote: str = ""
    """The clause verbatim, where it is short enough to quote."""


class ClaimFound(Model):
    """One claim of the tool, with the words that make it."""

    id: Identifier
    """Which claim: ``reveals-savers``."""
    title: Sentence
    """Completes "The tool says that it …"."""
    certainty: Certainty
    """Whether the words state it or imply it."""
    quote: str
    """The tool's own words: ``texts[text][start:end]`` of the listing."""
    text: int
    """Index into the listing's ``texts``."""
    start: int
    """Where the quote begins, in characters of that text."""
    end: int
    """Where it ends; one past its last character."""
    language: str
    """Code of the language in which it was read."""
    deliverable: Deliverable
    """Whether anybody could keep it."""
    given_by: tuple[Sentence, ...] = ()
    """Where the claim is possible, the surfaces that give third parties what it needs; none where it is only
    not known that nothing does."""
    reason: str = ""
    """Why these words were read as this claim: which of them play which part, and what their context does."""
    means: str = ""
    """What the access asked for could do towards this claim, in one sentence."""
    means_kind: str = ""
    """``nothing-asked``, ``empty-promise``, ``takeover`` …, a key of the means table."""
    before: str = ""
    """Up to 160 characters before the quote."""
    after: str = ""
    """Up to 160 characters after it."""


class PurposeFound(Model):
    """One ordinary function that the text says the tool has."""

    id: Identifier
    """Which function: ``download-videos``."""
    title: Sentence
    """Completes "The tool says that it can …"."""
    quote: str
    """The tool's own words: ``texts[text][start:end]`` of the listing."""
    text: int
    """Index into the listing's ``texts``."""
    start: int
    """Where the quote begins, in characters of that text."""
    end: int
    """Where it ends; one past its last character."""


class CapabilityShown(Model):
    """A datum or action, with its words."""

    id: Identifier
    """Which one: ``tiktok.video.savers``."""
    title: Sentence
    """The same in words: "who saved a video"."""


class AccessJudged(Model):
    """One access that the tool asks for, compared with what it says it does."""

    id: Identifier
    """What is asked for: ``android.permission.CAMERA``, ``tiktok:video.list``, ``chrome:tabs``."""
    kind: Identifier
    """Whose permission or scope it is: ``android``, ``chrome``, ``tiktok``, ``credential`` …"""
    title: Sentence
    """What it lets the tool do: "read your contacts"."""
    danger: Grade
    """How much harm it can do."""
    platform_warning: str | None
    """What the platform itself tells at installation or consent; null where it tells nothing."""
    explanation: str = ""
    """What it means for the user, in plain words."""
    yields: tuple[CapabilityShown, ...] = ()
    """The data and actions that it gives."""
    takeover: bool = False
    """Whether it could be enough to take an account over."""
    optional: bool = False
    """Whether it is asked for later rather than at installation."""
    justified_by: tuple[Identifier, ...] = ()
    """Ids of the claims and purposes that explain it."""
    verdict: Need
    """Whether what the tool says explains it."""
    reason: str = ""
    """Why the verdict is so, in one sentence."""
    where: str = ""
    """Where it was asked for."""
    source: int = 0
    """Index into ``Audit.sources``."""


class AdviceShown(Model):
    """What to do: a title and steps in order."""

    id: Identifier
    """``if-installed`` or ``instead``."""
    title: Sentence
    """Its heading."""
    steps: tuple[Sentence, ...]
    """What to do, in order."""


class SetAside(Model):
    """Why a finding was set aside, by whom and until when."""

    reason: Sentence
    """Why, in the reviewer's words."""
    reviewer: Sentence
    """Who decided it."""
    expires: dt.date
    """The last day on which it is set aside."""


class Finding(Model):
    """A rule that fired, with its evidence."""

    rule: Identifier
    """Id of the rule; ``saveraudit rules show RULE`` tells more."""
    category: Category
    """What kind of fault it is."""
    severity: Grade
    """How grave it is."""
    certainty: Certainty
    """How sure it is."""
    title: Sentence
    """The fault in one line."""
    explanation: Sentence
    """Why it matters, in plain words."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """What it rests on, at least one piece."""
    references: tuple[Reference, ...] = Field(min_length=1)
    """The clauses that it breaks, at least one."""
    advice: Sentence
    """What to do about it."""
    claims: tuple[Identifier, ...] = ()
    """Ids of the claims that it rests on."""
    access: tuple[Identifier, ...] = ()
    """Ids of the access that it rests on."""
    set_aside: SetAside | None = None
    """Why it does not count, in ``Audit.set_aside`` alone; else null."""


class Reason(Model):
    """One of the main reasons of a verdict."""

    text: Sentence
    """Why, in one line."""
    quote: str = ""
    """The tool's own words, or the value seen; empty where there are none."""
    rule: Identifier
    """Id of the rule of the finding that it comes from."""


class ScoreRow(Model):
    """One row of the table that computed level and score."""

    rule: Identifier
    """Id of the rule that fired."""
    severity: Grade
    """How grave the finding is."""
    certainty: Certainty
    """How sure it is."""
    level: Level
    """The level that this finding alone leads to."""
    points: int
    """What it gives towards the score."""


class Completeness(Model):
    """How much of what could be looked at was looked at."""

    looked: int
    """Checks made."""
    of: int
    """Checks that apply."""
    enough: bool
    """Whether it suffices to say anything."""


class Verdict(Model):
    """The three dials. Made in one place, :mod:`auditor.judge.verdict`, and nowhere else."""

    level: Level
    """The risk, in five levels; the worst finding decides.

    A grave one that is only likely leads one level lower."""
    score: int = Field(ge=0, le=100)
    """The risk as a number. 80 and more is avoid, 60 high-risk, 30 caution."""
    headline: Sentence
    """One sentence a friend would say."""
    wording: str = ""
    """The sentence of the rules that the headline was made from, with ``{faults}`` where ``faults`` went."""
    faults: tuple[Sentence, ...] = ()
    """What the deciding findings say in the headline, so that other languages can put it together anew."""
    reasons: tuple[Reason, ...] = ()
    """The main reasons, at most three."""
    certainty: Certainty | None = None
    """Of the findings that decide the level; absent where none does."""
    completeness: Completeness
    """How much was looked at."""
    table: tuple[ScoreRow, ...] = ()
    """The rows that level and score were computed from."""


class Check(Model):
    """One check, with one of four outcomes."""

    id: Identifier
    """Which check; ``saveraudit rules list --section checks`` has them all."""
    title: Sentence
    """The same in words."""
    outcome: Literal["found", "nothing-found", "could-not-look", "does-not-apply"]
    """What came of it."""
    detail: str = ""
    """Why it could not be made, or what was found."""


class RulebookStamp(Model):
    """Which rules judged."""

    version: Sentence
    """Version of the rules."""
    digest: Sentence
    """SHA-256 over the meaning of all rules."""


class Audit(Model):
    """One audited tool. ``schema`` grows only when a field changes its meaning."""

    schema_: Literal[1] = Field(default=SCHEMA_VERSION, alias="schema")
    """Version of this shape."""
    id: str | None = None
    """The listing's own id, as a scan's line gave it."""
    tool: Tool
    """Which tool it is."""
    verdict: Verdict
    """What to think of it: level, score, headline, reasons."""
    claims: tuple[ClaimFound, ...] = ()
    """What it promises, with the words that make each claim."""
    purposes: tuple[PurposeFound, ...] = ()
    """Ordinary functions that it names."""
    access: tuple[AccessJudged, ...] = ()
    """What it asks for, each compared with what it says."""
    access_known: bool = False
    """Whether it is known what the tool asks for; if not, an empty ``access`` means nothing."""
    told_at_install: tuple[Sentence, ...] = ()
    """All that the browser itself tells at installation of an extension, in its words and order. Empty for
    other tools, and for browsers whose words are known for single permissions alone."""
    findings: tuple[Finding, ...] = ()
    """The rules that fired, worst first."""
    set_aside: tuple[Finding, ...] = ()
    """Findings that a reviewer set aside; they do not count."""
    expired_exceptions: tuple[str, ...] = ()
    """One sentence for each exception that would have applied and has expired."""
    not_analysed: tuple[NotAnalysed, ...] = ()
    """What could not be looked at, and why."""
    checks: tuple[Check, ...] = ()
    """Every check, and what came of it."""
    handed_over: tuple[Sentence, ...] = ()
    """What a consent link would hand over, one sentence a scope."""
    if_installed: AdviceShown | None = None
    """What to do for those who have the tool; null below the level caution."""
    instead: AdviceShown | None = None
    """What to do in place of using it."""
    questions: tuple[tuple[str, str], ...] = ()
    """Short answers to what creators ask."""
    sources: tuple[SourceRecord, ...] = ()
    """What was read, as it was read."""
    rulebook: RulebookStamp
    """The rules that judged."""
    tool_version: str = ""
    """The version of Saveraudit that judged."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
