"""The way from one audit to another, in steps; and whose change it can be."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from auditor.evidence.kept_rules import KeptRules
    from auditor.model import Audit


class Cause(StrEnum):
    """Whose change it is."""

    TOOL = "tool"
    """The tool says or asks for something else."""
    RULES = "rules"
    """We judge otherwise: our rules, our reviewers' exceptions, or the program."""
    PLATFORM = "platform-terms"
    """Platforms give something else, or their terms or a law say something else."""


class Step(NamedTuple):
    """From one audit to the next. Where one thing alone changed between them, ``cause`` says which."""

    before: Audit
    after: Audit
    cause: Cause | None = None
    rules_before: KeptRules | None = None
    """What is known of the rules that judged ``before``."""
    rules_after: KeptRules | None = None
