"""Pages in frames: what is written into a page or saved with it is read, what is another's is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.evidence import listing_of
from auditor.limits import MAX_SAVED_FRAME_BYTES, MAX_SAVED_FRAMES
from auditor.sources import Document, read, read_document
from auditor.sources.saved import frames_of
from tests.evidence.test_evidence_bundle import kept, opened
from tests.pace import soon

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Listing

AT = "https://savespy.example/"
CLAIM = "See who saved your TikTok videos."
LOGIN = "<form><label>TikTok password <input type=password name=p></label><button>Log in</button></form>"
FRAME = f"<!doctype html><title>Inside</title><p>{CLAIM}</p>{LOGIN}"


def around(frame: str, *, at: str = AT) -> str:
    """Return a page of the tool with ``frame`` in it."""
    saved = f"<!-- saved from url=({len(at):04}){at} -->"
    return f"<!doctype html>{saved}<title>SaveSpy</title><p>Plan your posts with us.</p>{frame}"


def srcdoc(inner: str, attributes: str = "") -> str:
    """Return a frame with its page written into it."""
    return f'<iframe {attributes} srcdoc="{inner.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'


def look(html: str) -> Listing:
    """Read a page."""
    return read_document(Document(target="x.html", body=html.encode(), media_type="text/html"))


def framed(listing: Listing) -> list[str]:
    """Return the texts in frames."""
    return [text.content for text in listing.texts if text.where == "page text in a frame"]


def save(
    folder: Path, inner: str | bytes, *, frame: str = "<iframe src=Page_files/saved.html></iframe>"
) -> Path:
    """Save a page and the one in its frame, as browsers do."""
    (folder / "Page_files").mkdir(exist_ok=True)
    (folder / "Page_files" / "saved.html").write_text(inner)
    (folder / "Page.html").write_text(around(frame))
    return folder / "Page.html"


def test_a_page_written_into_a_frame_is_read() -> None:
    """Its text, what it asks for, the words on its controls; nothing is left to note."""
    listing = look(around(srcdoc(FRAME)))

    assert framed(listing) == [f"{CLAIM}\n\nTikTok password Log in"]
    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]
    assert "Log in" in [text.content for text in listing.texts if text.kind == "button"]
    assert "Inside" not in [text.content for text in listing.texts]
    assert (listing.name, listing.url, listing.not_read) == (None, AT, ())


@pytest.mark.parametrize("tag", ["iframe", "frame", "embed", "object"])
def test_a_page_saved_beside_the_page_is_read(tmp_path: Path, tag: str) -> None:
    """In every element that shows one, and with evidence that says the same."""
    name = "data" if tag == "object" else "src"
    frame = f"<{tag} {name}='./Page_files/saved.html'></{tag}>"
    saved = save(tmp_path, FRAME, frame=f"<frameset>{frame}</frameset>" if tag == "frame" else frame)
    if tag == "frame":
        saved.write_text(saved.read_text().replace("<p>Plan your posts with us.</p>", ""))
    content, listing = kept([str(saved)])

    assert framed(listing)[0].startswith(CLAIM)
    assert listing.not_read == ()
    assert listing_of(opened(content)).model_dump() == listing.model_dump()


def test_a_style_sheet_beside_a_frame_hides_in_it(tmp_path: Path) -> None:
    """Its addresses are relative to where the frame's page lies."""
    (tmp_path / "Page_files" / "deep").mkdir(parents=True)
    (tmp_path / "Page_files" / "deep" / "x.css").write_bytes(b"p { font-size: 0 }")
    saved = save(tmp_path, f"<link rel=stylesheet href=deep/x.css>{FRAME}")
    content, listing = kept([str(saved)])

    assert framed(listing) == ["TikTok password Log in"]
    assert [o.id for o in listing.observations if o.id == "page.hidden-text"] == ["page.hidden-text"]
    assert listing_of(opened(content)).model_dump() == listing.model_dump()


def mhtml(page: str, inner: str, *, place: str = "") -> bytes:
    """Return a page saved as one file, with a page in a frame."""
    location = f"Content-Location: {place}\r\n" if place else ""
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {AT}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="--b"\r\n\r\n'
        f"----b\r\nContent-Type: text/html\r\nContent-Location: {AT}\r\n\r\n{page}\r\n"
        f"----b\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n{location}\r\n{inner}\r\n"
        "----b--\r\n"
    ).encode()


@pytest.mark.parametrize("place", ["", "https://app.savespy.example/login"])
def test_a_frame_in_an_archive_is_read(tmp_path: Path, place: str) -> None:
    """By the name of its part, with and without an address of its own."""
    saved = tmp_path / "page.mhtml"
    saved.write_bytes(mhtml(around("<iframe src='cid:frame-1@mhtml.blink'></iframe>"), FRAME, place=place))
    content, listing = kept([str(saved)])

    assert framed(listing)[0].startswith(CLAIM)
    assert listing.not_read == ()
    assert listing_of(opened(content)).model_dump() == listing.model_dump()


