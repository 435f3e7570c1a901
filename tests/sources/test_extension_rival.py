"""Archives with an app for phones and a browser extension: neither can hide behind the other."""

from __future__ import annotations

import json

import pytest

from auditor.errors import UnreadableTarget
from auditor.sources import Document, read_document
from tests.sources.android.build_package import apk, asks
from tests.sources.android.build_package import manifest as app_manifest
from tests.sources.extension_samples import crx3, manifest, packed, read_bytes

APP = apk(app_manifest(*asks("READ_SMS")))
EXTENSION = {"manifest.json": manifest(permissions=["tabs"])}
NOTE = "It also holds files of an app for Android, which were not read."
OTHER = "It also holds files of a browser extension, which were not read."
RIVALS = {
    "its manifest": {"AndroidManifest.xml": b"\x03\x00\x08\x00"},
    "its code": {"classes.dex": b"dex\n035\0"},
    "a whole app": {"a/b.apk": APP},
}
REFUSED = "holds an app for Android and a browser extension"


def with_app(extension: str) -> bytes:
    """Return a whole app with an extension at a place in it."""
    return apk(app_manifest(*asks("READ_SMS")), {extension: json.dumps(manifest()).encode()})


@pytest.mark.parametrize("rival", RIVALS)
@pytest.mark.parametrize("name", ["tool.xpi", "tool.zip", "tool.crx"])
def test_an_extension_stays_one_whatever_is_put_in(name: str, rival: str) -> None:
    """Browsers read its manifest and pass by the rest, which is noted."""
    for folder in ("",) if name == "tool.xpi" else ("", "tool/"):
        body = packed({f"{folder}{inner}": each for inner, each in {**EXTENSION, **RIVALS[rival]}.items()})
        listing = read_bytes(crx3(body) if name == "tool.crx" else body, name)
        assert (listing.kind, listing.name) == ("browser-extension", "SaveSpy")
        noted = [note.reason for note in listing.not_read if note.reason == NOTE]
        assert noted == ([] if folder and rival != "a whole app" else [NOTE])


@pytest.mark.parametrize("name", ["repository.zip", "download"])
def test_what_holds_both_is_refused_where_nothing_tells(name: str) -> None:
    """With what to do."""
    body = packed({"main/extension/manifest.json": manifest(), "main/app/a.apk": APP})
    with pytest.raises(UnreadableTarget, match=REFUSED) as caught:
        read_bytes(body, name)
    assert caught.value.hint == "Unpack it and hand in one of them."


def test_several_packages_of_an_app_do_not_pass_as_an_extension() -> None:
    """Their own manifest has a name, too."""
    body = packed(
        {"manifest.json": {"name": "a", "xapk_version": 2}, "x/manifest.json": manifest(), "b.apk": APP}
    )
    with pytest.raises(UnreadableTarget, match=REFUSED):
        read_bytes(body, "download.zip")


@pytest.mark.parametrize("name", ["app.apk", "app.xapk"])
def test_an_app_stays_one_whatever_is_put_in(name: str) -> None:
    """By its ending, which phones go by."""
    listing = read_bytes(with_app("manifest.json"), name)

    assert (listing.kind, [request.id for request in listing.access_requests]) == (
        "android-package", ["android.permission.READ_SMS"],
    )  # fmt: skip


def test_a_nameless_app_with_an_extension_inside_is_an_app() -> None:
    """As browsers for phones are made; one at the root could be either."""
    listing = read_bytes(with_app("assets/extensions/ads/manifest.json"), "download")

    assert listing.kind == "android-package"
    assert OTHER in [note.reason for note in listing.not_read]
    with pytest.raises(UnreadableTarget, match=REFUSED):
        read_bytes(with_app("manifest.json"), "download")
    with pytest.raises(UnreadableTarget, match=REFUSED):
        read_bytes(with_app("extension/manifest.json"), "download.zip")


@pytest.mark.parametrize(
    ("address", "sent", "kind"),
    [
        ("https://tool.example/tool.xpi", "application/zip", "browser-extension"),
        ("https://tool.example/get", "application/x-xpinstall", "browser-extension"),
        ("https://tool.example/app.apk?v=1", "application/octet-stream", "android-package"),
        ("https://tool.example/get", "application/vnd.android.package-archive", "android-package"),
    ],
)
def test_addresses_tell_as_names_do(address: str, sent: str, kind: str) -> None:
    """And what was sent with the file."""
    body = with_app("manifest.json")

    assert read_document(Document(target=address, body=body, url=address, media_type=sent)).kind == kind


def test_a_manifest_that_is_too_large_hides_no_extension() -> None:
    """It is refused, not read as an app."""
    padded = json.dumps(manifest()) + " " * (2 * 1024**2)
    with pytest.raises(UnreadableTarget, match="larger than"):
        read_bytes(packed({"manifest.json": padded, "a.apk": APP}), "tool.zip")
