"""What a consent link asks for and what is amiss with it."""

from __future__ import annotations

import hashlib

import pytest

from auditor.errors import TooLarge, UnknownFormat
from auditor.model import Link, NotAnalysed
from auditor.sources.consent import RETURN_LABEL, read_link, redact

SHOWN = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=user.info.basic,video.list,"
    "portability.directmessages.single&response_type=code&redirect_uri=http://savers.example/cb"
)
STATE = "state=k3Jq0ZbX9wLm"
BASE = f"https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=user.info.basic&{STATE}"


def seen(url: str) -> dict[str, str]:
    """Observations by id, without their ``consent.``."""
    return {each.id.removeprefix("consent."): each.value for each in read_link(url).observations}


def checks(url: str) -> set[str]:
    """The checks that could not be made, but for the page, which never is opened."""
    return {note.check for note in read_link(url).not_read} - {"consent-page"}


def asked(url: str) -> list[str]:
    """Access ids."""
    return [each.id for each in read_link(url).access_requests]


def test_the_link_that_must_show() -> None:
    """Three scopes, an unprotected way back, no state; nothing else."""
    listing = read_link(SHOWN)
    assert [each.id for each in listing.access_requests] == [
        "tiktok:user.info.basic",
        "tiktok:video.list",
        "tiktok:portability.directmessages.single",
    ]
    assert seen(SHOWN) == {"redirect-insecure": "http://savers.example/cb", "state-missing": SHOWN}
    assert listing.kind == "consent-link"
    assert listing.texts == ()
    assert listing.name is None
    assert listing.url is None
    assert listing.links == (Link(url="http://savers.example/cb", label=RETURN_LABEL),)


def test_the_same_path_elsewhere_is_a_look_alike() -> None:
    """As above on a host that only begins like TikTok's."""
    assert seen(SHOWN.replace("www.tiktok.com", "tiktok.com.login.example"))["look-alike-host"] == (
        "tiktok.com.login.example"
    )


def test_the_source_is_the_link_itself() -> None:
    """Hash over what is shown, which lacks secrets and state, so that anybody can check it."""
    url = f"{BASE}&code=abc123"
    source = read_link(url).sources[0]
    assert source.sha256 == hashlib.sha256(redact(url).encode()).hexdigest()
    assert source.target == source.url == redact(url)
    assert "abc123" not in read_link(url).model_dump_json()
    assert "k3Jq0ZbX9wLm" not in read_link(url).model_dump_json()
    assert source.retrieved_at is None


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("user.info.basic,video.list", ["user.info.basic", "video.list"]),
        ("user.info.basic%2Cvideo.list", ["user.info.basic", "video.list"]),
        ("user.info.basic%252Cvideo.list", ["user.info.basic", "video.list"]),
        ("user.info.basic+video.list", ["user.info.basic", "video.list"]),
        ("user.info.basic%20video.list", ["user.info.basic", "video.list"]),
        ("user.info.basic,%20video.list,,user.info.basic", ["user.info.basic", "video.list"]),
        ("[4,18000000]", ["4", "18000000"]),
        ("%5B%224%22%2C%2218020000%22%5D", ["4", "18020000"]),
        ("video.list&scope=video.list&scope=video.upload", ["video.list", "video.upload"]),
        ("mcp:tt4b", ["mcp:tt4b"]),
    ],
)
def test_scopes_are_read_in_any_spelling(scope: str, expected: list[str]) -> None:
    """Comma, plus, space, encoded once or twice, numbers in a list, named twice."""
    url = f"https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope={scope}"
    assert asked(url) == [f"tiktok:{each}" for each in expected]


def test_scopes_after_html_escapes_are_read() -> None:
    """A link copied out of a page's source."""
    assert asked("https://www.tiktok.com/v2/auth/authorize?client_key=1&amp;scope=video.list") == [
        "tiktok:video.list"
    ]


def test_google_scopes_are_addresses() -> None:
    """Whole addresses, encoded or not."""
    url = (
        "https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope="
        "https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fyoutube.readonly%20https://mail.google.com/ email"
    )
    assert asked(url) == [
        "google:https://www.googleapis.com/auth/youtube.readonly",
        "google:https://mail.google.com/",
        "google:email",
    ]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.tiktok.com/v2/auth/authorize/?client_key=1", "does not say"),
        ("https://www.tiktok.com/v2/auth/authorize/?client_key=1&scope=", "does not say"),
        ("https://www.tiktok.com/v2/auth/authorize/?client_key=1&scope=${scopes}", "not filled in"),
        (
            "https://business-api.tiktok.com/portal/auth?app_id=7&redirect_uri=https://a.example",
            "set beforehand",
        ),
        ("https://services.tiktokshop.com/open/authorize?service_id=7", "set beforehand"),
        ("https://www.facebook.com/dialog/oauth?client_id=1&config_id=9", "number"),
    ],
)
def test_without_scopes_access_is_unknown(url: str, words: str) -> None:
    """Unknown is not nothing, and the reason says why."""
    access = read_link(url).access
    assert isinstance(access, NotAnalysed)
    assert words in access.reason


