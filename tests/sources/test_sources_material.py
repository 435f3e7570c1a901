"""Real inputs, where they are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.sources import read, read_document
from tests.sources.test_chrome_store import data, head
from tests.sources.test_chrome_store import page as chrome_page

pytestmark = pytest.mark.material


def real_listings() -> Path:
    """Return the folder of real pages; where there is none the test skips."""
    for parent in Path(__file__).resolve().parents:
        folder = parent / "shared" / "data" / "listings" / "google_play"
        if folder.is_dir():
            return folder
    pytest.skip("no real inputs on this machine")


def test_a_real_details_page_is_read_in_full() -> None:
    """All the fields that a report shows."""
    listing = read([str(real_listings() / "whereami.html")])
    description = next(text.content for text in listing.texts if text.where == "description")

    assert (
        listing.package, listing.publisher, listing.category, listing.installs, listing.rating,
        str(listing.updated),
    ) == ("com.adex77.WhereAmI", "Adex77", "Trivia", "10,000+", 4.16, "2026-06-25")  # fmt: skip
    assert listing.privacy_policy == "https://whereamigame.app/privacy-policy.html"
    assert len(description) > 1_000


def test_a_real_permission_answer_is_read() -> None:
    """No label is left without a permission."""
    folder = real_listings()
    listing = read([str(folder / "translate.html"), str(folder / "translate.permissions.txt")])
    ids = [request.id for request in listing.access_requests]

    assert "android.permission.READ_SMS" in ids
    assert len(ids) > 15
    assert [each for each in ids if each.startswith("play:")] == []
    assert listing.not_read == ()


def test_a_real_data_safety_page_is_read() -> None:
    """Kinds of data and practices."""
    listing = read([str(real_listings() / "translate.datasafety.html")])

    assert any(text.content.startswith("Data collected: Email address") for text in listing.texts)


@pytest.mark.parametrize("name", ["ublock-origin", "localized"])
def test_a_real_answer_of_firefox_addons_is_read(name: str) -> None:
    """Fields, languages and permissions, as the file itself gives them."""
    path = real_listings().parent / "firefox_addons" / f"{name}.search.json"
    listing = read([str(path)])
    raw = json.loads(path.read_bytes())["results"][0]
    file = raw["current_version"]["files"][0]

    def words(field: str) -> dict[str, str]:
        value = raw[field]
        return value if isinstance(value, dict) else {raw["default_locale"]: value}

    assert {
        "name": words("name")[raw["default_locale"]],
        "publisher": raw["authors"][0]["name"],
        "publisher_url": words("homepage")[raw["default_locale"]],
        "url": raw["url"],
        "package": raw["guid"],
        "category": raw["categories"]["firefox"][0],
        "installs": f"{raw['average_daily_users']:,} users a day",
        "rating": raw["ratings"]["average"],
        "ratings": raw["ratings"]["count"],
        "version": raw["current_version"]["version"],
        "updated": raw["last_updated"][:10],
        "privacy_policy": f"{raw['url']}privacy/",
    }.items() <= listing.model_dump(mode="json").items()
    assert {r.id.removeprefix("firefox:host:").removeprefix("firefox:") for r in listing.access_requests} == {
        *file["permissions"], *file["optional_permissions"], *file["host_permissions"],
    }  # fmt: skip
    described = [text for text in listing.texts if text.where.split(" (")[0] == "description"]
    assert len(described) == len({each for each in words("description").values() if each})
    assert [image.url for image in listing.images] == [preview["image_url"] for preview in raw["previews"]]


def test_real_manifests_inside_store_pages_are_read_in_full() -> None:
    """Every third of the real manifests: each permission, host and content script, and nothing else."""
    path = real_listings().parents[1] / "manifests" / "chrome_web_store_2020.jsonl"
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
