"""Fields for passwords, login codes and session cookies, and where forms send what is typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from auditor.messages import N_
from auditor.model import AccessRequest, Observation
from auditor.owners import site_of
from auditor.sources.record import without_secrets
from auditor.sources.webpage import accounts
from auditor.sources.webpage.accounts import Surroundings
from auditor.sources.webpage.visible import Rendering, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.webpage.tree import Element, Tree

_MAX_FIELDS: Final = 300
_MAX_FORM_TEXT: Final = 1_500
_MAX_BEFORE: Final = 300
_PASSWORD: Final = re.compile(
    r"(?i)pass[\s_-]?(?:word|wd|code)|\bpwd\b|contraseña|mot de passe|passwort|senha"
)
_CODE: Final = re.compile(
    r"(?i)one[\s_-]?time|\botp\b|(?:verification|security|auth\w*|login|sms|2fa|confirm\w*|two[\s-]factor|"
    r"6[\s-]digit|six[\s-]digit)[\s_-]?(?:code|pin|token)|code (?:we|from|sent|that)|código de verificación|"
    r"code de vérification|bestätigungscode|doğrulama kodu|код подтверждения"
)
_NO_CODE: Final = re.compile(
    r"(?i)promo|coupon|discount|referr|zip|postal|post[\s_-]?code|country|captcha|qr|invit|gift|voucher|area|"
    r"color|colour|source|embed|short|barcode|cvv|cvc|card"
)
_COOKIE: Final = re.compile(
    r"(?i)session[\s_-]?(?:id|cookie|token|key)|\bcookies?\b|sid_(?:tt|guard)|\bttwid\b|\bms[\s_-]?token\b|"
    r"\bauth[\s_-]?token\b"
)
_COOKIE_OF_TIKTOK: Final = re.compile(r"(?i)\bsession_?id\b|sid_(?:tt|guard)|\bttwid\b|\bms_?token\b")
_TYPED: Final = frozenset({"", "text", "password", "tel", "number", "email", "search", "url"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "legend")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page's forms ask for."""

    access: tuple[AccessRequest, ...]
    observations: tuple[Observation, ...]


def read_forms(tree: Tree, rendering: Rendering, *, brand: str, base: str | None, before: str = "") -> Asked:
    """Return the credentials that the page asks for, and what is odd about its forms.

    Args:
        tree: The page.
        rendering: What of it is shown.
        brand: The name that the page gives itself.
        base: Its address, where that is known.
        before: What a reader sees before this page, where another one shows it.
    """
    reader = _Reader(tree, rendering, brand, base, before)
    fields = [e for e in tree.tagged("input", "textarea") if e.get("type").lower() in _TYPED][:_MAX_FIELDS]
    for number, field in enumerate(fields, 1):
        reader.look(field, number)
    for form in tree.tagged("form")[:_MAX_FIELDS]:
        reader.look_where(form)
    access = {request.id: request for request in reversed(reader.access)}
    return Asked(tuple(reversed(access.values())), tuple(dict.fromkeys(reader.observations)))


def words_before(tree: Tree, rendering: Rendering, element: Element) -> str:
    """Return what a reader sees above ``element`` and around it, a few hundred characters of each."""
    heading = _heading_before(tree.tagged(*_HEADINGS), element)
    seen = (each for each in (heading, element.closest("form") or _scope_of(element)) if each is not None)
    return "\n".join(text_of(each, rendering, _MAX_BEFORE) for each in seen)


def _scope_of(field: Element) -> Element:
    return field.closest("section", "main", "dialog", "article") or field.parent or field


def _heading_before(headings: list[Element], element: Element) -> Element | None:
    place = bisect_left(headings, element.index, key=_place)
    return headings[place - 1] if place else None


