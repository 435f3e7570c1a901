"""What an installation brings is enough for what is said to work with it: all else here is out of reach."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = "See who saved your TikTok videos, by name."
SITE = "{title: T, url: https://reports.example, contact: editor@reports.example}"
ALONE = """
import importlib.metadata
import sys

class Refuses:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def distribution(name):
    if name in KNOWN:
        return real(name)
    raise importlib.metadata.PackageNotFoundError(name)

REFUSED, KNOWN = (set(sys.argv.pop(1).split(",")) for _ in range(2))
sys.meta_path.insert(0, Refuses())
real, importlib.metadata.distribution = importlib.metadata.distribution, distribution
from auditor.cli import main
sys.exit(main())
"""


def held(extras: frozenset[str]) -> set[str]:
    """Return every distribution that comes with ours and these extras."""
    found: set[str] = set()
    open_ones = [("saveraudit", extras)]
    while open_ones:
        name, wanted = open_ones.pop()
        found.add(canonicalize_name(name))
        for line in needed(name):
            need = Requirement(line)
            applies = need.marker is None or any(need.marker.evaluate({"extra": e}) for e in ("", *wanted))
            if applies and canonicalize_name(need.name) not in found:
                open_ones.append((need.name, frozenset(need.extras)))
    return found


def needed(name: str) -> list[str]:
    """Return what a distribution asks for; nothing where it is not for this machine."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def run(extras: frozenset[str], folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with what it and ``extras`` bring, in a folder with a listing and a watchlist."""
    (folder / "page.txt").write_text(PAGE)
    (folder / "listings.jsonl").write_text('{"texts": ["Plans your posts."]}\n')
    (folder / "tools.yaml").write_text(f"site: {SITE}\ntools: [{{id: a, name: A, targets: [page.txt]}}]\n")
    known = held(extras)
    refused = {
        module
        for module, owners in packages_distributions().items()
        if not known & {canonicalize_name(owner) for owner in owners}
        and module not in sys.stdlib_module_names
    }
    assert refused >= {"pytest", "playwright"}
    code = [sys.executable, "-c", ALONE, ",".join(refused), ",".join(known), *words]
    return subprocess.run(code, capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603 - ours


def publish(extras: frozenset[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Publish that watchlist."""
    return run(extras, folder, "publish", "--watchlist", "tools.yaml", "--site", "site")


@pytest.mark.parametrize(
    "words",
    [
        ["audit", "page.txt", "--report", "report.html", "--evidence", "a.warc.gz"],
        ["audit", "page.txt", "--format", "sarif"],
        ["scan", "listings.jsonl"],
        ["rules", "lint"],
        ["schema", "audit"],
    ],
)
def test_the_default_needs_no_extra(tmp_path: Path, words: list[str]) -> None:
    """Nor any tool of its developers."""
    done = run(frozenset(), tmp_path, *words)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_publishing_without_its_extra_says_what_to_install(tmp_path: Path) -> None:
    """In one sentence, before anything is written."""
    done = publish(frozenset(), tmp_path)

    assert done.returncode == 2
    assert "pip install 'saveraudit[history]'" in done.stderr
    assert not (tmp_path / "site").exists()


def test_the_extras_of_the_schedule_are_enough_to_publish(tmp_path: Path) -> None:
    """Cards as pictures included."""
    text = (ROOT / "reports/schedule/github-pages.yml").read_text("utf-8")
    (named,) = re.findall(r'run: pip install "saveraudit\[([a-z,]+)]"', text)

    done = publish(frozenset(named.split(",")), tmp_path)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "site").rglob("card.png"))


def test_the_extra_of_the_readme_is_enough_to_publish(tmp_path: Path) -> None:
    """Without cards as pictures."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## Publishing a site")[2]
    named = re.findall(r"saveraudit\[([a-z,]+)]", text)

    assert publish(frozenset(named[0].split(",")), tmp_path).returncode == 0
    assert not list((tmp_path / "site").rglob("card.png"))
