"""Collect the raw records of all rule files: the shipped folder first, then each folder of the user's.

A user's record with a new id adds. One with an id that exists replaces it, but only with ``replaces: true``,
so that nobody changes a shipped rule by accident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import RuleError, UsageError
from auditor.rulebook.cache import parse_files
from auditor.rulebook.places import Place, RawLanguage
from auditor.rulebook.schema import SECTIONS
from auditor.rulebook.validation import did_you_mean
from auditor.rulebook.yaml_file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.rulebook.yaml_file import Key, YamlFile

META: Final = "rulebook"
LANGUAGE: Final = "language"
_CODE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KNOWN: Final = (*SECTIONS, META, LANGUAGE)
MAX_FILES: Final = 2_000
"""Rule files of one folder."""


@dataclass(frozen=True)
class RawRecord:
    """A record before validation."""

    data: Any
    place: Place
    layer: int
    """0 for the shipped rules, 1 for the first folder of the user's …"""


@dataclass
class Gathered:
    """Everything that the files hold, and what is wrong with how they hold it."""

    records: dict[str, dict[str, RawRecord]] = field(
        default_factory=lambda: {name: {} for name in (*SECTIONS, META)}
    )
    nameless: list[tuple[str, RawRecord]] = field(default_factory=list)
    """Records without a usable id: kept, so that validation says what is wrong with them."""
    languages: dict[str, list[RawLanguage]] = field(default_factory=dict)
    problems: list[RuleError] = field(default_factory=list)


def gather(folders: list[tuple[Path, str]]) -> Gathered:
    """Return the records of all ``folders``, each given with the name that a reader sees.

    Faults are collected in ``Gathered.problems``, not raised.

    Raises:
        UsageError: A folder does not exist or holds no rule file.
    """
    gathered = Gathered()
    layers = [
        (layer, file) for layer, (folder, shown) in enumerate(folders) for file in rule_files(folder, shown)
    ]
    raw: list[tuple[str, bytes]] = []
    kept: list[int] = []
    for layer, (path, shown) in layers:
        try:
            raw.append((shown, read_bytes(path, shown)))
            kept.append(layer)
        except RuleError as error:
            gathered.problems.append(error)
    for layer, file in zip(kept, parse_files(raw), strict=True):
        if isinstance(file, RuleError):
            gathered.problems.append(file)
        else:
            _take_file(gathered, file, layer)
    return gathered


def rule_files(folder: Path, shown: str) -> list[tuple[Path, str]]:
    """Return the rule files in ``folder`` and below in a fixed order, or ``folder`` itself if it is a file.

    Raises:
        UsageError: There is nothing to read.
    """
    if folder.is_file():
        return [(folder, shown)]
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown}", hint="Give --rules a folder that holds *.yaml files.")
    named = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.y*ml"))
    found = list(islice((pair for pair in named if _is_rule_file(*pair)), MAX_FILES + 1))
    if len(found) > MAX_FILES:
        raise UsageError(f"the folder {shown} holds more than {MAX_FILES} rule files")
    return [(path, f"{shown}/{name}") for name, path in sorted(found)]


def _is_rule_file(name: str, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in name.split("/"))
    return path.suffix in (".yaml", ".yml") and not hidden and path.is_file()


def _take_file(gathered: Gathered, file: YamlFile, layer: int) -> None:
    if not isinstance(file.data, dict):
        message = "a rule file is a mapping of sections, such as 'access:' with a list below it"
        gathered.problems.append(file.fault(message))
        return
    for name, content in file.data.items():
        place = Place(file, (name,))
        if name == LANGUAGE:
            _take_language(gathered, content, place)
        elif name == META:
            _take(gathered, META, META, RawRecord(content, place, layer))
        elif name in SECTIONS:
            for record, record_id in _records(gathered, name, content, place, layer):
                _take(gathered, name, record_id, record)
        else:
            close = did_you_mean(name, _KNOWN) or f"; the sections are {', '.join(_KNOWN)}"
            gathered.problems.append(place.fault(f"unknown section '{name[:60]}'{close}"))


def _records(
    gathered: Gathered, name: str, content: Any, place: Place, layer: int
) -> Iterator[tuple[RawRecord, str]]:
    if content is None:
        return
    if not isinstance(content, list):
        gathered.problems.append(place.fault(f"'{name}' must be a list: begin each record with '- id: …'"))
        return
    for index, data in enumerate(content):
        record = RawRecord(data, place.within(index), layer)
        record_id = data.get("id") if isinstance(data, dict) else None
        if isinstance(record_id, str):
            yield record, record_id
        else:
            gathered.nameless.append((name, record))


def _take(gathered: Gathered, section: str, record_id: str, record: RawRecord) -> None:
    known = gathered.records[section]
    record, replaces = _without_flag(record)
    before = known.get(record_id)
    if before is None and replaces:
        gathered.problems.append(_nothing_to_replace(section, record_id, known, record.place))
    elif before is not None and (before.layer == record.layer or not replaces):
        gathered.problems.append(_twice(section, record_id, before, record))
    else:
        known[record_id] = record


def _without_flag(record: RawRecord) -> tuple[RawRecord, bool]:
    if record.layer == 0 or not isinstance(record.data, dict) or "replaces" not in record.data:
        return record, False
    data = {key: value for key, value in record.data.items() if key != "replaces"}
    return RawRecord(data, record.place, record.layer), record.data["replaces"] is True


def _nothing_to_replace(section: str, record_id: str, known: dict[str, RawRecord], place: Place) -> RuleError:
    close = did_you_mean(record_id, known)
    message = f"'{record_id}' replaces nothing: {section} has no record with this id{close}"
    return place.fault(message, "id", hint="Mend the id, or remove 'replaces: true' to add a record.")


def _twice(section: str, record_id: str, before: RawRecord, record: RawRecord) -> RuleError:
    keys: tuple[Key, ...] = () if section == META else ("id",)
    message = f"{section} has '{record_id}' already, at {before.place.within(*keys)}"
    hint = "Give this record an id of its own."
    if before.layer != record.layer:
        hint = "To replace that record, write 'replaces: true' into this one; to add a record, change its id."
    return record.place.fault(message, *keys, hint=hint)


def _take_language(gathered: Gathered, content: Any, place: Place) -> None:
    code = content.get("code") if isinstance(content, dict) else None
    if isinstance(code, str) and _CODE.fullmatch(code):
        gathered.languages.setdefault(code, []).append(RawLanguage(content, place))
        return
    message = "'language' must be a mapping that says which language it is, such as 'code: en'"
    gathered.problems.append(place.fault(message, "code"))
