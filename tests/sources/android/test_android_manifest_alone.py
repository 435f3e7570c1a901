"""A manifest alone: out of a package, or out of source code."""

from __future__ import annotations

import pytest

from auditor.errors import TooLarge, UnreadableTarget
from auditor.limits import MAX_XML_BYTES
from tests.sources.android.build_package import asks, ids, manifest, read_bytes, seen
from tests.sources.android.build_xml import Habits, write_xml

NAME = "AndroidManifest.xml"
SOURCE = """<?xml version="1.0" encoding="utf-8"?>
<!-- a comment with <manifest> in it -->
<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    xmlns:tools="http://schemas.android.com/tools" package="com.example.savespy">
  <uses-permission android:name="android.permission.READ_CONTACTS"/>
  <uses-permission android:name="android.permission.CAMERA" android:maxSdkVersion="28"/>
  <uses-permission android:name="${applicationId}.permission.OWN"/>
  <uses-permission android:name="android.permission.READ_SMS" tools:node="remove"/>
  <application android:label="@string/app_name" android:debuggable="true"
      android:usesCleartextTraffic="true">
    <receiver android:name=".Admin" android:permission="android.permission.BIND_DEVICE_ADMIN"/>
  </application>
</manifest>
"""


def test_a_manifest_out_of_a_package_is_read() -> None:
    """Under any name; what a manifest does not show is said."""
    body = write_xml(manifest(*asks("READ_SMS"), target=3))
    for name in (NAME, "thing.axml", "download"):
        listing = read_bytes(body, name)
        assert ids(listing)[:2] == ["READ_SMS", "WRITE_EXTERNAL_STORAGE"]
        assert listing.kind == "android-manifest"
    assert [note.check for note in listing.not_read] == ["signing-certificate"]
    assert "package-file" not in seen(listing)


@pytest.mark.parametrize("kind", [0, 1, 0x1234])
def test_a_manifest_with_another_first_number_is_read(kind: int) -> None:
    """Android does not look at it."""
    assert ids(read_bytes(write_xml(manifest(*asks("CAMERA")), Habits(kind=kind)), NAME)) == ["CAMERA"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_manifest_out_of_source_code_is_read(encoding: str) -> None:
    """What its build puts in or leaves out is not made up."""
    text = SOURCE.replace('encoding="utf-8"', 'encoding="utf-16"') if encoding == "utf-16" else SOURCE
    listing = read_bytes(text.encode(encoding), NAME)

    assert [(r.id, r.where) for r in listing.access_requests] == [
        ("android.permission.READ_CONTACTS", "uses-permission"),
        ("android.permission.CAMERA", "uses-permission, up to API level 28"),
    ]
    assert listing.package == "com.example.savespy"
    assert {"debuggable", "cleartext"} <= set(seen(listing))
    assert seen(listing)["service"] == "android.permission.BIND_DEVICE_ADMIN"


def test_what_the_source_leaves_open_is_said() -> None:
    """Its name, its levels and one permission stand elsewhere; no old age is concluded from that."""
    listing = read_bytes(SOURCE.encode(), NAME)

    assert {note.check for note in listing.not_read} == {
        "name", "unnamed-permissions", "signing-certificate", "api-levels"
    }  # fmt: skip
    assert {"api-levels", "old-target", "asks-all-at-once", "user-certificates"}.isdisjoint(seen(listing))
    assert listing.name is None


def test_levels_in_the_source_count() -> None:
    """As they do in a package."""
    text = SOURCE.replace("<application", '<uses-sdk android:targetSdkVersion="15"/><application', 1)
    listing = read_bytes(text.encode(), NAME)

    assert "READ_CALL_LOG" in ids(listing)
    assert "asks-all-at-once" in seen(listing)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SOURCE[:400], "no well-formed XML"),
        (SOURCE.replace("<!--", '<!DOCTYPE manifest [<!ENTITY a "aaaa">]><!--', 1), "declares entities"),
        (SOURCE.replace('encoding="utf-8"', 'encoding="x-unheard-of"'), "XML|encoding"),
        ("<manifest>" + "<a>" * 500 + "</a>" * 500 + "</manifest>", "too deep"),
        ("<manifest>" + "<a/>" * 60_000 + "</manifest>", "too many elements"),
    ],
)
def test_a_broken_source_is_refused_in_one_sentence(text: str, reason: str) -> None:
    """Entities above all, by which a small file becomes a large one."""
    with pytest.raises(UnreadableTarget, match=rf"the Android manifest .* cannot be read: .*(?:{reason})"):
        read_bytes(text.encode(), NAME)


def test_a_large_source_is_refused() -> None:
    """Before it is read."""
    with pytest.raises(TooLarge):
        read_bytes(SOURCE.encode() + b" " * MAX_XML_BYTES, NAME)


@pytest.mark.parametrize(
    "text", ["<html><manifest></html>", "A text about <manifest> elements.", "<!-- <manifest> -->"]
)
def test_what_only_mentions_a_manifest_is_none(text: str) -> None:
    """The outermost element decides."""
    assert read_bytes(text.encode(), "page.txt").kind != "android-manifest"
