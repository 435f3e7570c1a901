"""What a page tells machines, and the words on its controls, as texts of kinds of their own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.limits import MAX_TREE_DEPTH
from auditor.messages import N_
from auditor.model import Text, TextKind
from auditor.sources.fragment import fragment_text
from auditor.sources.record import whole_characters
from auditor.sources.values import web_url
from auditor.sources.webpage.visible import Rendering, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.webpage.tree import Element, Tree

_DESCRIBING: Final = {
    "description": N_("meta description"),
    "og:title": "og:title",
    "og:description": "og:description",
    "twitter:title": "twitter:title",
    "twitter:description": "twitter:description",
    "twitter:image:alt": "twitter:image:alt",
    "og:image:alt": "og:image:alt",
}
_MAX_EACH: Final = 150
_MAX_WORDS: Final = 5_000
_MAX_LABEL: Final = 300
_MAX_JSON: Final = 400_000
_TOOLS: Final = ("SoftwareApplication", "MobileApplication", "WebApplication", "VideoGame", "Product")
_LABELLED_INPUTS: Final = ("submit", "button", "reset")
_TYPED_INPUTS: Final = ("", "text", "email", "tel", "search", "url", "password", "number")


@dataclass(frozen=True, slots=True)
class Told:
    """What machines are told of the tool."""

    texts: tuple[Text, ...] = ()
    name: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    category: str | None = None
    price: str | None = None
    rating: float | None = None
    ratings: int | None = None
    images: tuple[str, ...] = ()
    address: str | None = None
    """Canonical address."""


def title_of(tree: Tree) -> str:
    """Return the page's title on one line."""
    element = next((e for e in tree.tagged("title") if e.closest("svg") is None), None)
    return "" if element is None else " ".join(element.raw_text().split())


def read_machine(tree: Tree, rendering: Rendering) -> Told:
    """Return the page's texts for machines and what its structured data says."""
    meta = _meta(tree)
    tool = next(iter(_tools(tree)), {})
    texts: list[Text] = []
    if title := title_of(tree):
        texts.append(Text(content=title[:_MAX_WORDS], kind=TextKind.TITLE, where="title"))
    for key, where in _DESCRIBING.items():
        if content := meta.get(key):
            texts.append(Text(content=content[:_MAX_WORDS], kind=TextKind.META, where=where))
    for key in ("headline", "description"):
        if words := _words(tool.get(key)):
            text = fragment_text(words)[:_MAX_WORDS]
            texts.append(Text(content=text, kind=TextKind.META, where=N_(f"JSON-LD {key}")))
    texts.extend(_controls(tree, rendering))
    texts.extend(_pictures(tree, rendering))
    return _told(_unique(texts), meta, tool, tree)


def _told(texts: tuple[Text, ...], meta: dict[str, str], tool: dict[str, Any], tree: Tree) -> Told:
    maker = _maker(tool)
    offer = _first(tool.get("offers"))
    score = _first(tool.get("aggregateRating"))
    canonical = next(
        (e.get("href") for e in tree.tagged("link") if e.get("rel").lower() == "canonical"), None
    )
    address = canonical or meta.get("og:url")
    image = meta.get("og:image")
    return Told(
        texts=texts,
        name=_words(tool.get("name")) or meta.get("og:site_name") or meta.get("application-name"),
        publisher=_words(maker.get("name")) or meta.get("author"),
        publisher_url=web_url(maker.get("url")),
        category=_words(tool.get("applicationCategory")),
        price=_price(offer),
        rating=_number(score.get("ratingValue")),
        ratings=int(_number(score.get("ratingCount") or score.get("reviewCount")) or 0) or None,
        images=(image,) if image and image.startswith(("http://", "https://")) else (),
        address=web_url(address),
    )


def _unique(texts: list[Text]) -> tuple[Text, ...]:
    seen: dict[tuple[str, TextKind], Text] = {}
    for text in texts:
        if text.content.strip():
            seen.setdefault((text.content, text.kind), text)
    return tuple(seen.values())


def _meta(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.tagged("meta"):
        key = (element.get("name") or element.get("property")).strip().lower()
        if key and element.get("content").strip():
            found.setdefault(key, " ".join(element.get("content").split()))
    return found


def _controls(tree: Tree, rendering: Rendering) -> Iterator[Text]:
    """Yield the labels of buttons and form fields that a reader sees."""
    count = 0
    for element in tree.tagged("button", "input", "textarea", "a", "select"):
        if count >= _MAX_EACH:
            return
        if not rendering.shows(element):
            continue
        for words, where in _labels(element, rendering):
            if words.strip():
                count += 1
                yield Text(content=words[:_MAX_LABEL], kind=TextKind.BUTTON, where=f"{where} {count}")


def _labels(element: Element, rendering: Rendering) -> Iterator[tuple[str, str]]:
    kind = element.get("type").lower()
    if element.tag == "button" or element.get("role").lower() == "button":
        yield text_of(element, rendering) or element.get("aria-label"), "button"
    elif element.tag == "input" and kind in _LABELLED_INPUTS:
        yield element.get("value"), "button"
    elif element.tag == "textarea" or (element.tag == "input" and kind in _TYPED_INPUTS):
        yield element.get("placeholder"), "field"
        yield element.get("aria-label"), "field"
        if element.tag == "textarea":
            yield element.raw_text(), "field"


def _pictures(tree: Tree, rendering: Rendering) -> Iterator[Text]:
    shown = (e for e in tree.tagged("img", "area") if e.get("alt").strip() and _in_sight(e, rendering))
    for number, element in enumerate(shown, 1):
        if number > _MAX_EACH:
            return
        alt = " ".join(element.get("alt").split())
        yield Text(content=alt[:_MAX_LABEL], kind=TextKind.ALT, where=N_(f"picture {number}"))


def _in_sight(element: Element, rendering: Rendering) -> bool:
    return rendering.shows(element) or (element.tag == "area")


def _tools(tree: Tree) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that describe a tool."""
    for element in tree.tagged("script"):
        if element.get("type").lower().strip() != "application/ld+json":
            continue
        source = element.raw_text()
        try:
            data = json.loads(source) if len(source) <= _MAX_JSON else None
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(data) if set(_types(item)) & set(_TOOLS))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    stack = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        if depth > MAX_TREE_DEPTH:
            continue
        if isinstance(value, dict):
            yield value
            graph = value.get("@graph")
            stack.extend((item, depth + 1) for item in ([graph] if graph is not None else []))
        elif isinstance(value, list):
            stack.extend((item, depth + 1) for item in reversed(value[:_MAX_EACH]))


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _maker(tool: dict[str, Any]) -> dict[str, Any]:
    for key in ("publisher", "author", "creator", "brand", "provider"):
        maker = tool.get(key)
        if isinstance(maker, str):
            return {"name": maker}
        if found := _first(maker):
            return found
    return {}


def _first(value: Any) -> dict[str, Any]:
    item = value[0] if isinstance(value, list) and value else value
    return item if isinstance(item, dict) else {}


def _words(value: Any) -> str | None:
    return " ".join(whole_characters(value).split()) or None if isinstance(value, str) else None


def _number(value: Any) -> float | None:
    text = str(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else ""
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,20})?", text) else None


def _price(offer: dict[str, Any]) -> str | None:
    amount = offer.get("price", offer.get("lowPrice"))
    number = _number(amount)
    if number is None:
        return None
    return "Free" if number == 0 else f"{amount} {_words(offer.get('priceCurrency')) or ''}".strip()
