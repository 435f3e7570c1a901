"""The shipped capability matrix and access records: whole, graded as known, and true to what was measured."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from auditor.judge.told import told
from auditor.model import AccessRequest, Grade
from auditor.rulebook import Rulebook, load_rulebook
from auditor.rulebook.matrix import gift_of
from auditor.rulebook.schema_matrix import Answer

ROOT: Final = Path(__file__).resolve().parents[2]
RULES: Final = ROOT / "rules"
ANDROID: Final = "android.permission."
SCOPED: Final = ("tiktok", "google", "facebook", "instagram", "x", "snapchat", "discord", "telegram")
MAX_FILE_BYTES: Final = 400 * 1024

DANGERS: Final = {
    "android.permission.INTERNET": Grade.NONE,
    "android.permission.VIBRATE": Grade.NONE,
    "com.android.vending.BILLING": Grade.NONE,
    "android.permission.POST_NOTIFICATIONS": Grade.LOW,
    "android.permission.INSTALL_PACKAGES": Grade.LOW,
    "android.permission.READ_CALENDAR": Grade.MEDIUM,
    "android.permission.READ_CONTACTS": Grade.HIGH,
    "android.permission.RECORD_AUDIO": Grade.HIGH,
    "android.permission.READ_SMS": Grade.CRITICAL,
    "android.permission.BIND_ACCESSIBILITY_SERVICE": Grade.CRITICAL,
    "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE": Grade.CRITICAL,
    "chrome:activeTab": Grade.NONE,
    "chrome:storage": Grade.NONE,
    "chrome:tabs": Grade.MEDIUM,
    "chrome:cookies": Grade.HIGH,
    "tiktok:user.info.basic": Grade.NONE,
    "tiktok:video.list": Grade.LOW,
    "tiktok:video.publish": Grade.HIGH,
    "tiktok:portability.directmessages.single": Grade.CRITICAL,
    "tiktok:portability.all.ongoing": Grade.CRITICAL,
    "google:https://mail.google.com/": Grade.CRITICAL,
    "instagram:instagram_manage_messages": Grade.CRITICAL,
    "x:dm.read": Grade.CRITICAL,
    "credential:tiktok-password": Grade.CRITICAL,
    "credential:own-account": Grade.LOW,
}
TAKEOVER: Final = (
    "android.permission.BIND_ACCESSIBILITY_SERVICE",
    "android.permission.READ_SMS",
    "chrome:cookies",
    "google:https://www.googleapis.com/auth/gmail.readonly",
    "credential:tiktok-password",
    "credential:tiktok-session-cookie",
    "credential:tiktok-code",
    "credential:email-password",
)
NO_TAKEOVER: Final = (
    "android.permission.CAMERA",
    "android.permission.QUERY_ALL_PACKAGES",
    "chrome:tabs",
    "tiktok:video.publish",
    "credential:own-account",
)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(base=RULES)


@pytest.fixture(scope="module")
def shared() -> Path:
    """The folder of real inputs beside the repository, where there is one."""
    for parent in ROOT.parents:
        if (parent / "shared" / "data").is_dir():
            return parent / "shared"
    pytest.skip("no real inputs on this machine")


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("access", "danger"), DANGERS.items())
def test_known_access_has_its_grade(book: Rulebook, access: str, danger: Grade) -> None:
    """Grades that reports rest on do not change unnoticed."""
    assert danger == book.access[access].danger


@pytest.mark.parametrize("access", TAKEOVER)
def test_what_opens_the_account_says_so(book: Rulebook, access: str) -> None:
    """Access that is enough to enter an account is marked."""
    assert book.access[access].takeover


@pytest.mark.parametrize("access", NO_TAKEOVER)
def test_what_is_not_enough_to_open_the_account_is_not_marked(book: Rulebook, access: str) -> None:
    """Dangerous access is not thereby a way into the account."""
    assert not book.access[access].takeover


def test_no_access_yields_savers(book: Rulebook) -> None:
    """No permission, scope or API gives any third-party app the accounts that saved a video."""
    yields = {rule.id: rule.yields for rule in book.access.values()}
    yields |= {host.id: host.yields for host in book.host_classes.values()}
    yielding = [name for name, given in yields.items() if "tiktok.video.savers" in given]

    assert yielding == []


@pytest.mark.parametrize(
    "row",
    [
        "tiktok.video.savers",
        "tiktok.video.viewers",
        "tiktok.video.likers",
        "tiktok.profile.viewers",
        "tiktok.account.private-content",
        "tiktok.messages.others",
        "tiktok.followers.lost",
        "tiktok.account.blockers",
        "tiktok.user.contact-details",
        "tiktok.password",
        "tiktok.session",
        "tiktok.account.control",
    ],
)
def test_no_surface_gives_third_parties_what_claims_promise(book: Rulebook, row: str) -> None:
    """Each of these claims fails on every surface, and every surface was looked at."""
    capability = book.capabilities[row]

    assert not gift_of(capability, book.surfaces).by
    assert {s.id for s in book.surfaces.values() if s.third_party} <= {c.surface for c in capability.cells}


@pytest.mark.parametrize(
    "row", ["tiktok.video.save-count", "tiktok.video.view-count", "tiktok.own.videos", "tiktok.own.publish"]
)
def test_honest_tools_get_what_they_need(book: Rulebook, row: str) -> None:
    """Numbers and your own posts are given to ordinary tools."""
    assert gift_of(book.capabilities[row], book.surfaces).by


def test_tiktoks_own_app_is_left_open_where_sources_differ(book: Rulebook) -> None:
    """Whether the inbox ever names savers is disputed, and the app does name some viewers."""
    cells = {
        row: {cell.surface: cell for cell in book.capabilities[row].cells}["in-app"]
        for row in ("tiktok.video.savers", "tiktok.video.viewers", "tiktok.profile.viewers")
    }

    assert [cell.answer for cell in cells.values()] == [Answer.DISPUTED, Answer.LIMITED, Answer.LIMITED]
    assert all(cell.note for cell in cells.values())


def test_every_cell_gives_an_address(book: Rulebook) -> None:
    """A cell can be looked up."""
    bare = [
        (row.id, cell.surface)
        for row in book.capabilities.values()
        for cell in row.cells
        if not cell.source.startswith("https://")
    ]

    assert bare == []


def test_scopes_say_what_you_would_hand_over(book: Rulebook) -> None:
    """Every scope and credential has its sentence for the reader."""
    mute = [
        rule.id
        for rule in book.access.values()
        if rule.kind in (*SCOPED, "credential")
        and not rule.hand_over.startswith(("You would hand over ", "You would let it "))
    ]

    assert mute == []


def test_dangerous_access_is_explained(book: Rulebook) -> None:
    """Whatever a report can count against a tool has words for the reader."""
    wordless = [
        rule.id
        for rule in book.access.values()
        if rule.danger.rank >= Grade.LOW.rank and not rule.explanation
    ]

    assert wordless == []


def test_what_is_granted_in_silence_quotes_no_prompt(book: Rulebook) -> None:
    """Android asks for dangerous groups and special access, never for normal permissions."""
    android = [rule for rule in book.access.values() if rule.kind == "android"]

    assert not [rule.id for rule in android if rule.level == "normal" and rule.platform_warning]
    assert not [rule.id for rule in android if rule.level == "special" and not rule.platform_warning]


def test_system_permissions_count_for_nothing(book: Rulebook) -> None:
    """No ordinary app is granted them, so listing one is no danger by itself."""
    system = {"signature", "internal", "role", "module"}
    graded = [
        rule.id
        for rule in book.access.values()
        if rule.level in system and rule.yields == ("device.system",) and rule.danger.rank > Grade.MEDIUM.rank
    ]

    assert graded == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("<all_urls>", "all-sites"),
        ("*://*/*", "all-sites"),
        ("https://www.tiktok.com/*", "tiktok"),
        ("https://m.tiktokv.com/*", "tiktok"),
        ("https://nottiktok.com/*", "other-sites"),
        ("https://p16.tiktokcdn.com/*", "tiktok-media"),
        ("https://mail.google.com/*", "mail"),
        ("https://accounts.google.com/*", "accounts"),
        ("https://www.instagram.com/*", "social-networks"),
        ("https://recipes.example/*", "other-sites"),
        ("file:///*", "local-files"),
    ],
)
def test_host_patterns_fall_into_their_class(book: Rulebook, pattern: str, expected: str) -> None:
    """Look-alikes of a domain are not the domain."""
    match = book.host_class("chrome", f"chrome:host:{pattern}")

    assert match is not None
    assert expected == match.rule.id


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yaml")), ids=lambda path: path.name)
def test_rule_files_stay_small_enough_to_edit(path: Path) -> None:
    """No file of the rule set outgrows an editor."""
    assert path.stat().st_size < MAX_FILE_BYTES


@pytest.mark.material
def test_every_android_permission_is_known(book: Rulebook, shared: Path) -> None:
    """All permissions of Android 16 have a record with their level and group."""
    table = shared / "facts" / "04_android_permissions_all_api36.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        row["name"]
        for row in rows
        if (rule := book.access_rule(row["name"])) is None
        or rule.level not in (row["protection_base"], "special", "service")
        or rule.group != row["runtime_group"]
    ]

    assert len({row["name"] for row in rows}) == 1029
    assert wrong == []


@pytest.mark.material
def test_chrome_warnings_are_those_measured(book: Rulebook, shared: Path) -> None:
    """What Chromium told at installation stands in the records, word for word."""
    measured = {
        line["access"]: "; ".join(line["warnings"]) or None
        for line in _json_lines(shared / "facts" / "05b_chromium_156_warnings.jsonl")
    }

    assert measured == {access: _warning(book, access) for access in measured}


def _warning(book: Rulebook, access: str) -> str | None:
    return told([AccessRequest(id=access)], book).by_access.get(access)


@pytest.mark.material
def test_permissions_of_real_extensions_are_known(book: Rulebook, shared: Path) -> None:
    """Every API permission that stands in more than one real manifest has a record."""
    seen = Counter(
        permission
        for line in _json_lines(shared / "data" / "manifests" / "chrome_web_store_2020.jsonl")
        for field in ("permissions", "optional_permissions")
        for permission in {item for item in line[field] or () if isinstance(item, str)}
        if "/" not in permission and permission != "<all_urls>"
    )
    unknown = {name for name, count in seen.items() if count > 1 and not book.access_rule(f"chrome:{name}")}

    assert set() == unknown - {"*"}
