"""Parses XML of unknown origin: no entity is expanded, nothing else is read, size and depth are bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.sources.xml.sniff import BOMS, SNIFF

MAX_BYTES = 20_000_000
"""A document of a teaching file or a journal is some hundred kilobytes."""

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"^\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)")
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of a document, None where it is no XML at all, and what is wrong with it."""

    root: etree._Element | None
    problems: tuple[Diagnostic, ...]


def parse(data: bytes, path: str) -> Parsed:
    """Return the tree of ``data``, the content of ``path``; a damaged document is read as far as it goes.

    Entities of HTML become characters, as such documents use them without declaring them. A document that declares
    entities of its own is refused: no teaching file needs to, and it is how a few bytes grow into gigabytes or ask
    for files of this computer.
    """
    place = Location(path)
    if len(data) > MAX_BYTES:
        message = f"the document is larger than {MAX_BYTES:,} bytes"
        return _refused(error("TF124", message, place, "check the file"))
    text = _decoded(data)
    if "<!ENTITY" in text.upper():
        hint = "remove the declarations, if you know who made the file"
        return _refused(error("TF125", "the document declares entities, which are never expanded", place, hint))
    plain = _NAMED.sub(_character, _DECLARATION.sub(_blank, text, count=1))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return _refused(error("TF124", "the document is no XML that can be read", place, "export it again"))
    first = next((e for e in parser.error_log if e.level >= etree.ErrorLevels.ERROR), None)
    if first is None:
        return Parsed(root, ())
    message = "the XML is damaged here, and is read as far as it goes"
    hint = "compare the case with its source"
    return Parsed(root, (warning("TF126", message, Location(path, first.line), hint),))


def _refused(reason: Diagnostic) -> Parsed:
    return Parsed(None, (reason,))


def _decoded(data: bytes) -> str:
    """Return ``data`` as text: by its mark, by the encoding that it names, as UTF-8, else as Windows-1252."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    stated = _ENCODING.match(data[:SNIFF])
    name = stated[1].decode("ascii").lower() if stated else "utf-8"
    try:
        return data.decode("cp1252" if name in _LATIN else name)
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def _character(match: re.Match[str]) -> str:
    """Return the character of a named entity of HTML; XML's own, and unknown ones, as they are."""
    name = match[1]
    return match[0] if name in _OWN_ENTITIES else html5.get(f"{name};", match[0])


def _blank(match: re.Match[str]) -> str:
    """Return the line breaks of a declaration, so that lines keep their numbers."""
    return "\n" * match[0].count("\n")