def test_only_a_link_that_should_name_scopes_lacks_them() -> None:
    """Shop and advertiser pages never carry them."""
    assert "scope-missing" in seen("https://www.tiktok.com/v2/auth/authorize/?client_key=1")
    assert "scope-missing" not in seen("https://services.tiktokshop.com/open/authorize?service_id=7")
    assert "redirect-missing" not in seen("https://services.tiktokshop.com/open/authorize?service_id=7")


def test_a_service_that_the_rules_do_not_know() -> None:
    """Its scopes are kept under a kind of their own, and that they say nothing to us is noted."""
    url = f"https://github.com/login/oauth/authorize?client_id=1&scope=repo+user&{STATE}"
    assert asked(url) == ["oauth:repo", "oauth:user"]
    assert "consent-provider" in checks(url)


def test_unknown_scopes() -> None:
    """Remarkable where the rules hold them all; else only noted as not known."""
    assert seen(BASE.replace("user.info.basic", "video.savers"))["scope-unknown"] == "video.savers"
    assert "scope-unknown" not in seen(BASE)
    discord = f"https://discord.com/oauth2/authorize?client_id=1&scope=brand.new&{STATE}"
    assert "scope-unknown" not in seen(discord)
    assert "consent-scopes" in checks(discord)


def test_telegram_asks_for_identity_by_its_page() -> None:
    """The login widget names no scopes; it always gives the identity."""
    url = "https://oauth.telegram.org/auth?bot_id=1&origin=https://a.example&return_to=https://a.example/in"
    assert asked(url)[0] == "telegram:login"
    assert "state-missing" not in seen(url)


@pytest.mark.parametrize(
    ("redirect", "expected"),
    [
        ("https://tool.example/cb", set()),
        ("https%3A%2F%2Ftool.example%2Fcb", set()),
        ("https%253A%252F%252Ftool.example%252Fcb", set()),
        ("http://tool.example/cb", {"redirect-insecure"}),
        ("HTTP://tool.example/cb", {"redirect-insecure"}),
        ("https://tool.example/cb%3Fnext%3D1", {"redirect-has-query"}),
        ("https://tool.example/cb%23x", {"redirect-has-fragment"}),
        ("http://14.160.33.94:3007/cb", {"redirect-insecure", "redirect-is-address"}),
        ("https://[2001:db8::1]/cb", {"redirect-is-address"}),
        ("https://3232235777/cb", {"redirect-is-address"}),
        ("http://localhost:8080/cb", {"redirect-loopback", "pkce-missing"}),
        ("http://127.0.0.1/cb", {"redirect-loopback", "pkce-missing"}),
        ("mytool://cb", {"pkce-missing"}),
        (f"https://tool.example/{'a' * 512}", {"redirect-too-long"}),
        ("", {"redirect-missing"}),
    ],
)
def test_the_way_back(redirect: str, expected: set[str]) -> None:
    """Every rule that TikTok registers addresses by."""
    assert set(seen(f"{BASE}&redirect_uri={redirect}")) == expected


def test_a_query_in_the_way_back_is_only_remarkable_where_it_is_refused() -> None:
    """Google registers addresses with a query."""
    url = f"https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope=email&{STATE}&redirect_uri=https://a.example/cb%3Fa%3D1"
    assert seen(url) == {}


def test_an_unencoded_question_mark_belongs_to_the_way_back() -> None:
    """The query begins at the first question mark only."""
    assert "redirect-has-query" in seen(f"{BASE}&redirect_uri=https://tool.example/cb?x=1")


@pytest.mark.parametrize(
    "state",
    [
        "csrf",
        "csrfState",
        "csrf_token",
        "state",
        "random_string",
        "test123",
        "12345",
        "1699999999999",
        "abc",
        "aaaaaaaaaaaa",
        "user_12345",
        "me@mail.example",
        "true",
    ],
)
def test_guessable_states(state: str) -> None:
    """Fixed words, numbers, persons, values that are too short."""
    assert "state-guessable" in seen(BASE.replace(STATE, f"state={state}&redirect_uri=https://a.example/"))


@pytest.mark.parametrize(
    "state", ["k3Jq0ZbX9wLm", "6f1c2a9e-3b1d-4c58-9b61-0c2f3d1a7e55", "eyJyIjoiYTkzYmMifQ"]
)
def test_random_states(state: str) -> None:
    """Nothing speaks against them."""
    assert "state-guessable" not in seen(BASE.replace(STATE, f"state={state}"))


