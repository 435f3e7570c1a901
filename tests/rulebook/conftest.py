"""A small rule set of invented records, written into a folder of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = """\
rulebook: {version: "1", reference_age_days: 100}
surfaces:
  - {id: in-app, title: In the app, third_party: false}
  - {id: open-door, title: An open door, third_party: true}
capabilities:
  - id: film.savers
    title: who saved a film
    about: others
    cells:
      - {surface: in-app, answer: yes, source: https://film.example/help, date: 2026-10-01}
      - {surface: open-door, answer: count-only, source: https://film.example/api, date: 2026-10-01}
  - id: film.titles
    title: the titles of films
    about: public
    cells:
      - {surface: open-door, answer: yes, source: https://film.example/api, date: 2026-10-01}
  - {id: device.contacts, title: your contacts, about: device}
access:
  - id: android.permission.READ_CONTACTS
    kind: android
    title: read your contacts
    danger: high
    yields: [device.contacts]
    explanation: It gets the name and number of everybody in your address book.
    source: https://phone.example/permissions
    date: 2026-10-01
  - id: chrome:tabs
    kind: chrome
    title: see your tabs
    danger: low
    source: https://browser.example/permissions
    date: 2026-10-01
host_classes:
  - id: everywhere
    title: every site
    match: all-sites
    danger: high
    platform_warning: {chrome: Read and change all your data on all websites}
    explanation: It sees each page that you open.
    source: https://browser.example/hosts
    date: 2026-10-01
  - id: film-site
    title: the film site
    match: any-of-domains
    domains: [film.example]
    danger: medium
    platform_warning: {chrome: "Read and change your data on {domain}"}
    explanation: It acts as you on the film site.
    source: https://browser.example/hosts
    date: 2026-10-01
  - id: somewhere
    title: some other site
    match: other
    danger: low
    explanation: It sees the pages of one site.
    source: https://browser.example/hosts
    date: 2026-10-01
documents:
  - id: film-terms
    name: Film Terms
    publisher: Film
    url: https://film.example/terms
    date: 2026-09-01
    region: EEA
    clauses:
      - {id: no-lists, section: "3.1", says: Nobody is given lists of viewers.}
      - {id: own-day, section: "3.2", says: Read later., url: https://film.example/terms/2, date: 2026-10-02}
      - {id: unseen, section: "4", says: Data are deleted., not_visible: It happens on servers of the tool.}
claims:
  - id: reveals-savers
    title: shows who saved a film
    needs: film.savers
    otherwise: impossible
    explanation: Nobody is given this.
  - id: reveals-titles
    title: shows the titles of films
    needs: film.titles
    otherwise: impossible
    explanation: Everybody is given this.
  - {id: official, title: is official, otherwise: deceptive, explanation: It is not.}
purposes:
  - {id: find-friends, title: find your friends, needs: [device.contacts]}
checks:
  - {id: page, title: The page}
observations:
  - {id: page.password-field, title: The page has a field for a password, check: page}
findings:
  - id: promises-savers
    title: Promises a list of savers
    category: impossible-claim
    severity: critical
    when: {claim: reveals-savers, deliverable: impossible, certainty: certain}
    explanation: Nobody can be given this list.
    references: [no-lists]
    advice: Do not install it.
    examples:
      match:
        - {listing: {texts: [See who saved your film.]}, quote: See who saved your film}
      near_miss:
        - {listing: {texts: [Nobody can see who saved your film.]}}
means:
  - {id: nothing, claims: [reveals-savers], creator: It is invented., researcher: No access is requested.}
advice:
  - id: instead
    title: Do this instead
    steps:
      - {text: Look at the number of saves.}
      - {text: Remove the app., when: {access: "android.*"}}
questions:
  - {id: who, question: "Who saved it?", answer: Nobody is told., source: film.example, date: 2026-10-01}
providers:
  - id: film
    title: Film
    domains: [film.example]
    names: [film]
    authorize: [{host: film.example, path: /authorize}]
    source: https://film.example/api
    date: 2026-10-01
language:
  code: en
  concepts: {save: [save, saves], film: [film, movie]}
  frames:
    - {claim: reveals-savers, certainty: certain, needs: [[save], [film]]}
  examples:
    - {text: See who saved your film., claims: {reveals-savers: See who saved your film}}
"""


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAVERAUDIT_CACHE", "off")


@pytest.fixture
def rules_text() -> str:
    """The small rule set as one YAML document."""
    return RULES


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes each file into a new folder (``a`` becomes ``a.yaml``) and returns it."""
    made = iter(range(1000))

    def write(**files: str | bytes) -> Path:
        home = tmp_path / f"rules-{next(made)}"
        home.mkdir()
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (home / f"{name}.yaml").write_bytes(raw)
        return home

    return write


@pytest.fixture
def book(folder: Callable[..., Path]) -> Rulebook:
    """The small rule set, loaded."""
    return load_rulebook(base=folder(all=RULES))
