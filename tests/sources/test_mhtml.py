"""Pages saved as one file, built here as browsers and the standard library write them."""

from __future__ import annotations

import contextlib
import json
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cli import app
from auditor.errors import EmptyTarget, UnknownFormat, UnreadableTarget
from auditor.sources import Document, read, read_document
from auditor.sources.mhtml import is_archive, main_part
from tests.pace import soon

ADDRESS = "https://tool.example/savers?lang=de"
PAGE = "<!DOCTYPE html><html><head><title>Wer hat gespeichert – SaveSpy</title></head><body><h1>Grüße</h1>"
PAGE += "<p>See who saved your TikTok videos. " + "Long line without a break " * 20 + "</p></body></html>"
BLINK = "----MultipartBoundary--abc----"


def blink(html: str = PAGE, *, subject: str = "x" * 300, way: str = "quoted-printable") -> bytes:
    """Return an archive as Chrome saves it."""
    part = MIMEText(html, "html", "utf-8")
    if way == "quoted-printable":
        import quopri  # noqa: PLC0415  # what the test checks against

        content = quopri.encodestring(html.encode()).decode().replace("\n", "\r\n")
    else:
        content = str(part.get_payload()).replace("\n", "\r\n")
    frame = "Content-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\n\r\n<p>An advertisement</p>"
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\nSubject: {subject}\r\n"
        "Date: Wed, 4 Mar 2026 05:06:07 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="' + BLINK + '"\r\n\r\n\r\n'
        f"--{BLINK}\r\n{frame}\r\n"
        f"--{BLINK}\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: {way}\r\nContent-Location: {ADDRESS}\r\n\r\n{content}\r\n"
        f"--{BLINK}\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: cid:css-1@mhtml.blink\r\n\r\np { color: red }\r\n"
        f"--{BLINK}--\r\n"
    ).encode()


def archive(body: bytes, name: str = "page.mhtml") -> Document:
    """Return a saved file."""
    return Document(target=name, body=body, path=Path(name))


@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
def test_the_main_part_is_the_document_with_its_address(way: str) -> None:
    """Not the frame that stands before it."""
    page = main_part(archive(blink(way=way)))

    assert page.body.decode().replace("\r\n", "\n").strip() == PAGE.strip()
    assert (page.address, page.media_type, page.path) == (ADDRESS, "text/html", Path("page.mhtml"))


def test_an_archive_is_a_target(tmp_path: Path) -> None:
    """From the file to the listing."""
    path = tmp_path / "page.mhtml"
    path.write_bytes(blink())
    listing = read([str(path)])

    assert (listing.kind, listing.url, listing.sources[0].url) == ("web-page", ADDRESS, ADDRESS)
    assert any("See who saved your TikTok" in text.content for text in listing.texts)
    assert any("Grüße" in text.content for text in listing.texts)


