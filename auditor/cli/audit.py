"""``saveraudit audit``: one tool, one verdict."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

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
    output_option,
    rules_option,
    write,
)

if TYPE_CHECKING:
    from auditor.formats import FormatOptions
    from auditor.model import Audit


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
@click.option("--offline", is_flag=True, help="Ask the network for nothing; addresses then can't be read.")
@click.option("-v", "--verbose", is_flag=True, help="Show all findings, not only what you need first.")
def audit(  # noqa: PLR0913, PLR0917 -- one parameter an option
    targets: tuple[str, ...],
    form: str,
    output: Path | None,
    reports: tuple[Path, ...],
    fail_on: str | None,
    exceptions_file: Path | None,
    folders: tuple[Path, ...],
    evidence: Path | None,
    cache: Path | None,
    *,
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
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.judge import audit as judge
    from auditor.judge import reaches
    from auditor.model import Level
    from auditor.rulebook import load_rulebook
    from auditor.sources import TARGET_CHECK

    check_endings(reports)
    rulebook = load_rulebook(*folders)
    how = Taking(offline=offline, cache=cache, witnessed=evidence is not None)
    matter = take_in(targets, exceptions_file, how)
    result = judge(matter.listing, rulebook, exceptions=matter.exceptions, on=matter.at.date())
    if evidence:
        keep(matter, result, rulebook, evidence)
    for report in reports:
        write_report(result, report)
    if form != "terminal":
        as_utf8()
    write(_render(result, form, _options(output, named_report(reports), verbose=verbose)), output)
    if any(item.check == TARGET_CHECK for item in matter.listing.not_read):
        sys.exit(3)
    if fail_on and reaches(result.verdict.level, Level(fail_on)):
        sys.exit(1)


def _render(result: Audit, form: str, options: FormatOptions | None) -> str:
    from auditor.formats import FormatChoice

    return FormatChoice(form).to_format(options).render(result)


def _options(output: Path | None, report: str, *, verbose: bool) -> FormatOptions:
    from auditor.formats import FormatOptions
    from auditor.formats.terminal import options_for

    options = FormatOptions() if output else options_for(sys.stdout)
    return replace(options, verbose=verbose, report=report)
