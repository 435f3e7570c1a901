"""Real inputs, where they are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.sources import read, read_document
from tests.sources.test_chrome_store import data, head
from tests.sources.test_chrome_store import page as chrome_page

pytestmark = pytest.mark.material


def _listings() -> Path:
    for parent in Path(__file__).resolve().parents:
        folder = parent / "shared" / "data" / "listings" / "google_play"
        if folder.is_dir():
            return folder
    pytest.skip("no real inputs on this machine")


def test_a_real_details_page_is_read_in_full() -> None:
    """All the fields that a report shows."""
    listing = read([str(_listings() / "whereami.html")])
    description = next(text.content for text in listing.texts if text.where == "description")

    assert (
        listing.package, listing.publisher, listing.category, listing.installs, listing.rating,
        str(listing.updated),
    ) == ("com.adex77.WhereAmI", "Adex77", "Trivia", "10,000+", 4.16, "2026-06-25")  # fmt: skip
    assert listing.privacy_policy == "https://whereamigame.app/privacy-policy.html"
    assert len(description) > 1_000


def test_a_real_permission_answer_is_read() -> None:
    """No label is left without a permission."""
    folder = _listings()
    listing = read([str(folder / "translate.html"), str(folder / "translate.permissions.txt")])
    ids = [request.id for request in listing.access_requests]

    assert "android.permission.READ_SMS" in ids
    assert len(ids) > 15
    assert [each for each in ids if each.startswith("play:")] == []
    assert listing.not_read == ()


def test_a_real_data_safety_page_is_read() -> None:
    """Kinds of data and practices."""
    listing = read([str(_listings() / "translate.datasafety.html")])

    assert any(text.content.startswith("Data collected: Email address") for text in listing.texts)


def test_a_real_answer_of_firefox_addons_is_read() -> None:
    """Fields, languages and permissions, as the file itself gives them."""
    folder = _listings().parent / "firefox_addons"
    listing = read([str(folder / "ublock-origin.search.json")])
    raw = json.loads((folder / "ublock-origin.search.json").read_bytes())["results"][0]
    asked = raw["current_version"]["files"][0]["permissions"]

    assert (listing.name, listing.version, listing.ratings) == ("uBlock Origin", "1.51.0", 15799)
    assert {r.id.removeprefix("firefox:host:").removeprefix("firefox:") for r in listing.access_requests} == {
        *asked,
        *raw["current_version"]["files"][0]["optional_permissions"],
        *raw["current_version"]["files"][0]["host_permissions"],
    }
    assert sum(text.where.startswith("description (") for text in listing.texts) > 20


def test_real_manifests_inside_store_pages_are_read_in_full() -> None:
    """Every third of the real manifests: each permission, host and content script, and nothing else."""
    path = _listings().parents[1] / "manifests" / "chrome_web_store_2020.jsonl"
    for row in path.read_text(encoding="utf-8").splitlines()[::3]:
        kept = json.loads(row)
        asked = [*(kept["permissions"] or ()), *(kept["optional_permissions"] or ())]
        matches = kept["content_script_matches"] or []
        manifest = {"permissions": asked, "content_scripts": [{"matches": matches}]}
        listing = read_document(chrome_page(data(head(_18=json.dumps(manifest)))))

        # A permission with settings of its own is an object: its key is the permission.
        names = [name for each in [*asked, *matches] for name in (each if isinstance(each, dict) else [each])]
        settings = [pair for each in asked if isinstance(each, dict) for pair in each.items()]
        names += [f"{key}.{each}" for key, several in settings for each in several if isinstance(each, str)]
        assert {request.id for request in listing.access_requests} == {
            f"chrome:{'host:' if '://' in name or name in ('<all_urls>', '*') else ''}{name.strip()}"
            for name in names
            if isinstance(name, str) and name.strip()
        }
