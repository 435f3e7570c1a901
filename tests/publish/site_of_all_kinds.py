"""A site that has every kind of page, for tests that look at all of them in all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.messages.languages import LANGUAGES
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.rulebook import Rulebook

KINDS = (
    "", "find/", "tools/saver/", "tools/saver/history/", "tools/gone/", "tools/back/", "tools/never/",
    "changes/", "rules/", "rules/clauses/", "about/", "corrections/",
)  # fmt: skip
"""One address of each kind of page, below that of its language; beside them there is the page of a 404."""
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
LATER = NOON.replace(day=30)


def published(home: Path, rulebook: Rulebook) -> Desk:
    """Publish a site in all languages: with a change, a failure, a reply, a correction, a withdrawal."""
    desk = Desk(home, rulebook)
    desk.about |= {
        "languages": list(LANGUAGES),
        "about": "We are a newsroom.",
        "translated": {"de": {"title": "Wer hat gespeichert?", "about": "Wir sind eine Redaktion."}},
    }
    note = {"date": "2026-11-20", "text": "We will change the wording."}
    desk.watch("saver", QUIET, reply=note, corrections=[{"date": "2026-11-21", "text": "Another maker."}])
    desk.watch("gone")
    desk.watch("back", withdrawn={"date": "2026-11-19", "reason": "We mixed up two tools."})
    desk.tools.append({"id": "never", "name": "Never", "targets": ["never.json"]})
    desk.publish()
    access = ["android.permission.READ_SMS", "android.permission.READ_CONTACTS"]
    desk.describe("saver", SAVERS, access=access)
    (desk.home / "gone.json").unlink()
    desk.publish(LATER)
    return desk