@pytest.mark.parametrize(
    "inner",
    [
        "<!-- saved from url=(0024)https://ads.other.example/x -->",
        "<link rel=canonical href=https://other.example/>",
    ],
)
def test_a_page_of_another_site_speaks_for_that_site(tmp_path: Path, inner: str) -> None:
    """Neither its words nor its fields are this tool's; the note names it."""
    listing = read([str(save(tmp_path, f"{inner}{FRAME}"))])

    assert framed(listing) == []
    assert listing.access_requests == ()
    (note,) = listing.not_read
    assert note.check == "frames"
    assert "other.example" in note.reason


@pytest.mark.parametrize(
    "attributes",
    [
        "id=google_ads_iframe_1", "name=aswift_2", "title=Advertisement", "class='side sponsored'",
        "width=1 height=1", "height=0", "hidden", "style='display:none'", "style='visibility: hidden'",
        "style='opacity:0'",
    ],
)  # fmt: skip
def test_frames_that_no_reader_takes_for_the_page_are_not_read(attributes: str) -> None:
    """Advertisements, and what is not shown."""
    listing = look(around(srcdoc(FRAME, attributes)))

    assert (framed(listing), listing.access_requests) == ([], ())
    assert [note.check for note in listing.not_read] == ["frames"]


@pytest.mark.parametrize(
    "attributes", ["id=loader", "class=heads", "title='Read adventures'", "name=adapter"]
)
def test_words_that_only_look_like_advertisements(attributes: str) -> None:
    """Whole words count."""
    assert framed(look(around(srcdoc(FRAME, attributes))))


def test_frames_in_frames_are_noted() -> None:
    """One step in is enough for a login; more is for those who play."""
    listing = look(around(srcdoc(f"<p>Outer.</p>{srcdoc(FRAME)}")))

    assert framed(listing) == ["Outer."]
    assert [note.check for note in listing.not_read] == ["frames"]


def test_an_empty_page_with_a_frame_is_what_the_frame_shows(tmp_path: Path) -> None:
    """Not a shell without text."""
    saved = save(tmp_path, FRAME)
    saved.write_text("<!doctype html><script>1</script><iframe src=Page_files/saved.html></iframe>")

    assert framed(read([str(saved)]))[0].startswith(CLAIM)


def test_tiktoks_own_page_may_ask_in_a_frame() -> None:
    """As it may on the page itself."""
    assert look(around(srcdoc(FRAME), at="https://www.tiktok.com/login")).access_requests == ()


@pytest.mark.parametrize(
    "href", ["saved.html", "../x.html", "Page_files/../../x.html", "/etc/passwd", "Page_files/link.html",
             "file:///etc/passwd", "Page_files/a.txt", "Page_files/none.html", "Page_files/big.html"]
)  # fmt: skip
def test_nothing_but_pages_in_the_folder_is_read(tmp_path: Path, href: str) -> None:
    """No step up, no link, no other file; the page says that it shows something."""
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = save(folder, FRAME, frame=f"<iframe src='{href}'></iframe>")
    for place in (tmp_path / "x.html", folder / "saved.html", folder / "Page_files" / "a.txt"):
        place.write_text(FRAME)
    (folder / "Page_files" / "link.html").symlink_to(tmp_path / "x.html")
    (folder / "Page_files" / "big.html").write_bytes(FRAME.encode() + b" " * MAX_SAVED_FRAME_BYTES)

    assert frames_of(saved, saved.read_bytes(), "x") == ()
    listing = read([str(saved)])
    assert (framed(listing), [note.check for note in listing.not_read]) == ([], ["frames"])


def test_frames_are_bounded(tmp_path: Path) -> None:
    """In number, however often each is shown; and what exhausts a parser is left out."""
    tags = "".join(f"<iframe src=Page_files/{n}.html></iframe>" for n in range(3 * MAX_SAVED_FRAMES))
    saved = save(tmp_path, FRAME, frame=tags * 4)
    for number in range(3 * MAX_SAVED_FRAMES):
        (tmp_path / "Page_files" / f"{number}.html").write_text(f"<p>Number {number}.</p>")
    (tmp_path / "Page_files" / "0.html").write_text("<b><i>" * 100_000)
    with soon(6):
        listing = read([str(saved)])

    assert 0 < len(framed(listing)) <= MAX_SAVED_FRAMES
    assert [note.check for note in listing.not_read] == ["frames"]


def test_hostile_frames_take_no_time() -> None:
    """However many are written into one page."""
    body = around(srcdoc("<p>x</p>") * 5_000)
    with soon(6):
        listing = look(body)

    assert len(framed(listing)) == MAX_SAVED_FRAMES
