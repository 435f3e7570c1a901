"""Described listings: JSON, YAML, and what ``saveraudit read`` prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableTarget
from auditor.model import (
    AccessRequest,
    Listing,
    NotAnalysed,
    Observation,
    SourceRecord,
    Text,
    TextKind,
)
from auditor.sources import Document, read, read_document
from auditor.sources.described import from_object
from auditor.sources.located import ListingSyntaxError


def _read(tmp_path: Path, name: str, body: str) -> Listing:
    path = tmp_path / name
    path.write_text(body, encoding="utf-8")
    return read([str(path)])


def test_json_is_read(tmp_path: Path) -> None:
    """The shape of the design page."""
    listing = _read(
        tmp_path,
        "a.json",
        '{"id": "x1", "name": "SaveSpy", "texts": ["See who saved"], "access": ["chrome:tabs"]}',
    )

    assert (listing.id, listing.name) == ("x1", "SaveSpy")
    assert tuple(request.id for request in listing.access_requests) == ("chrome:tabs",)
    assert listing.sources[0].kind == "described"


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    """A version is no number, and "yes" no truth value."""
    listing = _read(tmp_path, "a.yaml", "version: 1.10\ntexts:\n- yes\n- 2020-01-01\nupdated: 2020-01-02\n")

    assert listing.version == "1.10"
    assert [text.content for text in listing.texts] == ["yes", "2020-01-01"]
    assert str(listing.updated) == "2020-01-02"


def test_no_access_differs_from_unknown_access(tmp_path: Path) -> None:
    """An empty list is knowledge; null and absence are not."""
    assert _read(tmp_path, "a.json", '{"texts": ["x"], "access": []}').access_known
    assert not _read(tmp_path, "b.json", '{"texts": ["x"], "access": null}').access_known
    assert not _read(tmp_path, "c.json", '{"texts": ["x"]}').access_known


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.yaml", "name: x\n\nacces: []\n", r"a\.yaml:3: unknown field 'acces'; did you mean 'access'"),
        ("a.json", '{\n "texts": ["x"],\n "zzz": 1}', r"a\.json:3: unknown field 'zzz'"),
        ("a.json", '{"texts": [\n', r"a\.json:2: this is no JSON"),
        ("a.yaml", "texts: [x\n", r"a\.yaml:2: this is no YAML"),
        ("a.yaml", "texts: {a: b}\n", "texts: this should be a list"),
        ("a.json", '{"name": "x"}', "needs texts or access"),
        ("a.json", '{"texts": ["x"], "texts": []}', "stands twice"),
        ("a.yaml", "texts: [x]\ntexts: [y]\n", "stands twice"),
        ("a.json", '{"texts": ["x"], "rating": NaN}', "no number"),
        ("a.json", "[" * 100_000, "nesting"),
        ("a.yaml", "texts: " + "[" * 500, "nesting is too deep"),
        ("a.yaml", "name: &a x\ntexts: [*a]\n", "aliases"),
        ("a.yaml", "texts: [x]\nrating: !!python/name:os.system\n", "no YAML"),
        ("a.yaml", "texts: [hi]\nrating: !!bool maybe\n", r"a\.yaml:2: .*tags \(!name\) are not used"),
        ("a.yaml", "texts: [hi]\nrating: !!timestamp x\n", r"a\.yaml:2: .*tags"),
        ("a.yaml", "texts: [hi]\nrating: ! 4\n", r"a\.yaml:2: .*tags"),
        ("a.yaml", "texts: !!binary x\n", r"a\.yaml:1: .*tags"),
        ("a.yaml", "!!set {texts: [x]}\n", r"a\.yaml:1: .*tags"),
        ("a.yaml", "texts: [x]\n!!bool maybe: 1\n", r"a\.yaml:2: .*tags"),
        ("a.yaml", "texts: [x]\nrating: 1" + ":0" * 5_000 + ".5\n", r"a\.yaml:2: rating: "),
        ("a.yaml", "texts: [x]\nratings: 1" + ":0" * 5_000 + "\n", r"a\.yaml:2: ratings: "),
        ("a.yaml", "texts: [x]\nratings: " + "9" * 9_000 + "\n", r"a\.yaml:2: ratings: "),
        ("a.yaml", "texts: [x]\nrating: 0b_\n", r"a\.yaml:2: rating: "),
        ("a.yaml", "texts: [x]\nupdated: 2026-99-99\n", r"a\.yaml:2: updated: "),
        ("a.yaml", "texts: [x]\nlinks: [{<<: 1}]\n", r"a\.yaml:2: links"),
        ("a.json", '["x"]', "object"),
        ("a.json", '{"texts": ["x"]}\n{"texts": ["y"]}', "saveraudit scan"),
        ("a.yaml", "- x\n", "mapping"),
        ("a.json", '{"texts": ["x"], "text_notes": [{"source": 7}]}', "source that is not listed"),
    ],
)
def test_a_fault_names_its_place(tmp_path: Path, name: str, body: str, words: str) -> None:
    """One clear sentence, with the file and the line."""
    with pytest.raises(ListingSyntaxError, match=words):
        _read(tmp_path, name, body)


def test_numbers_truth_values_and_dates_are_read(tmp_path: Path) -> None:
    """As people write them in YAML."""
    body = "texts: [x]\nrating: 4.5\nratings: 12\nupdated: 2026-01-02\nprice:\n"
    listing = _read(tmp_path, "a.yaml", f"{body}access:\n- {{id: 'chrome:tabs', optional: yes}}\n")

    assert (listing.rating, listing.ratings, str(listing.updated)) == (4.5, 12, "2026-01-02")
    assert listing.price is None
    assert listing.access_requests[0].optional is True


@given(st.text("abnx019:.-+_!&*<>[]{}#\"'\\ \n|~,?%@=", max_size=60))
def test_any_yaml_is_a_listing_or_a_fault_with_its_line(noise: str) -> None:
    """Whatever stands in it."""
    body = f"texts: [x]\nrating: {noise}\n".encode()
    said = "a.yaml:1: nothing"
    try:
        read_document(Document(target="a.yaml", body=body, path=Path("a.yaml")))
    except UnreadableTarget as error:
        said = str(error)

    assert re.match(r"a\.yaml:\d+: ", said)


def test_only_the_line_of_the_key_at_fault_is_looked_up() -> None:
    """A text with many keys is not searched for each of them."""
    keys = "".join(f',\n"k{number}": 1' for number in range(1_000))
    with (
        patch.object(json, "dumps", wraps=json.dumps) as sought,
        pytest.raises(ListingSyntaxError, match="text:2: unknown field 'k0'"),
    ):
        read(["-"], stdin=f'{{"texts": ["x"]{keys}}}')

    assert [call.args for call in sought.call_args_list] == [("k0",)]


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    """Half a character can't be written to any file again."""
    listing = _read(tmp_path, "a.json", '{"texts": ["a\\ud800b"]}')

    assert listing.texts[0].content == "a\ufffdb"
    assert listing.model_dump_json()


