"""A listing written by hand, as JSON or YAML, and what ``saveraudit read`` prints.

Unknown fields are errors with a line and a suggestion: a misspelt ``acces:`` would otherwise be read as
"asks for nothing known".
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from auditor.model import Listing
from auditor.sources.charset import decode
from auditor.sources.located import ListingSyntaxError, Located, fault, read_json, read_yaml
from auditor.sources.record import source_record, whole_strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.interface import Document

_NOTES: Final = ("text_notes", "access_notes")
FIELDS: Final = (*Listing.model_fields, *_NOTES)
"""Every key that a described listing may have."""

_WORDS: Final = frozenset(
    name for name, field in Listing.model_fields.items() if "str" in str(field.annotation)
) | {"texts", "access", "kind"}
_YAML_ENDINGS: Final = (".yaml", ".yml")
_OBJECT_START: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\{")
_OWN_KEY: Final = re.compile(rb'"(?:texts|access|text_notes|name|publisher|package|not_read)"\s*:')
_YAML_KEY: Final = re.compile(rb"(?m)^(?:texts|access):")
_SNIFFED: Final = 65_536
_BEST_RATING: Final = 100
_MESSAGES: Final = {
    "tuple_type": "this should be a list",
    "string_type": "this should be text",
    "string_too_short": "this should not be empty",
    "float_type": "this should be a number",
    "int_type": "this should be a whole number",
    "model_type": "this should be an object",
    "model_attributes_type": "this should be an object",
    "missing": "this is missing",
    "extra_forbidden": "this field is unknown",
}


NO_ID: Final = "id: this should be text, a whole number or null"


def is_id(value: Any) -> bool:
    """Whether a listing or a line can call itself so."""
    return value is None or (isinstance(value, (str, int)) and not isinstance(value, bool))


class Described:
    """The source that reads described listings."""

    kind: Final = "described"

    def recognises(self, document: Document) -> bool:
        """By the file's ending, else by a JSON object with keys of a listing."""
        if document.suffix in (".json", *_YAML_ENDINGS):
            return True
        if document.address is not None and document.media_type not in ("application/json", "text/plain"):
            return False
        start = document.body[:_SNIFFED]
        is_object = _OBJECT_START.match(start) is not None and _OWN_KEY.search(start) is not None
        return is_object or (document.charset == "utf-8" and self._pasted_yaml(start))

    def read(self, document: Document) -> Listing:
        """Return the listing. A file that names its own sources keeps them as they are.

        An answer from the network speaks for its own address alone: it is no page of another site, and no
        package of a store.

        Raises:
            ListingSyntaxError: With the line, and what is wrong there.
        """
        text, _ = decode(document, prescan=False)
        is_json = document.suffix not in _YAML_ENDINGS and _OBJECT_START.match(document.body) is not None
        located = (
            read_json(text, document.target)
            if is_json or document.suffix == ".json"
            else read_yaml(text, document.target, words=_WORDS)
        )
        listing = from_mapping(located, document.target)
        if document.address is not None:
            listing = listing.model_copy(update={"url": document.address, "package": None, "sources": ()})
        if listing.sources:
            return listing
        return listing.model_copy(update={"sources": (source_record(document, self.kind),)})

    @staticmethod
    def _pasted_yaml(start: bytes) -> bool:
        # Pasted text is a listing only where a line begins with "texts:" or "access:" and the very first
        # line is such a key too; a description that merely mentions access stays a text.
        first = start.lstrip().split(b"\n", 1)[0]
        return _YAML_KEY.search(start) is not None and re.match(rb"[a-z_]+:(?:\s|$)", first) is not None


def from_mapping(located: Located, label: str) -> Listing:
    """Return the listing that ``located`` describes.

    Raises:
        ListingSyntaxError: A key is unknown, a value is of the wrong kind, or both texts and access lack.
    """
    for key in located.data:
        if key not in FIELDS:
            raise fault(label, located.line(key), f"unknown field {key!r}{_suggestion(key)}")
    if not is_id(located.data.get("id")):
        raise fault(label, located.line("id"), NO_ID)
    try:
        data: dict[str, Any] = whole_strings(located.data)
    except RecursionError as error:
        raise fault(label, 1, "the nesting is too deep") from error
    if isinstance(data.get("id"), int):
        data["id"] = str(data["id"])
    try:
        listing = Listing.model_validate(data)
    except ValidationError as error:
        raise _explained(error, located, label) from error
    _check_sense(listing, located, label)
    return listing


def from_object(value: Mapping[str, Any], label: str = "listing") -> Listing:
    """Return the listing that ``value``, an object out of a JSON line, describes. Raises as above."""
    return from_mapping(Located(dict(value)), label)


def _suggestion(key: str) -> str:
    close = difflib.get_close_matches(key.lower(), FIELDS, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _explained(error: ValidationError, located: Located, label: str) -> ListingSyntaxError:
    first = error.errors(include_url=False)[0]
    place = _written(first["loc"], located.data)
    field = place[0] if place else "listing"
    said = first["msg"].removeprefix("Value error, ")
    message = _MESSAGES.get(first["type"], said[:1].lower() + said[1:])
    where = ".".join(place) or "listing"
    return fault(label, located.line(field), f"{where}: {message}")


def _written(loc: tuple[int | str, ...], value: Any) -> list[str]:
    """Return the place that an error names, as far as it stands in what was written.

    A text can stand for an object, whose fields nobody wrote then.
    """
    place: list[str] = []
    for part in loc:
        if str(part).startswith(("tuple[", "function-", "Not")):
            continue
        if isinstance(value, str):
            break
        place.append(str(part))
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, (list, tuple)) and isinstance(part, int):
            value = value[part]
    return place


def _check_sense(listing: Listing, located: Located, label: str) -> None:
    if not listing.texts and not listing.access_known and not listing.sources:
        raise fault(label, 1, "a listing needs texts or access")
    if listing.rating is not None and not 0 <= listing.rating <= _BEST_RATING:  # no store goes beyond
        raise fault(label, located.line("rating"), "rating: this is no rating")
    last = max(len(listing.sources), 1)
    named = {part.source for part in listing.texts}
    named |= {part.source for part in listing.access_requests}
    named |= {part.source for part in listing.observations}
    named |= {part.source for part in listing.statements}
    if any(not 0 <= index < last for index in named):
        raise fault(label, located.line("text_notes"), "a note names a source that is not listed")
