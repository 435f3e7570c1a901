"""Whatever somebody writes into a link: no crash, no long wait, the same answer twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.limits import MAX_URL_CHARACTERS
from auditor.sources.consent import consent_links_in, is_consent_link, read_link, redact
from tests.pace import soon

PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "www.tiktok.com",
        "tiktok",
        "@",
        ":",
        "/",
        "\\",
        "?",
        "#",
        "&",
        "=",
        "%",
        "%25",
        "%2",
        "%00",
        "client_key",
        "scope",
        "redirect_uri",
        "state",
        "code",
        "authorize",
        "oauth",
        "{",
        "}",
        "${",
        "xn--",
        "[",
        "]",
        "::1",
        ".",
        ",",
        "+",
        " ",
        "<",
        ">",
        "\t",
        "\ud800",
        "\u202e",
        "\ue000",
        "\u043e",
        "ß",
        "İ",
        "127.0.0.1",
        "0x",
        "9" * 30,
    ]
)
QUERIES = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
LINKS = QUERIES | QUERIES.map(lambda rest: f"https://www.tiktok.com/v2/auth/authorize/?client_key=1&{rest}")


@given(LINKS)
@settings(max_examples=200, deadline=None)
def test_no_link_breaks_the_reader(link: str) -> None:
    """Recognising never raises; a recognised link is read, and read the same again."""
    assert isinstance(redact(link), str)
    if is_consent_link(link):
        listing = read_link(link)
        assert listing == read_link(link)
        assert listing.model_dump_json() == read_link(link).model_dump_json()
        assert len(listing.sources) == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_host_is_read(host: str) -> None:
    """Hosts of any script, and none at all."""
    link = f"https://{host}/v2/auth/authorize/?client_key=1&scope=video.list"
    if is_consent_link(link):
        read_link(link)


@given(LINKS)
@settings(max_examples=200, deadline=None)
def test_redacting_twice_changes_nothing(link: str) -> None:
    """What was removed stays removed, and nothing else goes."""
    assert redact(redact(link)) == redact(link)


@given(st.text(alphabet="abcdefghijklmnop0123456789", min_size=12, max_size=30), QUERIES)
@settings(max_examples=200, deadline=None)
def test_no_code_comes_through(secret: str, rest: str) -> None:
    """A code never reaches the listing, whatever stands around it."""
    link = f"https://www.tiktok.com/v2/auth/authorize/?client_key=1&code=qq{secret}qq&x={rest}"
    if is_consent_link(link):
        assert f"qq{secret}qq" not in read_link(link).model_dump_json()


LONG = [
    "a" * 16_000,
    "%25" * 5_000,
    "&" * 16_000,
    "&scope=" * 2_200,
    "{" * 16_000,
    "${" * 8_000,
    "<" * 16_000,
    "%7B" * 5_000,
    "[a" * 8_000,
    "@" * 16_000,
    ".." * 8_000,
    "&state=" + "abc" * 5_000,
    "&scope=" + ",a" * 8_000,
    "&redirect_uri=" + "https%3A%2F%2Fa.example%2F%3Fx%3D" * 480,
    "&x=https://a/authorize?client_id=1" * 450,
]


@pytest.mark.parametrize("rest", LONG, ids=range(len(LONG)))
@pytest.mark.parametrize(
    "start", ["https://www.tiktok.com/v2/auth/authorize/?client_key=1&x=", "https://", "https://a/?auth&"]
)
def test_long_links_are_read_in_no_time(rest: str, start: str) -> None:
    """Every way to make work grow with the square of the length would need seconds here."""
    link = (start + rest)[:MAX_URL_CHARACTERS]
    is_consent_link("https://warm.example/authorize")
    with soon(0.5):
        redact(link)
        if is_consent_link(link):
            read_link(link)


def test_a_scope_behind_many_parameters_is_found() -> None:
    """Nothing can be pushed out of sight."""
    link = (
        f"https://www.tiktok.com/v2/auth/authorize/?client_key=1{'&a=1' * 3_000}&scope=portability.all.single"
    )
    assert [asked.id for asked in read_link(link).access_requests] == ["tiktok:portability.all.single"]


@pytest.mark.parametrize("around", ["x={%s&y=}", "x=${%s}", "x=<%s>", "x=%%7B%s%%7D", "x={{%s&y}}"])
def test_a_scope_between_brackets_is_found(around: str) -> None:
    """What looks like a template is parameters to the server."""
    link = "https://www.tiktok.com/v2/auth/authorize/?client_key=1&"
    link += around % "&scope=portability.all.single&z=1"
    assert [asked.id for asked in read_link(link).access_requests] == ["tiktok:portability.all.single"]


def test_a_page_full_of_links_is_sifted_in_no_time() -> None:
    """A hostile page may hold thousands."""
    links = [f"https://tool.example/authorize?client_id={n}&scope=a" for n in range(20_000)]
    with soon(2):
        assert 0 < len(consent_links_in(links)) <= 2_000
