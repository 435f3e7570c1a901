"""Which links ask for consent, and whose page they lead to."""

from __future__ import annotations

import pytest

from auditor.sources.consent import consent_links_in, is_consent_link, read_link
from auditor.sources.consent.addresses import address_of, is_loopback
from auditor.sources.consent.hosts import read_host
from auditor.sources.consent.shapes import one_apart, skeleton

QUERY = "client_key=aw1&scope=user.info.basic&response_type=code&redirect_uri=https://tool.example/cb&state=k3Jq0ZbX9w"
TIKTOK = f"https://www.tiktok.com/v2/auth/authorize/?{QUERY}"

ASKING = [
    TIKTOK,
    f"https://www.tiktok.com/v2/auth/authorize?{QUERY}",
    "https://www.tiktok.com/v2/auth/authorize/",
    "https://www.tiktok.com/auth/authorize/?client_key=aw1",
    "https://open-api.tiktok.com/platform/oauth/connect/?client_key=aw1&scope=user.info.basic",
    "https://business-api.tiktok.com/portal/auth?app_id=7&state=x&redirect_uri=https://a.example",
    "https://services.tiktokshop.com/open/authorize?service_id=7",
    "https://www.tiktok.com/v2/auth/authorize/?client_key={$client_key}&redirect_uri={redirect}",
    "https://www.facebook.com/v19.0/dialog/oauth?client_id=1",
    "https://www.facebook.com/${apiVersion}/dialog/oauth?client_id=${id}",
    "https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope=email",
    "https://discord.com/oauth2/authorize?client_id=1&scope=identify",
    "https://oauth.telegram.org/auth?bot_id=1&origin=https://a.example",
    "https://github.com/login/oauth/authorize?client_id=1&scope=repo",
    "https://m.tiktok.com/v2/auth/authorize?client_key=1&scope=user.info.basic",
    "HTTPS://WWW.TIKTOK.COM/v2/auth/authorize/?client_key=1",
    "https:\\\\www.tiktok.com\\v2\\auth\\authorize?client_key=1",
    "https://www.tik\ttok.com/v2/auth/\nauthorize?client_key=1",
    "https://%77ww.tiktok.com/v2/auth/authorize?client_key=1",
    "https://ⓦww。tiktok.com/v2/auth/authorize?client_key=1",
    "https://www.tiktok.com./v2/auth/authorize?client_key=1",
    "https://www.tiktok.com:443/v2/auth/authorize?client_key=1",
    "https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2Fv2%2Fauth%2Fauthorize%3Fclient_key%3D1",
    "https://tool.example/login?client_key%3Daw1%26scope%3Duser.info.basic",
]
OTHERS = [
    "",
    "   ",
    "tiktok",
    "https://",
    "https://www.tiktok.com/",
    "https://www.tiktok.com/@someone/video/7301234567890123456",
    "https://www.tiktok.com/login",
    "https://developers.tiktok.com/doc/oauth-user-access-token-management",
    "https://developers.google.com/identity/protocols/oauth2/web-server",
    "https://play.google.com/store/apps/details?id=com.example.auth",
    "https://open.tiktokapis.com/v2/oauth/token/?client_key=1&client_secret=2&redirect_uri=https://a.example",
    "https://tiktok-tips.example/blog/who-can-authorize",
    "https://savers.example/oauth/callback?code=1&scope=user.info.basic",
    "https://author.example/books?client_id=7",
    "ftp://www.tiktok.com/v2/auth/authorize/?client_key=1",
    "javascript:alert('authorize?client_id=1&scope=2')",
    f"{TIKTOK}&x={'a' * 20_000}",
]


@pytest.mark.parametrize("url", ASKING)
def test_consent_links_are_recognised(url: str) -> None:
    """Pages of providers, templates of such links, odd spellings that browsers take."""
    assert is_consent_link(url)


@pytest.mark.parametrize("url", OTHERS)
def test_other_links_are_not(url: str) -> None:
    """Guides, tokens' end points, callbacks and everything else is fetched or refused elsewhere."""
    assert not is_consent_link(url)


@pytest.mark.parametrize(
    "host",
    [
        "tiktok.com.login.example",
        "tiktok-auth.example",
        "login-tik-tok.example",
        "tlktok.com",
        "tiktоk.com",  # noqa: RUF001  # Cyrillic o
        "xn--tiktk-mye.com",
        "tïktok.example",
        "t1kt0k.example",
        "tiktokk-login.example",
        "tikotk.example",
        "tiktok.com-secure.example",
        "wwwtiktok.com",
        "tiktok${x}.evil.example",
        "www.tiktok.com%2F.evil.example",
        "evil.example%2F.tiktok.com",
        "evil.example\uff0f.tiktok.com",
    ],
)
def test_a_host_that_carries_the_name_is_a_look_alike(host: str) -> None:
    """Added words, swapped letters, letters of other scripts."""
    listing = read_link(f"https://{host}/v2/auth/authorize/?{QUERY}")
    assert "consent.look-alike-host" in {seen.id for seen in listing.observations}
    assert [asked.id for asked in listing.access_requests] == ["tiktok:user.info.basic"]


