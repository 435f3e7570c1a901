"""The files beside a page whose report was taken back: their addresses stay and say so, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.evidence.public import empty_bundle
from auditor.formats.badge import badge_saying
from auditor.formats.card import card_saying
from auditor.formats.claimreview import CONTEXT
from auditor.formats.clean import MAX_NAME, visible
from auditor.formats.csv import error_row, heading
from auditor.formats.json_text import dumped
from auditor.formats.markdown_text import escaped
from auditor.formats.sarif import SCHEMA
from auditor.messages import N_
from auditor.publish.kept_names import BADGE, CARD, CSV, EVIDENCE, MARKDOWN, REVIEW, SARIF

if TYPE_CHECKING:
    from auditor.messages.catalogue import Catalogue
    from auditor.publish.records import Record

TAKEN_BACK: Final = N_("Report taken back")


def taken_back_forms(record: Record, translations: Catalogue) -> dict[str, bytes]:
    """Return the files by name, but for the card as PNG; none where nothing was published before."""
    given = record.tool.withdrawn
    if given is None or not record.taken_back:
        return {}
    name, said = visible(record.tool.name, MAX_NAME), translations.gettext(TAKEN_BACK)
    why = f"{given.date.isoformat()}: {visible(given.reason)}"
    last = record.remembered[-1].last_seen
    forms = {
        BADGE: badge_saying(said, name, why, translations),
        CARD: card_saying(said, name, why, translations),
        REVIEW: dumped({"@context": CONTEXT, "@graph": []}),
        MARKDOWN: f"# {escaped(name)}\n\n{escaped(said)}. {escaped(why)}\n",
        SARIF: dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": []}),
        CSV: heading() + error_row(record.tool.id, f"{TAKEN_BACK}. {why}"),
    }
    return {
        **{form: text.encode() for form, text in forms.items()},
        EVIDENCE: empty_bundle(last, f"{TAKEN_BACK}. {why}"),
    }
