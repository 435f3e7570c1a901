"""What a browser itself tells at installation of an extension.

Browsers word their warnings for all permissions together: reading every site swallows reading the history,
three sites are named and thirty are "a number of websites". The rules for that stand in ``install_warnings``;
without any, each access has the words of its own record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from auditor.rulebook.schema_access import ALL_SITES, SITES
from auditor.rulebook.sites import distinct, read_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.model import AccessRequest
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_access import InstallWarning, SiteWords

OLD_MANIFEST: Final = "extension.old-manifest"
"""The observation that a manifest has version 2, for which the browser knows other permissions."""

_HOST: Final = ":host:"
_PLACE: Final = re.compile(r"\{([012])\}")


@dataclass(frozen=True, slots=True)
class Told:
    """The browser's own words."""

    at_install: tuple[str, ...]
    """In the browser's order."""
    by_access: Mapping[str, str]
    """By id of access, all that is told of it, joined by "; "; for optional access what is told later."""


@dataclass(slots=True)
class _Asked:
    """What the permissions of one extension count as for its browser."""

    tokens: dict[str, list[str]] = field(default_factory=dict)
    """By id that the rules use, the ids of access behind it."""
    patterns: list[str] = field(default_factory=list)
    """Host patterns that are neither over everything nor ignored."""

    def add(self, token: str, access_id: str) -> None:
        self.tokens.setdefault(token, []).append(access_id)


def told(requests: Iterable[AccessRequest], rulebook: Rulebook, *, manifest_version: int = 3) -> Told:
    """Return what browsers tell of ``requests``.

    Args:
        requests: Everything that one tool asks for, of whatever kind.
        rulebook: The rules.
        manifest_version: Of the extension: 2 or 3.
    """
    now: dict[str, list[str]] = {}
    later: list[str] = []
    for request in requests:
        kind = request.id.partition(":")[0]
        if kind not in rulebook.worded_together:
            continue
        if request.optional:
            later.append(request.id)
        else:
            now.setdefault(kind, []).append(request.id)
    said: list[str] = []
    by_access: dict[str, list[str]] = {}
    for kind, ids in now.items():
        said += _messages(kind, ids, rulebook, manifest_version, by_access)
    for access_id in later:
        _messages(access_id.partition(":")[0], [access_id], rulebook, manifest_version, by_access)
    return Told(tuple(dict.fromkeys(said)), {key: "; ".join(words) for key, words in by_access.items()})


def _messages(
    kind: str,
    ids: Sequence[str],
    rulebook: Rulebook,
    manifest_version: int,
    by_access: dict[str, list[str]],
) -> list[str]:
    """Return the messages about ``ids``, and note in ``by_access`` what each is told by."""
    asked = _asked(ids, rulebook, manifest_version)
    said = []
    for rule in rulebook.worded_together[kind]:
        if not all(token in asked.tokens for token in rule.requires):
            continue
        words = _words(rule, asked.patterns)
        said.append(words)
        for token in (*rule.requires, *rule.absorbs):
            for access_id in asked.tokens.pop(token, ()):
                _note(by_access, access_id, words)
    for token in asked.tokens:
        own = rulebook.access_rule(token)
        if own is not None and own.platform_warning:
            said.append(own.platform_warning)
            _note(by_access, token, own.platform_warning)
    return said


def _note(by_access: dict[str, list[str]], access_id: str, words: str) -> None:
    known = by_access.setdefault(access_id, [])
    if words not in known:
        known.append(words)


def _asked(ids: Iterable[str], rulebook: Rulebook, manifest_version: int) -> _Asked:
    asked = _Asked()
    for access_id in ids:
        rule = rulebook.access_rule(access_id)
        if rule is not None:
            if rule.manifest_version in (None, manifest_version):
                for token in rule.warns_as or (access_id,):
                    asked.add(token, access_id)
        elif _HOST in access_id:
            _add_host(asked, access_id)
    return asked


def _add_host(asked: _Asked, access_id: str) -> None:
    pattern = access_id.partition(_HOST)[2]
    site = read_site(pattern)
    if site is None:
        return
    asked.add(ALL_SITES if site.everything else SITES, access_id)
    if not site.everything:
        asked.patterns.append(pattern)


def _words(rule: InstallWarning, patterns: Sequence[str]) -> str:
    return rule.warning if rule.sites is None else _naming(rule.sites, distinct(patterns))


def _naming(words: SiteWords, hosts: Sequence[str]) -> str:
    """Return the warning that names ``hosts``, or only says that there are some."""
    sentences = {1: words.one, 2: words.two, 3: words.three}
    sentence = sentences.get(len(hosts))
    if sentence is None:
        return words.more
    names = [words.below.replace("{domain}", host[2:]) if host.startswith("*.") else host for host in hosts]
    return _PLACE.sub(lambda place: names[int(place[1])], sentence)
