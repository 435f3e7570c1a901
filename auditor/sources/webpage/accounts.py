"""Whose account a field for a password, a code or a cookie means, by the words that stand around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

TIKTOK_PASSWORD: Final = "credential:tiktok-password"  # noqa: S105  # the id of a request, no password
TIKTOK_CODE: Final = "credential:tiktok-code"
TIKTOK_COOKIE: Final = "credential:tiktok-session-cookie"
OTHER_NETWORK: Final = "credential:other-network-password"
EMAIL: Final = "credential:email-password"
OWN: Final = "credential:own-account"
UNCLEAR: Final = "credential:unclear-password"

_TIKTOK: Final = re.compile(r"(?i)tik[\s_-]?tok|douyin|\btt[_-](?:pass|user|login)")
_NETWORK: Final = re.compile(
    r"(?i)\b(?:instagram|insta|ig|facebook|fb|snapchat|snap|twitter|discord|telegram|whatsapp|youtube|twitch|"
    r"pinterest|reddit|linkedin|apple[\s_-]?id|icloud)\b"
)
_MAIL: Final = re.compile(r"(?i)\b(?:gmail|google|outlook|hotmail|yahoo)\b")
_MAIL_FIELD: Final = re.compile(r"(?i)\b(?:gmail|outlook|hotmail|yahoo|e-?mail account|e-?mail password)\b")
_LOGIN_WORDS: Final = (
    r"(?:log[\s-]?in|pass\s?word|passcode|credentials?|"
    r"contraseña|mot de passe|passwort|anmeldedaten|senha|"
    r"şifre\w*|parola\w*|kata sandi|sandi|пароль\w*|logowania|hasło|"
    r"mật khẩu|パスワード|비밀번호|密码|密碼|รหัสผ่าน|كلمة|पासवर्ड)"
)
_SIGN_IN: Final = (
    r"(?:log|sign)(?:ged|ging|ning|ned)?[\s-]?(?:in|on)|connect|continue|inicia\w* sesión|anmelden|connexion"
)
_OWN: Final = re.compile(
    r"(?i)\b(?:sign[\s-]?up|register|registration|create (?:an |a |your )?(?:free )?(?:account|password)|"
    r"join (?:free|now|us)|new account|confirm(?:ation)? password|repeat password|"
    r"forgot(?:ten)? (?:your )?password|"
    r"regístrate|crear cuenta|inscription|créer un compte|registrieren|cadastr\w+|kay\u0131t ol|daftar|"
    r"регистрац\w*|"
    r"zarejestruj|đăng ký)\b|新規登録|회원가입|注册|註冊"
)
_LOGIN: Final = re.compile(rf"(?i)\b(?:{_SIGN_IN})\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a field, nearest first."""

    field: str
    """Its label, placeholder, name and id."""
    form: str
    """All that a reader sees in its form, and the heading above it."""
    brand: str
    """What the page calls itself; a login "to" it is the tool's own."""
    action_host: str = ""
    new_password: bool = False
    has_email: bool = False


_USER_NAME: Final = re.compile(
    rf"(?i)(?:{_TIKTOK.pattern.removeprefix('(?i)')})[ :]{{1,2}}(?:@?user\s?name|account|id)\b"
)
_OWNERS: Final = ((_TIKTOK, TIKTOK_PASSWORD), (_NETWORK, OTHER_NETWORK), (_MAIL, EMAIL))


def password_account(around: Surroundings) -> str:
    """Return the id of the request that a password field stands for.

    The nearest and plainest words count first: the field's own; "TikTok password" anywhere in its form;
    "log in to TikTok"; what shows an account of the tool's own; "log in with TikTok", which may also be a
    button for TikTok's own consent page.
    """
    form = _without_brand(around.form, around.brand)
    if (named := _in_field(around.field)) is not None:
        return named
    for signs in (_secret_of, _login_to):
        if (named := next((request for owner, request in _OWNERS if signs(owner, form)), None)) is not None:
            return named
    if around.action_host.endswith(("tiktok.com", "tiktokv.com")):
        return TIKTOK_PASSWORD
    if around.new_password or around.has_email or _OWN.search(around.form):
        return OWN
    return _by_mood(form)


def _in_field(words: str) -> str | None:
    owners = ((_TIKTOK, TIKTOK_PASSWORD), (_NETWORK, OTHER_NETWORK), (_MAIL_FIELD, EMAIL))
    return next((request for owner, request in owners if owner.search(words)), None)


def _by_mood(form: str) -> str:
    if _login_with(_TIKTOK, form) or _USER_NAME.search(form):
        return TIKTOK_PASSWORD
    return OWN if _LOGIN.search(form) and not _TIKTOK.search(form) else UNCLEAR


def is_tiktok(around: Surroundings) -> bool:
    """Whether the field's own words, its form or its heading speak of TikTok."""
    return bool(_TIKTOK.search(around.field) or _TIKTOK.search(_without_brand(around.form, around.brand)))


def _name(owner: re.Pattern[str]) -> str:
    return f"(?:{owner.pattern.removeprefix('(?i)')})"


def _secret_of(owner: re.Pattern[str], words: str) -> bool:
    """Whether ``words`` speak of a password or a login at ``owner``."""
    if owner.search(words) is None:
        return False
    gap = r"(?:[’']s)?[ :'’\"()-]{0,3}(?:(?:account|profile|user|id)(?:[’']s)?[ :'’()-]{1,3})?"
    name = _name(owner)
    # A name that follows the word belongs to it only through "of", "for" and their kind.
    joint = r"\s+(?:of|for|to|de|del|di|von|für|du|do|от|untuk)\s+(?:your\s+|the\s+|my\s+)?"
    pattern = rf"(?i){name}{gap}{_LOGIN_WORDS}|{_LOGIN_WORDS}{joint}{name}"
    return re.search(pattern, words) is not None


def _login_to(owner: re.Pattern[str], words: str) -> bool:
    name = _name(owner)
    pattern = (
        rf"(?i)(?:{_SIGN_IN})\s+(?:to|into|bei)\s+(?:your\s+)?{name}|^\s*(?:{_SIGN_IN})\s*[|·-]\s*{name}\s*$"
    )
    return re.search(pattern, words, re.MULTILINE) is not None


def _login_with(owner: re.Pattern[str], words: str) -> bool:
    name = _name(owner)
    pattern = rf"(?i)(?:{_SIGN_IN})\s+(?:with|via|using|through|mit|con|avec|com)\s+(?:your\s+|a\s+)?{name}"
    return re.search(pattern, words) is not None


def _without_brand(words: str, brand: str) -> str:
    """Return ``words`` without the tool's own name, which may have "TikTok" in it."""
    plain = brand.strip()
    if len(plain) < 3 or _TIKTOK.fullmatch(plain):  # noqa: PLR2004  # shorter names occur by chance
        return words
    return re.sub(re.escape(plain), "…", words, flags=re.IGNORECASE)
