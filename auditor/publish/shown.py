"""What templates of the site are given. Strings are cleaned and cut, words chosen, nothing judged.

Every field is documented, since designers write templates against this page alone. Dates ending in ``_iso``
are for the ``datetime`` attribute; ``lang`` is a language tag or "".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteShown:
    """The site as a whole, as ``site``."""

    title: str
    """Its name."""
    url: str
    """Its address, with a slash at its end."""
    home: str
    """Address of its first page in this language."""
    words_lang: str
    """Language of title and about, where it is not the page's; else ""."""
    contact: str
    """A mailbox or the address of a page."""
    contact_href: str
    """What a link to it leads to."""
    about: tuple[str, ...]
    """Who publishes it, in paragraphs."""
    tools: int
    """How many tools the watchlist has."""
    rules_version: str
    """Version of the rule set."""
    rules_digest: str
    """Digest over its meaning."""
    program: str
    """Version of the program."""


@dataclass(frozen=True, slots=True)
class SameShown:
    """The same page in one of the site's languages."""

    code: str
    """BCP 47 tag."""
    name: str
    """What its readers call the language."""
    direction: str
    """ltr or rtl."""
    href: str
    """What leads there."""
    address: str
    """Its whole address."""
    here: bool
    """Whether it is this very page."""


@dataclass(frozen=True, slots=True)
class PageShown:
    """The page itself, as ``page``."""

    path: str
    """Its address below that of the site: ``tools/saveradar/``, or ``es/tools/saveradar/``."""
    root: str
    """What leads from it to the site's first page in the same language: ``../../``."""
    top: str
    """What leads from it to the root of the site, where the data stand, which have no language."""
    here: str
    """Which part of the site it belongs to: tools, changes, rules, about, corrections, or ""."""
    canonical: str
    """Its whole address."""
    languages: tuple[SameShown, ...]
    """The same page in each of the site's languages, that of the root first."""


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A reply, a correction or the end of a report, with its date."""

    tool: str
    """Name of the tool it is about, or "" where it is about the whole site."""
    href: str
    """Path of that tool's page, or ""."""
    date: str
    """In words."""
    date_iso: str
    """As 2026-11-22."""
    paragraphs: tuple[str, ...]
    """The text as it was written; line breaks in a paragraph are kept."""
    lang: str
    """Language of the text, where it is known and not the page's; else ""."""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that is new, gone or stands otherwise."""

    kind: str
    """Finding, access or promise, in words."""
    title: str
    """What it is about."""
    before: str
    """How it stood, or ""."""
    after: str
    """How it stands, or ""."""
    quote: str
    """The tool's own words, or ""."""
    cause: str
    """Whose change it is, in words."""
    because: tuple[str, ...]
    """What exactly changed, at most three lines."""


@dataclass(frozen=True, slots=True)
class PileShown:
    """Changes of one sort."""

    name: str
    """The sort, in words."""
    changes: tuple[ChangeShown, ...]
    """At most twelve."""
    more: int
    """How many others there are."""


@dataclass(frozen=True, slots=True)
class StateShown:
    """How a tool stood from one day to another."""

    tool: str
    """Name of the tool."""
    href: str
    """Path of its page below ``page.root``."""
    anchor: str
    """Id of its element on the history page."""
    level: str
    """Level id."""
    level_word: str
    """The level in words."""
    was: str
    """Level id before, or "" for the first audit."""
    was_word: str
    """That level in words, or ""."""
    headline: str
    """The sentence of the verdict."""
    score: int
    """0 to 100."""
    date: str
    """When it was first seen so, in words."""
    date_iso: str
    """The same with its time."""
    seen: str
    """When it was last seen so, in words."""
    seen_iso: str
    """The same, the day alone."""
    json: str
    """Path of that audit as JSON, below ``page.top``."""
    rules: str
    """Version of the rules that judged."""
    piles: tuple[PileShown, ...]
    """What changed against the state before."""
    note: str
    """What to say where there are no piles."""


@dataclass(frozen=True, slots=True)
class PlatformShown:
    """What some tools are made for."""

    id: str
    """As in ``platforms`` of a tool."""
    word: str
    """The same in words."""
    count: int
    """How many tools of the list are made for it."""


@dataclass(frozen=True, slots=True)
class RunShown:
    """All that one run found changed."""

    date: str
    """When, in words."""
    date_iso: str
    """The same with its time."""
    states: tuple[StateShown, ...]
    """One for each tool, worst first."""


@dataclass(frozen=True, slots=True)
class ToolShown:
    """One tool, in the list and on its own pages as ``tool``."""

    id: str
    """Its id in the watchlist."""
    href: str
    """Path of its page below ``page.root``, and of its data below ``page.top``: ``tools/saveradar/``."""
    name: str
    """What it is called."""
    publisher: str
    """Its maker, or ""."""
    level: str
    """Level id; "" where it was never read or the report was taken back."""
    level_word: str
    """The level in words."""
    headline: str
    """The sentence of the verdict, or ""."""
    quote: str
    """What it promises, in its own words, or ""."""
    lang: str
    """Language of the quote."""
    since: str
    """Since when it has this level, in words."""
    since_iso: str
    """The same as 2026-11-22."""
    changed: str
    """When the audit last changed, in words."""
    changed_iso: str
    """The same with its time."""
    seen: str
    """When it was last read, in words."""
    seen_iso: str
    """The same as 2026-11-22."""
    platforms: tuple[str, ...]
    """Ids of what it is made for: android, ios, extension, telegram, login, web."""
    failure: str
    """Why it could not be read again, or ""."""
    withdrawn: NoteShown | None
    """Why the report was taken back."""
    replies: tuple[NoteShown, ...]
    """What its developer wrote."""
    corrections: tuple[NoteShown, ...]
    """What was wrong in the report."""
    states: tuple[StateShown, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One level, for counting and explaining."""

    level: str
    """Level id."""
    word: str
    """In words."""
    count: int
    """How many tools have it."""


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause of a document."""

    id: str
    """Its id; that of its element has ``rule-``, ``clause-`` or ``document-`` before it."""
    document: str
    """Name of the document."""
    publisher: str
    """Whose document it is."""
    section: str
    """Which part."""
    region: str
    """Where it applies, or ""."""
    says: str
    """In our words."""
    quote: str
    """In its own words, or ""."""
    date: str
    """In words."""
    date_iso: str
    """As 2026-11-22."""
    href: str
    """Address that may be linked, or ""."""
    rules: tuple[str, ...]
    """Ids of the findings that rest on it."""
    not_visible: str
    """Why a breach can't be seen from outside, or ""."""


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document with its clauses."""

    id: str
    """Its id; that of its element has ``rule-``, ``clause-`` or ``document-`` before it."""
    name: str
    """What it is called."""
    publisher: str
    """Whose it is."""
    clauses: tuple[ClauseShown, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A finding that a report can state."""

    id: str
    """Its id; that of its element has ``rule-``, ``clause-`` or ``document-`` before it."""
    title: str
    """The fault."""
    severity_word: str
    """How grave, in words."""
    explanation: str
    """Why it matters."""
    advice: str
    """What to do."""
    clauses: tuple[ClauseShown, ...]
    """What it rests on."""


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Rules of one category."""

    name: str
    """In words."""
    anchor: str
    """Id of its element."""
    rules: tuple[RuleShown, ...]
    """Gravest first."""


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """A claim that texts are read for."""

    id: str
    """Its id."""
    title: str
    """Completes "The tool says that it …"."""
    deliverable: str
    """impossible, against-terms, deceptive or possible."""
    explanation: str
    """Why."""
