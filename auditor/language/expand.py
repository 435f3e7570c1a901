"""Expand the short notation for word forms: ``sav{e,es,ed,ing}`` stands for four words."""

from __future__ import annotations

import re
from itertools import product

_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_FORMS = 1_000


def expand(notation: str) -> list[str]:
    """Return every form that ``notation`` stands for, in order.

    Raises:
        ValueError: Braces are unbalanced, or the forms are more than 1,000.
    """
    parts = _BRACES.split(notation)
    if any("{" in part or "}" in part for part in parts[::2]):
        raise ValueError(f"unbalanced braces in {notation!r}")
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MOST_FORMS:
        raise ValueError(f"{notation!r} stands for {count} forms, more than {_MOST_FORMS}")
    return ["".join(combination) for combination in product(*choices)]
