"""What to do: the steps that fit what was found, the answers to what creators ask, what a link hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.judge.conditions import holds
from auditor.model import AccessJudged, AdviceShown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.judge.facts import Facts
    from auditor.rulebook import Rulebook


def advice(which: str, facts: Facts, rulebook: Rulebook) -> AdviceShown | None:
    """The steps of one piece of advice that apply, or None where the rules hold none."""
    rule = rulebook.advice.get(which)
    if rule is None:
        return None
    steps = tuple(step.text for step in rule.steps if step.when is None or holds(step.when, facts, rulebook))
    return AdviceShown(id=rule.id, title=rule.title, steps=steps)


def questions(rulebook: Rulebook) -> tuple[tuple[str, str], ...]:
    """Questions that creators ask, with their answers, as far as these are right by today's matrix."""
    return tuple(
        (rule.question, rule.answer) for rule in rulebook.questions.values() if rulebook.stands(rule.while_)
    )


def handed_over(access: Iterable[AccessJudged], rulebook: Rulebook) -> tuple[str, ...]:
    """One sentence for each scope of a consent page that was asked for."""
    rules = (rulebook.access_rule(item.id) for item in access if item.kind in rulebook.providers)
    return tuple(dict.fromkeys(rule.hand_over for rule in rules if rule and rule.hand_over))
