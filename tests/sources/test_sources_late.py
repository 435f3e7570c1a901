"""Sources that are loaded when they are first needed."""

from __future__ import annotations

import subprocess
import sys

from auditor.sources import SOURCES, Document
from auditor.sources.late import LateCompanions, LateSource
from auditor.sources.offline import OfflineFetcher
from auditor.sources.registry import companions, source_for


def test_every_source_has_a_kind_of_its_own() -> None:
    """So every place that the registry names is there."""
    kinds = [source.kind for source in SOURCES]

    assert len(set(kinds)) == len(kinds)
    assert all(kinds)


def test_a_document_without_a_mark_loads_nothing() -> None:
    """A place that is not there is never looked for."""
    nowhere = LateSource("nowhere:Nothing", ("store.example",), (b"key",))
    page = Document(target="x", body=b"<p>words</p>")

    assert not nowhere.recognises(page)
    assert list(LateCompanions("nowhere:nothing", ("store.example",))(page, OfflineFetcher())) == []


def test_a_plain_page_loads_no_store() -> None:
    """Reading it costs what it did before there were stores."""
    code = (
        "import sys\n"
        "from auditor.sources import Document, read_document\n"
        "body = b'<!doctype html><p>Plan your posts.'\n"
        "read_document(Document(target='x', body=body, url='https://tool.example/'))\n"
        "stores = ('app_store', 'chrome_store', 'edge_store', 'firefox_addons', 'f_droid', 'github')\n"
        "print([name for name in sys.modules for store in stores if name == f'auditor.sources.{store}'])\n"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert result.stdout.strip() == "[]"


def test_a_page_that_only_names_a_store_is_read_as_what_it_is() -> None:
    """And asks nobody."""
    body = (
        b"<!doctype html><title>t</title><p>Also on apps.apple.com, addons.mozilla.org, t.me and github.com."
    )
    page = Document(target="x", body=body, url="https://tool.example/github.com")
    source = source_for(page)

    assert source is not None
    assert source.kind == "web-page"
    assert list(companions(page, OfflineFetcher())) == []
