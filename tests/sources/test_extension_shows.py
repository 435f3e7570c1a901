"""What extensions say, in every language, and what their packages show."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from auditor.judge import audit
from auditor.model import Certainty, TextKind
from auditor.rulebook import load_rulebook
from auditor.sources.extension import container
from tests.sources.extension_samples import KEY, crx2, crx3, manifest, packed, read_bytes, read_manifest, seen

# ---- what it says


def test_messages_are_resolved_in_every_language() -> None:
    """The default language first; the others as translations; names of messages without case."""
    locales = {
        "en": {"AppName": {"message": "Save $who$ $$", "placeholders": {"WHO": {"content": "Spy"}}}},
        "de": {"appname": {"message": "Speicher-Spion"}, "desc": {"message": "Zeigt Namen."}},
        "fr": {"other": {"message": "nothing of ours"}},
    }
    files = {f"_locales/{code}/messages.json": messages for code, messages in locales.items()}
    texts = {"name": "__MSG_appName__", "description": "__MSG_desc__", "default_locale": "en"}
    listing = read_bytes(packed({"manifest.json": manifest(**texts), **files}))

    assert listing.name == "Save Spy $$"
    assert [(text.content, text.kind, text.where) for text in listing.texts] == [
        ("Save Spy $$", TextKind.TITLE, "name"),
        ("Speicher-Spion", TextKind.TRANSLATION, "name in de"),
        ("Zeigt Namen.", TextKind.TRANSLATION, "description in de"),
    ]


def test_broken_languages_are_said() -> None:
    """One language that can't be read keeps none of the others from being read."""
    files = {
        "manifest.json": manifest(name="__MSG_n__", default_locale="en"),
        "_locales/en/messages.json": "{broken",
        "_locales/de/messages.json": {"n": {"message": "Spion"}},
    }
    listing = read_bytes(packed(files))

    assert [text.content for text in listing.texts] == ["Shows saves.", "Spion"]
    assert [note.reason for note in listing.not_read if note.check == "language"] == [
        "'_locales/en/messages.json' is no JSON, line 1."
    ]


def test_a_doubtful_reading_of_a_translation_counts_for_nothing() -> None:
    """An honest extension has no claim because one of its languages is misread."""
    files = {
        "manifest.json": manifest(name="Privacy Badger", description="__MSG_d__", default_locale="en"),
        "_locales/en/messages.json": {"d": {"message": "Privacy Badger learns to block invisible trackers."}},
        "_locales/tr/messages.json": {
            "d": {"message": "Privacy Badger görünmez takipçileri engellemeyi otomatik olarak öğrenir."}
        },
    }

    assert audit(read_bytes(packed(files)), load_rulebook()).claims == ()


def test_a_promise_in_one_language_alone_is_found() -> None:
    """Words that state it count in whatever language they stand."""
    files = {
        "manifest.json": manifest(name="Helper", description="__MSG_d__", default_locale="en"),
        "_locales/en/messages.json": {"d": {"message": "A helper for creators."}},
        "_locales/es/messages.json": {"d": {"message": "Mira quién guardó tus vídeos de TikTok."}},
    }

    found = audit(read_bytes(packed(files)), load_rulebook()).claims

    assert {claim.id for claim in found} == {"reveals-savers"}
    assert {claim.language for claim in found if claim.certainty is Certainty.CERTAIN} == {"es"}


# ---- what it shows


@pytest.mark.parametrize(
    ("keys", "observation", "value"),
    [
        ({"update_url": "https://tool.example/u.xml"}, "extension.updates-outside-store", "https://tool.example/u.xml"),
        ({"update_url": "https://google.com.evil.example/"}, "extension.updates-outside-store", "https://google.com.evil.example/"),
        (
            {"content_scripts": [{"matches": ["*://www.tiktok.com/*"]}]},
            "extension.script-on-tiktok",
            "*://www.tiktok.com/*",
        ),
        ({"externally_connectable": {"matches": ["*://*/*"]}}, "extension.open-to-every-site", "*://*/*"),
        (
            {"web_accessible_resources": [{"resources": ["*"], "matches": ["<all_urls>"]}]},
            "extension.files-for-every-site",
            "*",
        ),
        (
            {"content_security_policy": "script-src 'self' https://cdn.example; object-src 'self'"},
            "extension.policy-remote-code",
            "https://cdn.example",
        ),
        (
            {"content_security_policy": {"extension_pages": "script-src 'self' 'unsafe-eval'"}},
            "extension.policy-eval",
            "script-src 'self' 'unsafe-eval'",
        ),
        ({"manifest_version": 2}, "extension.old-manifest", "manifest_version: 2"),
    ],
)  # fmt: skip
def test_what_a_manifest_shows_is_observed(keys: dict[str, Any], observation: str, value: str) -> None:
    """Facts, which rules judge."""
    assert seen(read_manifest(**keys)) == {observation: value}