def test_only_a_fixed_word_is_shown() -> None:
    """A number or a mail address could be somebody's."""
    assert seen(BASE.replace(STATE, "state=csrfState"))["state-guessable"] == "state=csrfState"
    assert seen(BASE.replace(STATE, "state=me@mail.example"))["state-guessable"] == "state=…"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("code_challenge=abc&code_challenge_method=S256", set()),
        ("code_challenge=abc&code_challenge_method=plain", {"pkce-plain"}),
        ("code_challenge=abc", {"pkce-plain"}),
        ("code_challenge=abc&code_challenge_method=${m}", set()),
        ("response_type=token", {"response-type-token"}),
        ("response_type=code%20token", {"response-type-token"}),
        ("response_type=id_token", set()),
        ("client_secret=s3cret", {"secret-in-link"}),
        ("access_token=s3cret", {"secret-in-link"}),
        ("code=s3cret", {"secret-in-link"}),
        ("client_secret=YOUR_CLIENT_SECRET", set()),
        ("x=1#access_token=s3cret", {"secret-in-link"}),
    ],
)
def test_challenge_kind_of_answer_and_secrets(more: str, expected: set[str]) -> None:
    """Each fault alone, and its harmless neighbours."""
    url = f"{BASE}&redirect_uri=https://tool.example/cb&{more}"
    assert set(seen(url)) == expected
    assert "s3cret" not in read_link(url).model_dump_json()


def test_x_asks_every_tool_for_a_challenge() -> None:
    """The rules say so of X, and of nobody else."""
    assert "pkce-missing" in seen(f"https://x.com/i/oauth2/authorize?client_id=1&scope=tweet.read&{STATE}")


@pytest.mark.parametrize("client", ["", "&client_key=", "&client_key=%20"])
def test_a_link_without_a_client(client: str) -> None:
    """Nobody is named as asking."""
    assert "client-missing" in seen(f"https://www.tiktok.com/v2/auth/authorize/?scope=video.list{client}")


@pytest.mark.parametrize(
    "blank",
    [
        "{$x}",
        "${x}",
        "${process.env.X}",
        "{x}",
        "{{ x }}",
        "{{x}}",
        "#{x}",
        "<X>",
        "<?=x?>",
        "%(x)s",
        "%s",
        "$x",
        "YOUR_CLIENT_KEY",
        "XXX",
        "xxxx",
        "...",
        "[your_id]",
        ":client_key",
        "%7Bx%7D",
        "${a?b:c}",
    ],
)
def test_what_is_not_filled_in_is_no_fault(blank: str) -> None:
    """A template shows nothing about the value, so that its check could not be made."""
    url = (
        f"https://www.tiktok.com/v2/auth/authorize/?client_key={blank}&scope=video.list"
        f"&redirect_uri={blank}&state={blank}"
    )
    assert seen(url) == {}
    assert asked(url) == ["tiktok:video.list"]
    assert checks(url) == {"consent-client", "consent-redirect", "consent-state"}


@pytest.mark.parametrize("blank", ["${scopes}", "${scopes.join(',')}", "{{ scopes | join(' ') }}", "<?=s?>"])
def test_scopes_that_a_template_makes_up_are_unknown(blank: str) -> None:
    """Also where the template itself has commas and spaces in it."""
    url = BASE.replace("user.info.basic", blank)
    assert not read_link(url).access_known


def test_a_known_scope_within_a_template_is_read() -> None:
    """Whoever writes brackets around it hides nothing."""
    assert asked(BASE.replace("user.info.basic", "{,portability.all.single,}")) == [
        "tiktok:portability.all.single"
    ]


def test_a_blank_among_scopes_is_noted() -> None:
    """What stands there is kept, what does not is said."""
    url = BASE.replace("user.info.basic", "user.info.basic,${more}")
    assert asked(url) == ["tiktok:user.info.basic"]
    assert checks(url) >= {"access"}


def test_a_half_filled_way_back_is_read_as_far_as_it_goes() -> None:
    """The host is there, the end of the path is not."""
    assert seen(f"{BASE}&redirect_uri=http://tool.example/${{path}}") == {
        "redirect-insecure": "http://tool.example/${path}"
    }
    assert checks(f"{BASE}&redirect_uri=${{host}}/cb") == {"consent-redirect"}


NESTED = "https%3A%2F%2Fwww.tiktok.com%2Fv2%2Fauth%2Fauthorize%3Fclient_key%3D1%26scope%3Dvideo.list"


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}&redirect_uri={NESTED}",
        f"{BASE}&redirect_uri=https://go.example/%3Fto%3D{NESTED.replace('%', '%25')}",
        f"https://go.example/?to={NESTED}",
    ],
)
def test_consent_links_inside_links(url: str) -> None:
    """In the way back, one step deeper, and behind a link of another site."""
    assert "nested-link" in seen(url)


def test_a_link_behind_another_is_read() -> None:
    """The scopes of the inner link are what is asked for; a provider's own login page is no fault."""
    assert asked(f"https://go.example/?to={NESTED}") == ["tiktok:video.list"]
    own = f"https://www.tiktok.com/login?redirect_url={NESTED}"
    assert asked(own) == ["tiktok:video.list"]
    assert "nested-link" not in seen(own)


def test_an_unprotected_consent_page() -> None:
    """Http instead of https."""
    assert "insecure" in seen(BASE.replace("https:", "http:"))


def test_other_links_are_refused() -> None:
    """One sentence, and no secret in it."""
    with pytest.raises(UnknownFormat, match="no consent link") as error:
        read_link("https://tool.example/?code=s3cret")
    assert "s3cret" not in str(error.value)
    with pytest.raises(TooLarge):
        read_link(BASE + "a" * 20_000)
