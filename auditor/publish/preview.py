"""Show a site on this machine alone, as a server would: for looking at it before it goes out."""

from __future__ import annotations

import functools
import os
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import NotFound, SiteError
from auditor.messages.languages import LANGUAGES
from auditor.publish.addresses import path_of
from auditor.publish.inventory import inventory_of
from auditor.publish.pages import MISSING

if TYPE_CHECKING:
    from pathlib import Path

HOST: Final = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    """Serves files of one folder: no listings, the site's own page for what is missing, nothing written."""

    extensions_map = {  # noqa: RUF012 - as the base class has it
        "": "application/octet-stream",
        ".html": "text/html; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".png": "image/png",
    }

    def __init__(self, *arguments: Any, base: str, **options: Any) -> None:
        self._base = base
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        """Return the file for a path; addresses that begin with the site's own path are found too."""
        if self._base != "/" and path.startswith(self._base):
            path = path[len(self._base) - 1 :]
        return super().translate_path(path)

    def list_directory(self, path: Any) -> None:
        """Answer like a server that lists nothing."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing is found."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        try:
            with open(self._missing(), "rb") as stream:  # noqa: PTH123 - a plain path
                body = stream.read()
        except OSError:
            body = b"There is no such page.\n"
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _missing(self) -> str:
        """Return the page for what is missing in the language of the address, as far as that tells."""
        below = self.path[len(self._base) :] if self.path.startswith(self._base) else self.path[1:]
        code = below.partition("/")[0]
        page = self.translate_path(f"/{code}/{MISSING}" if code in LANGUAGES else f"/{MISSING}")
        return page if os.path.isfile(page) else self.translate_path(f"/{MISSING}")  # noqa: PTH113 - a string

    def end_headers(self) -> None:
        """Keep nothing, guess nothing."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing: what matters is in the browser."""


def preview(site: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of ``site`` on the loopback address; ``serve_forever`` starts it.

    Args:
        site: A site that publish wrote.
        port: Where to listen; 0 for any that is free.

    Raises:
        NotFound: There is no site.
        SiteError: Somebody else listens there.
    """
    found = inventory_of(site)
    if found is None:
        raise NotFound(f"{site} is no site that publish wrote", hint="Publish it first, with --watchlist.")
    base = path_of(found.site) if found.site else "/"
    try:
        return ThreadingHTTPServer((HOST, port), functools.partial(_Handler, directory=str(site), base=base))
    except OSError as error:
        raise SiteError(
            f"can't listen on port {port}: {error.strerror}", hint="Name another --port."
        ) from error
