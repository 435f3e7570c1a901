"""The README cannot drift from the program: what it shows runs, and what runs is shown."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from auditor.cli import COMMANDS, app
from auditor.judge.exceptions_file import load_exceptions
from auditor.rulebook import load_rulebook
from auditor.sources import read

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = r"```yaml\n(.*?)```"
EXAMPLES = ROOT / "auditor" / "examples"
SHOWN = re.findall(r"^(?:\$ )?saveraudit (.+)$", README, re.MULTILINE)
LINES = [line.split("  #")[0].strip() for line in SHOWN]
NEEDS_NETWORK = ("https://tool.example/",)


def run(*arguments: str) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, list(arguments))


def options() -> dict[str, list[str]]:
    """Every command with its long options."""
    found: dict[str, list[str]] = {}

    def walk(command: click.Command, name: str) -> None:
        if isinstance(command, click.Group):
            for part in command.list_commands(click.Context(command)):
                inner = command.get_command(click.Context(command), part)
                assert inner
                walk(inner, f"{name} {part}".strip())
        elif name:
            opts = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
            found[name] = [option for option in opts if option.startswith("--")]

    walk(app, "")
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README names."""
    shutil.copytree(EXAMPLES, tmp_path / "auditor" / "examples")
    shutil.copy(EXAMPLES / "saver-reveal.html", tmp_path / "page.html")
    blocks = re.findall(BLOCK, README, re.DOTALL)
    listing, reviewed = (next(b for b in blocks if b.startswith(key)) for key in ("name:", "exceptions:"))
    (tmp_path / "listing.yaml").write_text(listing, "utf-8")
    (tmp_path / "reviewed.yaml").write_text(reviewed, "utf-8")
    (tmp_path / "permissions.txt").write_text("It asks for nothing.", "utf-8")
    (tmp_path / "consent.txt").write_text("https://www.tiktok.com/v2/auth/authorize/?client_key=a", "utf-8")
    (tmp_path / "listings.jsonl").write_text('{"texts": ["See who saved your TikTok!"]}\n', "utf-8")
    (tmp_path / "my-rules").mkdir()
    scope = re.findall(BLOCK, CONTRIBUTING, re.DOTALL)[0].replace("tiktok:video.list", "tiktok:video.new")
    (tmp_path / "my-rules" / "mine.yaml").write_text(scope, "utf-8")
    (tmp_path / "tools.yaml").write_text(next(b for b in blocks if b.startswith("site:")), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


BEFORE = {
    "verify ": (
        "audit page.html --evidence tool.warc.gz",
        "audit page.html --format json --output report.json",
    ),
    "audit tool.warc.gz": ("audit page.html --evidence tool.warc.gz",),
    "history ": ("audit page.html --history audits.db --as glimmer",),
    "diff previous": (
        "audit page.html --history audits.db --as glimmer",
        "audit listing.yaml --history audits.db --as glimmer",
    ),
    "diff october": (
        "audit page.html --format json --output october.json",
        "audit page.html --format json --output november.json",
    ),
    "scan audits": ("scan listings.jsonl --output audits.jsonl",),
}
"""What a line needs to have been run before it."""


@pytest.mark.parametrize("line", [line for line in LINES if not any(word in line for word in NEEDS_NETWORK)])
def test_every_command_line_of_the_readme_runs(desk: Path, line: str) -> None:
    """With files of the names that it uses."""
    for earlier in next((lines for begin, lines in BEFORE.items() if line.startswith(begin)), ()):
        assert run(*earlier.split()).exit_code == 0
    result = run(*shlex.split(line.replace("TARGET", "page.html")))
    allowed = {0, 1} if "--strict" in line else {0}  # warnings come with time

    assert desk.is_dir()
    assert result.exit_code in allowed, result.output
    assert result.output or "--output" in line


@pytest.mark.parametrize("command", [*COMMANDS, *options()])
def test_every_command_is_in_the_readme(command: str) -> None:
    """Also those within "rules"."""
    assert re.search(rf"saveraudit {command}\b", README)


@pytest.mark.parametrize("command", list(options()))
def test_every_option_is_in_the_readme(command: str) -> None:
    """An option that nobody is told about is not there."""
    assert [option for option in options()[command] if option not in README] == []


def test_the_example_is_what_the_command_prints() -> None:
    """To the letter."""
    example = r"<!-- begin example -->\n```console\n\$ saveraudit (.*?)\n(.*?)```\n"
    shown = re.search(example, README, re.DOTALL)
    assert shown

    assert run(*shown.group(1).split()).output.rstrip() == shown.group(2).rstrip()


def test_the_described_listing_is_one(desk: Path) -> None:
    """The YAML can be copied."""
    listing = read([str(desk / "listing.yaml")])

    assert listing.name == "SaveSpy"
    assert len(listing.access_requests) == 4


def test_the_exceptions_file_is_one(desk: Path) -> None:
    """That YAML too."""
    found = load_exceptions(desk / "reviewed.yaml", load_rulebook().findings)

    assert [item.tool for item in found] == ["SaveSpy"]


def test_the_python_example_runs(desk: Path) -> None:
    """As it stands, with a page in the folder."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    scope: dict[str, object] = {}
    exec(code, scope)  # noqa: S102 - our own README

    assert desk.is_dir()
    assert scope["result"]


@pytest.mark.parametrize("target", ["demo", "test", "lint", "rules", "bench", "accuracy"])
def test_the_targets_of_make_exist(target: str) -> None:
    """Each says at the top of the Makefile what it is for."""
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert re.search(rf"^#.*\bmake {target}\b", makefile, re.MULTILINE)
