"""Pages saved with the folder beside them, handed in as file or folder, and what their style sheets hide."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from auditor.errors import UnreadableTarget
from auditor.evidence import listing_of
from auditor.limits import MAX_SAVED_STYLE_BYTES, MAX_SAVED_STYLES
from auditor.sources import Document, read, read_document
from auditor.sources.saved import styles_of
from tests.evidence.test_evidence_bundle import kept, opened
from tests.pace import soon

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = "Plan your posts."
HIDDEN = "We sell what you type here."
HIDES = b".x { color: #fff; background: #fff; font-size: 0 }"
STORES = {
    "google-play": "https://play.google.com/store/apps/details?id=com.example.savespy",
    "app-store": "https://apps.apple.com/us/app/savespy/id123",
    "chrome-web-store": "https://chromewebstore.google.com/detail/x/abcdefghijklmnopabcdefghijklmnop",
    "edge-addon": "https://microsoftedge.microsoft.com/addons/detail/x/abcdefghijklmnopabcdefghijklmnop",
    "firefox-addon": "https://addons.mozilla.org/en-US/firefox/addon/x/",
    "f-droid": "https://f-droid.org/en/packages/com.example.savespy/",
    "apk-mirror": "https://apkpure.com/savespy/com.example.savespy",
    "aptoide": "https://savespy.en.aptoide.com/app",
    "github-repository": "https://github.com/example/savespy",
    "greasy-fork": "https://greasyfork.org/en/scripts/1-savespy",
    "telegram-page": "https://t.me/savespybot",
    "link-page": "https://linktr.ee/savespy",
    "web-page": "https://savespy.example/",
}


def page(
    href: str = "Page_files/x.css", *, rel: str = "stylesheet", more: str = "", address: str = ""
) -> bytes:
    """Return a page whose style sheet is elsewhere."""
    saved = f"<!-- saved from url=({len(address):04}){address} -->" if address else ""
    return f"""<!doctype html>{saved}<html><head><title>Planner</title>
