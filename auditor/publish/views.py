"""Make what templates are given: of the site, of tools, of their past. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from auditor import __version__
from auditor.formats import words as report_words
from auditor.formats.clean import MAX_NAME, MAX_QUOTE, language_tag, visible
from auditor.formats.findings import is_code
from auditor.formats.view import headline_of
from auditor.history import Cause
from auditor.model import Deliverable, Level
from auditor.publish import words
from auditor.publish.addresses import href_of
from auditor.publish.platforms import platform_words, platforms_of
from auditor.publish.records import Record, State, newest_first
from auditor.publish.shown import (
    ChangeShown,
    LevelShown,
    NoteShown,
    PileShown,
    PlatformShown,
    RunShown,
    SiteShown,
    StateShown,
    ToolShown,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from auditor.history import Changed
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, RulebookStamp
    from auditor.publish.editions import Edition
    from auditor.publish.watchlist import Dated, Site

MAX_CHANGES: Final = 12
"""Changes of one sort that are shown; the audits as JSON hold all."""
MAX_BECAUSE: Final = 3
MAX_INDEX_QUOTE: Final = 160
"""Characters of a tool's own words in the list of tools."""
MAX_RECENT: Final = 200
"""States that the page of changes shows."""
_PARAGRAPH: Final = 20_000


def tool_path(tool_id: str) -> str:
    """Return the address of a tool's page below that of the site. It never changes."""
    return f"tools/{tool_id}/"


