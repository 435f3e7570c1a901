"""The rules as lists of ids: what audits, exceptions and commands name them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.reference.docstrings import first_sentence
from auditor.reference.markdown import code, table, words
from auditor.rulebook.describe import title_of
from auditor.rulebook.schema import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Model
    from auditor.rulebook import Rulebook

ELSEWHERE: Final = ("access", "capabilities", "documents")
"""Sections with pages of their own."""


def rules_page(book: Rulebook) -> str:
    """Return the page of all sections that have no page of their own, findings first."""
    names = sorted((name for name in SECTIONS if name not in ELSEWHERE), key=lambda name: name != "findings")
    return "\n".join(_section(book, name) for name in names)


def access_page(book: Rulebook) -> str:
    """Return the page of access and what it yields."""
    return "\n".join(_section(book, name) for name in ("access", "capabilities"))


def clauses_page(book: Rulebook) -> str:
    """Return the page of documents with their clauses."""
    parts = []
    for document in book.documents.values():
        about = ", ".join(
            part for part in (document.publisher, document.region, document.date.isoformat()) if part
        )
        rows = [(code(one.id), words(one.section), words(one.says)) for one in document.clauses]
        parts.append(f"## {code(document.id)}\n\n[{words(document.name)}]({document.url}), {words(about)}\n")
        parts.append(table(("clause", "section", "says"), rows))
    return "\n".join(parts)


def _section(book: Rulebook, name: str) -> str:
    records = book.sections[name]
    intro = words(first_sentence(SECTIONS[name]))
    heads, rows = _rows(name, list(records.items()))
    return f"## {name}\n\n{intro} {len(records):,} in all.\n\n{table(heads, rows)}"


def _rows(name: str, records: Sequence[tuple[str, Model]]) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    more = _MORE.get(name, ())
    heads = ("id", "title", *(head for head, _ in more))
    rows = (
        (code(key), words(title_of(record)), *(_shown(getattr(record, field)) for _, field in more))
        for key, record in records
    )
    return heads, rows


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(code(part) for part in value)
    return words(str(value or ""))


_MORE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "findings": (("category", "category"), ("severity", "severity"), ("clauses", "references")),
    "access": (("danger", "danger"),),
    "claims": (("counts as", "otherwise"),),
    "host_classes": (("danger", "danger"),),
    "observations": (("check", "check"),),
    "signs": (("shows", "observation"),),
}
"""By section, further columns and the fields that they show."""
