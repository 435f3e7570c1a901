"""Equal to Android's own tool, on packages built here. Runs where ``aapt`` is installed (Debian: aapt).

``SAVERAUDIT_REQUIRE_AAPT`` makes its absence a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.sources import read
from tests.sources.android.build_package import apk, manifest, read_bytes, seen
from tests.sources.android.build_table import Values, number, write_table
from tests.sources.android.build_xml import Habits, Node, Plain, Ref, node

AAPT: Final = shutil.which("aapt")
ORDINARY: Final = (
    "CAMERA READ_CONTACTS WRITE_CONTACTS READ_CALL_LOG WRITE_CALL_LOG READ_PHONE_STATE READ_EXTERNAL_STORAGE"
    " WRITE_EXTERNAL_STORAGE"
)
NAMES: Final = [
    *(f"android.permission.{name}" for name in ORDINARY.split()),
    *("com.example.OWN", "näme.mit.ümläut", "a'quote\\", "漢字.👻"),
]
ASKED: Final = re.compile(
    r"^uses-(?:implied-)?permission(?:-sdk-23)?: ?name='(.*?)'"
    r"(?: maxSdkVersion='(-?\d+)')?(?: reason='.*')?$",
    re.MULTILINE,
)


def required() -> str:
    """Return where aapt is."""
    if AAPT is None:
        if os.environ.get("SAVERAUDIT_REQUIRE_AAPT"):
            pytest.fail("aapt is required and not installed")
        pytest.skip("aapt is not installed")
    return AAPT


def aapt(folder: Path, data: bytes, what: str) -> str:
    """Return what aapt prints of a package."""
    path = folder / "package.apk"
    path.write_bytes(data)
    command = [required(), "dump", what, str(path)]
    answer = subprocess.run(command, capture_output=True, timeout=60, check=True)  # noqa: S603  # our own
    return answer.stdout.decode()


def plain(text: str) -> str:
    """Return a name as it was before aapt made it safe for its output."""
    return re.sub(r"\\(.)", r"\1", text)


LEVELS: Final = st.one_of(st.none(), st.integers(1, 40))


def asking(tag: str, name: str, top: int | None, required: bool | None) -> Node:  # noqa: FBT001  # drawn
    """Return an element that asks for ``name``."""
    limits: dict[str, Plain] = {} if top is None else {"android:maxSdkVersion": top}
    if required is not None:
        limits["android:required"] = required
    return Node(tag, {"android:name": name, **limits})


ELEMENTS: Final = st.builds(
    asking,
    st.sampled_from(["uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m", "permission"]),
    st.sampled_from(NAMES),
    LEVELS,
    st.sampled_from([None, True, False]),
)
HABITS: Final = st.builds(
    Habits,
    utf8=st.booleans(),
    attribute_bytes=st.sampled_from([20, 24, 32]),
    strange_chunks=st.booleans(),
    wrong_names=st.booleans(),
    trailing=st.binary(max_size=8),
)


def built(elements: list[Node], low: int | None, high: int | None, flags: dict[str, bool]) -> Node:
    """Return a manifest."""
    levels = {"android:minSdkVersion": low, "android:targetSdkVersion": high}
    sdk = Node("uses-sdk", {key: level for key, level in levels.items() if level is not None})
    app = node("application", a_label=Ref(number(1, 0)))
    app.attributes |= {f"android:{key}": value for key, value in flags.items()}
    return manifest(*([sdk] if sdk.attributes else []), *elements, app=app, target=None)


MANIFESTS: Final = st.builds(
    built,
    st.lists(ELEMENTS, max_size=8),
    LEVELS,
    LEVELS,
    st.dictionaries(st.sampled_from(["debuggable", "testOnly"]), st.booleans()),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(root=MANIFESTS, habits=HABITS)
def test_the_same_permissions_are_counted(tmp_path: Path, root: Node, habits: Habits) -> None:
    """Named and implied ones, with their limits; and the app's flags."""
    table = {"resources.arsc": write_table({1: {0: {"": "Save Spy"}}}, utf8=habits.utf8)}
    data = apk(root, table, habits)
    badging = aapt(tmp_path, data, "badging")
    listing = read_bytes(data)
    theirs = [(plain(name), top) for name, top in ASKED.findall(badging)]

    assert {request.id for request in listing.access_requests} == {name for name, _ in theirs}
    for request in listing.access_requests:
        for top in {top for name, top in theirs if name == request.id and top}:
            assert f"up to API level {top}" in request.where or request.where.count(";") == 2
    assert ("debuggable" in seen(listing)) == ("application-debuggable" in badging)
    assert ("test-only" in seen(listing)) == ("testOnly=" in badging)
    assert "package: name='com.example.savespy' versionCode='7' versionName='1.2.3'" in badging
    assert "application-label:'Save Spy'" in badging
    assert listing.name == "Save Spy"


@pytest.mark.parametrize("form", ["plain", "sparse"])
def test_the_same_name_is_found(tmp_path: Path, form: str) -> None:
    """Among languages, behind references."""
    values: Values = {
        1: {0: {"": Ref(number(3, 2))}},
        3: {2: {"de": "Merkspion", "": "Save Spy", "en": "Saves"}},
    }
    table = write_table(values, form=form)
    data = apk(manifest(app=node("application", a_label=Ref(number(1, 0)))), {"resources.arsc": table})

    assert "application-label:'Save Spy'" in aapt(tmp_path, data, "badging")
    assert read_bytes(data).name == "Save Spy"


def test_what_is_named_outright_is_the_same(tmp_path: Path) -> None:
    """``aapt dump permissions`` prints no implied ones."""
    names = ["android.permission.READ_CONTACTS", "x.OWN"]
    data = apk(manifest(*(node("uses-permission", a_name=name) for name in names), target=10))
    printed = [plain(name) for name, _ in ASKED.findall(aapt(tmp_path, data, "permissions"))]
    ours = [r.id for r in read_bytes(data).access_requests if r.where == "uses-permission"]

    assert printed == ours == names


@pytest.mark.material
def test_real_packages_are_counted_the_same() -> None:
    """Every package of a folder that aapt can read, named by ``SAVERAUDIT_PACKAGES``; none of them ships."""
    folder = os.environ.get("SAVERAUDIT_PACKAGES")
    if not folder:
        pytest.skip("no real packages on this machine")
    compared = 0
    for path in sorted(Path(folder).glob("*.apk")):
        command = [required(), "dump", "badging", str(path)]
        answer = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603  # our own
        if answer.returncode == 0:
            theirs = {plain(name) for name, _ in ASKED.findall(answer.stdout.decode("utf-8", "replace"))}
            assert {request.id for request in read([str(path)]).access_requests} == theirs, path.name
            compared += 1
    assert compared
