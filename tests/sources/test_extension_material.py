"""Real manifests, where they are present."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.sources.extension_samples import asked, read_bytes

pytestmark = pytest.mark.material

SAMPLE = 300


def _rows() -> list[dict[str, Any]]:
    for parent in Path(__file__).resolve().parents:
        file = parent / "shared" / "data" / "manifests" / "chrome_web_store_2020.jsonl"
        if file.is_file():
            return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pytest.skip("no real inputs on this machine")


def _names(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    return [name for key, values in entry.items() for name in (key, *(f"{key}.{value}" for value in values))]


def _ids(entries: list[Any]) -> set[str]:
    """Return the ids of a list of permissions, worked out anew."""
    names = [name for entry in entries for name in _names(entry)]
    hosts = {name for name in names if "/" in name or name == "<all_urls>"}
    return {f"chrome:host:{name}" if name in hosts else f"chrome:{name}" for name in names}


def test_permissions_equal_the_manifests() -> None:
    """Nothing is left out, nothing is made up, whatever else the manifest holds."""
    for row in random.Random(7).sample(_rows(), SAMPLE):  # noqa: S311  # no secret
        permissions, later = row["permissions"] or [], row["optional_permissions"] or []
        sites = row["content_script_matches"] or []
        manifest = {
            "manifest_version": 2,
            "name": row["name"],
            "permissions": permissions,
            "optional_permissions": later,
            "content_scripts": [{"matches": sites, "js": ["a.js"]}],
        }
        listing = read_bytes(json.dumps(manifest).encode(), "manifest.json")

        of_scripts = {f"chrome:host:{site}" for site in sites}
        assert set(asked(listing)) == _ids([*permissions, *later]) | of_scripts
