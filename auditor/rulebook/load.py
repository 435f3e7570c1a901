"""Load the rule set: gather the files, validate each record, check that ids meet, build the rulebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from auditor import resources
from auditor.rulebook.book import Rulebook
from auditor.rulebook.digest import ORDERED_SECTIONS
from auditor.rulebook.gather import META, Gathered, gather
from auditor.rulebook.references import unknown_ids
from auditor.rulebook.schema import SECTIONS, Meta
from auditor.rulebook.validation import validate

if TYPE_CHECKING:
    from auditor.errors import RuleError
    from auditor.model import Model
    from auditor.rulebook.places import Place

UNVERSIONED: Final = Meta(version="unversioned", reference_age_days=365)
"""Stands in where no file has a ``rulebook:`` section; ``rules lint`` asks for one."""


def load_rulebook(*extra: Path, base: Path | None = None) -> Rulebook:
    """Return the shipped rules together with those in ``extra``, folders or files of the user's own.

    Args:
        extra: Later folders may replace records of earlier ones that say ``replaces: true``.
        base: Read this folder in place of the shipped rules.

    Raises:
        RuleError: A rule file is wrong; the first fault in the order of the files.
        UsageError: A folder does not exist.
    """
    book, problems = examine(*extra, base=base)
    if problems or book is None:
        first = problems[0]
        if len(problems) > 1:
            first.hint = f"{first.hint} {len(problems) - 1} more: 'saveraudit rules lint' lists all."
        raise first
    return book


def examine(*extra: Path, base: Path | None = None) -> tuple[Rulebook | None, list[RuleError]]:
    """Return the rulebook together with every fault of its files; None in its place if it can't be built.

    Ids are checked only once every record is valid: until then, too many would be missing.

    Raises:
        UsageError: A folder does not exist.
    """
    gathered = gather(_folders(extra, base))
    problems = list(gathered.problems)
    sections, places = _validated(gathered, problems)
    meta = _meta(gathered, places, problems)
    if problems:
        return None, _in_order(problems)
    book = Rulebook(meta=meta, languages=dict(sorted(gathered.languages.items())), places=places, **sections)
    problems = unknown_ids(book)
    return (None if problems else book), _in_order(problems)


def _in_order(problems: list[RuleError]) -> list[RuleError]:
    return sorted(problems, key=lambda fault: (fault.path, fault.line))


def _folders(extra: tuple[Path, ...], base: Path | None) -> list[tuple[Path, str]]:
    shipped = (resources.folder("rules"), "rules") if base is None else (base, str(base))
    return [shipped, *((folder, str(folder)) for folder in map(Path, extra))]


def _validated(
    gathered: Gathered, problems: list[RuleError]
) -> tuple[dict[str, Any], dict[tuple[str, str], Place]]:
    sections: dict[str, Any] = {}
    places: dict[tuple[str, str], Place] = {}
    for name, model in SECTIONS.items():
        found: dict[str, Model] = {}
        for record_id, raw in gathered.records[name].items():
            record = validate(model, raw.data, raw.place, problems)
            if record is not None:
                found[record_id] = record
                places[name, record_id] = raw.place
        sections[name] = found if name in ORDERED_SECTIONS else dict(sorted(found.items()))
    for name, raw in gathered.nameless:
        validate(SECTIONS[name], raw.data, raw.place, problems)
    return sections, places


def _meta(gathered: Gathered, places: dict[tuple[str, str], Place], problems: list[RuleError]) -> Meta:
    raw = gathered.records[META].get(META)
    if raw is None:
        return UNVERSIONED
    places[META, META] = raw.place
    return validate(Meta, raw.data, raw.place, problems) or UNVERSIONED
