"""Manifests of browser extensions, handed to a scan as they are: one a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.bulk import ScanResult, scan
from auditor.rulebook import load_rulebook

RULEBOOK = load_rulebook()
MANIFEST = {
    "manifest_version": 2,
    "name": "Tab list",
    "version": "1.0",
    "permissions": ["tabs", "https://*.example/*"],
    "content_scripts": [{"matches": ["*://*.tiktok.com/*"], "js": ["a.js"]}],
}
ASKED = ["chrome:tabs", "chrome:host:https://*.example/*", "chrome:host:*://*.tiktok.com/*"]


def run(line: str | bytes) -> dict[str, Any]:
    """The audit of one line, or its error."""
    (out,) = scan([line.encode() if isinstance(line, str) else line], RULEBOOK, ScanResult())
    answer: dict[str, Any] = json.loads(out)
    return answer


def asked(audit: dict[str, Any]) -> set[str]:
    """What an audit says that the tool asks for."""
    return {access["id"] for access in audit["access"]}


@pytest.mark.parametrize(
    "line",
    [
        json.dumps({**MANIFEST, "id": "x1"}),
        json.dumps({"id": "x1", "manifest": MANIFEST}),
        json.dumps({"id": "x1", "users": 1000, "manifest": MANIFEST}),
        json.dumps({**MANIFEST, "id": "x1", "texts": "of another kind", "access": 1}),
        json.dumps({"id": "x1", **{k: v for k, v in MANIFEST.items() if k != "manifest_version"}}),
        json.dumps({**MANIFEST, "id": "x1"})[:-1] + ", /* as browsers take it */ }",
        "\ufeff" + json.dumps({**MANIFEST, "id": "x1"}),
    ],
    ids=["as it stands", "wrapped", "beside other facts", "with strange keys", "old", "comments", "marked"],
)
def test_a_manifest_is_audited(line: str) -> None:
    """With all that it asks for, under the name that the line gives it."""
    audit = run(line)

    assert audit["id"] == "x1"
    assert audit["tool"]["name"] == "Tab list"
    assert asked(audit) == set(ASKED)


def test_the_oldest_manifests_are_known_by_what_they_have() -> None:
    """Before 2012 a manifest needed no version of its format; a list of an app's permissions is none."""
    old = {"id": "x1", "name": "Old", "permissions": ["tabs"]}

    assert asked(run(json.dumps(old))) == {"chrome:tabs"}
    assert run(json.dumps({"id": "x1", "name": "Old", "app": {"urls": []}}))["id"] == "x1"
    assert "error" in run(json.dumps({**old, "permissions": ["android.permission.CAMERA"]}))
    assert "error" in run(json.dumps({**old, "permissions": "tabs"}))
    assert "unknown field 'theme'" in run('{"id": "x", "texts": ["a"], "theme": {}}')["error"]


def test_without_an_id_the_manifest_s_own_stands() -> None:
    """Its key says it, or what it names for Firefox."""
    firefox = {**MANIFEST, "browser_specific_settings": {"gecko": {"id": "tabs@x.example"}}}

    assert run(json.dumps(firefox))["id"] == "tabs@x.example"
    assert run(json.dumps(MANIFEST))["id"] is None
    assert run(json.dumps({**MANIFEST, "id": 7}))["id"] == "7"


def test_what_is_neither_listing_nor_manifest_is_an_error() -> None:
    """With its id and what it lacks; permissions alone may be those of a phone."""
    assert run('{"id": "x", "permissions": ["android.permission.CAMERA"]}') == {
        "id": "x",
        "error": "the line has neither texts nor access, and is no manifest",
    }
    assert run('{"manifest_version": 2, ')["error"] == "the line is not JSON"
    assert "nested too deep" in run('{"manifest_version": 3, "x": ' + "[" * 700 + "]" * 700 + "}")["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=10,
)
KEYS = [
    "id",
    "name",
    "short_name",
    "version",
    "description",
    "default_locale",
    "permissions",
    "optional_permissions",
    "host_permissions",
    "optional_host_permissions",
    "content_scripts",
    "background",
    "devtools_page",
    "externally_connectable",
    "web_accessible_resources",
    "content_security_policy",
    "update_url",
    "key",
    "oauth2",
    "chrome_url_overrides",
    "icons",
    "author",
    "chrome_settings_overrides",
    "homepage_url",
    "developer",
    "browser_specific_settings",
    "applications",
    "manifest",
]


@given(st.fixed_dictionaries({"manifest_version": JSON}, optional=dict.fromkeys(KEYS, JSON)))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_manifest_it_is_audited(manifest: dict[str, Any]) -> None:
    """Values of any kind anywhere; only numbers that JSON does not know make it none."""
    line = json.dumps(manifest)
    audit = run(line)

    assert "verdict" in audit or "NaN" in line or "Infinity" in line
