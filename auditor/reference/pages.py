"""All pages of the reference: which shapes stand on which, and what stands above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.evidence.manifest import Manifest
from auditor.evidence.verify import Verification
from auditor.formats.csv import COLUMNS
from auditor.history import Difference
from auditor.language.schema import LanguageRule
from auditor.model import Audit, Listing
from auditor.publish.inventory import Inventory
from auditor.reference import shapes
from auditor.reference.columns import MEANINGS
from auditor.reference.commands import commands_page, endings_page
from auditor.reference.fields import described, reached
from auditor.reference.markdown import anchor, code, table
from auditor.reference.records import access_page, clauses_page, rules_page
from auditor.rulebook.schema import SECTIONS, Meta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from auditor.rulebook import Rulebook

MADE: Final = "<!-- Made by python -m auditor.reference; change what it describes, not this file. -->"


@dataclass(frozen=True)
class ShapesPage:
    """A page of shapes."""

    file: str
    title: str
    intro: str
    roots: tuple[type[BaseModel], ...]
    written: bool = False
    """Whether people write such files, so that it matters what may be left out."""


SHAPES: Final = (
    ShapesPage(
        "audit.md",
        "The audit as JSON",
        "What `saveraudit audit --format json` prints, `scan` writes a line of, and a site keeps. Fields "
        "that were added later have a value for audits that lack them; a field never changes its meaning "
        "without a new `schema`. `saveraudit schema audit` prints this as JSON Schema.",
        (Audit,),
    ),
    ShapesPage(
        "listing.md",
        "A described listing",
        "What `audit` and `scan` take, as JSON or YAML, and what `saveraudit read` prints. Only `texts` "
        "or `access` is needed. `saveraudit schema listing` prints this as JSON Schema.",
        (Listing,),
        written=True,
    ),
    ShapesPage(
        "scan.md",
        "Lines of a scan",
        "A line in is a [listing](listing.md), the manifest of a browser extension (as it stands or as "
        "below), or an audit of an earlier scan. A line out is an [audit](audit.md) without line breaks, "
        "or an error.",
        (shapes.ManifestLine, shapes.ErrorLine),
        written=True,
    ),
    ShapesPage(
        "history.md",
        "History, difference, verification as JSON",
        "What `history`, `diff` and `verify` print with `--format json`.",
        (shapes.HistoryOfTool, shapes.ToolsOfHistory, Difference, Verification),
    ),
    ShapesPage(
        "watchlist.md",
        "Watchlist and exceptions",
        "YAML that you write. `reply` may also be a single one instead of a list; `every` is a number "
        "with `h`, `d` or `w` behind it, or `never`.",
        (shapes.WatchlistFile, shapes.ExceptionsFile),
        written=True,
    ),
    ShapesPage(
        "site.md",
        "The data of a site",
        "JSON that `saveraudit publish` writes beside the pages. Addresses are absolute and stay for "
        "ever. `feed.xml` is Atom (RFC 4287), `feed.json` is JSON Feed 1.1, `sitemap.xml` follows "
        "sitemaps.org.",
        (shapes.SiteIndex, shapes.SiteTool, shapes.WithdrawnAudit, Inventory),
    ),
    ShapesPage(
        "bundle.md",
        "The manifest of an evidence bundle",
        "The first record of the WARC file that `audit --evidence` writes, and that `verify` runs again.",
        (Manifest,),
    ),
    ShapesPage(
        "rules-output.md",
        "Rules as JSON",
        "What `saveraudit rules` prints with `--format json`: `list`, `show` and `lint` a list, "
        "`coverage` one object.",
        (shapes.RecordListed, shapes.RecordShown, shapes.IssueListed, shapes.Coverage),
    ),
    ShapesPage(
        "rule-files.md",
        "Rule files",
        "A file under `rules/`, or in a folder of yours that `--rules` names, is a mapping of sections: "
        + ", ".join(code(name) for name in SECTIONS)
        + " are lists of records; `rulebook` and `language` are one record each. "
        "`saveraudit schema rule` prints this as JSON Schema; "
        "[CONTRIBUTING](../../CONTRIBUTING.md) shows how to write one.",
        (*SECTIONS.values(), Meta, LanguageRule),
        written=True,
    ),
)


def homes() -> dict[Any, str]:
    """Return by model or enumeration the page on which it is described: the first that it stands on."""
    found: dict[Any, str] = {}
    for page in SHAPES:
        for model in reached(*page.roots):
            found.setdefault(model, page.file)
    return found


def _links(file: str, where: Mapping[Any, str]) -> dict[Any, str]:
    return {
        model: f"[{heading(model)}]({'' if home == file else home}#{anchor(heading(model))})"
        for model, home in where.items()
    }


def heading(model: type[Any]) -> str:
    """Return the heading of a model. Two of the same name stand on different pages."""
    return model.__name__


def _shapes_page(page: ShapesPage, where: Mapping[Any, str]) -> str:
    links = _links(page.file, where)
    parts = [f"{page.intro}\n"]
    parts += [
        f"## {heading(model)}\n\n{described(model, links, defaults=page.written)}"
        for model in reached(*page.roots)
        if where[model] == page.file
    ]
    return "\n".join(parts)


def _columns_page() -> str:
    rows = [(code(column), MEANINGS[column]) for column in COLUMNS]
    return f"What `--format csv` writes: one line a tool.\n\n{table(('column', 'meaning'), rows)}"


def pages(book: Rulebook) -> dict[str, str]:
    """Return the whole reference: text by name of the file."""
    where = homes()
    made = {
        "commands.md": ("Commands", commands_page()),
        "exit-status.md": ("Exit status, errors, environment", endings_page()),
        **{page.file: (page.title, _shapes_page(page, where)) for page in SHAPES},
        "csv.md": ("Columns of a table", _columns_page()),
        "rules.md": ("Ids of rules", rules_page(book)),
        "access.md": ("Ids of access and capabilities", access_page(book)),
        "clauses.md": ("Documents and clauses", clauses_page(book)),
    }
    made["README.md"] = ("Reference", _contents({file: title for file, (title, _) in made.items()}))
    return {file: f"{MADE}\n\n# {title}\n\n{body.rstrip()}\n" for file, (title, body) in made.items()}


def _contents(titles: Mapping[str, str]) -> str:
    lines = "\n".join(f"- [{title}]({file})" for file, title in titles.items())
    return (
        f"Made from the program and its rules, so that it can't say anything else than they do.\n\n{lines}\n"
    )
