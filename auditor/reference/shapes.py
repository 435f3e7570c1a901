"""Shapes of JSON and YAML that no single model writes; tests hold them against real files, field by field."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from auditor.history import Difference
from auditor.judge.exceptions import ReviewedException
from auditor.model import Audit, Level, Model, RulebookStamp, TextKind
from auditor.publish.watchlist import Dated, Site, Watched, Withdrawal


class WatchlistFile(Model):
    """A watchlist, as ``saveraudit publish --watchlist`` reads it."""

    site: Site
    """The site as a whole."""
    tools: tuple[Watched, ...]
    """The tools that it reports on; their order is yours."""


class ExceptionsFile(Model):
    """A file of exceptions, as ``--exceptions`` reads it."""

    exceptions: tuple[ReviewedException, ...]
    """Findings that a reviewer set aside."""


class TextNote(Model):
    """Where one of ``texts`` stood."""

    kind: TextKind = TextKind.DESCRIPTION
    """What kind of place it is."""
    where: str = ""
    """A place that a person can find again: "title", "button 3"."""
    source: int = 0
    """Index into ``sources``."""


class AccessNote(Model):
    """Where one of ``access`` was asked for."""

    where: str = ""
    """A place that a person can find again."""
    source: int = 0
    """Index into ``sources``."""
    optional: bool = False
    """Asked for later rather than at installation."""


class ErrorLine(Model):
    """What ``saveraudit scan`` writes for a line that it can't read."""

    id: str | int | None
    """What the line calls itself, where it does."""
    error: str
    """What is wrong with it, in one sentence."""


class ManifestLine(Model):
    """A line of ``saveraudit scan`` with the manifest of a browser extension."""

    id: str | int | None = None
    """Your own name for it; without one the extension's own id, where the manifest has it."""
    manifest: dict[str, Any]
    """The manifest, as it stands in the package. It may also be the line itself."""


class ToolNow(Model):
    """One tool of a history, as it was last seen."""

    tool: str
    """The name by which the history knows it."""
    at: dt.datetime
    """When it was first seen so."""
    last_seen: dt.datetime
    """When it was last seen so."""
    level: Level
    """The level of that state."""
    score: int
    """Its score."""


class ToolsOfHistory(Model):
    """What ``saveraudit history --format json`` prints without a tool."""

    tools: tuple[ToolNow, ...]
    """All tools that the history knows."""


class StateOfHistory(Model):
    """One state of a tool: every look between two times gave the same."""

    at: dt.datetime
    """When it was first seen so."""
    last_seen: dt.datetime
    """When it was last seen so."""
    level: Level
    """Its level."""
    score: int
    """Its score."""
    changes: Difference | None
    """What changed since the state before; null for the first."""
    audit: Audit
    """The whole audit."""


class HistoryOfTool(Model):
    """What ``saveraudit history TOOL --format json`` prints."""

    tool: str
    """The name by which the history knows it."""
    states: tuple[StateOfHistory, ...]
    """Oldest first."""


class SiteNamed(Model):
    """Which site it is."""

    title: str
    """Its name."""
    url: str
    """Its address, with a slash at its end."""
    contact: str
    """Whom to write to."""
    languages: tuple[str, ...]
    """Of its pages, as BCP 47 tags; the first stands at its root."""


class ToolListed(Model):
    """One tool, as ``index.json`` lists it."""

    id: str
    """The tool's address on the site."""
    name: str
    """What it calls itself, else what the watchlist calls it."""
    url: str
    """Address of its page."""
    data: str
    """Address of its ``tool.json``."""
    feed: str
    """Address of its Atom feed."""
    level: Level | None
    """Its level; null where it was never read, or its report was taken back."""
    score: int | None
    """Its score; null as above."""
    headline: str | None
    """The verdict in one sentence; null as above."""
    since: str | None
    """Since when it has this level."""
    changed: str | None
    """When what is said of it changed last."""
    last_read: dt.date | None
    """The day on which it was last read."""
    could_not_be_read: str | None
    """Why it could not be read the last time; null where it could."""
    withdrawn_on: dt.date | None
    """The day on which its report was taken back; null where it stands."""


class SiteIndex(Model):
    """``index.json``: all tools of a site."""

    schema_: Literal[1] = Field(alias="schema")
    """Version of this shape."""
    site: SiteNamed
    """Which site it is."""
    rulebook: RulebookStamp
    """The rules that judged last."""
    tools: tuple[ToolListed, ...]
    """All of them."""


class AuditListed(Model):
    """One audit of a tool, as ``tool.json`` lists it."""

    at: str
    """When it was first seen so."""
    last_read: dt.date
    """The day on which it was last seen so."""
    level: Level
    """Its level."""
    score: int
    """Its score."""
    headline: str
    """The verdict in one sentence."""
    rulebook: RulebookStamp
    """The rules that judged it."""
    audit: str
    """Address of the whole audit."""


class FileListed(Model):
    """A file that stands beside a tool's page."""

    url: str
    """Its address."""
    bytes: int
    """Its length."""
    sha256: str
    """Of its bytes, in hexadecimal."""


class SiteTool(ToolListed):
    """``tools/ID/tool.json``: one tool and all its audits. ``audit.json`` beside it is the newest, whole."""

    schema_: Literal[1] = Field(alias="schema")
    """Version of this shape."""
    reply: tuple[Dated, ...]
    """What its developer wrote, verbatim."""
    corrections: tuple[Dated, ...]
    """What was wrong in its report, and why."""
    withdrawn: Withdrawal | None
    """Why its report was taken back; null where it stands."""
    files: dict[str, FileListed]
    """By name: badge, card, evidence and other forms of the report."""
    audits: tuple[AuditListed, ...]
    """Newest first."""


class WithdrawnAudit(Model):
    """What stands at the address of an audit that was taken back."""

    schema_: Literal[1] = Field(alias="schema")
    """Version of this shape."""
    withdrawn: Withdrawal
    """When and why."""


class RecordListed(Model):
    """A record, as ``saveraudit rules list --format json`` prints it."""

    section: str
    """Which section of the rules it stands in."""
    id: str
    """Its id, unique in its section."""
    grade: str
    """How grave it is, where it has a grade; else empty."""
    title: str
    """What it is, in words."""


class RecordShown(Model):
    """A record, as ``saveraudit rules show ID --format json`` prints it."""

    section: str
    """Which section of the rules it stands in."""
    path: str
    """The file."""
    line: int
    """The line at which it begins."""
    record: dict[str, Any]
    """As it could stand in a file; fields at their default are left out."""


class IssueListed(Model):
    """Something to mend, as ``saveraudit rules lint --format json`` prints it."""

    path: str
    """The file."""
    line: int
    """The line."""
    severity: Literal["error", "warning"]
    """Whether it fails the check."""
    check: str
    """Which check it is from."""
    message: str
    """What is wrong, in one sentence."""


class ClauseCovered(Model):
    """One clause, and what rests on it."""

    document: str
    """Id of its document."""
    clause: str
    """Its id."""
    state: Literal["cited", "not-visible", "uncovered"]
    """Whether a finding cites it, a breach can't be seen from outside, or neither."""
    because: str
    """The findings that cite it, or why a breach can't be seen."""


class Coverage(Model):
    """What ``saveraudit rules coverage --format json`` prints."""

    totals: dict[str, int]
    """Clauses by state."""
    clauses: tuple[ClauseCovered, ...]
    """All of them."""
