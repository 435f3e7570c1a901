"""What a site keeps beside pages: pictures, forms, evidence to check, and nothing about people in it."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import re
import shutil
import urllib.request
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from auditor.cli import app
from auditor.evidence import listing_of, open_bundle
from auditor.evidence.public import veiled
from auditor.formats.html import digest_of
from auditor.judge import ReviewedException
from auditor.model import Listing
from auditor.publish import keepsakes
from auditor.publish.keepsakes import drawer
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk, tree
from tests.publish.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n"
FILLER = " It has themes and stickers for your clips." * 20
MAIL = "jane.doe@mail.example"
TEXT = f"{SAVERS}{FILLER} Jane wrote it; her mailbox is {MAIL} and she reads all."


class _Head(HTMLParser):
    """What a page says of itself to services and search engines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.data = ""
        self.policy = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note meta elements and the block of data."""
        values = {name: value or "" for name, value in attrs}
        self._inside = tag == "script" and values.get("type") == "application/ld+json"
        if tag == "meta":
            self.said[values.get("property") or values.get("name", "")] = values.get("content", "")
            self.policy = self.policy or (values["content"] if "http-equiv" in values else "")

    def handle_data(self, data: str) -> None:
        """Take the block of data."""
        if self._inside:
            self.data += data
            self._inside = False


def test_a_stranger_verifies_what_the_site_offers(desk: Desk, tmp_path: Path) -> None:
    """Report and bundle, downloaded from the site as it is served, with the digest that the page names."""
    desk.watch("saver", TEXT)
    desk.publish()
    with serving(desk.site) as root:
        for name in ("audit.json", "evidence.warc.gz", "tool.json", ""):
            with urllib.request.urlopen(f"{root}tools/saver/{name}") as answer:  # noqa: S310 - ours
                (tmp_path / (name or "page.html")).write_bytes(answer.read())
    bundle = tmp_path / "evidence.warc.gz"
    digest = hashlib.sha256(bundle.read_bytes()).hexdigest()
    ran = CliRunner().invoke(app, ["verify", str(tmp_path / "audit.json"), "--bundle", str(bundle)])

    assert ran.exit_code == 0, ran.output
    assert "The same, byte for byte." in ran.output
    page = (tmp_path / "page.html").read_text("utf-8")
    assert digest in page.replace("<wbr>", "")
    assert "saveraudit verify" in page
    told = json.loads((tmp_path / "tool.json").read_bytes())["files"]["evidence.warc.gz"]
    assert (told["sha256"], told["bytes"]) == (digest, bundle.stat().st_size)
    assert re.search(r'src="|url\(', page) is None


def test_a_changed_report_does_not_verify(desk: Desk, tmp_path: Path) -> None:
    """One word more is seen."""
    desk.watch("saver")
    desk.publish()
    report = tmp_path / "audit.json"
    report.write_text(
        desk.page("tools/saver/audit.json").replace("Avoid", "Trust").replace("avoid", "caution")
    )
    bundle = str(desk.site / "tools/saver/evidence.warc.gz")

    assert CliRunner().invoke(app, ["verify", str(report), "--bundle", bundle]).exit_code == 1


def test_evidence_names_nobody(desk: Desk) -> None:
    """A mailbox far from any quote is veiled; each letter after it stands where it stood."""
    desk.watch("saver", TEXT)
    desk.watch("open", TEXT, public=[MAIL])
    desk.publish()
    closed = gzip.decompress((desk.site / "tools/saver/evidence.warc.gz").read_bytes()).decode()
    assert MAIL not in closed
    assert MAIL in gzip.decompress((desk.site / "tools/open/evidence.warc.gz").read_bytes()).decode()
    (text,) = listing_of(open_bundle(desk.site / "tools/saver/evidence.warc.gz")).texts
    assert text.content == TEXT.replace(MAIL, "xxxx.xxx@xxxx.xxxxxxx")


def test_evidence_holds_no_words_of_reviewers_and_no_numbers() -> None:
    """Reviews are veiled whole, blanks stay; what the audit itself names of sources stays."""
    listing = Listing.model_validate(
        {
            "texts": ["Call +49 30 1234567 now, 12 Acacia Road.", "Anna here, it stole my account"],
            "text_notes": [{"kind": "description"}, {"kind": "review"}],
            "links": [{"url": "mailto:jane@doe.example", "label": "Jane"}],
            "sources": [{"target": "a", "kind": "text", "sha256": "0", "url": "https://a.example/"}],
        }
    )
    shown = veiled(listing)

    assert [len(text.content) for text in shown.texts] == [len(text.content) for text in listing.texts]
    assert not re.search(r"[1-9]|Anna|stole|Acacia", "".join(text.content for text in shown.texts))
    assert "jane" not in shown.links[0].url
    assert shown.sources == listing.sources
    assert veiled(shown) is shown


@pytest.mark.parametrize(
    ("reach", "veil"),
    [
        ("+49 170 1234567", "+00 000 0000000"),
        ("jane.doe@private.example", "xxxx.xxx@xxxxxxx.xxxxxxx"),
        ("12 Acacia Road", "00 xxxxxx Road"),
    ],
)
def test_evidence_holds_no_rest_of_what_reaches_a_person(reach: str, veil: str) -> None:
    """Wherever in a long text it stands: it is looked through in pieces, and one may end within."""
    for place in range(560, 640):
        text = f"{'Words. ' * 100:.{place}} {reach} {'and more ' * 100}"
        (shown,) = veiled(Listing.model_validate({"texts": [text]})).texts

        assert shown.content == text.replace(reach, veil)


def test_what_is_set_aside_verifies_too(desk: Desk) -> None:
    """Exceptions travel in the bundle."""
    desk.watch("saver")
    aside = ReviewedException(
        rule="promises-savers", tool="saver", reason="parody", reviewer="me", expires=dt.date(2027, 1, 1)
    )
    desk.publish(exceptions=(aside,))
    home = desk.site / "tools/saver"
    ran = CliRunner().invoke(
        app, ["verify", str(home / "audit.json"), "--bundle", str(home / "evidence.warc.gz")]
    )

    assert json.loads((home / "audit.json").read_bytes())["set_aside"]
    assert "byte for byte" in ran.output


def test_evidence_that_would_be_too_large_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so and whom to ask; no file is there."""
    monkeypatch.setattr(keepsakes, "MAX_EVIDENCE", 1000)
    desk.watch("saver")
    desk.publish()

    assert not (desk.site / "tools/saver/evidence.warc.gz").exists()
    assert "and does not stand here. Write to us for it." in desk.page("tools/saver/index.html")