def site_shown(site: Site, stamp: RulebookStamp, tools: int, edition: Edition) -> SiteShown:
    """Return the site as templates of an edition are given it."""
    own, lang = site.words_in(edition.code)
    return SiteShown(
        title=visible(own.title, MAX_NAME),
        url=site.url,
        home=f"{site.url}{edition.prefix}",
        words_lang="" if lang == edition.code else lang,
        contact=site.contact,
        contact_href=href_of(site.contact),
        about=paragraphs(own.about),
        tools=tools,
        rules_version=visible(stamp.version, MAX_NAME),
        rules_digest=visible(stamp.digest, MAX_NAME),
        program=__version__,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text as it was written, in paragraphs; what is unseen or steers is written out."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    lines = (
        "\n".join(visible(line, _PARAGRAPH) for line in block.strip("\n").split("\n")) for block in blocks
    )
    return tuple(line for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Views:
    """Makes views in one language."""

    translations: Catalogue = report_words.ENGLISH
    own: str = ""
    """Language of the publisher's words, where it is not that of the page."""

    def word(self, catalogue: Mapping[str, str], key: str) -> str:
        """Return the word for ``key``."""
        return report_words.named(catalogue, key, self.translations)

    def date(self, moment: dt.datetime) -> str:
        """Return a day in words."""
        return report_words.long_date(moment.date(), self.translations)

    def tool(self, record: Record, *, past: bool = False) -> ToolShown:
        """Return a tool; with its ``past``, what changed from state to state as well."""
        tool, last = record.tool, record.last
        verdict = last.audit.verdict if last else None
        quote, lang = promise(last.audit) if last else ("", "")
        since = record.since
        return ToolShown(
            id=tool.id,
            href=tool_path(tool.id),
            name=visible(record.name, MAX_NAME),
            publisher=visible((last.audit.tool.publisher if last else "") or "", MAX_NAME),
            level=verdict.level.value if verdict else "",
            level_word=self.word(report_words.LEVELS, verdict.level) if verdict else "",
            headline=headline_of(last.audit, self.translations) if last else "",
            quote=quote,
            lang=lang,
            since=self.date(since) if since else "",
            since_iso=since.date().isoformat() if since else "",
            changed=self.date(last.at) if last else "",
            changed_iso=iso(last.at) if last else "",
            seen=self.date(last.seen) if last else "",
            seen_iso=last.seen.date().isoformat() if last else "",
            platforms=platforms_of(last.audit) if last else (),
            failure="" if tool.withdrawn else report_words.said(record.failure, self.translations),
            withdrawn=self.withdrawal(record),
            replies=tuple(self.note(reply, record, lang="") for reply in by_date(tool.reply)),
            corrections=tuple(self.note(each, record) for each in by_date(tool.corrections)),
            states=tuple(self.state(record, each) for each in reversed(record.states)) if past else (),
        )

    def note(self, dated: Dated, record: Record | None = None, *, lang: str | None = None) -> NoteShown:
        """Return a correction; or a reply, whose ``lang`` nobody knows."""
        return NoteShown(
            tool=visible(record.name, MAX_NAME) if record else "",
            href=tool_path(record.tool.id) if record else "",
            date=report_words.long_date(dated.date, self.translations),
            date_iso=dated.date.isoformat(),
            paragraphs=paragraphs(dated.text),
            lang=self.own if lang is None else lang,
        )

    def withdrawal(self, record: Record) -> NoteShown | None:
        """Return why a report was taken back, where it was."""
        given = record.tool.withdrawn
        if given is None:
            return None
        return NoteShown(
            tool=visible(record.name, MAX_NAME),
            href=tool_path(record.tool.id),
            date=report_words.long_date(given.date, self.translations),
            date_iso=given.date.isoformat(),
            paragraphs=paragraphs(given.reason),
            lang=self.own,
        )

    def state(self, record: Record, state: State) -> StateShown:
        """Return one state with what changed against the one before."""
        verdict = state.audit.verdict
        was = state.before.audit.verdict.level if state.before else None
        piles = self.piles(state)
        note = "" if piles else words.WORDING if was else words.FIRST
        return StateShown(
            tool=visible(record.name, MAX_NAME),
            href=tool_path(record.tool.id),
            anchor=f"s{state.stamp}",
            level=verdict.level.value,
            level_word=self.word(report_words.LEVELS, verdict.level),
            was=was.value if was else "",
            was_word=self.word(report_words.LEVELS, was) if was else "",
            headline=headline_of(state.audit, self.translations),
            score=verdict.score,
            date=self.date(state.at),
            date_iso=iso(state.at),
            seen=self.date(state.seen),
            seen_iso=state.seen.date().isoformat(),
            json=f"{tool_path(record.tool.id)}audits/{state.stamp}.json",
            rules=visible(state.audit.rulebook.version, MAX_NAME),
            piles=piles,
            note=self.translations.gettext(note) if note else "",
        )

    def piles(self, state: State) -> tuple[PileShown, ...]:
        """Return what changed against the state before, in four sorts; empty ones are left out."""
        difference = state.difference
        if difference is None:
            return ()
        return tuple(
            PileShown(
                self.word(words.PILES, name),
                tuple(self.change(each) for each in pile[:MAX_CHANGES]),
                max(0, len(pile) - MAX_CHANGES),
            )
            for name, pile in difference.piles
            if pile
        )

    def change(self, change: Changed) -> ChangeShown:
        """Return one change."""
        return ChangeShown(
            kind=self.word(words.KINDS, change.what),
            title=self.changed(change),
            before=self.standing(change.before),
            after=self.standing(change.after),
            quote=visible(change.quote, MAX_QUOTE),
            cause=self.word(words.CAUSES, change.cause),
            because=self.because(change),
        )

    def changed(self, change: Changed) -> str:
        """Return the name of what changed."""
        if change.what == "access":
            return report_words.access_title(change.id, change.title, self.translations)
        context = "findings.title" if change.what == "finding" else "claims.title"
        return report_words.rule(context, change.title, self.translations)

    def standing(self, stands: str) -> str:
        """Return how a thing stands, "high, certain", in words."""
        parts = [part for part in stands.split(", ") if part]
        return self.translations.listed(visible(self.word(words.STANDS, part)) for part in parts)

    def because(self, change: Changed) -> tuple[str, ...]:
        """Return what exactly changed, but for hashes of what was read of the tool: the audits have those."""
        if change.cause is Cause.TOOL:
            return ()
        return tuple(report_words.said(line, self.translations) for line in change.because[:MAX_BECAUSE])

    def runs(self, records: Iterable[Record]) -> tuple[RunShown, ...]:
        """Return what runs found changed, the newest run first, at most :data:`MAX_RECENT` changes."""
        newest = recent(records, MAX_RECENT)
        runs: list[RunShown] = []
        for record, state in newest:
            shown = self.state(record, state)
            if runs and runs[-1].date_iso == shown.date_iso:
                runs[-1] = replace(runs[-1], states=(*runs[-1].states, shown))
            else:
                runs.append(RunShown(shown.date, shown.date_iso, (shown,)))
        return tuple(runs)

    def platforms(self, tools: Iterable[ToolShown]) -> tuple[PlatformShown, ...]:
        """Return what tools are made for, with how many are; none where all are made for the same."""
        found = [name for tool in tools for name in tool.platforms]
        words = platform_words(found, self.translations)
        return tuple(PlatformShown(name, word, found.count(name)) for name, word in words if len(words) > 1)

    def levels(self, records: Iterable[Record]) -> tuple[LevelShown, ...]:
        """Return all levels, worst first, with how many tools have them."""
        found = [record.last.audit.verdict.level for record in records if record.last]
        return tuple(
            LevelShown(level.value, self.word(report_words.LEVELS, level), found.count(level))
            for level in Level
        )


def recent(records: Iterable[Record], most: int) -> list[tuple[Record, State]]:
    """Return the newest states of all tools; those of one run together, the worst first."""
    found = [(record, state) for record in newest_first(tuple(records)) for state in record.states]
    found.sort(key=lambda pair: (-pair[1].at.timestamp(), -pair[1].audit.verdict.level.rank))
    return found[:most]


def promise(audit: Audit) -> tuple[str, str]:
    """Return what a tool promises in its own words, with the language; that which nobody can keep first."""
    ranked = sorted(
        audit.claims,
        key=lambda claim: (claim.certainty.value, list(Deliverable).index(claim.deliverable)),
    )
    for claim in ranked:
        return visible(claim.quote, MAX_INDEX_QUOTE), language_tag(claim.language)
    said = (reason.quote for reason in audit.verdict.reasons if reason.quote and not is_code(reason.quote))
    named = (purpose.quote for purpose in audit.purposes)
    return visible(next(said, "") or next(named, ""), MAX_INDEX_QUOTE), ""


def by_date(notes: Iterable[Dated]) -> list[Dated]:
    """Return notes, the newest first."""
    return sorted(notes, key=lambda note: note.date, reverse=True)


def iso(moment: dt.datetime) -> str:
    """Return a moment in UTC: 2026-11-22T18:04:00Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
