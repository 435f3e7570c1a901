"""What browsers tell at installation: word for word what Chromium itself answers, also for whole manifests.

The oracle is ``chrome.management.getPermissionWarningsByManifest``, asked by a small extension in Chromium.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import RuleError
from auditor.judge import audit
from auditor.judge.told import told
from auditor.model import AccessRequest, Listing
from auditor.rulebook import Rulebook, load_rulebook
from auditor.rulebook.sites import distinct, read_site
from tests.chromium import CHROMIUM, PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Page

    Version = Literal[2, 3]
    Case = tuple[Version, list[str], list[str]]

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLE: Final = 300
ALL: Final = "Read and change all your data on all websites"
HISTORY: Final = "Read your browsing history"
CHANGE_HISTORY: Final = "Read and change your browsing history on all your signed-in devices"
MERGED: Final = [
    (["tabs", "<all_urls>"], [ALL]),
    (["<all_urls>", "https://a.com/*", "history"], [ALL, CHANGE_HISTORY]),
    (["history", "tabs", "topSites"], [CHANGE_HISTORY]),
    (["tabs", "sessions"], ["Read your browsing history on all your signed-in devices"]),
    (["sessions"], []),
    (["webNavigation", "tabs", "favicon"], [HISTORY]),
    (["clipboardRead", "clipboardWrite"], ["Read and modify data you copy and paste"]),
    (["debugger", "tabs"], ["Access the page debugger backend", ALL]),
    (["cookies", "https://*.tiktok.com/*"], ["Read and change your data on all tiktok.com sites"]),
    (["https://a.com/*", "https://*.b.com/*"], ["Read and change your data on all b.com sites and a.com"]),
    (
        ["https://c.com/*", "https://b.com/*", "https://a.com/*"],
        ["Read and change your data on a.com, b.com, and c.com"],
    ),
    (
        ["https://c.com/*", "https://b.com/*", "https://a.com/*", "https://d.com/*"],
        ["Read and change your data on a number of websites"],
    ),
    (["https://www.bbc.co.uk/*", "https://www.bbc.com/*"], ["Read and change your data on www.bbc.com"]),
    (["https://*.co.uk/*", "notifications"], [ALL, "Display notifications"]),
    (["file:///*", "https://*wild.com/*", "HTTPS://a.com/*"], []),
    (["nonsense"], []),
]  # fmt: skip
HOSTS: Final = [
    "<all_urls>", "*://*/*", "http://*/*", "https://*/*", "ftp://*/*", "file:///*", "*://*.com/*", "*://*.co.uk/*",
    "https://*.github.io/*", "https://*.local/*", "https://a.com/*", "https://*.a.com/*", "https://A.com/*",
    "https://a.com:8080/*", "https://a.com:*/*", "https://xn--mnchen-3ya.de/*", "https://1.2.3.4/*",
    "https://[::1]/*", "http://localhost/*", "https://a.com/x/*", "https://*.b.c.a.com/*", "https://com/*",
    "https://*.uk/*", "https://www.co.uk/*", "https://*.onion/*", "https://xn--80ak6aa92e.com/*",
    "https://xn--80ak6aa92e.xn--p1ai/*", "https://xn--pypal-4ve.com/*", "https://xn--r8jz45g.jp/*",
    "https://www.bbc.co.uk/*", "https://www.bbc.com/*", "http://b.de/*", "https://b.at/*",
]  # fmt: skip
REFUSED: Final = [
    "*", "*://*", "https://a.com", "https://*a.com/*", "https://a.*/*", "chrome://extensions/*", "data:*",
    "HTTPS://a.com/*", "https://user@a.com/*", "*://*.*/*", "https://*./*", " https://a.com/*", "http*://a.com/*",
]  # fmt: skip
ARGUMENTS: Final = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
]
ASK: Final = """manifests => Promise.all(manifests.map(manifest =>
    chrome.management.getPermissionWarningsByManifest(manifest).catch(error => String(error))))"""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(base=ROOT / "rules")


def access_id(permission: str) -> str:
    """Return the id of what stands in a manifest's list of permissions."""
    is_host = "/" in permission or permission == "<all_urls>"
    return f"chrome:host:{permission}" if is_host else f"chrome:{permission}"


def requests(permissions: Iterable[str]) -> list[AccessRequest]:
    return [AccessRequest(id=access_id(permission)) for permission in permissions]


@pytest.mark.parametrize(("permissions", "expected"), MERGED)
def test_a_browser_tells_of_everything_together(
    book: Rulebook, permissions: list[str], expected: list[str]
) -> None:
    """Bigger warnings swallow smaller ones, and sites are named up to three."""
    assert list(told(requests(permissions), book).at_install) == expected


