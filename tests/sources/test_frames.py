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
PLAIN = f"<p>{CLAIM}</p>"


def stood(inner: str, at: str = "about:blank") -> str:
    """Return a page in a frame as Chromium saves it, with the address that it had."""
    return f"<!-- saved from url=({len(at):04}){at} -->{inner}"


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


IN_FOLDER = "<iframe src=Page_files/saved.html></iframe>"


def save(folder: Path, inner: str, *, frame: str = IN_FOLDER) -> Path:
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
    saved = save(tmp_path, stood(FRAME), frame=f"<frameset>{frame}</frameset>" if tag == "frame" else frame)
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
    saved = save(tmp_path, stood(f"<link rel=stylesheet href=deep/x.css>{FRAME}", f"{AT}inner"))
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
    ("at", "named"),
    [
        ("https://ads.other.example/x", "ads.other.example"),
        ("blob:https://other.example/1234", "other.example"),
        ("http://[no", "?"),
        ("https://savespy.example.other.example/", "other.example"),
    ],
)
def test_a_page_of_another_site_speaks_for_that_site(tmp_path: Path, at: str, named: str) -> None:
    """Neither its words nor its fields are this tool's; the note names it."""
    listing = read([str(save(tmp_path, stood(FRAME, at)))])

    assert (framed(listing), listing.access_requests) == ([], ())
    (note,) = listing.not_read
    assert note.check == "frames"
    assert named in note.reason


@pytest.mark.parametrize("at", [f"{AT}inner", "https://SaveSpy.example./", "https://app.savespy.example/x"])
def test_a_page_of_the_same_site_speaks_for_the_tool(tmp_path: Path, at: str) -> None:
    """However its host is written."""
    assert framed(read([str(save(tmp_path, stood(FRAME, at)))]))


def test_a_page_that_does_not_say_whose_it_is_is_nobodys(tmp_path: Path) -> None:
    """Saved without its address, or written in by a program that writes every site's so."""
    single = look(around(f"<!-- Page saved with SingleFile url: {AT} -->{srcdoc(FRAME)}"))
    for listing in (read([str(save(tmp_path, FRAME))]), single):
        assert (framed(listing), listing.access_requests) == ([], ())
        assert [note.check for note in listing.not_read] == ["frames"]


def test_a_link_to_another_site_hides_no_login() -> None:
    """What is written into the page is the page's, whatever it calls itself."""
    listing = look(around(srcdoc(f"<link rel=canonical href=https://other.example/>{FRAME}")))
    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]


def test_the_words_around_a_frame_say_whose_password_it_asks_for() -> None:
    """As a reader sees them together."""
    form = "<form><input type=password placeholder=Password><button>Go</button></form>"
    listing = look(around(f"<h2>Log in to your TikTok account</h2>{srcdoc(form)}"))
    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]


@pytest.mark.parametrize("inner", ["<p>I'm not a robot</p>", "<title>404</title><h1>Page not found</h1>"])
def test_what_stands_in_a_frame_makes_the_page_no_wall(inner: str) -> None:
    """A captcha beside a form is no bot wall."""
    assert look(around(srcdoc(inner))).name is None


def test_the_policy_is_the_one_that_the_page_links() -> None:
    """Not the one of what it embeds."""
    listing = look(around(srcdoc("<a href=https://www.example.org/privacy>Privacy</a>")))
    assert listing.privacy_policy is None
    assert [o for o in listing.observations if o.id.startswith("listing.privacy-policy")] == []


def test_addresses_in_a_frame_are_relative_to_what_the_page_says() -> None:
    """As browsers take them."""
    listing = look(around(f"<base href=https://files.example/d/>{srcdoc('<a href=app.apk>Get it</a>')}"))
    assert [link.url for link in listing.links] == ["https://files.example/d/app.apk"]


@pytest.mark.parametrize(
    "attributes",
    [
        "id=google_ads_iframe_1", "name=aswift_2", "title=Advertisement", "class='side sponsored'",
        "width=1 height=1", "height=0", "hidden", "style='display:none'", "style='visibility: hidden'",
        "style='opacity:0'", "style='width:0;height:0;border:0'", "style='max-height: 1px'",
        "style='transform: scale(0)'", "class=adsbygoogle", "id=adunit1", "class='AdFrame x'",
        "class=taboola-below", "title=Reklama", "data-ad-slot=1", "title='3rd party ad content'",
    ],
)  # fmt: skip
def test_frames_that_no_reader_takes_for_the_page_are_not_read(attributes: str) -> None:
    """Advertisements, and what is not shown."""
    listing = look(around(srcdoc(PLAIN, attributes)))

    assert framed(listing) == []
    assert [note.check for note in listing.not_read] == ["frames"]