def test_pasted_json_is_a_listing_and_pasted_words_are_not() -> None:
    """What ``read`` prints can be piped into ``audit``; a description with a brace stays a text."""
    assert read(["-"], stdin='{"texts": ["x"]}').kind == "described"
    assert read(["-"], stdin='{"not": "a listing"}').kind == "text"


_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
_texts = st.builds(Text, content=_words, kind=st.sampled_from(TextKind), where=_words, source=st.just(0))
_requests = st.builds(AccessRequest, id=_words, where=_words, source=st.just(0), optional=st.booleans())
_listings = st.builds(
    Listing,
    id=st.none() | _words,
    kind=_words,
    name=st.none() | _words,
    rating=st.none() | st.floats(0, 5),
    updated=st.none() | st.dates(),
    texts=st.lists(_texts, max_size=4).map(tuple),
    access=st.lists(_requests, max_size=4).map(tuple) | st.none(),
    observations=st.lists(st.builds(Observation, id=_words, value=_words), max_size=3).map(tuple),
    not_read=st.lists(st.builds(NotAnalysed, check=_words, reason=_words), max_size=3).map(tuple),
    sources=st.just((SourceRecord(target="t", kind="web-page", sha256="0" * 64),)),
)


@given(_listings)
def test_what_read_prints_reads_back_exactly(listing: Listing) -> None:
    """The printed form loses nothing."""
    body = listing.model_dump_json().encode()

    assert listing == read_document(Document(target="x", body=body, path=Path("x.json")))


def test_a_line_of_scan_is_read() -> None:
    """Objects come from JSON lines too, and numbers serve as ids."""
    assert from_object({"id": 7, "texts": ["x"]}).id == "7"
    with pytest.raises(ListingSyntaxError, match="unknown field"):
        from_object({"textz": ["x"]})
    assert json.loads(from_object({"texts": ["x"]}).model_dump_json())["texts"] == ["x"]


@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_an_answer_poses_as_nobody_else(media_type: str) -> None:
    """What it names beyond its own words is whose address it stands at; a file may say where it was read."""
    source = {"kind": "google-play", "target": "https://play.google.com/x", "sha256": "0" * 64}
    told = {"texts": ["A game."], "package": "com.honest.app", "url": "https://play.google.com/x"}
    body = json.dumps(told | {"sources": [source]}).encode()
    address = "https://evil.example/listing"
    answer = Document(target=address, body=body, url=address, final_url=address, media_type=media_type)
    found = read_document(answer)

    assert (found.url, found.package) == (address, None)
    assert [(each.kind, each.target) for each in found.sources] == [("described", address)]
    kept = read_document(Document(target="listing.json", body=body))
    assert (kept.package, [each.kind for each in kept.sources]) == ("com.honest.app", ["google-play"])
