"""The examples that the rules carry, as labelled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.language import language_rules

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook


def rule_examples(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Examples about claims; those about purposes alone say nothing here."""
    rows = []
    for record in language_rules(rulebook):
        for example in record.examples:
            if example.claims or example.not_claims:
                claims = [
                    {"id": claim, "quote": quote, "certainty": "certain"}
                    for claim, quote in example.claims.items()
                ]
                rows.append({"text": example.text, "claims": claims})
    return rows
