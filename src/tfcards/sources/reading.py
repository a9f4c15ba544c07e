"""What every reader gives: a case, what is wrong with its source, and where each part stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source, read. ``case`` is None when the source holds no usable case.

    ``lines`` maps dotted paths of case fields (``findings.2.id``) to lines of the source, from 1.
    ``folder`` is where the image files of the case stand, and what they may not leave.
    """

    path: str
    folder: Path
    case: Case | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one format. ``accepts`` decides by content, with the name as a hint only."""

    name: str

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell whether ``data``, the content of ``path``, is in this reader's format."""

    def read(self, data: bytes, path: Path) -> Reading:
        """Read ``data``; whatever is wrong with it becomes a diagnostic, never an exception."""
