"""Tells by the first bytes of a file what it is to an import: an image, an archive, or maybe a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfcards.sources.intake.archive import is_archive

_IMAGES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM",
)  # fmt: skip
_DICOM, _DICOM_AT = b"DICM", 128
_OTHERS = (
    (b"%PDF", "it is a PDF document; save the page as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "it is an Office document; save it as text"),
    (b"{\\rtf", "it is an RTF document; save it as text"),
    (b"bplist", "it is a Safari archive; save the page as complete HTML from another browser"),
    (b"7z\xbc\xaf", "it is a 7z archive; unpack it first"),
    (b"Rar!", "it is a RAR archive; unpack it first"),
    (b"\x1aE\xdf\xa3", "it is a video"),
    (b"SQLite format 3", "it is a database"),
    (b"MZ", "it is a program"),
    (b"\x7fELF", "it is a program"),
)
_FURNITURE = frozenset({".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".svg", ".ico", ".xsl", ".xslt", ".dtd"})
_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".apkg", ".colpkg", ".jar", ".epub"})


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is; ``other`` says in words what keeps it out. With nothing set it may be a document."""

    image: bool = False
    archive: bool = False
    companion: bool = False
    other: str = ""


def kind_of(head: bytes, path: Path) -> FileKind:
    """Return the kind of ``path``, whose first bytes are ``head``."""
    suffix = path.suffix.lower()
    if (
        head.startswith(_IMAGES)
        or head[_DICOM_AT:].startswith(_DICOM)
        or (head[:4], head[8:12]) == (b"RIFF", b"WEBP")
    ):
        return FileKind(image=True)
    if suffix in _OFFICE and is_archive(head):
        return FileKind(other="it is an Office document or a package of another program")
    if is_archive(head):
        return FileKind(archive=True)
    other = next((words for magic, words in _OTHERS if head.startswith(magic)), "")
    if head[4:8] == b"ftyp" or head[:4] == b"RIFF":
        other = "it is a video or a sound"
    if suffix in _FURNITURE:
        return FileKind(companion=True)
    return FileKind(other=other)
