"""Rule sets of invented other days: other terms of the platform, other rules of ours."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from auditor.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    import pytest

_RULES = Path(__file__).parent.parent.parent / "rules"


@cache
def shipped() -> Rulebook:
    """The rules of today."""
    return load_rulebook()


def authored(section: str, name: str) -> dict[str, Any]:
    """A record as its author wrote it."""
    for path in (_RULES / section).rglob("*.yaml"):
        for record in yaml.safe_load(path.read_text("utf-8")).get(section, ()):
            if record["id"] == name:
                return dict(record)
    raise AssertionError(name)


def rules_with(factory: pytest.TempPathFactory, section: str, record: dict[str, Any]) -> Rulebook:
    """Today's rules with one record that is another, or new."""
    folder = factory.mktemp("rules")
    old = record["id"] in shipped().sections[section]
    content = json.dumps({section: [{**record, "replaces": True} if old else record]}, default=str)
    (folder / "mine.yaml").write_text(content, "utf-8")
    return load_rulebook(folder)


def terms_that_give_savers(factory: pytest.TempPathFactory) -> Rulebook:
    """Of a day on which TikTok tells tools who saved a video."""
    record = shipped().capabilities["tiktok.video.savers"].model_dump(mode="json")
    surface = next(name for name, each in shipped().surfaces.items() if each.third_party)
    record["cells"] = [cell for cell in record["cells"] if cell["surface"] != surface]
    record["cells"].append(
        {"surface": surface, "answer": "yes", "source": "https://a.example/", "date": "2026-12-01"}
    )
    return rules_with(factory, "capabilities", record)


def milder_rules(factory: pytest.TempPathFactory) -> Rulebook:
    """Of a day on which the promise is judged less harshly."""
    return rules_with(factory, "findings", {**authored("findings", "promises-savers"), "severity": "medium"})


def one_rule_more(factory: pytest.TempPathFactory) -> Rulebook:
    """Of a day on which there is a second rule about the promise, whoever could keep it."""
    record = authored("findings", "promises-savers") | {
        "id": "promises-savers-again",
        "when": {"claim": "reveals-savers"},
    }
    return rules_with(factory, "findings", record)
