"""Walks folders of unknown content: each file once, links not followed, within a budget."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tfcards.sources.intake.limits import Budget
from tfcards.sources.supply import natural

CASE_FILE = "case.yaml"
DECK_FILE = "deck.yaml"
_NOISE = frozenset({"__macosx", "thumbs.db", "desktop.ini", "__pycache__"})
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_COMPANION = re.compile(
    r"[-_.](?:files|file|dateien|fichiers|archivos|arquivos|ficheiros|bestanden|pliki|soubory|tiedostot|filer|fájlok"
    r"|dosyalar|файлы)"
)
"""What browsers in their languages add to the name of a page for the folder beside it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder, or what is left out, and why."""

    path: Path
    lack: str = ""


def walk(folder: Path, budget: Budget) -> Iterator[Found]:
    """Yield the files below ``folder`` in natural order; of a case folder its case file alone.

    Hidden files, those that systems leave behind, and the folders of saved web pages are passed over in silence:
    the pages name what they need of those.
    """
    stack: list[tuple[Path, int]] = [(folder, 0)]
    while stack:
        path, depth = stack.pop()
        if path.is_symlink() and path != folder:
            yield Found(path, "it is a link")
        elif not path.is_dir():
            if not budget.take_file():
                yield Found(path, "there are more files than are taken in at once; import part by part")
                return
            yield Found(path)
        elif (path / DECK_FILE).is_file():
            yield Found(path, "it is a deck; build it by itself")
        elif (path / CASE_FILE).is_file():
            yield Found(path / CASE_FILE)
        elif depth >= budget.limits.depth:
            yield Found(path, "the folders are nested too deeply")
        else:
            try:
                inner = _entries(path)
            except OSError as problem:
                yield Found(path, f"it cannot be opened: {(problem.strerror or 'unknown').lower()}")
                continue
            stack += [(entry, depth + 1) for entry in reversed(inner)]


def _entries(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted((e.name for e in entries), key=natural)
    pages = {name[: -len(s)].casefold() for name in names for s in _PAGE_SUFFIXES if name.casefold().endswith(s)}
    kept = [n for n in names if not n.startswith(".") and n.casefold() not in _NOISE]
    return [folder / n for n in kept if not (_is_companion(n, pages) and (folder / n).is_dir())]


def _is_companion(name: str, pages: set[str]) -> bool:
    """Tell whether a folder called ``name`` is the one that a browser saved beside one of ``pages``."""
    plain = name.casefold()
    return any(plain.startswith(page) and _COMPANION.fullmatch(plain[len(page) :]) for page in pages)