def test_each_access_carries_what_is_told_of_it(book: Rulebook) -> None:
    """Swallowed access carries the words that swallowed it; what nothing is told of carries none."""
    listing = Listing(access=tuple(requests(["tabs", "<all_urls>", "storage", "debugger"])))
    result = audit(listing, book)

    assert [item.platform_warning for item in result.access] == [
        ALL,
        ALL,
        None,
        f"Access the page debugger backend; {ALL}",
    ]
    assert result.told_at_install == ("Access the page debugger backend", ALL)


def test_what_is_asked_for_later_is_told_later(book: Rulebook) -> None:
    """Optional access is no part of what is told at installation."""
    later = AccessRequest(id="chrome:host:<all_urls>", optional=True)
    words = told([*requests(["tabs"]), later], book)

    assert words.at_install == (HISTORY,)
    assert words.by_access == {"chrome:tabs": HISTORY, later.id: ALL}


def test_other_browsers_have_words_for_single_permissions(book: Rulebook) -> None:
    """Firefox names each site, and says where all below it are meant."""
    ids = (
        "firefox:host:*://*.film.example/*",
        "firefox:host:https://film.example/*",
        "firefox:tabs",
        "firefox:storage",
    )
    result = audit(Listing(access=tuple(AccessRequest(id=each) for each in ids)), book)

    assert [item.platform_warning for item in result.access] == [
        "Access your data for sites in the film.example domain",
        "Access your data for film.example",
        "Access browser tabs",
        None,
    ]
    assert result.told_at_install == ()


@given(st.text() | st.from_regex(r"(\*|https?|file)://(\*\.)?[a-zé.*:0-9\[\]-]*/.*", fullmatch=True))
def test_any_pattern_is_read_or_ignored(pattern: str) -> None:
    """Whatever a manifest holds, naming its sites raises nothing and names each at most once."""
    site = read_site(pattern)
    names = distinct([pattern, pattern])

    assert len(names) == (site is not None and not site.everything)


@given(st.lists(st.sampled_from([*HOSTS, *REFUSED]), max_size=12), st.randoms())
def test_the_order_of_a_manifest_changes_nothing(patterns: list[str], shuffle: random.Random) -> None:
    """A browser sorts what it names."""
    mixed = list(patterns)
    shuffle.shuffle(mixed)

    assert distinct(patterns) == distinct(mixed)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("warning: Watch films", "absorbs: [sites]", "'warning'"),
        ("requires: [chrome:tabs]", "requires: [chrome:tab]", "no access has the id 'chrome:tab'"),
        ("requires: [chrome:tabs]", "requires: [sites]", "only there"),
        ("warning: Watch films", "sites: {one: a, two: b, three: c, more: d, below: e}", "names {0}"),
        ("kind: chrome, requires", "kind: crome, requires", "no kind of access has the id 'crome'"),
    ],
)
def test_a_wrong_warning_rule_is_a_fault(tmp_path: Path, was: str, now: str, expected: str) -> None:
    """Said with the line."""
    text = (
        "access: [{id: chrome:tabs, kind: chrome, title: x, danger: low, source: x, date: 2026-11-26}]\n"
        "install_warnings: [{id: a, kind: chrome, requires: [chrome:tabs], warning: Watch films, source: x,"
        " date: 2026-11-26}]\n"
    )
    assert was in text
    (tmp_path / "a.yaml").write_text(text.replace(was, now), encoding="utf-8")

    with pytest.raises(RuleError, match=r"a.yaml:2: ") as raised:
        load_rulebook(base=tmp_path)
    assert expected in str(raised.value)


def test_a_pattern_that_chromium_refuses_is_no_site() -> None:
    """The same patterns that the oracle below is asked for."""
    assert [each for each in HOSTS if read_site(each) is None] == ["file:///*"]
    assert [each for each in REFUSED if read_site(each) is not None] == []


