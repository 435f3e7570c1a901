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
    publisher: str | None = None
    url: str | None = None
    package: str | None = None


class Evidence(Model):
    """An exact quote or value, where it stood, and what stood around it."""

    quote: str
    """Exact: ``texts[text][start:end]`` where ``text`` is given, else the value as the source has it."""
    where: str
    """A place that a person can find again."""
    source: int = 0
    """Index into ``Audit.sources``."""
    text: int | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    """Up to 160 characters before the quote, for showing it in its sentence."""
    after: str = ""
    read_as: str = ""
    """What the quote was read as, where it was obfuscated; else empty."""


class Reference(Model):
    """A clause of a dated document."""

    clause: Identifier
    document: Sentence
    publisher: str = ""
    section: str
    region: str = ""
    date: dt.date
    """The document's own date, or the day on which the copy was read."""
    url: str
    says: Sentence
    """The clause in our words."""
    quote: str = ""


class ClaimFound(Model):
    """One claim of the tool, with the words that make it."""

    id: Identifier
    title: Sentence
    certainty: Certainty
    quote: str
    text: int
    start: int
    end: int
    language: str
    deliverable: Deliverable
    given_by: tuple[Sentence, ...] = ()
    """Where the claim is possible, the surfaces that give third parties what it needs; none where it is only
    not known that nothing does."""
    reason: str = ""
    """Why these words were read as this claim."""
    means: str = ""
    """What the access asked for could do towards this claim, in one sentence."""
    means_kind: str = ""
    """``nothing-asked``, ``empty-promise``, ``takeover`` …, a key of the means table."""
    before: str = ""
    after: str = ""


class PurposeFound(Model):
    """One ordinary function that the text says the tool has."""

    id: Identifier
    title: Sentence
    quote: str
    text: int
    start: int
    end: int


class CapabilityShown(Model):
    """A datum or action, with its words."""

    id: Identifier
    title: Sentence


class AccessJudged(Model):
    """One access that the tool asks for, compared with what it says it does."""

    id: Identifier
    kind: Identifier
    title: Sentence
    danger: Grade
    platform_warning: str | None
    explanation: str = ""
    """What it means for the user, in plain words."""
    yields: tuple[CapabilityShown, ...] = ()
    takeover: bool = False
    """Whether it could be enough to take an account over."""
    optional: bool = False
    justified_by: tuple[Identifier, ...] = ()
    verdict: Need
    reason: str = ""
    where: str = ""
    source: int = 0


class AdviceShown(Model):
    """What to do: a title and steps in order."""

    id: Identifier
    title: Sentence
    steps: tuple[Sentence, ...]


class SetAside(Model):
    """Why a finding was set aside, by whom and until when."""

    reason: Sentence
    reviewer: Sentence
    expires: dt.date


class Finding(Model):
    """A rule that fired, with its evidence."""

    rule: Identifier
    category: Category
    severity: Grade
    certainty: Certainty
    title: Sentence
    explanation: Sentence
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    references: tuple[Reference, ...] = Field(min_length=1)
    advice: Sentence
    claims: tuple[Identifier, ...] = ()
    access: tuple[Identifier, ...] = ()
    set_aside: SetAside | None = None


class Reason(Model):
    """One of the main reasons of a verdict."""

    text: Sentence
    quote: str = ""
    rule: Identifier


class ScoreRow(Model):
    """One row of the table that computed level and score."""

    rule: Identifier
    severity: Grade
    certainty: Certainty
    level: Level
    points: int


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
    score: int = Field(ge=0, le=100)
    headline: Sentence
    wording: str = ""
    """The sentence of the rules that the headline was made from, with ``{faults}`` where ``faults`` went."""
    faults: tuple[Sentence, ...] = ()
    """What the deciding findings say in the headline, so that other languages can put it together anew."""
    reasons: tuple[Reason, ...] = ()
    certainty: Certainty | None = None
    """Of the findings that decide the level; absent where none does."""
    completeness: Completeness
    table: tuple[ScoreRow, ...] = ()


class Check(Model):
    """One check, with one of four outcomes."""

    id: Identifier
    title: Sentence
    outcome: Literal["found", "nothing-found", "could-not-look", "does-not-apply"]
    detail: str = ""


class RulebookStamp(Model):
    """Which rules judged."""

    version: Sentence
    digest: Sentence


class Audit(Model):
    """One audited tool. ``schema`` grows only when a field changes its meaning."""

    schema_: Literal[1] = Field(default=SCHEMA_VERSION, alias="schema")
    id: str | None = None
    tool: Tool
    verdict: Verdict
    claims: tuple[ClaimFound, ...] = ()
    purposes: tuple[PurposeFound, ...] = ()
    access: tuple[AccessJudged, ...] = ()
    access_known: bool = False
    told_at_install: tuple[Sentence, ...] = ()
    """All that the browser itself tells at installation of an extension, in its words and order. Empty for
    other tools, and for browsers whose words are known for single permissions alone."""
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[Finding, ...] = ()
    expired_exceptions: tuple[str, ...] = ()
    not_analysed: tuple[NotAnalysed, ...] = ()
    checks: tuple[Check, ...] = ()
    handed_over: tuple[Sentence, ...] = ()
    """What a consent link would hand over, one sentence a scope."""
    if_installed: AdviceShown | None = None
    instead: AdviceShown | None = None
    questions: tuple[tuple[str, str], ...] = ()
    """Short answers to what creators ask."""
    sources: tuple[SourceRecord, ...] = ()
    rulebook: RulebookStamp
    tool_version: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
