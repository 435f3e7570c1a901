"""Hostile and broken input through the real command: one clear sentence, the right status, no traceback."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "auditor"]
SAVERS = {"texts": ["See who saved your TikTok videos."]}


def process(
    *arguments: str | bytes | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command as users run it."""
    return subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *map(os.fsencode, arguments)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        check=False,
        env={"PATH": "", **environment},
    )


def sentence(done: subprocess.CompletedProcess[bytes], status: int) -> str:
    """What a failed command says, after checking how it failed."""
    said = done.stderr.decode()

    assert done.returncode == status, said
    assert "Traceback" not in said
    assert done.stdout == b""
    return said


def described(folder: Path, **fields: Any) -> Path:
    """A file with a described listing."""
    path = folder / "listing.json"
    path.write_text(json.dumps(fields), "utf-8")
    return path


@pytest.mark.parametrize("command", ["audit", "read"])
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"texts": ["\ud800 See who saved your TikTok"], "name": "\udfff"}, 0),
        ({"texts": ["\u0000\u001b[31mred\u202e see who saved your TikTok"], "name": "\u001b[2J"}, 0),
        ({"texts": ["a"], "access": [f"android.permission.P{number}" for number in range(4000)]}, 0),
        ({"texts": ["a"], "access": ["a" * 600]}, 3),
        ({"texts": ["a"], "access": [":", "a:host:", "chrome:host:", " "]}, 0),
        ({"texts": ["a"], "id": "i" * 5000}, 0),
        ({"texts": ["a"], "text_notes": ["no note"]}, 3),
        ({"texts": ["a"] * 2001}, 3),
        ({"texts": ["a"], "updated": "0000-00-00"}, 3),
    ],
    ids=[
        "surrogates",
        "control characters",
        "4,000 permissions",
        "long permission",
        "odd permissions",
        "long id",
        "notes",
        "2,001 texts",
        "date",
    ],
)
def test_hostile_values_end_in_an_answer(
    tmp_path: Path, command: str, fields: dict[str, Any], status: int
) -> None:
    """An audit or a listing, or one sentence why there is none."""
    done = process(command, described(tmp_path, **fields))

    assert b"Traceback" not in done.stderr
    assert done.returncode == status
    assert bool(done.stdout) == (status == 0)
    assert b"\x1b" not in done.stdout


def test_bytes_that_are_no_text_can_be_an_argument() -> None:
    """A shell hands over whatever it was given."""
    assert process("audit", b"see who saved your TikTok \xff\xfe").returncode == 0


def test_json_and_html_are_utf8_on_every_machine() -> None:
    """Output that pipes reads the same in a legacy locale."""
    for form in ("json", "html"):
        legacy = process("audit", "see who saved your TikTok ❤", "--format", form, PYTHONIOENCODING="latin-1")

        assert legacy.returncode == 0
        assert "❤" in legacy.stdout.decode("utf-8")


def test_a_terminal_that_lacks_letters_still_gets_the_verdict() -> None:
    """In ASCII too."""
    done = process("audit", "see who saved your TikTok", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"AVOID" in done.stdout.upper()


def test_several_targets_of_which_one_is_unreadable_end_with_three(tmp_path: Path) -> None:
    """What could be read is still reported, in each format, and --fail-on does not hide it."""
    done = process("audit", "see who saved your TikTok", tmp_path / "none.html", "--fail-on", "avoid")

    assert done.returncode == 3
    assert b"AVOID" in done.stdout.upper()
    assert b"none.html" in b"".join(done.stdout.split())  # a long path may be broken at the line's end


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("audit", "a b", "--exceptions", "none.yaml"), "none.yaml"),
        (("audit", "a b", "--rules", "nowhere"), "nowhere"),
        (("audit", "a b", "--fail-on", "terrible"), "caution"),
        (("audit",), "TARGET"),
        (("scan",), "LISTINGS"),
        (("schema", "verdict"), "listing"),
        (("audti", "x"), "audti"),
    ],
    ids=str,
)
def test_a_wrong_command_line_is_status_two(arguments: tuple[str, ...], said: str) -> None:
    """And the sentence names what is wrong."""
    assert said in sentence(process(*arguments), 2)


def test_a_wrong_exceptions_file_gets_advice_about_exceptions(tmp_path: Path) -> None:
    """Not about rules."""
    path = tmp_path / "reviewed.yaml"
    path.write_text("exceptions: [{rule: a, tool: b, reason: c, reviewer: d}]", "utf-8")
    said = sentence(process("audit", "some text", "--exceptions", path), 2)

    assert "reviewed.yaml:1" in said
    assert "rules test" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "some text", "--report"),
        ("audit", "some text", "--output"),
        ("read", "some text", "-o"),
        ("scan", "{listings}", "-o"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A folder that is a file takes no file."""
    (tmp_path / "file").touch()
    listings = described(tmp_path, **SAVERS)
    filled = [argument.replace("{listings}", str(listings)) for argument in arguments]

    assert "can't write" in sentence(process(*filled, tmp_path / "file" / "x"), 2)


def test_scan_never_writes_over_what_it_reads(tmp_path: Path) -> None:
    """The listings stay as they were."""
    listings = described(tmp_path, **SAVERS)
    before = listings.read_bytes()

    assert "at once" in sentence(process("scan", listings, "-o", listings), 2)
    assert listings.read_bytes() == before


@pytest.mark.parametrize(("name", "said"), [("none.jsonl", "no file"), (".", "folder")])
def test_scan_of_nothing_is_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    """Missing, or a folder."""
    assert said in sentence(process("scan", tmp_path / name), 3)


def test_scan_reads_standard_input_and_keeps_order() -> None:
    """Broken lines stand where they stood; status 0, for the run went through."""
    lines = [
        b'{"id": "a", "texts": ["x"]}',
        b"broken",
        b'{"id": "\\ud800"}',
        b'{"id": NaN}',
        b'{"id": 4, "access": []}',
    ]
    done = process("scan", "-", stdin=b"\n".join(lines))
    out = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert [line["id"] for line in out] == ["a", None, "\ufffd", None, "4"]
    assert ["error" in line for line in out] == [False, True, True, True, False]


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    """As in ``saveraudit scan … | head``: no message, and not the status of --fail-on."""
    listings = tmp_path / "many.jsonl"
    listings.write_text((json.dumps(SAVERS) + "\n") * 40, "utf-8")
    with subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, "scan", str(listings)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()

    assert running.returncode == 0
    assert said == b""


@pytest.mark.parametrize("command", ["audit", "read", "scan"])
def test_a_closed_standard_input_is_one_sentence(command: str) -> None:
    """As cron jobs have it."""
    line = f"{shlex.join([*COMMAND, command, '-'])} <&-"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, cwd=ROOT, check=False)  # noqa: S603

    assert "closed" in sentence(done, 2)