@pytest.mark.parametrize(
    "keys",
    [
        {"update_url": "https://clients2.google.com/service/update2/crx"},
        {"update_url": "https://edge.microsoft.com/extensionwebstorebase/v1/crx"},
        {
            "content_scripts": [
                {"matches": ["<all_urls>", "https://nottiktok.com/*", "https://blog.example/*"]}
            ]
        },
        {"externally_connectable": {"ids": ["*"], "matches": ["https://*.tool.example/*"]}},
        {"web_accessible_resources": [{"resources": ["*"], "matches": ["https://tool.example/*"]}]},
        {"content_security_policy": "script-src 'self' blob: http://localhost:8 'sha256-a'; img-src https:"},
        {"content_security_policy": {"sandbox": "script-src 'unsafe-eval' https://cdn.example"}},
        {"content_security_policy": "default-src https:; script-src 'self'"},
    ],
)
def test_what_is_ordinary_is_not_observed(keys: dict[str, Any]) -> None:
    """Near misses of each."""
    assert seen(read_manifest(**keys)) == {}


def test_code_from_elsewhere_is_found_in_pages_and_scripts() -> None:
    """Addresses written out; its own files and pictures are no code from elsewhere."""
    files = {
        "manifest.json": manifest(),
        "popup.html": "<script src='own.js'></script><SCRIPT async src=//cdn.example/a.js></SCRIPT><img src='https://b.example/b.js'>",
        "work.js": "importScripts('https://c.example/c.js'); s.src = \"https://d.example/d.js\"; i.src='https://e.example/e.png'",
        "read.txt": "importScripts('https://f.example/f.js')",
    }
    found = [(one.value, one.where) for one in read_bytes(packed(files)).observations]

    assert found == [
        ("//cdn.example/a.js", "popup.html"),
        ("https://c.example/c.js", "work.js"),
        ("https://d.example/d.js", "work.js"),
    ]


def test_a_missing_signature_of_the_store_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that the Web Store signed, one that it did not, and one from Microsoft's store."""
    plain = packed({"manifest.json": manifest()})
    edge = packed(
        {"manifest.json": manifest(update_url="https://edge.microsoft.com/extensionwebstorebase/v1/crx")}
    )
    unsigned = "extension.no-store-signature"

    assert unsigned in seen(read_bytes(crx3(plain), "tool.crx"))
    assert unsigned not in seen(read_bytes(crx3(edge), "tool.crx"))
    assert unsigned not in seen(read_bytes(crx2(plain), "tool.crx"))
    monkeypatch.setattr(container, "_STORE_KEYS", {hashlib.sha256(b"store").hexdigest()})
    assert unsigned not in seen(read_bytes(crx3(plain, KEY, b"store"), "tool.crx"))


def test_what_was_not_looked_at_is_said() -> None:
    """Nothing found in a manifest says nothing about the code."""
    alone = read_manifest()
    whole = read_bytes(packed({"manifest.json": manifest()}))

    assert [note.check for listing in (alone, whole) for note in listing.not_read] == ["code", "code"]
    assert alone.not_read != whole.not_read


@pytest.mark.parametrize(
    "keys", [{"permissions": "tabs"}, {"icons": []}, {"content_scripts": [7]}, {"name": 3}]
)
def test_values_of_a_wrong_kind_are_said(keys: dict[str, Any]) -> None:
    """They count as absent, and the reader is told."""
    (key,) = keys
    reasons = [note.reason for note in read_manifest(**keys).not_read if note.check == "manifest"]

    assert reasons == [f"{key} in the manifest is of no kind that a browser takes."]


@pytest.mark.parametrize("version", ["3", " 3 "])
def test_a_version_in_quotes_is_the_number_that_it_means(version: str) -> None:
    """Browsers refuse it; what the extension asks for is not dropped for that."""
    meant = read_manifest(manifest_version=3, host_permissions=["<all_urls>"])
    listing = read_manifest(manifest_version=version, host_permissions=["<all_urls>"])
    reasons = [note.reason for note in listing.not_read if note.check == "manifest"]

    assert "chrome:host:<all_urls>" in [request.id for request in listing.access_requests]
    assert listing.access_requests == meant.access_requests
    assert reasons == ["manifest_version in the manifest is of no kind that a browser takes."]
