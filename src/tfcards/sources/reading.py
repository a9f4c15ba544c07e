"""What every reader gives: a case, what is wrong with its source, and where each part stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source, read. ``case`` is None when the source holds no usable case.

    ``lines`` maps dotted paths of case fields (``findings.2.id``) to lines of the source, from 1.
    ``folder`` is where the image files of the case stand, and what they may not leave. ``embedded`` are the image
    files that the source holds within itself, by the names that the case's images use for them: plain names of
    files, which do not stand in ``folder``. ``format`` is the name of the reader, which the registry fills in.
    """

    path: str
    folder: Path
    case: Case | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    embedded: Mapping[str, bytes] = field(default_factory=dict)
    format: str = ""


class Reader(Protocol):
    """Reads one format, which ``name`` calls as people do.

    ``accepts`` decides by content, with the name of the file as a hint only.
    """

    name: str

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell whether ``data``, the content of ``path``, is in this reader's format."""

    def read(self, data: bytes, path: Path) -> Iterable[Reading]:
        """Read ``data``, one reading a case; what is wrong with it becomes a diagnostic, never an exception."""
