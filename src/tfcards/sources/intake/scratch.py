"""A folder for what archives and documents hold within themselves; gone when it is no longer needed."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self


class Scratch:
    """Gives new folders, made when first asked for and removed at the end, and knows what each was made of."""

    def __init__(self) -> None:
        self._root: tempfile.TemporaryDirectory[str] | None = None
        self._origins: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._root:
            self._root.cleanup()

    def folder(self, origin: str) -> Path:
        """Return a new, empty folder for what ``origin`` (a path as people know it) holds."""
        if self._root is None:
            self._root = tempfile.TemporaryDirectory(prefix="tfcards-", ignore_cleanup_errors=True)
        # Some documents are called by their folder: it has the name of its archive.
        name = re.sub(r"[^\w.-]+", "-", PurePath(origin).stem).strip("-.")[:60] or "archive"
        folder = Path(self._root.name) / str(len(self._origins) + 1) / name
        folder.mkdir(parents=True)
        self._origins[str(folder)] = origin
        return folder

    def shown(self, path: str) -> str:
        """Return ``path`` as people know it: what was unpacked is below its archive's name."""
        for folder, origin in reversed(self._origins.items()):
            if path == folder or path.startswith(f"{folder}/"):
                return f"{origin}{path[len(folder) :]}"
        return path
