"""``saveraudit audit``: one tool, one verdict."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.forms import FORMATS, check_endings, named_report, write_report
from auditor.cli.matter import Taking, keep, take_in
from auditor.cli.options import (
    as_utf8,
    exceptions_option,
    fail_on_option,
    language_option,
    output_option,
    policy_option,
    rules_option,
    write,
)
from auditor.cli.remembering import history_option

if TYPE_CHECKING:
    from auditor.cli.matter import Matter
    from auditor.formats import FormatOptions
    from auditor.history.timeline import Stage
    from auditor.model import Audit
    from auditor.rulebook import Rulebook


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="How to print the audit.",
)
@output_option
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a report there: .html, or by the file's ending .md, .sarif, .csv, .json, .txt, "
    ".badge.svg, .svg or .png (a card), .jsonld; may be given several times.",
)
@language_option
@fail_on_option
@exceptions_option
@rules_option
@click.option(
    "--evidence",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BUNDLE",
    help="Keep what was read, and this audit, in one WARC file; packed where the name ends in .gz.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep pages there and ask only whether they changed; for runs that come again.",
)
@history_option
@click.option("--as", "tool", metavar="NAME", help="Remember the tool in the history by this name.")
@policy_option
@click.option("--offline", is_flag=True, help="Ask the network for nothing; addresses then can't be read.")
@click.option("-v", "--verbose", is_flag=True, help="Show all findings, not only what you need first.")
def audit(  # noqa: PLR0913, PLR0917 -- one parameter an option
    targets: tuple[str, ...],
    form: str,
    output: Path | None,
    reports: tuple[Path, ...],
    language: str | None,
    fail_on: str | None,
    exceptions_file: Path | None,
    folders: tuple[Path, ...],
    evidence: Path | None,
    cache: Path | None,
    database: str | None,
    tool: str | None,
    *,
    no_policy: bool,
    offline: bool,
    verbose: bool,
) -> None:
    """Audit one tool and say whether to stay away, why, and what to do instead.

    TARGET is an address, a saved page, a described listing (JSON or YAML), a consent link, a text file, the
    text itself, or - for standard input. Several targets describe one tool together. A bundle that
    --evidence wrote is audited again, offline and as on its day.

    \b
    Examples:
      saveraudit audit page.html
      saveraudit audit page.html permissions.txt --report report.html --report report.md
      saveraudit audit "https://www.tiktok.com/v2/auth/authorize/?client_key=…" "see who saved"
      pbpaste | saveraudit audit -
      saveraudit audit listing.json --format json | jq .verdict
      saveraudit audit listing.yaml --fail-on high-risk
      saveraudit audit https://tool.example/ --evidence tool.warc.gz
      saveraudit audit tool.warc.gz
      saveraudit audit https://tool.example/ --history audits.db --report report.html
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.formats import FormatOptions
    from auditor.judge import audit as judge
    from auditor.judge import reaches
    from auditor.model import Level
    from auditor.rulebook import load_rulebook
    from auditor.sources import TARGET_CHECK

    check_endings(reports)
    rulebook = load_rulebook(*folders)
    how = Taking(offline=offline, cache=cache, witnessed=evidence is not None, policies=not no_policy)
    matter = take_in(targets, exceptions_file, how, rulebook.findings)
    result = judge(matter.listing, rulebook, exceptions=matter.exceptions, on=matter.at.date())
    if evidence:
        keep(matter, result, rulebook, evidence)
    unread = any(item.check == TARGET_CHECK for item in matter.listing.not_read)
    if unread and database:
        click.echo("Not remembered: not all that you handed in could be read.", err=True)
    earlier = () if unread or not database else _remember(database, tool, result, matter, rulebook)
    for report in reports:
        write_report(result, report, FormatOptions(verbose=True, language=language or "en", earlier=earlier))
    if form != "terminal":
        as_utf8()
    options = _options(form, output, language)
    options = replace(options, verbose=verbose, report=named_report(reports), earlier=earlier)
    write(_render(result, form, options), output)
    if unread:
        sys.exit(3)
    if fail_on and reaches(result.verdict.level, Level(fail_on)):
        sys.exit(1)


def _remember(
    database: str, tool: str | None, result: Audit, matter: Matter, rulebook: Rulebook
) -> tuple[Stage, ...]:
    from auditor.cli.remembering import remember
    from auditor.history import Ground

    ground = Ground(matter.listing, rulebook, matter.exceptions, matter.at.date())
    return remember(database, tool, result, ground, matter.at)


def _render(result: Audit, form: str, options: FormatOptions) -> str:
    from auditor.formats import FormatChoice

    return FormatChoice(form).to_format(options).render(result)


def _options(form: str, output: Path | None, language: str | None) -> FormatOptions:
    """Return what the place asks for; a terminal, and nothing else, is spoken to in its user's language."""
    from auditor.formats import FormatOptions
    from auditor.formats.terminal import options_for
    from auditor.messages.languages import asked_for

    options = FormatOptions() if output else options_for(sys.stdout)
    if language is None and form == "terminal" and output is None and sys.stdout.isatty():
        language = asked_for(os.environ)
    return replace(options, language=language or options.language)
