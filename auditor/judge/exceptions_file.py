"""Read a file of exceptions: findings that a reviewer set aside, each with reason and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import ExceptionsError, RuleError
from auditor.judge.exceptions import ReviewedException
from auditor.rulebook.places import Place
from auditor.rulebook.validation import validate
from auditor.rulebook.yaml_file import read_bytes
from auditor.rulebook.yaml_source import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

_SECTION = "exceptions"
_RULES = "'saveraudit rules list --section findings' names all rules."


def load_exceptions(path: Path, rules: Container[str]) -> tuple[ReviewedException, ...]:
    """Read ``exceptions:``, a list of records with rule, tool, reason, reviewer and expires.

    Args:
        path: The file.
        rules: Ids of the rules that there are.

    Raises:
        ExceptionsError: The file is missing or wrong; the sentence names file and line.
    """
    problems: list[RuleError] = []
    try:
        file = parse_yaml(read_bytes(path, str(path)), str(path))
    except RuleError as error:
        hint = None if error.hint == RuleError.default_hint else error.hint
        raise ExceptionsError(str(error), hint=hint) from error
    except OSError as error:
        raise ExceptionsError(f"{path}: {error.strerror or error}") from error
    records = file.data.get(_SECTION) if isinstance(file.data, dict) else None
    if not isinstance(records, list):
        raise ExceptionsError(f"{path}:1: there is no list under the key 'exceptions'")
    places = [Place(file, (_SECTION, index)) for index in range(len(records))]
    found = [
        validate(ReviewedException, record, place, problems)
        for record, place in zip(records, places, strict=True)
    ]
    if problems:
        raise ExceptionsError(str(problems[0]))
    for item, place in zip(found, places, strict=True):
        if item is not None and item.rule not in rules:
            raise ExceptionsError(f"{place}: there is no rule {item.rule!r}", hint=_RULES)
    return tuple(item for item in found if item is not None)
