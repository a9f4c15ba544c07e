"""Where each part of a case stands in its source, for messages with path and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tfcards.model.diagnostic import Location


@dataclass(frozen=True, slots=True)
class Places:
    """Lines of a source by the dotted path of the part (``findings.2.id``), from 1."""

    path: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def at(self, part: str) -> Location:
        """Return the place of ``part``, or of the nearest part around it that has a line."""
        while part:
            if part in self.lines:
                return Location(self.path, self.lines[part])
            part = part.rpartition(".")[0]
        return Location(self.path)