# ---- the oracle


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a small extension in a Chromium on this machine."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where a browser is

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    folder = tmp_path_factory.mktemp("oracle")
    manifest = {
        "manifest_version": 3,
        "name": "oracle",
        "version": "1",
        "permissions": ["management"],
        "background": {"service_worker": "worker.js"},
    }
    for name, content in (
        ("manifest.json", json.dumps(manifest)),
        ("worker.js", ""),
        ("page.html", "<!doctype html>"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            headless=False,  # the older headless mode that this would choose has no extensions
            args=[*ARGUMENTS, f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
        )
        workers = context.service_workers
        worker = workers[0] if workers else context.wait_for_event("serviceworker", timeout=PATIENCE)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(worker.url.replace("worker.js", "page.html"))
        yield page
        context.close()


def manifest_of(case: Case) -> str:
    """Return the manifest that asks for so much."""
    version, permissions, scripts = case
    manifest: dict[str, Any] = {"name": "x", "version": "1", "manifest_version": version}
    hosts = [each for each in permissions if access_id(each).startswith("chrome:host:")]
    if version == 2:
        manifest["permissions"] = permissions
    else:
        manifest["permissions"] = [each for each in permissions if each not in hosts]
        manifest["host_permissions"] = hosts
    if scripts:
        manifest["content_scripts"] = [{"matches": scripts, "js": ["a.js"]}]
    return json.dumps(manifest)


def differing(page: Page, book: Rulebook, cases: Sequence[Case]) -> tuple[int, list[object]]:
    """Return how many of ``cases`` Chromium accepts, and those of which we tell something else."""
    answers = page.evaluate(ASK, [manifest_of(case) for case in cases])
    accepted = [
        (case, answer) for case, answer in zip(cases, answers, strict=True) if isinstance(answer, list)
    ]
    different: list[object] = []
    for case, answer in accepted:
        version, permissions, scripts = case
        words = told(requests([*permissions, *scripts]), book, manifest_version=version)
        parts = {part for told_of in words.by_access.values() for part in told_of.split("; ")}
        if list(words.at_install) != answer or parts != set(answer):
            different.append((case, words.at_install, answer))
    return len(accepted), different


def known_permissions(book: Rulebook) -> list[str]:
    names = (rule.id.removeprefix("chrome:") for rule in book.access.values() if rule.kind == "chrome")
    return [name for name in names if not name.startswith(("host:", "chrome_", "devtools_page"))]


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_single_permissions_equal_chromiums_own_words(oracle: Page, book: Rulebook) -> None:
    """Every permission that the rules know and every kind of host pattern, in both versions of manifests."""
    single = [*known_permissions(book), *HOSTS, *REFUSED, "chrome://favicon/", "chrome://favicon/*"]
    old: list[Case] = [(2, [each], []) for each in single]
    new: list[Case] = [(3, [each], []) for each in single if not each.startswith("chrome://favicon")]
    scripts: list[Case] = [(3, [], [each]) for each in HOSTS]

    accepted, different = differing(oracle, book, [*old, *new, *scripts])

    assert different == []
    assert accepted > 350  # Chromium refuses manifests with a few permissions of test versions


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_whole_manifests_equal_chromiums_own_words(oracle: Page, book: Rulebook) -> None:
    """A thousand manifests with a few permissions, hosts and content scripts each."""
    draw = random.Random(20261126)  # noqa: S311  # no secret
    names = known_permissions(book)
    cases: list[Case] = [
        (
            draw.choice((2, 3)),
            [
                *draw.sample(names, draw.choice((0, 1, 2, 4, 9))),
                *draw.sample(HOSTS, draw.choice((0, 0, 1, 2, 3, 5))),
            ],
            draw.sample(HOSTS, draw.choice((0, 0, 0, 1, 2))),
        )
        for _ in range(1_000)
    ]

    accepted, different = differing(oracle, book, cases)

    assert different == []
    assert accepted > 900


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("key", "access"),
    [
        ({"chrome_url_overrides": {"newtab": "a.html"}}, "chrome:chrome_url_overrides.newtab"),
        ({"devtools_page": "a.html"}, "chrome:devtools_page"),
    ],
)
def test_keys_that_are_warned_of_equal_chromiums_own_words(
    oracle: Page, book: Rulebook, key: dict[str, Any], access: str
) -> None:
    """Some keys of a manifest are as good as a permission."""
    answer = oracle.evaluate(ASK, [json.dumps({"name": "x", "version": "1", "manifest_version": 3, **key})])

    assert [list(told([AccessRequest(id=access)], book).at_install)] == answer


@pytest.mark.browser
@pytest.mark.material
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_real_manifests_equal_chromiums_own_words(oracle: Page, book: Rulebook) -> None:
    """Three hundred out of the Chrome Web Store."""
    rows = real_manifests()
    chosen = random.Random(300).sample(rows, SAMPLE)  # noqa: S311  # no secret
    cases: list[Case] = [
        (
            2,
            [each for each in row["permissions"] or () if isinstance(each, str)],
            row["content_script_matches"] or [],
        )
        for row in chosen
    ]

    assert differing(oracle, book, cases) == (SAMPLE, [])


def real_manifests() -> list[dict[str, Any]]:
    for parent in ROOT.parents:
        file = parent / "shared" / "data" / "manifests" / "chrome_web_store_2020.jsonl"
        if file.is_file():
            return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pytest.skip("no real inputs on this machine")
