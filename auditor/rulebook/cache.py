"""Parse all rule files at once."""

from __future__ import annotations

from auditor.errors import RuleError
from auditor.rulebook.yaml_source import YamlFile, parse_yaml


def parse_files(files: list[tuple[str, bytes]]) -> list[YamlFile | RuleError]:
    """Return each file parsed, or what is wrong with it, in the same order."""
    return [_parse(shown, raw) for shown, raw in files]


def _parse(shown: str, raw: bytes) -> YamlFile | RuleError:
    try:
        return parse_yaml(raw, shown)
    except RuleError as error:
        return error
