"""Bounds on what strangers may hand us. Every bound is a named number, so that it can be argued about."""

from typing import Final

MAX_DOCUMENT_BYTES: Final = 16 * 1024 * 1024
"""Decoded bytes of one page or file. The largest Google Play pages seen have 1.3 MB."""

MAX_TEXT_CHARACTERS: Final = 400_000
"""Characters of one text that are read for claims; a longer text is cut and the cut is reported."""

MAX_CLOSELY_READ_CHARACTERS: Final = 40_000
"""Characters of one text that are also read for claims in unusual words: each thousand costs about 0.1 s."""

MAX_TEXTS: Final = 2_000
"""Texts of one listing."""

MAX_ACCESS: Final = 4_000
"""Access requests of one listing."""

MAX_LINE_BYTES: Final = 8 * 1024 * 1024
"""One line of a JSON-lines file."""

MAX_BUNDLE_BYTES: Final = 256 * 1024 * 1024
"""Bytes of one evidence bundle, packed and unpacked alike."""

MAX_BUNDLE_RECORDS: Final = 10_000
"""Records of one evidence bundle. A shop page with its companions makes a dozen."""

MAX_URL_CHARACTERS: Final = 16_384
"""Characters of a URL."""

MAX_TREE_DEPTH: Final = 400
"""Nesting of elements or of JSON; browsers cut at 512."""

MAX_REDIRECTS: Final = 8
"""Hops of one request."""

FETCH_SECONDS: Final = 30.0
"""Wall time of one request with all its hops."""

ROBOTS_SECONDS: Final = 10.0
"""Wall time of asking a site which pages programs may read."""

MAX_ROBOTS_BYTES: Final = 512 * 1024
"""Bytes of a robots.txt that count. RFC 9309 asks for at least 500 KiB."""

POLITE_SECONDS: Final = 1.0
"""Between the beginnings of two requests to one host."""

MAX_PACE_SECONDS: Final = 15.0
"""The longest time between two requests that a site may ask of us; whoever wants more is not read."""

PATIENCE_SECONDS: Final = 60.0
"""Wall time that one request may spend on politeness and robots.txt, beside its own."""

MAX_RETRY_SECONDS: Final = 30.0
"""The longest time that we wait before another try where a server names one."""

MAX_STORED_PAGES: Final = 2_000
"""Pages that a cache keeps; the oldest go first."""

CONNECT_SECONDS: Final = 8.0
"""Wall time for opening a connection, and for silence while reading."""
