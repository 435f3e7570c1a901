"""The digest over what the rules mean, the same in whatever file, order or layout they are written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.model import Model
    from auditor.rulebook.places import RawLanguage

ORDERED_SECTIONS: Final = frozenset(
    {"host_classes", "install_warnings", "means", "parts", "questions", "sides"}
)
"""Sections whose order is part of what they mean: the first that fits counts, or they are shown in order."""

_LATER: Final = frozenset({"checks", "comparisons", "install_warnings", "parts", "sayings", "sides", "signs"})
"""Sections that older rule sets did not have: empty, they change no digest."""

_EXAMPLES: Final = "examples"


def digest_of(
    sections: Mapping[str, Mapping[str, Model]], languages: Mapping[str, Iterable[RawLanguage]], meta: Model
) -> str:
    """Return ``sha256:`` and 64 hexadecimal digits. Examples test a rule; they are no part of it."""
    total = hashlib.sha256()
    for line in _lines(sections, languages, meta):
        total.update(line.encode())
        total.update(b"\n")
    return f"sha256:{total.hexdigest()}"


def _lines(
    sections: Mapping[str, Mapping[str, Model]], languages: Mapping[str, Iterable[RawLanguage]], meta: Model
) -> Iterable[str]:
    yield canonical(["rulebook", plain(meta)])
    for name in sorted(sections):
        records = sections[name]
        if name in _LATER and not records:
            continue
        order = list(records) if name in ORDERED_SECTIONS else sorted(records)
        yield canonical([name, [plain(records[record_id]) for record_id in order]])
    for code in sorted(languages):
        entries = {item for pack in languages[code] for item in leaves(pack.data, ["language", code])}
        yield from sorted(entries)


def plain(record: Model) -> Any:
    """Return a record without defaults, so that writing one out or adding a field changes nothing."""
    exclude = {_EXAMPLES} if _EXAMPLES in type(record).model_fields else None
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=exclude)


def leaves(data: Any, path: list[str]) -> Iterable[str]:
    """Yield one line for each entry, so that a language means the same in one file or in several.

    The order of a list that stands under names alone is no part of the meaning; that of a list inside an
    entry (the words of a pattern) is.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            if key != _EXAMPLES:
                yield from leaves(value, [*path, key])
        return
    above = canonical(path)
    for item in data if isinstance(data, list) else (data,):
        yield f"{above} {canonical(_without_examples(item))}"


def _without_examples(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_examples(value) for key, value in data.items() if key != _EXAMPLES}
    if isinstance(data, list):
        return [_without_examples(item) for item in data]
    return data


canonical: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""JSON in one spelling: sorted keys, no spaces, ASCII alone."""