@pytest.mark.parametrize(
    "url",
    [
        TIKTOK,
        "https://x.com/i/oauth2/authorize?client_id=1&scope=tweet.read",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&scope=openid",
        "https://discard.example/oauth/authorize?client_id=1&scope=read",
        f"https://evil@www.tiktok.com/v2/auth/authorize/?{QUERY}",
    ],
)
def test_an_honest_host_is_none(url: str) -> None:
    """The providers' own hosts, and those of others that nobody would take for theirs."""
    seen = {each.id for each in read_link(url).observations}
    assert not seen & {"consent.look-alike-host", "consent.userinfo-trick", "consent.imitates-page"}


def test_letters_of_other_scripts_are_shown_both_ways() -> None:
    """A reader sees what is looked up and what it looks like."""
    listing = read_link(f"https://xn--tiktk-mye.com/v2/auth/authorize/?{QUERY}")
    values = {seen.id: seen.value for seen in listing.observations}
    assert (
        values["consent.international-host"] == f"xn--tiktk-mye.com ({read_host('xn--tiktk-mye.com').shown})"
    )


@pytest.mark.parametrize(
    ("url", "value"),
    [
        (f"https://www.tiktok.com@evil.example/v2/auth/authorize/?{QUERY}", "www.tiktok.com@evil.example"),
        (
            f"https://www.tiktok.com%40evil.example@evil.example/oauth?{QUERY}",
            "www.tiktok.com@evil.example@evil.example",
        ),
        (f"https://www.tiktok.com{{@x}}.evil.example/oauth?{QUERY}", "www.tiktok.com{@x}.evil.example"),
        (f"https://www.tiktok.com:pw@evil.example/oauth?{QUERY}", "www.tiktok.com:…@evil.example"),
    ],
)
def test_a_name_before_the_at_sign_is_a_trick(url: str, value: str) -> None:
    """What stands before an @ decides nothing."""
    assert {seen.id: seen.value for seen in read_link(url).observations}["consent.userinfo-trick"] == value


@pytest.mark.parametrize(
    "url",
    [
        f"https://{{x.evil.example/}}.tiktok.com/v2/auth/authorize/?{QUERY}",
        f"https://{{x.evil.example?}}.tiktok.com/v2/auth/authorize/?{QUERY}",
        f"https://$x.evil.example/<.tiktok.com/v2/auth/authorize/>?{QUERY}",
    ],
)
def test_a_blank_never_hides_where_the_host_ends(url: str) -> None:
    """What looks like a template inside an address is part of the address to a browser."""
    asked = read_link(url).access_requests if is_consent_link(url) else ()
    assert not any(each.id.startswith("tiktok:") for each in asked)


def test_a_backslash_ends_the_host_as_in_browsers() -> None:
    """Browsers take a backslash for ``/``, so that this link leads to TikTok itself."""
    listing = read_link(
        "https://www.tiktok.com\\@evil.example/v2/auth/authorize/?client_key=1&scope=user.info.basic"
    )
    assert "consent.userinfo-trick" not in {seen.id for seen in listing.observations}


def test_the_shape_of_a_providers_page_elsewhere_is_noticed() -> None:
    """The same path with TikTok's own parameter, on a host that carries no name."""
    listing = read_link(f"https://evil.example/v2/auth/authorize/?{QUERY}")
    assert {seen.id: seen.value for seen in listing.observations} == {
        "consent.imitates-page": "evil.example/v2/auth/authorize/"
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://open.douyin.com/platform/oauth/connect/?client_key=1&scope=user_info&response_type=code",
        "https://tool.example/auth?bot_id=1&return_to=https://tool.example/",
        "https://auth.shop.example/oauth/authorize?app_key=1&redirect_uri=https://a.example/",
    ],
)
def test_pages_that_are_built_alike_are_no_imitation(url: str) -> None:
    """Short paths are everybody's, and a sister service asks for scopes of its own."""
    listing = read_link(url)
    assert "consent.imitates-page" not in {seen.id for seen in listing.observations}
    assert all(asked.id.startswith("oauth:") for asked in listing.access_requests)


def test_links_of_a_page_are_sifted_in_order_and_once() -> None:
    """What the source of web pages calls."""
    other = "https://discord.com/oauth2/authorize?client_id=1&scope=identify"
    assert consent_links_in([other, "https://tool.example/", TIKTOK, other]) == (other, TIKTOK)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("[::1]", "::1"),
        ("1.2.3.4.5", None),
        ("256.1.1.1", None),
        ("09.1.1.1", None),
        ("", None),
        ("[zz]", None),
        ("tool.example", None),
        ("4294967296", None),
    ],
)
def test_bare_addresses_are_known_in_any_spelling(host: str, expected: str | None) -> None:
    """Browsers take decimal, hexadecimal and octal numbers."""
    found = address_of(host)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize("host", ["localhost", "app.localhost", "127.0.0.1", "0x7f.1", "[::1]", "127.9.9.9"])
def test_the_own_computer_is_known(host: str) -> None:
    """By name and by address."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("tiktok", True),
        ("tiktoks", True),
        ("tkitok", True),
        ("tikok", True),
        ("tixtok", False),
        ("tixtox", False),
    ],
)
def test_one_letter_apart(word: str, near: bool) -> None:  # noqa: FBT001
    """One added, left out or swapped. A changed letter makes too many honest words (discard)."""
    assert one_apart(word, "tiktok") is near


def test_a_skeleton_is_what_a_word_looks_like() -> None:
    """Digits, accents and hyphens do not change how a word looks at a glance."""
    assert skeleton("T1k-TÖk") == skeleton("tiktok") == skeleton("tlktok")
