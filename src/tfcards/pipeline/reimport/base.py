"""What the last import wrote: the common ground of a person's edits and of the source's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.case import Case
from tfcards.sources.casefile.edit import read_back
from tfcards.sources.casefile.writer import case_yaml

IMPORTED_FILE = ".imported.yaml"
"""Its file, beside the case file: hidden, and committed with the deck so that others can import again too."""

_HEAD = "# What the last import wrote. The next one compares with it: leave it as it is.\n"
_IMAGE = re.compile(r"^# image ([0-9a-f]{64}) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Base:
    """The case as it was imported, and the SHA-256 of each of its image files."""

    case: Case
    images: Mapping[str, str]


def digest(image: Path | bytes) -> str:
    """Return the SHA-256 of an image. Raises OSError if it cannot be read."""
    return hashlib.sha256(image if isinstance(image, bytes) else image.read_bytes()).hexdigest()


def base_text(base: Base) -> str:
    """Return ``base`` as the text of its file."""
    images = "".join(f"# image {value} {name}\n" for name, value in sorted(base.images.items()))
    return _HEAD + images + case_yaml(base.case)


def read_base(folder: Path) -> Base | None:
    """Return what the last import wrote into the case folder ``folder``; None if that is not known."""
    path = folder / IMPORTED_FILE
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    case = read_back(text, str(path))[1]
    return Base(case, {name: value for value, name in _IMAGE.findall(text)}) if case else None


def is_damaged(folder: Path) -> bool:
    """Tell whether the base of the case folder ``folder`` is there, but cannot be read as one."""
    return (folder / IMPORTED_FILE).exists() and read_base(folder) is None
