"""Writing a site: whole or not at all, only what changed, nothing of anybody else's; killed at any moment."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import SiteError
from auditor.publish import inventory
from auditor.publish import tree as writing
from auditor.publish.inventory import NAME, Inventory, Unit, digest, inventory_of, is_plain
from auditor.publish.swap import exchange
from auditor.publish.tree import Plan, Written, write_site

ROOT = Path(__file__).parents[2]


def plan(**files: str) -> Plan:
    """A plan of files; two underscores stand for a slash, one for a dot."""
    content = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in files.items()}
    unit = Unit(key="k", files={path: digest(body) for path, body in content.items()})
    return Plan(Inventory(site="https://reports.example/", units={"site": unit}), content)


def contents(site: Path) -> dict[str, str]:
    """What stands in a site, but for the inventory."""
    return {
        str(path.relative_to(site)): path.read_text("utf-8")
        for path in site.rglob("*")
        if path.is_file() and path.name != NAME
    }


@pytest.fixture(params=["swap", "in place"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of writing."""
    if request.param == "in place":
        monkeypatch.setattr(writing, "_swapped", lambda *_: False)
    return str(request.param)


def test_a_site_becomes_what_is_planned(tmp_path: Path, way: str) -> None:
    """Files that are gone are gone; what did not change is the same file."""
    site = tmp_path / "site"
    write_site(site, plan(index_html="1", a__index_html="a", b__index_html="b"))
    same = (site / "a" / "index.html").stat().st_ino
    done = write_site(site, plan(index_html="2", a__index_html="a"))

    assert done == Written(1, 1)
    assert contents(site) == {"index.html": "2", "a/index.html": "a"}
    assert (site / "a" / "index.html").stat().st_ino == same
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert way


def test_the_same_plan_twice_writes_nothing(tmp_path: Path, way: str) -> None:
    """And leaves times as they are."""
    site = tmp_path / "site"
    write_site(site, plan(index_html="1"))
    before = site.stat().st_mtime_ns, (site / "index.html").stat().st_mtime_ns

    assert write_site(site, plan(index_html="1")) == Written()
    assert (site.stat().st_mtime_ns, (site / "index.html").stat().st_mtime_ns) == before
    assert way


def test_a_page_that_another_hand_changed_is_mended(tmp_path: Path, way: str) -> None:
    """What stands there is compared, not only what was written down."""
    site = tmp_path / "site"
    write_site(site, plan(index_html="1"))
    (site / "index.html").write_text("changed", "utf-8")
    write_site(site, plan(index_html="1"))

    assert contents(site) == {"index.html": "1"}
    assert inventory_of(site) == plan(index_html="1").inventory
    assert write_site(site, plan(index_html="1")) == Written()
    assert way


def test_files_of_others_stay(tmp_path: Path, way: str) -> None:
    """At the top and deep inside, folders too."""
    site = tmp_path / "site"
    write_site(site, plan(index_html="1", a__index_html="a"))
    (site / "CNAME").write_text("reports.example", "utf-8")
    write_site(site, plan(index_html="2", a__index_html="a"))
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref", "utf-8")
    (site / "a" / "note.txt").write_text("mine", "utf-8")
    write_site(site, plan(index_html="3", a__index_html="a"))

    assert contents(site) == {
        "index.html": "3", "a/index.html": "a", "CNAME": "reports.example", ".git/HEAD": "ref",
        "a/note.txt": "mine",
    }  # fmt: skip
    assert way


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    """A home is no site; an empty folder may become one."""
    (tmp_path / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(SiteError, match="did not write"):
        write_site(tmp_path, plan(index_html="1"))
    with pytest.raises(SiteError, match="no folder"):
        write_site(tmp_path / "letter.txt", plan(index_html="1"))
    (tmp_path / "empty").mkdir()
    write_site(tmp_path / "empty", plan(index_html="1"))
    assert contents(tmp_path / "empty") == {"index.html": "1"}


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a/../../x", "a//b", "", ".", "a\\..\\b", NAME, "a/./b"]
)
def test_an_inventory_that_leads_out_is_not_believed(tmp_path: Path, path: str) -> None:
    """Nothing outside of the site is ever removed."""
    assert not is_plain(path)
    found = Inventory(units={"x": Unit(key="k", files={path: "0"})})
    (tmp_path / NAME).write_bytes(found.written())

    assert inventory_of(tmp_path) is None


@given(st.text(max_size=40))
def test_plain_paths_stay_inside(path: str) -> None:
    """Whatever they are made of."""
    if is_plain(path):
        assert (Path("/site") / path).resolve().is_relative_to("/site")


