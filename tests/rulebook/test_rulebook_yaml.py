"""Reading YAML: what scalars mean, which lines are remembered, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import RuleError
from auditor.rulebook import yaml_source
from auditor.rulebook.yaml_file import MAX_FILE_BYTES, read_bytes
from auditor.rulebook.yaml_scalars import MAX_DIGITS, plain_scalar
from auditor.rulebook.yaml_source import MAX_DEPTH, parse_yaml
from tests.pace import soon

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)


def parse(text: str | bytes) -> Any:
    """Return the data of ``text``."""
    return parse_yaml(text if isinstance(text, bytes) else text.encode(), "a.yaml").data


def refusal(text: str | bytes) -> tuple[int, str]:
    """Return line and message of the error that ``text`` gives."""
    with pytest.raises(RuleError) as caught:
        parse(text)
    assert str(caught.value) == f"a.yaml:{caught.value.line}: {caught.value.message}"
    return caught.value.line, caught.value.message


def line_of_fault(raw: bytes) -> int:
    """Return the line of the error that ``raw`` gives, or 0 where it gives data."""
    try:
        parse_yaml(raw, "a.yaml")
    except RuleError as error:
        return error.line
    return 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("1.2.3", "1.2.3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars_mean_what_they_look_like(written: str, meant: object) -> None:
    """Only true, false, null and numbers are special: no Norway problem, dates stay text."""
    assert parse(f"a: {written}") == {"a": meant}
    assert type(parse(f"a: {written}")["a"]) is type(meant)


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1, max_size=30))
def test_plain_scalars_never_fail_but_for_numbers(text: str) -> None:
    """A scalar is itself, a word of YAML, or a number that says the same; else it is refused in words."""
    try:
        meant = plain_scalar(text)
    except ValueError:
        assert len(text) > MAX_DIGITS
        return
    if isinstance(meant, int) and not isinstance(meant, bool):
        assert str(meant) == text.lstrip("+") or text in ("-0", "+0")
    elif isinstance(meant, str):
        assert meant == text


def test_lines_of_keys_values_and_entries_are_known() -> None:
    """A mapping's field is found at its key, an entry of a list at its first line."""
    file = parse_yaml(b"a:\n  - b: 1\n    c: >-\n      long\n\n  - [d,\n     e]\n", "a.yaml")

    assert [file.line("a"), file.line("a", 0), file.line("a", 0, "c"), file.line("a", 1, 1)] == [1, 2, 3, 7]


def test_line_of_something_missing_is_that_of_what_surrounds_it() -> None:
    """A fault about an absent key points at the record."""
    assert parse_yaml(b"a:\n  b: 1\n", "a.yaml").line("a", "x", "y") == 1


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbfa: 1\n", b"a: 1\r\n", b"---\na: 1\n...\n", b"%YAML 1.2\n---\na: 1\n"]
)
def test_harmless_variants_read_the_same(raw: bytes) -> None:
    """A byte-order mark, Windows line ends and document marks change nothing."""
    assert parse(raw) == {"a": 1}


@pytest.mark.parametrize("raw", [b"", b"# nothing\n", b"---\n...\n"])
def test_a_file_without_content_is_empty(raw: bytes) -> None:
    """No sections stand in it, and that is no fault."""
    assert parse(raw) in ({}, None)


def test_crlf_inside_a_block_text_becomes_one_newline() -> None:
    """The same text has the same digest on every system."""
    assert parse(b"a: |\r\n  b\r\n  c\r\n") == parse(b"a: |\n  b\n  c\n")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3", 3, "the key 'a' stands twice; it was first given in line 1"),
        ("a: {b: 1,\n b: 2}", 2, "the key 'b' stands twice"),
        ("a: &x 1\nb: *x", 1, "'&x' names a piece"),
        ("a: *x", 1, "'*x' repeats"),
        ("b: 1\na: !!python/object/apply:os.system [ls]", 2, "is a YAML tag"),
        ("a: !env HOME", 1, "is a YAML tag"),
        ("!!map {a: 1}", 1, "is a YAML tag"),
        ("a: 1\n---\nb: 2", 2, "a second document begins"),
        ("? [a]\n: b", 1, "a key must be one word"),
        ("? {a: b}\n: b", 1, "a key must be one word"),
        ("a: 1\nb: c: d", 2, "a ':' stands where none may stand"),
        ("\ta: 1", 1, "cannot begin a text"),
        ("a: @b", 1, "cannot begin a text"),
        ("x: 1\na: [b\n", 2, "is not closed"),
        ("x: 1\na: {b: c\n", 2, "is not closed"),
        ('x: 1\na: "b\n', 2, "never closed"),
        ("a:\n  - b\n c: 1", 3, "indentation"),
        ("a: 1\nb: x\x00y", 2, "control character (code 0x00)"),
        ("a: 1\nb: \x9b", 2, "control character"),
        ("a: 1\nb: \ufeff", 2, "control character"),
        ('a: 1\nb: "\\0"', 2, "control character (code 0x00)"),
        ("a: 1\nb: " + "9" * 5000, 2, "this number is too long"),
        ("a: 1\nb: 1.0e999", 2, "this number is too large"),
        ('a: "\\q"', 1, "unknown \\ sequence"),
    ],
)
def test_what_hides_or_confuses_is_refused_at_its_line(text: str, line: int, words: str) -> None:
    """Each fault names its line and says in words what is wrong."""
    found_line, message = refusal(text)

    assert (found_line, words in message) == (line, True), message


@pytest.mark.parametrize("raw", [b"a: 1\nb: \xff\xfe", "a: 1".encode("utf-16"), b"a: \xed\xa0\x80"])
def test_what_is_not_utf8_is_refused(raw: bytes) -> None:
    """Other encodings are named as such."""
    assert "UTF-8" in refusal(raw)[1]


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000 + "a", "{a: " * 200_000, "? " * 5_000 + "a"])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """Neither our stack nor that of libyaml is put to the test; ten times the depth takes no longer."""
    with soon(20):
        assert refusal(text)


def test_nesting_is_allowed_up_to_the_bound() -> None:
    """The bound is exact, so that it can be relied on."""
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert "within each other" in refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1]


def test_entities_that_multiply_are_refused() -> None:
    """The billion laughs need anchors, and there are none."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]

    assert "'&a0' names a piece" in refusal("\n".join(lines))[1]


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_a_located_error(raw: bytes) -> None:
    """Nothing else ever escapes."""
    assert line_of_fault(raw) >= 0


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@#?, \n\t0"), max_size=60))
def test_any_yaml_like_text_gives_data_or_a_located_error(text: str) -> None:
    """The same with the characters that mean something to YAML."""
    assert line_of_fault(text.encode()) <= text.count("\n") + 2


def test_a_file_over_the_bound_is_refused(tmp_path: Path) -> None:
    """No more than the bound and one byte is read."""
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MAX_FILE_BYTES + 1))

    with pytest.raises(RuleError, match="larger than 8 MB"):
        read_bytes(large, "large.yaml")


def test_a_file_that_vanished_is_named(tmp_path: Path) -> None:
    """The system's own words say why."""
    with pytest.raises(RuleError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "gone.yaml", "gone.yaml")
