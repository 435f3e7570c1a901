"""CSV: one line a tool, for tables of many. No cell can be read as a formula, whatever divides the cells.

A spreadsheet runs what begins with ``=``, ``+``, ``-`` or ``@``. Such beginnings get an apostrophe before
them, at the start of a cell and behind everything that some country's spreadsheet takes for its end
(https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-26).
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats.clean import MAX_NAME, MAX_QUOTE, defang, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit, NotAnalysed

REASONS: Final = (1, 2, 3)
COLUMNS: Final = (
    "id",
    "tool",
    "publisher",
    "package",
    "address",
    "level",
    "score",
    "certainty",
    "checks_made",
    "checks_that_apply",
    "headline",
    *(f"{part}_{n}" for n in REASONS for part in ("reason", "certainty", "quote")),
    "findings",
    "set_aside",
    "not_looked_at",
    "read_on",
    "rules_version",
    "rules_digest",
    "error",
)
"""Names of the columns, which stay as they are in every language."""
_FORMULA: Final = re.compile(r"(^|[;,|\t\"'])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])")


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """Audits as lines of a table."""

    name: str = "csv"
    suffix: str = ".csv"

    @classmethod
    def for_options(cls, _options: FormatOptions, _translations: Catalogue) -> Self:
        """Return the form; nothing changes it, since machines read it."""
        return cls()

    def render(self, audit: Audit) -> str:
        """Return the heading and the line of one audit."""
        return heading() + row(audit)


def heading() -> str:
    """Return the first line: the names of the columns."""
    return _line(dict(zip(COLUMNS, COLUMNS, strict=True)))


def row(audit: Audit) -> str:
    """Return the line of an audit."""
    verdict, tool = audit.verdict, audit.tool
    read_on = max((s.retrieved_at for s in audit.sources if s.retrieved_at), default=None)
    cells = {
        "id": visible(audit.id or "", MAX_NAME),
        "tool": visible(tool.name or "", MAX_NAME),
        "publisher": visible(tool.publisher or "", MAX_NAME),
        "package": visible(tool.package or "", MAX_NAME),
        "address": defang(tool.url or ""),
        "level": verdict.level.value,
        "score": str(verdict.score),
        "certainty": verdict.certainty.value if verdict.certainty else "",
        "checks_made": str(verdict.completeness.looked),
        "checks_that_apply": str(verdict.completeness.of),
        "headline": visible(verdict.headline),
        **_reasons(audit),
        "findings": str(len(audit.findings)),
        "set_aside": str(len(audit.set_aside)),
        "not_looked_at": "; ".join(_gap(gap) for gap in audit.not_analysed),
        "read_on": read_on.date().isoformat() if read_on else "",
        "rules_version": visible(audit.rulebook.version, MAX_NAME),
        "rules_digest": visible(audit.rulebook.digest, 200),
    }
    return _line(cells)


def error_row(name: str, error: str) -> str:
    """Return the line of a listing that could not be audited."""
    return _line({"id": visible(name, MAX_NAME), "error": visible(error)})


def _reasons(audit: Audit) -> dict[str, str]:
    sure = {finding.rule: finding.certainty.value for finding in reversed(audit.findings)}
    cells = {}
    for number, reason in zip(REASONS, audit.verdict.reasons, strict=False):
        cells[f"reason_{number}"] = visible(reason.text)
        cells[f"certainty_{number}"] = sure.get(reason.rule, "")
        cells[f"quote_{number}"] = visible(reason.quote, MAX_QUOTE)
    return cells


def _gap(gap: NotAnalysed) -> str:
    return f"{visible(gap.check)}: {visible(gap.reason).rstrip('.')}"


def _line(cells: Mapping[str, str]) -> str:
    out = io.StringIO()
    quoting = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    quoting.writerow(_inert(cells.get(column, "")) for column in COLUMNS)
    return out.getvalue()


def _inert(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for the beginning of a formula."""
    return _FORMULA.sub(r"\1\2'", cell)