class _Reader:
    def __init__(self, tree: Tree, rendering: Rendering, brand: str, base: str | None, before: str) -> None:
        self._before = before
        self._tree = tree
        self._rendering = rendering
        self._brand = brand
        self._base = base
        self._headings = tree.tagged(*_HEADINGS)
        self._labels = {e.get("for"): e for e in tree.tagged("label") if e.get("for")}
        self._controls = _Controls(tree)
        self._scopes: dict[int, Surroundings] = {}
        self.access: list[AccessRequest] = []
        self.observations: list[Observation] = []

    def look(self, field: Element, number: int) -> None:
        around = self._around(field)
        shown = self._shown_name(field) or N_(f"field {number}")
        where = N_(f"field “{shown}”")
        if field.get("type").lower() == "password" or field.get("autocomplete").endswith("-password"):
            self._password(field, around, shown, where)
        elif _is_code(field, around):
            self.observations.append(Observation(id="page.code-field", value=shown, where=where))
            if accounts.is_tiktok(around):
                self.access.append(AccessRequest(id=accounts.TIKTOK_CODE, where=where))
        elif _COOKIE.search(around.field):
            self._cookie(around, shown, where)

    def _password(self, field: Element, around: Surroundings, shown: str, where: str) -> None:
        if _COOKIE.search(around.field) and not _PASSWORD.search(around.field):
            self._cookie(around, shown, where)
            return
        self.observations.append(Observation(id="page.password-field", value=shown, where=where))
        self.access.append(AccessRequest(id=accounts.password_account(around), where=where))
        form = field.closest("form")
        if self._target(form).startswith("http://"):
            value = without_secrets(self._target(form))
            self.observations.append(Observation(id="page.login-form-insecure", value=value, where=where))

    def _cookie(self, around: Surroundings, shown: str, where: str) -> None:
        self.observations.append(Observation(id="page.cookie-field", value=shown, where=where))
        if accounts.is_tiktok(around) or _COOKIE_OF_TIKTOK.search(around.field):
            self.access.append(AccessRequest(id=accounts.TIKTOK_COOKIE, where=where))

    def look_where(self, form: Element) -> None:
        """Note a form that sends what is typed to another site."""
        first, stop = form.index + 1, self._tree.end_of(form)
        personal = self._controls.count(self._controls.personal, first, stop) > 0
        target, own = urlsplit(self._target(form)).hostname, urlsplit(self._base or "").hostname
        if personal and target and own and site_of(target) != site_of(own):
            where = "form"
            self.observations.append(Observation(id="page.form-to-other-host", value=target, where=where))

    def _target(self, form: Element | None) -> str:
        """Return the address that the form sends to: its own page where it names none."""
        action = "" if form is None else form.get("action").strip()
        try:
            target = urljoin(self._base or "", action)
            urlsplit(target)
        except ValueError:
            return ""
        return target if target.startswith(("http://", "https://")) else ""

    def _around(self, field: Element) -> Surroundings:
        form = field.closest("form")
        scope = form or _scope_of(field)
        if scope.index not in self._scopes:
            inside = (scope.index + 1, self._tree.end_of(scope)) if form else (field.index, field.index + 1)
            self._scopes[scope.index] = self._scope(scope, *inside)
        return replace(
            self._scopes[scope.index],
            field=" \n ".join(self._own_words(field)),
            form=f"{self._heading(field)}\n{self._scopes[scope.index].form}",
            new_password=self._scopes[scope.index].new_password
            or field.get("autocomplete") == "new-password",
        )

    def _scope(self, scope: Element, first: int, stop: int) -> Surroundings:
        """Return what all fields of one form share, those from ``first`` until before ``stop``."""
        controls = self._controls
        words = [text_of(scope, self._rendering, _MAX_FORM_TEXT)]
        words += controls.words(controls.buttons, "value", first, stop)
        words += controls.words(controls.placeholders, "placeholder", first, stop)
        return Surroundings(
            field="",
            form="\n".join(word for word in words if word)[: 2 * _MAX_FORM_TEXT],
            brand=self._brand,
            action_host=(urlsplit(self._target(scope)).hostname or "") if scope.tag == "form" else "",
            new_password=controls.count(controls.passwords, first, stop) > 1,
            has_email=controls.count(controls.emails, first, stop) > 0,
        )

    def _own_words(self, field: Element) -> Iterator[str]:
        label = self._labels.get(field.get("id")) if field.get("id") else None
        for element in (label, field.closest("label")):
            if element is not None:
                shown = text_of(element, self._rendering, _MAX_FORM_TEXT)
                yield shown or " ".join(self._tree.raw_text(element, _MAX_FORM_TEXT).split())
        for name in ("placeholder", "aria-label", "title", "name", "id", "autocomplete"):
            if field.get(name):
                yield field.get(name)

    def _shown_name(self, field: Element) -> str:
        return next((" ".join(words.split())[:120] for words in self._own_words(field) if words.strip()), "")

    def _heading(self, field: Element) -> str:
        heading = _heading_before(self._headings, field)
        return self._before if heading is None else text_of(heading, self._rendering, _MAX_FORM_TEXT)


class _Controls:
    """The page's controls by what they tell, so that forms in forms cost no look at each of them again."""

    def __init__(self, tree: Tree) -> None:
        typed = [(e, e.get("type").lower()) for e in tree.elements if e.has("type")]
        self.buttons = [e for e, kind in typed if kind in ("submit", "button") and e.get("value")]
        self.placeholders = [e for e in tree.elements if e.get("placeholder")]
        self.passwords = [e for e, kind in typed if kind == "password"]
        self.emails = [e for e, kind in typed if kind == "email"]
        self.personal = [e for e in tree.tagged("input", "textarea") if _is_personal(e)]

    def count(self, controls: list[Element], first: int, stop: int) -> int:
        """Return how many of ``controls`` are among the elements from ``first`` until before ``stop``."""
        return bisect_left(controls, stop, key=_place) - bisect_left(controls, first, key=_place)

    def words(self, controls: list[Element], name: str, first: int, stop: int) -> Iterator[str]:
        """Yield an attribute of those of ``controls`` that are among these elements, as far as it counts."""
        start = bisect_left(controls, first, key=_place)
        count = min(self.count(controls, first, stop), _MAX_FORM_TEXT)
        for control in controls[start : start + count]:
            yield control.get(name)[:_MAX_FORM_TEXT]


def _place(element: Element) -> int:
    return element.index


def _is_personal(field: Element) -> bool:
    if field.get("type").lower() in ("password", "email", "tel"):
        return True
    return _PASSWORD.search(field.get("name")) is not None or "user" in field.get("name").lower()


def _is_code(field: Element, around: Surroundings) -> bool:
    if field.get("autocomplete").lower() == "one-time-code":
        return True
    return _CODE.search(around.field) is not None and _NO_CODE.search(around.field) is None
