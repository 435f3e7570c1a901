"""Render the pages of a site out of ``reports/site/``: each is whole, silent, and names its own hashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from auditor.formats.html import POLICY, Frame, HtmlFormat, digest_of, environment, quotes, style_sheet
from auditor.publish.addresses import path_of
from auditor.publish.by_word import tools_by_letter, words_by_letter
from auditor.publish.rules_views import RulesViews
from auditor.publish.shown import NoteShown, PageShown, SameShown, SiteShown, ToolShown
from auditor.publish.views import Views, by_date, tool_path
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.publish.editions import Edition
    from auditor.publish.kept_shown import KeptShown
    from auditor.publish.records import Record
    from auditor.publish.watchlist import Site
    from auditor.rulebook import Rulebook

MISSING: Final = "404.html"


class Made(NamedTuple):
    """When what a page shows was last read."""

    date: str
    iso: str


@dataclass(frozen=True)
class Pages:
    """Renders the pages of one edition. Their paths are those below its prefix.

    Args:
        site: As every page shows it.
        edition: In which language, and where.
        editions: All editions of the site, that of its root first.
    """

    site: SiteShown
    edition: Edition
    editions: tuple[Edition, ...]

    @cached_property
    def views(self) -> Views:
        """What makes views in the language of these pages."""
        first = self.editions[0].code
        return Views(self.edition.translations, "" if first == self.edition.code else first)

    def tool(self, record: Record, kept: KeptShown) -> dict[str, str]:
        """Return the pages of one tool by path; ``kept`` is what stands beside them."""
        shown = self.views.tool(record, past=True)
        page = self._page(shown.href, "tools")
        made = Made(shown.seen, shown.seen_iso) if shown.seen else None
        beyond = f"{shown.href}history/"
        past = self._page(beyond, "tools")
        if record.last is None:
            pages = {shown.href: page, beyond: past} if record.taken_back else {shown.href: page}
            return {
                f"{path}index.html": self._render("unread.html.j2", p, tool=shown)
                for path, p in pages.items()
            }
        frame = Frame(
            "tool.html.j2",
            folder("reports") / "site",
            style_sheet(folder("reports") / "site" / "site.css"),
            {
                "site": self.site,
                "page": page,
                "tool": shown,
                "made": made,
                "kept": kept,
                "rules_href": f"{page.root}rules/",
            },
        )
        report = HtmlFormat(self.edition.translations, page=page.canonical, author=self.site.title)
        return {
            f"{shown.href}index.html": report.render_in(frame, record.last.now.as_last_seen),
            f"{beyond}index.html": self._render("tool_history.html.j2", past, tool=shown, made=made),
        }

    def beside(self, path: str) -> str:
        """Return what leads from a page to the folder of the first edition's same page."""
        page = self._page(path, "tools")
        return f"{page.top}{path}" if self.edition.prefix else ""

    def index(self, records: Sequence[Record]) -> str:
        """Return the list of tools."""
        tools = [self.views.tool(record) for record in records]
        newest = max(
            (tool for tool in tools if tool.changed), key=lambda tool: tool.changed_iso, default=None
        )
        return self._render(
            "index.html.j2",
            self._page("", "tools"),
            script=_script(),
            made=_newest(tools),
            tools=tools,
            levels=self.views.levels(records),
            platforms=self.views.platforms(tools),
            names=tools_by_letter(tools),
            newest=Made(newest.changed, newest.changed_iso) if newest else None,
        )

    def find(self, records: Iterable[Record]) -> str:
        """Return the words that tools are found by without a script."""
        letters = words_by_letter(self.views.tool(record) for record in records)
        return self._render("find.html.j2", self._page("find/", "tools"), letters=letters)

    def changes(self, records: Iterable[Record]) -> str:
        """Return what changed, run after run."""
        return self._render(
            "changes.html.j2", self._page("changes/", "changes"), runs=self.views.runs(records)
        )

    def rules(self, rulebook: Rulebook) -> dict[str, str]:
        """Return the pages that explain the rules, by path."""
        views = RulesViews(rulebook, self.views.translations)
        page, clauses = self._page("rules/", "rules"), self._page("rules/clauses/", "rules")
        return {
            "rules/index.html": self._render(
                "rules.html.j2", page, groups=views.groups(), promises=views.promises()
            ),
            "rules/clauses/index.html": self._render("clauses.html.j2", clauses, documents=views.documents()),
        }

    def about(self, records: Iterable[Record]) -> str:
        """Return how we know."""
        page = self._page("about/", "about")
        return self._render("about.html.j2", page, levels=self.views.levels(records))

    def corrections(self, site: Site, records: Sequence[Record]) -> str:
        """Return all corrections, replies and reports that were taken back, the newest first."""
        views = self.views
        tools = [views.tool(record) for record in records]
        own = [views.note(each) for each in by_date(site.corrections)]
        return self._render(
            "corrections.html.j2",
            self._page("corrections/", "corrections"),
            corrections=_dated([*own, *(note for tool in tools for note in tool.corrections)]),
            replies=_dated([note for tool in tools for note in tool.replies]),
            withdrawn=_dated([tool.withdrawn for tool in tools if tool.withdrawn]),
        )

    def missing(self) -> str:
        """Return what a server shows in place of a page that is not there, at whatever depth."""
        top, prefix = path_of(self.site.url), self.edition.prefix
        page = PageShown(
            path=f"{prefix}{MISSING}",
            root=f"{top}{prefix}",
            top=top,
            here="",
            canonical=f"{self.site.home}{MISSING}",
            languages=self._same("", top),
        )
        return self._render("missing.html.j2", page)

    def _page(self, path: str, here: str) -> PageShown:
        prefix = self.edition.prefix
        root = "../" * path.count("/")
        top = root + "../" * prefix.count("/")
        return PageShown(
            path=f"{prefix}{path}",
            root=root,
            top=top,
            here=here,
            canonical=f"{self.site.home}{path}",
            languages=self._same(path, top),
        )

    def _same(self, path: str, top: str) -> tuple[SameShown, ...]:
        """Return the same page in all languages; ``top`` leads to the root of the site."""
        return tuple(
            SameShown(
                code=each.code,
                name=each.name,
                direction=each.direction,
                href=f"{top}{each.prefix}{path}" or "./",
                address=f"{self.site.url}{each.prefix}{path}",
                here=each == self.edition,
            )
            for each in self.editions
        )

    def _render(self, template: str, page: PageShown, **context: object) -> str:
        reports = folder("reports")
        words = self.edition.translations
        sheets = [style_sheet(reports / "html" / "report.css"), style_sheet(reports / "site" / "site.css")]
        style = sheets[0] + quotes(words) + sheets[1]
        script = str(context.pop("script", ""))
        policy = POLICY.format(style=digest_of(style))
        if script:
            policy += f"; script-src 'sha256-{digest_of(script)}'"
        rendered = (
            environment((reports / "site", reports / "html"), words)
            .get_template(template)
            .render(
                site=self.site,
                page=page,
                language=words.code,
                direction=words.direction,
                style=Markup(style),  # noqa: S704 - ours
                script=Markup(script),  # noqa: S704 - ours
                policy=policy,
                **{"made": None, **context},
            )
        )
        return rendered.strip() + "\n"


def paths_of(record: Record) -> tuple[str, ...]:
    """Return the addresses of a tool's pages, below that of the site."""
    path = tool_path(record.tool.id)
    return (path, f"{path}history/") if record.last else (path,)


def _dated(notes: list[NoteShown]) -> list[NoteShown]:
    return sorted(notes, key=lambda note: note.date_iso, reverse=True)


def _newest(tools: Iterable[ToolShown]) -> Made | None:
    seen = max((tool for tool in tools if tool.seen), key=lambda tool: tool.seen_iso, default=None)
    return Made(seen.seen, seen.seen_iso) if seen else None


def _script() -> str:
    return style_sheet(folder("reports") / "site" / "index.js")