<link rel="{rel}" href="{href}">{more}</head>
<body><p>{SHOWN}</p><p class="x">{HIDDEN}</p></body></html>""".encode()


def save(
    folder: Path, body: bytes, *, name: str = "Page.html", beside: str = "Page_files", sheet: bytes = HIDES
) -> Path:
    """Save a page as browsers do, and return its file."""
    (folder / beside).mkdir()
    (folder / beside / "x.css").write_bytes(sheet)
    (folder / beside / "frame.html").write_bytes(b"<p>An advertisement.</p>")
    (folder / name).write_bytes(body)
    return folder / name


def texts(target: Path) -> tuple[str, str]:
    """Return what is shown and what is hidden on a page."""
    listing = read([str(target)])
    return tuple(
        "".join(t.content for t in listing.texts if t.kind == kind) for kind in ("visible", "hidden")
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    "beside", ["Page_files", "Page-Dateien", "Page_fichiers", "Page.files", "Page_archivos", "Page x"]
)
def test_a_saved_style_sheet_hides_its_text(tmp_path: Path, beside: str) -> None:
    """Whatever language the browser was in."""
    saved = save(tmp_path, page(f"./{beside}/x.css"), beside=beside)
    listing = read([str(saved)])

    assert texts(saved) == (SHOWN, HIDDEN)
    assert listing.not_read == ()
    assert [o.id for o in listing.observations] == ["page.hidden-text"]


def test_a_folder_with_one_page_is_that_page(tmp_path: Path) -> None:
    """Frames that were saved with it are no pages of their own."""
    saved = save(tmp_path, page())

    assert read([str(tmp_path)]).texts == read([str(saved)]).texts
    assert read([str(tmp_path)]).sources[0].target == str(tmp_path)


@pytest.mark.parametrize("other", ["Other.html", "Other.mhtml", "OTHER.HTM"])
def test_a_folder_with_several_pages_is_refused(tmp_path: Path, other: str) -> None:
    """In one sentence that says what to do."""
    save(tmp_path, page())
    (tmp_path / other).write_bytes(b"<p>x")
    with pytest.raises(UnreadableTarget, match="is a folder with several pages") as caught:
        read([str(tmp_path)])

    assert caught.value.hint.startswith("Name one of them, such as ")


def test_a_folder_without_a_page_is_a_folder(tmp_path: Path) -> None:
    """So is the one beside a page, and one whose only page is a link."""
    save(tmp_path, page())
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.html").symlink_to(tmp_path / "Page.html")
    (empty / ".b.html").write_bytes(b"<p>x")
    for folder in (empty, tmp_path / "Page_files"):
        with pytest.raises(UnreadableTarget, match=r"is a folder$"):
            read([str(folder)])


@pytest.mark.parametrize(
    "href",
    [
        "x.css", "Other/x.css", "../x.css",
        "Page_files/../x.css", "Page_files/../../x.css", "Page_files/%2e%2e/x.css",
        "/etc/passwd", "file:///etc/passwd", "C:/x.css", "Page_files\\x.css",
        "Page_files/link.css",
        "Page_files/out/x.css", "Page_files/pipe.css", "Page_files/none.css", "Page_files/", "Page_files",
        "https://a.example/Page_files/x.css", "//a.example/Page_files/x.css",
        "Page_link/x.css", "Page_files/%00x.css",
        "Page_files/a/b/c/d/e/f/g/x.css", "Page_files/" + "x" * 2_000, "Page_files/big.css",
    ],
)  # fmt: skip
def test_nothing_outside_the_folder_is_read(tmp_path: Path, href: str) -> None:
    """No step up, no link, no pipe; the page says that it has style elsewhere."""
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = save(folder, page(href))
    secret = tmp_path / "x.css"
    secret.write_bytes(HIDES)
    (folder / "x.css").write_bytes(HIDES)
    (folder / "Other").mkdir()
    (folder / "Other" / "x.css").write_bytes(HIDES)
    (folder / "Page_files" / "link.css").symlink_to(secret)
    (folder / "Page_files" / "out").symlink_to(tmp_path)
    (folder / "Page_link").symlink_to(tmp_path)
    os.mkfifo(folder / "Page_files" / "pipe.css")
    (folder / "Page_files" / "big.css").write_bytes(HIDES + b" " * MAX_SAVED_STYLE_BYTES)

    assert styles_of(saved, saved.read_bytes()) == ()
    shown, hidden = texts(saved)
    assert (HIDDEN in shown, hidden) == (True, "")
    assert [note.check for note in read([str(saved)]).not_read] == ["page-style"]


@pytest.mark.parametrize(
    "href", ["Page_files/x.css?v=1#a", "Page%5Ffiles/x.css", "&#80;age_files/x.css", " Page_files/x.css "]
)
def test_addresses_are_read_as_browsers_read_them(tmp_path: Path, href: str) -> None:
    """With their escapes, and without what follows the path."""
    assert texts(save(tmp_path, page(href))) == (SHOWN, HIDDEN)


@pytest.mark.parametrize(
    "change",
    [
        {"rel": "preload"},
        {"rel": "alternate stylesheet"},
        {"more": "<style>.x { font-size: 9px; color: #000 }</style>"},
    ],
)
def test_only_sheets_that_count_do(tmp_path: Path, change: dict[str, str]) -> None:
    """Others change nothing, and later or stronger rules win."""
    shown, hidden = texts(save(tmp_path, page(**change)))

    assert HIDDEN in shown
    assert hidden == ""


def test_sheets_are_bounded(tmp_path: Path) -> None:
    """In number and in bytes."""
    links = "".join(f'<link rel=stylesheet href="Page_files/{n}.css">' for n in range(3 * MAX_SAVED_STYLES))
    saved = save(tmp_path, page(more=links))
    for number in range(3 * MAX_SAVED_STYLES):
        (tmp_path / "Page_files" / f"{number}.css").write_bytes(b"a{}" * 30_000)
    found = styles_of(saved, saved.read_bytes())

    assert len(found) <= MAX_SAVED_STYLES
    assert sum(len(sheet) for _, sheet in found) <= MAX_SAVED_STYLE_BYTES


HOSTILE = {
    "tags": b"<link " * 300_000,
    "addresses": b"<link rel=stylesheet href=" * 100_000,
    "the same": b"<link rel=stylesheet href='Page_files/x.css'>" * 50_000,
    "kinds": b"<link " + b"rel=stylesheet " * 200_000,
    "a long kind": b"<link rel=" + b"s" * 2_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_takes_no_time(tmp_path: Path, name: str) -> None:
    """However many style sheets it names."""
    saved = save(tmp_path, HOSTILE[name])
    with soon(2):
        styles_of(saved, HOSTILE[name])


def mhtml(*parts: tuple[str, str, bytes], address: str = "https://savespy.example/") -> bytes:
    """Return a page saved as one file; each part has a type, an address and content."""
    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; boundary="--b"\r\n\r\n'
    body = b"".join(
        f"----b\r\nContent-Type: {kind}\r\nContent-Location: {place}\r\n\r\n".encode() + content + b"\r\n"
        for kind, place, content in parts
    )
    return head.encode() + body + b"----b--\r\n"


def test_style_sheets_in_one_file_count_too() -> None:
    """Browsers put even the page's own there."""
    body = mhtml(
        ("text/html", "https://savespy.example/", page("cid:css-1@mhtml.blink")),
        ("text/css", "cid:css-1@mhtml.blink", HIDES),
    )
    listing = read_document(Document(target="x.mhtml", body=body))

    assert [t.content for t in listing.texts if t.kind == "hidden"] == [HIDDEN]
    assert listing.not_read == ()


def test_evidence_keeps_what_hides(tmp_path: Path) -> None:
    """A bundle says the same as the folder did."""
    save(tmp_path, page())
    content, listing = kept([str(tmp_path)])
    again = listing_of(opened(content))

    assert again.model_dump() == listing.model_dump()
    assert [t.content for t in again.texts if t.kind == "hidden"] == [HIDDEN]


@pytest.mark.parametrize("way", ["html", "folder", "mhtml"])
@pytest.mark.parametrize("kind", STORES)
def test_saved_pages_of_every_store_are_known(tmp_path: Path, kind: str, way: str) -> None:
    """As file, as folder and as one file; with the address that the browser noted."""
    saved = save(tmp_path, page(address=STORES[kind]))
    if way == "mhtml":
        saved = tmp_path / "one" / "Page.mhtml"
        saved.parent.mkdir()
        saved.write_bytes(mhtml(("text/html", STORES[kind], page()), address=STORES[kind]))
    listing = read([str(saved.parent if way == "folder" else saved)])

    assert listing.kind == kind
    assert any(SHOWN in text.content for text in listing.texts)
    assert listing.sources[0].read_with.endswith("page text")