def test_two_folders_change_places(tmp_path: Path) -> None:
    """In one step, where the system can."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this disk can't")
    assert (tmp_path / "a" / "b").exists()
    assert not exchange(tmp_path / "a", tmp_path / "nothere")


@pytest.mark.parametrize("moment", range(1, 6))
@pytest.mark.parametrize("first", [False, True])
def test_each_file_that_a_killed_run_leaves_is_known_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int, *, first: bool
) -> None:
    """Written or yet to be removed, at whatever moment; nothing of it stays where the plan is another one."""
    site, moments = tmp_path / "site", iter(range(1, 100))
    replace = writing._replace

    def killed_after(file: Path, content: bytes) -> None:
        replace(file, content)
        if next(moments) == moment:
            raise KeyboardInterrupt

    if not first:
        write_site(site, plan(index_html="1", gone__index_html="gone"))
    monkeypatch.setattr(writing, "_swapped", lambda *_: False)
    monkeypatch.setattr(writing, "_replace", killed_after)
    with suppress(KeyboardInterrupt):
        write_site(site, plan(index_html="2", new__index_html="new", es__index_html="es"))
    monkeypatch.setattr(writing, "_replace", replace)
    left = inventory_of(site)
    assert left
    assert set(contents(site)) <= set(left.files)
    write_site(site, plan(index_html="3"))

    assert contents(site) == {"index.html": "3"}
    assert inventory_of(site) == plan(index_html="3").inventory


def test_a_first_run_that_is_killed_is_known_by_its_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the next run in these languages is no other site's."""
    found, content = plan(index_html="1")
    spanish = Plan(found.model_copy(update={"languages": ("es",)}), content)
    replace = writing._replace

    def killed_after(file: Path, content: bytes) -> None:
        replace(file, content)
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_swapped", lambda *_: False)
    monkeypatch.setattr(writing, "_replace", killed_after)
    with pytest.raises(KeyboardInterrupt):
        write_site(tmp_path / "site", spanish)
    left = inventory_of(tmp_path / "site")

    assert left
    assert left.languages == ("es",)


def test_an_inventory_that_is_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that would be larger is not written, and one that is there is named."""
    site = tmp_path / "site"
    write_site(site, plan(index_html="1"))
    bound = len(plan(index_html="1").inventory.written())
    monkeypatch.setattr(inventory, "MAX_BYTES", bound)

    assert inventory_of(site) == plan(index_html="1").inventory
    with pytest.raises(SiteError, match="the site would have 2 files"):
        write_site(site, plan(index_html="2", a__index_html="a"))
    assert contents(site) == {"index.html": "1"}
    monkeypatch.setattr(inventory, "MAX_BYTES", bound - 1)
    with pytest.raises(SiteError, match="larger than any that publish writes"):
        write_site(site, plan(index_html="2"))


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from auditor.publish import inventory
from auditor.publish import tree as writing
from auditor.publish.inventory import Inventory, Unit, digest
if {in_place}:
    writing._swapped = lambda *_: False
for round in range(1, 10_000):
    content = {{f"p{{n}}/index.html": f"{{round}}".encode() * 2000 for n in range(20)}}
    content["index.html"] = f"{{round}}".encode()
    unit = Unit(key=str(round), files={{path: digest(body) for path, body in content.items()}})
    plan = writing.Plan(Inventory(site="https://reports.example/", units={{"site": unit}}), content)
    writing.write_site(Path({site!r}), plan)
    print(round, flush=True)
"""


@pytest.mark.parametrize("in_place", [False, True])
def test_a_run_that_is_killed_leaves_a_site_that_the_next_run_finishes(
    tmp_path: Path, *, in_place: bool
) -> None:
    """By SIGKILL at random moments. With a swap, all files are of one run; without, each file is whole."""
    if not in_place and not _can_exchange(tmp_path):
        pytest.skip("this disk can't")
    site = tmp_path / "site"
    script = WRITER.format(root=str(ROOT), site=str(site), in_place=in_place)
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    for _ in range(4):
        _killed(script, chance.uniform(0.0, 0.12))
        texts = contents(site)
        shown = {path: text for path, text in texts.items() if not path.endswith(".part")}
        rounds = {path: _round_of(text) for path, text in shown.items()}
        if not in_place:
            assert len(set(rounds.values())) == 1
        assert len(rounds) == 21
        # Pages first, the list of them after: what the list tells is there.
        assert all(rounds["index.html"] <= number for number in rounds.values())
    write_site(site, plan(index_html="end", p0__index_html="end"))
    assert contents(site) == {"index.html": "end", "p0/index.html": "end"}
    assert sorted(path.name for path in tmp_path.iterdir() if "probe" not in path.name) == ["site"]


def _can_exchange(folder: Path) -> bool:
    for name in ("probe-a", "probe-b"):
        (folder / name).mkdir(exist_ok=True)
    return exchange(folder / "probe-a", folder / "probe-b")


def _killed(script: str, seconds: float) -> None:
    """Let the writer finish a first round, then kill it after so many seconds."""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as child:  # noqa: S603 - ours
        assert child.stdout
        child.stdout.readline()
        time.sleep(seconds)
        os.kill(child.pid, signal.SIGKILL)


def _round_of(text: str) -> int:
    for length in range(1, 6):
        if text == text[:length] * (len(text) // length) and len(text) // length in (1, 2000):
            return int(text[:length])
    raise AssertionError(hashlib.sha256(text.encode()).hexdigest())
