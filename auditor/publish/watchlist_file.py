"""Read a watchlist; whatever is wrong in it is named by file and line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import RuleError, WatchlistError
from auditor.publish.watchlist import MAX_TOOLS, Site, Watched
from auditor.rulebook.places import Place
from auditor.rulebook.validation import did_you_mean, validate
from auditor.rulebook.yaml_file import read_bytes
from auditor.rulebook.yaml_source import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.rulebook.yaml_file import YamlFile

_KEYS: Final = ("site", "tools")
_HINT: Final = "Mend the file; the README shows a watchlist."


@dataclass(frozen=True)
class Watchlist:
    """A whole watchlist, with where each tool stands in its file."""

    site: Site
    tools: tuple[Watched, ...]
    """In the order of the file; ids differ."""
    folder: Path
    """The one that targets are relative to."""
    file: YamlFile

    def in_languages(self, codes: tuple[str, ...]) -> Watchlist:
        """Return the same for a site in other languages; none means those that it names itself."""
        return replace(self, site=self.site.model_copy(update={"languages": codes})) if codes else self

    def place(self, tool: Watched, *keys: str) -> str:
        """Return ``file:line`` of a tool, or of a piece of it."""
        return str(Place(self.file, ("tools", self._indices[tool.id], *keys)))

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {tool.id: index for index, tool in enumerate(self.tools)}

    def site_place(self, *keys: str) -> str:
        """Return ``file:line`` of a piece of what is said of the site."""
        return str(Place(self.file, ("site", *keys)))


def load_watchlist(path: Path) -> Watchlist:
    """Read a watchlist.

    Raises:
        WatchlistError: It is missing or wrong; the sentence begins with file and line.
    """
    try:
        file = parse_yaml(read_bytes(path, str(path)), str(path))
        return _watchlist(file, path.parent)
    except RuleError as error:
        hint = _HINT if error.hint == RuleError.default_hint else error.hint
        raise WatchlistError(str(error), hint=hint) from error


def _watchlist(file: YamlFile, folder: Path) -> Watchlist:
    problems: list[RuleError] = []
    data = file.data if isinstance(file.data, dict) else {}
    problems += [
        file.fault(f"unknown key '{str(key)[:60]}'{did_you_mean(str(key), _KEYS)}", key)
        for key in data
        if key not in _KEYS
    ]
    site = _site(file, data, problems)
    records = data.get("tools")
    if not isinstance(records, list) or not records:
        if problems:
            raise problems[0]
        raise file.fault("there is no list of tools under the key 'tools'", "tools")
    if len(records) > MAX_TOOLS:
        raise file.fault(f"there are more than {MAX_TOOLS:,} tools: make several sites", "tools")
    tools = _tools(file, records, problems)
    if problems or site is None:
        problems.sort(key=lambda fault: fault.line)
        if len(problems) > 1:
            problems[0].hint = f"{_HINT} {len(problems) - 1} more: " + "; ".join(
                f"line {fault.line}: {fault.message}" for fault in problems[1:5]
            )
        raise problems[0]
    return Watchlist(site, tools, folder, file)


def _site(file: YamlFile, data: dict[Any, Any], problems: list[RuleError]) -> Site | None:
    if "site" not in data:
        problems.append(file.fault("'site' is missing: title, url and contact of the site"))
        return None
    return validate(Site, data["site"], Place(file, ("site",)), problems)


def _tools(file: YamlFile, records: list[Any], problems: list[RuleError]) -> tuple[Watched, ...]:
    found: dict[str, Watched] = {}
    for index, record in enumerate(records):
        tool = validate(Watched, record, Place(file, ("tools", index)), problems)
        if tool is not None and tool.id in found:
            problems.append(file.fault(f"the id '{tool.id}' is another tool's already", "tools", index, "id"))
        elif tool is not None:
            found[tool.id] = tool
    return tuple(found.values())
