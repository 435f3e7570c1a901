"""``saveraudit schema``: the shapes that files have, as JSON Schema."""

# ruff: noqa: PLC0415 -- the models load when the command runs, so that --help stays instant

from __future__ import annotations

import json

import click

SHAPES = (
    "listing",
    "audit",
    "rule",
    "watchlist",
    "exceptions",
    "history",
    "difference",
    "verification",
    "site-index",
    "site-tool",
)
"""Equal to the keys of :data:`auditor.cli.schemas.SCHEMAS`, which would take long to import."""


@click.command()
@click.argument("which", type=click.Choice(SHAPES))
def schema(which: str) -> None:
    """Print the JSON Schema of a kind of file that goes in or comes out.

    \b
    Examples:
      saveraudit schema listing
      saveraudit schema site-index
      saveraudit schema rule > rule.schema.json
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.cli.schemas import json_schema

    click.echo(json.dumps(json_schema(which), indent=2, ensure_ascii=False))
