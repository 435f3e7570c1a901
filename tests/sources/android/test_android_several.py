"""Archives with several APKs of one app: XAPK, APKS, APKM."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import UnreadableTarget
from tests.sources.android.build_package import File, apk, asks, ids, manifest, read_bytes, seen, write_zip
from tests.sources.android.build_xml import node

if TYPE_CHECKING:
    from tests.sources.android.build_xml import Node

LISTENER = "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"


def split(name: str, *children: Node, app: Node | None = None) -> bytes:
    """Return one part of an app."""
    root = manifest(*children, target=None, app=app)
    root.attributes["split"] = name
    return apk(root)


BASE = apk(manifest(*asks("CAMERA", "READ_CONTACTS")))
LANGUAGE = split("config.en")
FEATURE = split(
    "feature",
    *asks("READ_SMS"),
    app=node("application", node("service", a_name=".Ear", a_permission=LISTENER)),
)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("a.xapk", {"manifest.json": b"{}", "com.example.savespy.apk": BASE, "config.en.apk": LANGUAGE}),
        ("a.apks", {"toc.pb": b"x", "splits/base-master.apk": BASE, "splits/base-en.apk": LANGUAGE}),
        ("a.apkm", {"info.json": b"{}", "split_config.en.apk": LANGUAGE, "base.apk": BASE}),
        ("a.apks", {"splits/base-master.apk": BASE, "standalones/standalone-x86.apk": FEATURE}),
        ("a.apks", {"standalones/standalone-x86.apk": BASE, "standalones/standalone-arm.apk": BASE}),
        ("a.apks", {"universal.apk": BASE}),
        ("a.zip", {"in a folder/base.apk": BASE}),
        ("download", {"icon.png": b"x", "APK/base.apk": BASE}),
    ],
)
@pytest.mark.parametrize("method", [0, 8])
def test_the_base_says_what_the_app_asks_for(name: str, members: dict[str, bytes], method: int) -> None:
    """Wherever it stands and however it is packed."""
    data = write_zip([File(member, content, method=method) for member, content in members.items()])
    listing = read_bytes(data, name)

    assert ids(listing) == ["CAMERA", "READ_CONTACTS"]
    assert (listing.kind, listing.sources[0].read_with) == ("android-package", "APKs of one app")


@pytest.mark.parametrize("order", [1, -1])
def test_other_parts_add_services_and_no_permissions(order: int) -> None:
    """As Android takes them."""
    files = [File("base.apk", BASE), File("split_feature.apk", FEATURE)][::order]
    listing = read_bytes(write_zip(files), "a.apks")

    assert "READ_SMS" not in ids(listing)
    assert seen(listing)["service"] == LISTENER


def test_a_service_in_a_part_that_is_named_like_a_language_is_found() -> None:
    """Names prove nothing."""
    listing = read_bytes(write_zip([File("base.apk", BASE), File("config.en.apk", FEATURE)]), "a.xapk")

    assert seen(listing)["service"] == LISTENER


def test_a_part_that_cannot_be_read_is_noted() -> None:
    """The others are read."""
    listing = read_bytes(write_zip([File("base.apk", BASE), File("config.de.apk", LANGUAGE[:50])]), "a.xapk")

    assert ids(listing) == ["CAMERA", "READ_CONTACTS"]
    assert next(n.reason for n in listing.not_read if n.check == "inner-package").startswith(
        "config.de.apk in it"
    )


def test_parts_without_a_base_are_refused() -> None:
    """They say nothing of what the app asks for."""
    with pytest.raises(UnreadableTarget, match="there is no base APK in it"):
        read_bytes(write_zip([File("config.en.apk", LANGUAGE)]), "a.xapk")


def test_an_archive_of_archives_is_not_followed_further() -> None:
    """One layer is what such files have."""
    inner = write_zip([File("base.apk", BASE)])
    with pytest.raises(UnreadableTarget, match=r"it has no AndroidManifest\.xml"):
        read_bytes(write_zip([File("base.apk", inner)]), "a.xapk")


def test_more_parts_than_are_read_are_noted() -> None:
    """With how many there are."""
    files = [File("base.apk", BASE), *(File(f"config.{index}.apk", LANGUAGE) for index in range(20))]
    notes = read_bytes(write_zip(files), "a.xapk").not_read

    assert "Only the first 16 of 21 APKs in it were read." in [note.reason for note in notes]
