"""``saveraudit verify``: run a published verdict again, and say whose change it is where it differs."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import as_utf8, output_option, rules_option, write

if TYPE_CHECKING:
    from auditor.evidence.verify import Verification


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.option(
    "--bundle",
    "bundles",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    metavar="BUNDLE",
    help="The evidence: the report's own bundle, or a newer one of the same tool, or both, the newest last.",
)
@rules_option
@click.option(
    "--rules-then",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The whole rule set that judged then; tells changes of the rules from changes of the program.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to print what was found.",
)
@output_option
def verify(  # noqa: PLR0913, PLR0917 -- one parameter an option
    report: Path,
    bundles: tuple[Path, ...],
    folders: tuple[Path, ...],
    rules_then: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Run a published verdict again from its evidence, offline, and compare byte for byte.

    REPORT is the audit as JSON, or the HTML page. Where the result differs, each change is put down to the
    tool, to our rules, to the terms of platforms and laws, or to the program.

    \b
    Exit status:
      0  the same, byte for byte or but for versions, times and layout
      1  the result differs
      3  the report or a bundle could not be read

    \b
    Examples:
      saveraudit verify report.json --bundle tool.warc.gz
      saveraudit verify report.html --bundle tool.warc.gz
      saveraudit verify report.json --bundle tool.warc.gz --bundle tool-today.warc.gz
      saveraudit verify report.json --bundle tool.warc.gz --rules-then rules-of-2026-11
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.cli.verify_output import in_words

    verification = _verification(report, bundles, folders, rules_then)
    if form == "json":
        as_utf8()
        write(verification.model_dump_json(by_alias=True, indent=2) + "\n", output)
    else:
        write(in_words(verification), output)
    if verification.outcome == "different":
        sys.exit(1)


def _verification(
    path: Path, bundles: tuple[Path, ...], folders: tuple[Path, ...], rules_then: Path | None
) -> Verification:
    from auditor.evidence import open_bundle
    from auditor.evidence.report_file import read_report
    from auditor.evidence.verify import again, verify
    from auditor.rulebook import load_rulebook

    file = read_report(path)
    opened = [open_bundle(bundle) for bundle in bundles]
    rulebook = load_rulebook(*folders)
    then = load_rulebook(base=rules_then) if rules_then else None
    now = [again(opened[-1], rulebook)] if file.is_page else []
    found = verify(file.audit([*now, *(bundle.audit for bundle in opened)]), opened, rulebook, then)
    if found.outcome == "same" and not file.is_made_of(found.now):
        return found.model_copy(update={"outcome": "same-result"})
    return found
