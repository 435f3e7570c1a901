"""Bounds on what strangers may hand us. Every bound is a named number, so that it can be argued about."""

from typing import Final

MAX_DOCUMENT_BYTES: Final = 16 * 1024 * 1024
"""Decoded bytes of one page or file. The largest Google Play pages seen have 1.3 MB."""

MAX_PACKAGE_BYTES: Final = 512 * 1024 * 1024
"""Bytes of one package file. Its SHA-256 alone takes a second at this size."""

MAX_FETCHED_PACKAGE_BYTES: Final = 200 * 1024 * 1024
"""Bytes of one package that is fetched. Google Play takes packages of up to 200 MB."""

MAX_ARCHIVE_MEMBERS: Final = 100_000
"""Members of an archive that are listed; ZIP itself counts no further than 65,535 without extensions."""

MAX_DIRECTORY_BYTES: Final = 16 * 1024 * 1024
"""The list of members at the end of an archive. Real packages of 20,000 members have 2 MB."""

MAX_XML_BYTES: Final = 8 * 1024 * 1024
"""One XML document in a package, unpacked. The largest real manifests have 1 MB."""

MAX_XML_ELEMENTS: Final = 50_000
"""Elements of one XML document in a package."""

MAX_SPLIT_MANIFEST_BYTES: Final = 512 * 1024
"""The manifest of one of several APKs of an app, beside that of its base. Most have 1 kB."""

MAX_RESOURCES_BYTES: Final = 64 * 1024 * 1024
"""An app's table of resources, unpacked. The largest real ones have about 30 MB."""

MAX_INNER_PACKAGE_BYTES: Final = 128 * 1024 * 1024
"""An APK inside another archive that has to be unpacked into memory; stored ones are read in place."""
MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
"""What an archive may say that it unpacks to. Nothing is unpacked beyond the few files that are read."""

MAX_NAMES_BYTES: Final = 4 * 1024 * 1024
"""The list of files of a browser extension: some 40,000 names, each of which costs memory."""

MAX_MANIFEST_BYTES: Final = 2 * 1024 * 1024
"""A manifest in JSON or a file of messages, unpacked. The largest manifests seen have 100 KB."""

MAX_CODE_BYTES: Final = 16 * 1024 * 1024
"""Pages and scripts of one package that are looked into for code from elsewhere, unpacked and together."""

MAX_TEXT_CHARACTERS: Final = 400_000
"""Characters of one text that are read for claims; a longer text is cut and the cut is reported."""

MAX_CLOSELY_READ_CHARACTERS: Final = 40_000
"""Characters of one text that are also read for claims in unusual words: each thousand costs about 0.1 s."""

MAX_POLICIES: Final = 3
"""Privacy policies that are asked for in one audit: one for each address that names another."""

MAX_TEXTS: Final = 2_000
"""Texts of one listing."""

MAX_ACCESS: Final = 4_000
"""Access requests of one listing."""

MAX_STATEMENTS: Final = 20_000
"""What single sources say, kept beside a listing that several were joined into."""

MAX_LINE_BYTES: Final = 8 * 1024 * 1024
"""One line of a JSON-lines file."""

MAX_BUNDLE_BYTES: Final = 256 * 1024 * 1024
"""Bytes of one evidence bundle, packed and unpacked alike."""

MAX_BUNDLE_RECORDS: Final = 10_000
"""Records of one evidence bundle. A shop page with its companions makes a dozen."""

MAX_SAVED_STYLES: Final = 60
"""Style sheets saved with one page that are read."""

MAX_SAVED_STYLE_BYTES: Final = 2 * 1024 * 1024
"""Bytes of these together. What counts of their rules has a bound of its own."""

MAX_SAVED_FRAMES: Final = 12
"""Pages in frames, saved with one page, that are read."""

MAX_SAVED_FRAME_BYTES: Final = 4 * 1024 * 1024
"""Bytes of these together."""

MAX_URL_CHARACTERS: Final = 16_384
"""Characters of a URL."""

MAX_TREE_DEPTH: Final = 400
"""Nesting of elements or of JSON; browsers cut at 512."""

MAX_REDIRECTS: Final = 8
"""Hops of one request."""

FETCH_SECONDS: Final = 30.0
"""Wall time of one request with all its hops."""

PACKAGE_SECONDS: Final = 300.0
"""Wall time that a package may take beside that: 200 MB at 6 Mbit/s."""

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

MAX_TOOL_KEY: Final = 512
"""Characters of the name by which a history keeps a tool."""

MAX_KEPT_BYTES: Final = 64 * 1024 * 1024
"""One listing, rule set or step that a history keeps, unpacked."""