@pytest.mark.parametrize(
    "attributes", ["id=loader", "class=heads", "title='Read adventures'", "name=adapter"]
)
def test_words_that_only_look_like_advertisements(attributes: str) -> None:
    """Whole words count."""
    assert framed(look(around(srcdoc(PLAIN, attributes))))


def test_names_around_a_frame_count_and_passwords_count_more() -> None:
    """A box for advertisements holds them; what asks for a password is looked at, whatever it is called."""
    inside = look(around(f"<div class=advertisement><div>{srcdoc(PLAIN)}</div></div>"))
    asking = look(around(srcdoc(FRAME, "id=sponsored-tool-login")))

    assert framed(inside) == []
    assert [request.id for request in asking.access_requests] == ["credential:tiktok-password"]


def test_frames_in_frames_are_noted() -> None:
    """One step in is enough for a login; more is for those who play."""
    listing = look(around(srcdoc(f"<p>Outer.</p>{srcdoc(FRAME)}")))

    assert framed(listing) == ["Outer."]
    assert [note.check for note in listing.not_read] == ["frames"]


def test_an_empty_page_with_a_frame_is_what_the_frame_shows(tmp_path: Path) -> None:
    """Not a shell without text."""
    saved = save(tmp_path, stood(FRAME))
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
    saved = save(folder, stood(FRAME), frame=f"<iframe src='{href}'></iframe>")
    for place in (tmp_path / "x.html", folder / "saved.html", folder / "Page_files" / "a.txt"):
        place.write_text(stood(FRAME))
    (folder / "Page_files" / "link.html").symlink_to(tmp_path / "x.html")
    (folder / "Page_files" / "big.html").write_bytes(stood(FRAME).encode() + b" " * MAX_SAVED_FRAME_BYTES)

    assert frames_of(saved, saved.read_bytes(), "x") == ()
    listing = read([str(saved)])
    assert (framed(listing), [note.check for note in listing.not_read]) == ([], ["frames"])


def test_frames_are_bounded(tmp_path: Path) -> None:
    """In number, however often each is shown; and what exhausts a parser is left out."""
    tags = "".join(f"<iframe src=Page_files/{n}.html></iframe>" for n in range(3 * MAX_SAVED_FRAMES))
    saved = save(tmp_path, FRAME, frame=tags * 4)
    for number in range(3 * MAX_SAVED_FRAMES):
        (tmp_path / "Page_files" / f"{number}.html").write_text(stood(f"<p>Number {number}.</p>"))
    (tmp_path / "Page_files" / "0.html").write_text(stood("<b><i>" * 100_000))
    with soon(6):
        listing = read([str(saved)])

    assert 0 < len(framed(listing)) <= MAX_SAVED_FRAMES
    assert [note.check for note in listing.not_read] == ["frames"]


def test_no_secret_of_an_address_is_kept(tmp_path: Path) -> None:
    """Neither of the page in the archive nor of those in its frames."""
    query = "access_token=SECRETabcdef1234567890"
    body = mhtml(around("<iframe src='cid:frame-1@mhtml.blink'></iframe>"), FRAME, place=f"{AT}f?{query}")
    saved = tmp_path / "page.mhtml"
    saved.write_bytes(body.replace(f"Location: {AT}\r".encode(), f"Location: {AT}?{query}\r".encode()))
    content, listing = kept([str(saved)])
    bundle = opened(content)

    assert framed(listing)
    assert "SECRET" not in bundle.manifest.model_dump_json()
    assert listing_of(bundle).model_dump() == listing.model_dump()


def test_hostile_frames_take_no_time() -> None:
    """However many are written into one page."""
    body = around(srcdoc("<p>x</p>") * 5_000)
    with soon(6):
        listing = look(body)

    assert len(framed(listing)) == MAX_SAVED_FRAMES