@pytest.mark.parametrize("missing", [61, 62, 63])
def test_base64_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, missing: int) -> None:
    """Never its letters as they stand; the rest is named as not read, also when audited from evidence."""
    path, bundle = tmp_path / "page.mhtml", tmp_path / "page.warc"
    whole = blink(PAGE.replace("<p>", "<p>" + "More words. " * 40), way="base64")
    path.write_bytes(whole[: whole.index(b"\r\n--" + BLINK.encode(), len(whole) // 2) - missing])
    texts = " ".join(text.content for text in read([str(path)]).texts)
    arguments = ["--format", "json"]
    first = CliRunner().invoke(app, ["audit", str(path), "--evidence", str(bundle), *arguments]).stdout
    notes = [note["reason"] for note in json.loads(first)["not_analysed"] if note["check"] == "page-text"]

    assert "Grüße" in texts
    assert "More words." in texts
    assert "TW9yZSB3b3Jkcy4g" not in texts
    assert notes == [f"'{path}' is a damaged archive."]
    assert CliRunner().invoke(app, ["audit", str(bundle), *arguments]).stdout == first


def test_archives_of_the_standard_library_are_read() -> None:
    """Nested once, with a picture, and a charset of its own."""
    whole = MIMEMultipart("related")
    inner = MIMEMultipart("alternative")
    inner.attach(MIMEText("See who saved you", "plain"))
    page = MIMEText("<p>Grüße von SaveSpy, sieh wer gespeichert hat</p>", "html", "iso-8859-1")
    page["Content-Location"] = "file:///C:/page.html"
    inner.attach(page)
    whole.attach(MIMEImage(b"\x89PNG\r\n\x1a\n" + bytes(200), "png"))
    whole.attach(inner)
    whole["Content-Location"] = ADDRESS
    found = main_part(archive(whole.as_bytes(policy=SMTP)))

    assert found.charset == "iso-8859-1"
    assert found.body.decode("iso-8859-1").strip().startswith("<p>Grüße")
    assert found.address == ADDRESS
    assert "Grüße" in read_document(archive(whole.as_bytes(policy=SMTP))).texts[0].content


def test_a_single_part_is_its_own_main_part() -> None:
    """As the oldest browsers saved pages without pictures."""
    body = b"From: <Saved by Microsoft Internet Explorer>\r\nMIME-Version: 1.0\r\n"
    body += b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>See who saved your TikTok.</p>"

    assert "See who saved" in read_document(archive(body, "page.mht")).texts[0].content


def test_a_store_page_saved_as_one_file_is_a_store_page() -> None:
    """Browsers leave scripts out there, so its text is what is read, and the listing says so."""
    address = "https://play.google.com/store/apps/details?id=com.example.savespy&hl=de"
    body = blink().replace(ADDRESS.encode(), address.encode())
    listing = read_document(archive(body))

    assert (listing.kind, listing.package) == ("google-play", "com.example.savespy")
    assert [note.check for note in listing.not_read][:1] == ["store-data"]
    assert listing.sources[0].read_with == "page text"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"From: x\nMIME-Version: 1.0\n", UnknownFormat),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: image/png\n\nabc", UnknownFormat),
        (
            b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--c\n\nx",
            UnknownFormat,
        ),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n--c\n\nx", UnknownFormat),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n   ", EmptyTarget),
    ],
)
def test_an_archive_without_a_page_is_an_error(body: bytes, error: type[Exception]) -> None:
    """In one sentence."""
    with pytest.raises(error):
        read_document(archive(body))


def test_an_archive_cut_short_is_read_as_far_as_it_goes() -> None:
    """A page without an end is a page."""
    whole = blink()
    half = whole[: whole.find(b"Long line") + 200]

    assert any("See who saved" in text.content for text in read_document(archive(half)).texts)


@pytest.mark.parametrize(
    "text",
    ["Name: SaveSpy\nSee who saved you.\n", "MIME-types are fun: read on.\n\nMIME-Version: 1.0\n", PAGE],
)
def test_prose_with_a_colon_is_no_archive(text: str) -> None:
    """Headers name the version of MIME, or where the page was."""
    assert not is_archive(text.encode())


def nested(levels: int) -> bytes:
    """Return parts in parts."""
    body = b"Content-Type: text/html\n\n<p>deep</p>"
    for level in range(levels):
        mark = f"b{level}".encode()
        head = b"Content-Type: multipart/related; boundary=" + mark + b"\n\n"
        body = head + b"--" + mark + b"\n" + body + b"\n--" + mark + b"--\n"
    return b"From: x\nMIME-Version: 1.0\n" + body


HOSTILE = b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"


@pytest.mark.parametrize(
    "body",
    [
        nested(400),
        HOSTILE + b"--b\nContent-Type: text/plain\n\nx\n" * 300_000,
        HOSTILE + (b"--b\nContent-Type: text/plain" + b";" * 3_000 + b"\n\nx\n") * 3_000,
        HOSTILE + (b'--b\nContent-Type: text/plain; x="' + b";" * 3_000 + b"\n\nx\n") * 3_000,
        HOSTILE + b"--b\n" + b"A: " + b"x\n " * 3_000_000,
        b"From: x\n" + b" y\n" * 4_000_000,
        HOSTILE + b"--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + b"!" * 9_000_000,
        HOSTILE.replace(b"boundary=b", b'boundary=""') + b"\n--" * 4_000_000,
    ],
)
def test_hostile_archives_end_soon(body: bytes) -> None:
    """In one sentence or with a page."""
    with soon(5), contextlib.suppress(UnreadableTarget):
        read_document(archive(body))


@settings(max_examples=200)
@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_bytes_break_the_reading(noise: bytes, place: int) -> None:
    """Whatever is cut out of an archive or put into it."""
    body = blink("<p>x</p>", subject="s")
    with contextlib.suppress(UnknownFormat):
        main_part(archive(body[:place] + noise + body[place + len(noise) :]))
