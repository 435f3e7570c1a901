"""Recognise pages that are not the tool's page: a 404, a bot wall, a login wall, a shell without text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget, NotFound, Walled
from auditor.messages import N_
from auditor.model import NotAnalysed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.webpage.tree import Tree

PAGE_TEXT: Final = "page-text"
_SHORT: Final = 900
_BARE: Final = 40
_LOGIN_PAGE: Final = 700
_MISSING: Final = re.compile(
    r"(?i)\b404\b|\b410\b|(?:page|site|seite|página|url) (?:was |is |could |can)?(?:not|no longer|nicht|no) "
    r"?(?:be )?(?:found|available|gefunden|encontrada)|\bnot found\b|page (?:isn'?t|is not) available|"
    r"(?:doesn'?t|does not|no longer) exist|página no encontrada|page introuvable"
)
_BOT_TITLE: Final = re.compile(
    r"(?i)^\s*(?:just a moment|attention required|access denied|security check|ddos-guard|are you a robot|"
    r"please wait|one moment|robot check|verify(?:ing)? you are human|human verification|"
    r"pardon our interruption|"
    r"checking your browser|un momento|bot verification)"
)
_BOT_WORDS: Final = re.compile(
    r"(?i)checking (?:if the site connection is secure|your browser)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"needs to review the security of your connection|enable javascript and cookies to continue|"
    r"you have been blocked|unusual traffic from your|complete the security check|press (?:&|and) hold|"
    r"performance (?:&|and) security by cloudflare|this process is automatic\. your browser will redirect|"
    r"ddos protection by|i'?m not a robot|confirm you(?:'re| are) not a (?:ro)?bot"
)
_BOT_MARKS: Final = (
    "/cdn-cgi/challenge-platform/",
    "cf-browser-verification",
    "_cf_chl_opt",
    "px-captcha",
    "captcha-delivery.com",
    "awswafintegration",
    "_incapsula_resource",
)
_LOGIN_TITLE: Final = re.compile(
    r"(?i)^\s*(?:[\w.]+\s*[|·:–-]\s*)?(?:log[\s-]?in|sign[\s-]?in|login|anmelden|iniciar sesión|"
    r"se connecter|connexion|"
    r"entrar|giriş|вход|войти)\b"
)
_NEEDS_SCRIPTS: Final = re.compile(
    r"(?i)enable java\s?script|requires java\s?script|javascript (?:is )?(?:required|disabled)"
)
_STATE: Final = (("__NEXT_DATA__", "Next"), ("__NUXT", "Nuxt"), ("__INITIAL_STATE__", ""))
"""Marks of data that a page brings along, and whose shape they have; "" for one of its own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the decision rests on."""

    target: str
    title: str
    text: str
    inner_text: str
    """Of frames and shadow trees."""
    headings: str
    described: bool
    """Whether the page tells machines what it is."""
    own_login: bool
    """Whether it asks for a password that is not a TikTok one."""
    asks: bool
    """Whether it asks for any other credential or consent."""


def check_page(tree: Tree, seen: Seen) -> tuple[NotAnalysed, ...]:
    """Return notes on what of the page could not be read.

    Raises:
        NotFound: It says that there is no such page.
        Walled: A bot wall or a login wall stands before it.
        EmptyTarget: There is no text, and nothing that says what it is.
    """
    if len(seen.text) <= _SHORT:
        _refuse_missing(seen)
        _refuse_bot_wall(tree, seen)
    _refuse_login_wall(seen)
    return _shell(tree, seen)


def _refuse_missing(seen: Seen) -> None:
    heading = seen.headings.split("\n")[0]
    said = _MISSING.search(seen.title) or _MISSING.search(heading)
    if said and not (seen.asks or seen.own_login):
        raise NotFound(N_(f"{seen.target!r} is a page that says “{seen.title or heading}”"))


def _refuse_bot_wall(tree: Tree, seen: Seen) -> None:
    marked = any(mark in code for code in _code(tree) for mark in _BOT_MARKS)
    worded = _BOT_WORDS.search(seen.text) is not None
    titled = _BOT_TITLE.match(seen.title) is not None
    # Two signs of three, or one where the page holds next to nothing else.
    if marked + worded + titled >= 2 or ((titled or worded) and len(seen.text) < _SHORT // 3):  # noqa: PLR2004
        raise Walled(N_(f"{seen.target!r} is a bot wall, not the page behind it"))


def _code(tree: Tree) -> Iterator[str]:
    """Yield what scripts and elements that scripts use say, once for each."""
    for element in tree.tagged("script", "div", "iframe")[:400]:
        if element.tag == "script" or element.has("id") or element.has("src"):
            yield f"{element.get('src')}{tree.raw_text(element, 4000)}{element.get('id')}".lower()


def _refuse_login_wall(seen: Seen) -> None:
    login = _LOGIN_TITLE.match(seen.title) or _LOGIN_TITLE.match(seen.headings)
    if login and seen.own_login and not seen.asks and len(seen.text) <= _LOGIN_PAGE:
        raise Walled(
            N_(f"{seen.target!r} is a login page; what stands behind it can't be read"),
            hint="Log in yourself, save the page you want audited, or paste its text.",
        )


def _shell(tree: Tree, seen: Seen) -> tuple[NotAnalysed, ...]:
    text = f"{seen.text}{seen.inner_text}".strip()
    if len(text) >= _BARE or seen.asks:
        return ()
    scripts = bool(tree.tagged("script"))
    asks_for_scripts = any(_NEEDS_SCRIPTS.search(e.raw_text()) for e in tree.tagged("noscript"))
    empty = not text
    if not empty and not (scripts and (asks_for_scripts or _mounts(tree))):
        return ()
    if not seen.described:
        if scripts:
            raise EmptyTarget(
                N_(f"{seen.target!r} is an empty shell that scripts fill in a browser"),
                hint="Open it in your browser, save the page there and audit the saved file.",
            )
        raise EmptyTarget(N_(f"{seen.target!r} holds no text"))
    reason = _filled_in(next((name for mark, name in _STATE if _has(tree, mark)), None))
    return (NotAnalysed(check=PAGE_TEXT, reason=reason, source=0),)


def _filled_in(state: str | None) -> str:
    if state is None:
        return N_("The page's text is filled in by scripts; only what it tells machines was read.")
    if state:
        return N_(
            f"The page's text is filled in by scripts, with the data of {state} not read; only what it tells "
            "machines was read."
        )
    return N_(
        "The page's text is filled in by scripts, with data of its own not read; only what it tells machines "
        "was read."
    )


def _mounts(tree: Tree) -> bool:
    """Whether the page has the empty element that frameworks fill."""
    return any(
        e.get("id") in ("root", "app", "__next", "__nuxt") and not tree.raw_text(e, 4000).strip()
        for e in tree.tagged("div")
    )


def _has(tree: Tree, mark: str) -> bool:
    return any(mark in e.get("id") or mark in tree.raw_text(e, 2000) for e in tree.tagged("script"))
