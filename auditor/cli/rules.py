"""``saveraudit rules``: look at the rules, run their examples, and get advice while writing them."""

# ruff: noqa: PLC0415 -- rules are imported when a command runs, so that --help stays instant

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from auditor.cli import rules_output as output
from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.model import Model
    from auditor.rulebook import Rulebook

_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text is for reading, and one record a line in a pipe; json is for programs.",
)


@click.group()
def rules() -> None:
    """Look at the rules, run their examples, check your own.

    \b
    Examples:
      saveraudit rules list --section findings
      saveraudit rules show reveals-savers
      saveraudit rules test --rules my-rules
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"


@rules.command("list")
@click.option("--section", metavar="NAME", help="Only one section: findings, access, claims, documents …")
@click.option("--category", metavar="NAME", help="Only findings of one category, such as privacy.")
@_format
@rules_option
def list_(section: str | None, category: str | None, form: str, folders: tuple[Path, ...]) -> None:
    """List the records: section, id, grade and title.

    \b
    Examples:
      saveraudit rules list
      saveraudit rules list --category impossible-claim
      saveraudit rules list --section access --format json | jq .
    """  # noqa: D301
    from auditor.rulebook.describe import title_of

    book = _load(folders)
    rows = [
        (name, record_id, _grade(record), title_of(record))
        for name in _sections(book, section, category)
        for record_id, record in book.sections[name].items()
        if category is None or getattr(record, "category", None) == category
    ]
    heads = ("section", "id", "grade", "title")
    if form == "json":
        output.as_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        output.table(heads, rows)


@rules.command()
@click.argument("record_id", metavar="ID")
@_format
@rules_option
def show(record_id: str, form: str, folders: tuple[Path, ...]) -> None:
    """Show one record and what it is connected to.

    With references and examples, in words. ID is that of any record, of a clause, or of a host pattern.

    \b
    Examples:
      saveraudit rules show reveals-savers
      saveraudit rules show android.permission.READ_CONTACTS
      saveraudit rules show 'chrome:host:<all_urls>'
    """  # noqa: D301
    from auditor.rulebook.describe import sheets

    found = sheets(_load(folders), record_id)
    if form == "json":
        output.as_json([sheet.as_json() for sheet in found])
    else:
        output.sheets(found)


@rules.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--verbose", "-v", is_flag=True, help="Also name the examples that hold.")
@rules_option
def test(ids: tuple[str, ...], folders: tuple[Path, ...], *, verbose: bool) -> None:
    """Run the examples of the rules through the whole audit.

    With IDs, only those of these findings or languages. Exit status: 0 all hold, 1 some do not, 2 a rule
    file is wrong.

    \b
    Examples:
      saveraudit rules test
      saveraudit rules test --rules my-rules
      saveraudit rules test en asks-tiktok-password
    """  # noqa: D301
    from auditor.rulebook.selftest import run_examples

    failed = total = 0
    for result in run_examples(_load(folders), only=ids):
        total += 1
        failed += not result.passed
        if verbose or not result.passed:
            click.echo(str(result))
    output.note(f"{total} examples, {failed} failed")
    _exit_if(failed)


@rules.command()
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count the age of references from this day instead of today.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@_format
@rules_option
def lint(day: dt.datetime | None, form: str, folders: tuple[Path, ...], *, strict: bool) -> None:
    """Say what could be better in the rules, each with file and line.

    Exit status: 0 no errors, 1 errors, 2 a rule file is wrong; then every fault is listed.

    \b
    Examples:
      saveraudit rules lint
      saveraudit rules lint --rules my-rules --strict
    """  # noqa: D301
    from auditor.errors import RuleError
    from auditor.rulebook import examine
    from auditor.rulebook.lint import lint as run

    book, faults = examine(*folders)
    if book is None:
        output.faults(faults, form)
        raise click.exceptions.Exit(RuleError.exit_status)
    issues = run(book, day.date() if day else dt.datetime.now(tz=dt.UTC).date())
    errors = sum(issue.severity == "error" for issue in issues)
    output.issues(issues, form)
    output.note(f"{output.counted(errors, 'error')}, {output.counted(len(issues) - errors, 'warning')}")
    _exit_if(len(issues) if strict else errors)


@rules.command()
@click.option("--uncovered", is_flag=True, help="Only clauses that no finding cites and that give no reason.")
@_format
@rules_option
def coverage(form: str, folders: tuple[Path, ...], *, uncovered: bool) -> None:
    """Show which clauses of which document the findings rest on.

    \b
    Examples:
      saveraudit rules coverage
      saveraudit rules coverage --uncovered
      saveraudit rules coverage --format json
    """  # noqa: D301
    from auditor.rulebook.coverage import CoverageState, coverage_of

    found = coverage_of(_load(folders))
    rows = [
        (document.id, row.clause.id, row.state.value, ", ".join(row.findings) or row.clause.not_visible)
        for document in found.documents
        for row in document.clauses
        if not uncovered or row.state is CoverageState.UNCOVERED
    ]
    totals = {state.value: found.count(state) for state in CoverageState}
    if form == "json":
        keys = ("document", "clause", "state", "because")
        output.as_json({"totals": totals, "clauses": [dict(zip(keys, row, strict=True)) for row in rows]})
        return
    output.table(("document", "clause", "state", "findings or reason"), rows)
    output.note(", ".join(f"{number} {state}" for state, number in totals.items()))


def _load(folders: Sequence[Path]) -> Rulebook:
    from auditor.rulebook import load_rulebook

    return load_rulebook(*folders)


def _sections(book: Rulebook, section: str | None, category: str | None) -> list[str]:
    """Return the sections to list: the one asked for, else findings first and then the others."""
    from auditor.errors import UsageError
    from auditor.model import Category
    from auditor.rulebook.validation import did_you_mean

    names = sorted(book.sections, key=lambda name: name != "findings")
    if category is not None and category not in set(Category):
        message = f"there is no category '{category}'{did_you_mean(category, list(Category))}"
        raise UsageError(message, hint=f"The categories are {', '.join(Category)}.")
    if section is not None and section not in names:
        message = f"there is no section '{section}'{did_you_mean(section, names)}"
        raise UsageError(message, hint=f"The sections are {', '.join(names)}.")
    return names if section is None else [section]


def _grade(record: Model) -> str:
    """Return how grave a record is, in the words of its section."""
    grades = (getattr(record, name, None) for name in ("severity", "danger", "otherwise"))
    return next((str(grade) for grade in grades if grade is not None), "")


def _exit_if(failures: int) -> None:
    if failures:
        raise click.exceptions.Exit(1)
