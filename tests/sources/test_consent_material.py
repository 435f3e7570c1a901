"""Consent links out of public code, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.sources.consent import is_consent_link, read_link
from auditor.sources.consent.parts import fully_decoded

ROOT = Path(__file__).resolve().parents[2]
FILES = [parent / "shared" / "data" / "consent_urls.jsonl" for parent in ROOT.parents]
FILE = next((file for file in FILES if file.is_file()), None)
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text().splitlines()] if FILE else []


@pytest.mark.material
@pytest.mark.skipif(not ROWS, reason="the material is not at hand")
def test_links_out_of_public_code_give_their_scopes() -> None:
    """Exactly those that are stated, under the provider that is stated."""
    for row in ROWS:
        assert is_consent_link(row["url"]), row["id"]
        expected = [f"{row['provider']}:{fully_decoded(scope)}" for scope in row["scopes"]]
        assert [asked.id for asked in read_link(row["url"]).access_requests] == expected, row["id"]
