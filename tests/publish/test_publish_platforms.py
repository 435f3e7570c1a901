"""What a tool is made for, told by its sources and its access."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.formats.words import SOURCES
from auditor.judge import audit
from auditor.publish.platforms import KINDS, TELLS_NOTHING, platforms_of
from auditor.sources import Document, read_document

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook


def test_every_kind_of_source_and_of_access_has_its_place(rulebook: Rulebook) -> None:
    """Once; a new store that nobody placed would be missing in the list's filter."""
    placed = Counter(kind for kinds in (*KINDS.values(), TELLS_NOTHING) for kind in kinds)
    there_are = {*SOURCES, *(access.kind for access in rulebook.access.values())}

    assert there_are - placed.keys() == set()
    assert [kind for kind, times in placed.items() if times > 1] == []


def test_a_page_of_a_mirror_is_of_an_android_app(rulebook: Rulebook) -> None:
    """As a page of Google Play is."""
    page = b"<!doctype html><title>x</title><h1>Saver Lens</h1><p>See who saved your TikTok.</p>"
    url = "https://apkpure.com/saver-lens/com.example.saverlens"
    listing = read_document(Document(target=url, body=page, url=url, final_url=url))

    assert listing.kind == "apk-mirror"
    assert platforms_of(audit(listing, rulebook)) == ("android",)