def test_pages_name_their_card_and_their_reviews(desk: Desk) -> None:
    """With whole addresses; the block of data is the one that the policy names, and nothing else may run."""
    desk.watch("saver")
    desk.watch("quiet", QUIET)
    desk.publish()
    head = _Head(desk.page("tools/saver/index.html"))
    card = "card.png" if drawer() else "card.svg"

    assert head.said["og:image"] == f"https://reports.example/tools/saver/{card}"
    assert head.said["og:url"] == "https://reports.example/tools/saver/"
    assert head.said["twitter:card"] == "summary_large_image"
    assert f"script-src 'sha256-{digest_of(head.data)}'" in head.policy
    (review, *_) = json.loads(head.data)["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://reports.example/tools/saver/"
    assert review["author"]["name"] == "Saver reports"
    assert json.loads(desk.page("tools/saver/claimreview.jsonld"))["@graph"][0] == review
    quiet = _Head(desk.page("tools/quiet/index.html"))
    assert quiet.data == ""
    assert "script-src" not in quiet.policy
    assert json.loads(desk.page("tools/quiet/claimreview.jsonld"))["@graph"] == []


def test_each_form_is_one(desk: Desk) -> None:
    """Pictures that read as pictures, tables, logs."""
    desk.watch("saver")
    desk.publish()
    home = desk.site / "tools/saver"
    for name in ("badge.svg", "card.svg"):
        assert ET.fromstring((home / name).read_text("utf-8")).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314
    if drawer():
        assert (home / "card.png").read_bytes().startswith(PNG)
    (row,) = csv.DictReader(io.StringIO((home / "report.csv").read_text("utf-8")))
    assert (row["id"], row["level"]) == ("saver", "avoid")
    assert json.loads((home / "report.sarif").read_bytes())["version"] == "2.1.0"
    assert "Avoid" in (home / "report.md").read_text("utf-8")


def test_a_site_without_the_extra_has_all_but_the_png(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its pages name the card that there is."""
    monkeypatch.setattr(keepsakes, "drawer", lambda: "")
    desk.watch("saver")
    desk.publish()

    assert "tools/saver/card.png" not in tree(desk.site)
    assert _Head(desk.page("tools/saver/index.html")).said["og:image"].endswith("/tools/saver/card.svg")


def test_a_report_that_was_taken_back_is_gone_from_every_file(desk: Desk) -> None:
    """Each address stays and says so, and none has the verdict or the tool's words."""
    desk.watch("saver")
    desk.publish()
    before = set(tree(desk.site))
    desk.tools[0]["withdrawn"] = {"date": "2026-11-23", "reason": "We mixed up two tools."}
    desk.publish(NOON + dt.timedelta(days=1))
    assert before <= set(tree(desk.site))
    for name in ("badge.svg", "card.svg", "report.md", "report.csv", "report.sarif", "claimreview.jsonld"):
        text = desk.page(f"tools/saver/{name}")
        assert "promises-savers" not in text
        assert SAVERS[:-1] not in text
        assert "Avoid" not in text
        assert name.endswith((".sarif", ".jsonld")) or "We mixed up two tools." in text
    evidence = gzip.decompress((desk.site / "tools/saver/evidence.warc.gz").read_bytes())
    assert b"We mixed up two tools." in evidence
    assert SAVERS.encode() not in evidence


def test_evidence_made_anew_from_the_history_is_the_same(desk: Desk) -> None:
    """Nothing else is needed to make it."""
    desk.watch("saver", TEXT)
    desk.publish()
    evidence = (desk.site / "tools/saver/evidence.warc.gz").read_bytes()
    shutil.rmtree(desk.site)
    desk.publish(NOON + dt.timedelta(hours=1))

    assert (desk.site / "tools/saver/evidence.warc.gz").read_bytes() == evidence
