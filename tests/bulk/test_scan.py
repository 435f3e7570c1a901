"""Scanning: a line in, a line out, in order, whatever the line."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.bulk import ScanResult, lines_of, scan
from auditor.bulk import scan as scan_lines
from auditor.bulk.scan import table
from auditor.limits import MAX_ACCESS, MAX_LINE_BYTES
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULEBOOK = load_rulebook()


def run(*lines: bytes) -> list[dict[str, Any]]:
    """The parsed output of a scan."""
    return [json.loads(line) for line in scan(lines, RULEBOOK, ScanResult())]


def test_each_line_gives_one_line_in_the_same_order() -> None:
    """Audits and errors stand where their listings stood."""
    out = run(
        b'{"id": "a", "texts": ["See who saved your TikTok videos."]}',
        b"not json",
        b'{"id": "c", "access": []}',
        b'{"id": "d"}',
        b"[]",
        b'{"id": "f", "texts": "no list"}',
    )

    assert [line["id"] for line in out] == ["a", None, "c", "d", None, "f"]
    assert ["error" in line for line in out] == [False, True, False, True, True, True]
    assert out[0]["verdict"]["level"] == "avoid"


def test_an_error_names_the_field() -> None:
    """A person can find what to mend."""
    error = run(b'{"id": "x", "texts": ["a"], "acess": []}')[0]["error"]

    assert "acess" in error


@pytest.mark.parametrize("name", [{"x": 1}, [1], True, 1.5])
@pytest.mark.parametrize("rest", [{"texts": ["x"]}, {"manifest": {"name": "x", "manifest_version": 3}}])
def test_an_id_is_text_or_a_whole_number(name: object, rest: dict[str, object]) -> None:
    """Anything else could not be found again in what comes out."""
    assert run(json.dumps({"id": name, **rest}).encode()) == [
        {"id": None, "error": "id: this should be text, a whole number or null"}
    ]


def test_an_error_names_only_fields_that_were_written() -> None:
    """A text in a list of access is no object with an id."""
    out = run(b'{"id": "acc", "access": [""]}', b'{"id": "b", "access": [{"id": ""}]}')

    assert [line["error"] for line in out] == [
        "access.0: this should not be empty",
        "access.0.id: this should not be empty",
    ]


@given(st.lists(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_garbage_never_stops_the_run(lines: list[bytes]) -> None:
    """As many lines come out as went in, but for the empty ones."""
    kept = [line.strip() for line in lines if line.strip()]
    result = ScanResult()
    out = list(scan_lines(kept, RULEBOOK, result))

    assert len(out) == len(kept) == result.lines
    assert all(line.endswith("\n") and "\n" not in line[:-1] for line in out)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries({}, optional={"id": JSON, "texts": JSON, "access": JSON, "name": JSON, "url": JSON})
)
@settings(max_examples=200, deadline=None)
def test_any_json_gives_an_audit_or_an_error(listing: dict[str, Any]) -> None:
    """Whatever types the fields have."""
    (line,) = scan([json.dumps(listing).encode()], RULEBOOK, ScanResult())
    out = json.loads(line)

    assert ("verdict" in out) != ("error" in out)


@pytest.mark.parametrize(
    "listing",
    [
        {"id": "x" * 5000, "texts": ["a"]},
        {"id": "ok", "texts": ["\u0000\u001b[31m\u202e"], "name": "\u001b[2J"},
        {"id": "ok", "texts": ["a"], "access": [f"android.permission.P{n}" for n in range(MAX_ACCESS)]},
        {"id": "ok", "texts": ["a"] * 1999},
        {"id": "ok", "texts": ["\ud800"]},
    ],
    ids=["long id", "control characters", "4,000 permissions", "1,999 texts", "lone surrogate"],
)
def test_hostile_values_end_in_an_audit_or_an_error(listing: dict[str, Any]) -> None:
    """Never in a traceback."""
    (line,) = scan([json.dumps(listing).encode()], RULEBOOK, ScanResult())

    assert line.endswith("}\n")


@pytest.mark.parametrize("form", [scan, table])
def test_a_line_of_great_depth_never_stops_the_run(form: Callable[..., Iterator[str]]) -> None:
    """Neither as an audit nor as a listing; what follows is read."""
    deep = "[" * 600 + "]" * 600
    lines = [
        f'{{"id": "a", "verdict": {{}}, "rulebook": {deep}}}',
        f'{{"id": "b", "texts": {deep}}}',
        f'{{"id": "c", "manifest_version": 3, "name": "x", "permissions": {deep}}}',
        '{"id": "d", "texts": ["Plans posts."]}',
    ]
    result = ScanResult()
    written = list(form([line.encode() for line in lines], RULEBOOK, result))

    assert result.lines == 4
    assert result.levels.total() >= 1
    assert '"d"' in written[-1] or written[-1].startswith("d,")


def test_a_line_over_the_bound_is_passed_over_in_pieces() -> None:
    """It becomes one error, and the lines after it are read."""
    stream = io.BytesIO(
        b'{"texts": ["' + b"x" * (MAX_LINE_BYTES + 10) + b'"]}\n{"id": "b", "texts": ["a"]}\n'
    )
    out = [json.loads(line) for line in scan(lines_of(stream), RULEBOOK, ScanResult())]

    assert "longer" in out[0]["error"]
    assert out[1]["id"] == "b"


def test_empty_lines_are_skipped() -> None:
    """A line break at the end of a file is no listing."""
    assert run(b"", b'{"texts": ["a"]}', b"")[0]["verdict"]
