"""The images of an export: which file each is, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tfcards.model.case import ImageRef
from tfcards.model.diagnostic import Diagnostic
from tfcards.sources.medpix.items import MAX_BYTES, items
from tfcards.sources.medpix.values import record, text_of
from tfcards.vocabulary import modality

_DESCRIPTIONS = ("Descriptions.json", "Description.json", "descriptions.json")
_FOLDERS = ("images", "image", ".")
_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".dcm")
_PLAIN = re.compile(r"[\w][\w.-]{0,100}")
_MARK = re.compile(r"\b(?:arrow(?:s|head|heads|ed)?|asterisks?|circled|encircled)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """What the export says of its images, by their ids; ``problems`` are those of the file that says it."""

    entries: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def described(folder: Path) -> Described:
    """Return the descriptions that stand beside the cases in ``folder``."""
    path = next((folder / name for name in _DESCRIPTIONS if (folder / name).is_file()), None)
    if path is None:
        return Described()
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    entries: dict[str, Mapping[str, object]] = {}
    problems: list[Diagnostic] = []
    for item in items(data, str(path)):
        if isinstance(item, Diagnostic):
            problems.append(item)
        elif isinstance(item.value, dict):
            entries.setdefault(text_of(item.value.get("image")), item.value)
    return Described(entries, tuple(problems))


def image(name: str, kind: str, entry: Mapping[str, object], folder: Path) -> ImageRef:
    """Return the image with the id ``name``, listed under ``kind`` (ct, mr), as ``entry`` describes it."""
    said = record(entry, "Description")
    study, plane = text_of(said.get("Modality")), text_of(said.get("Plane"))
    code = next(
        (c for c in (study[:2].casefold(), text_of(entry.get("Type")).casefold(), kind) if modality.by_code(c)), ""
    )
    caption = " ".join(text_of(said.get("Caption")).split())
    view = ", ".join(part for part in (plane, study) if part and part.casefold() not in caption.casefold())
    return ImageRef(
        label=name.rpartition("_")[2].casefold() or name.casefold(),
        file=_file(name, folder),
        modality=code,
        caption=f"{caption} ({view})" if caption and view else caption or view,
    )


def is_marked(image: ImageRef) -> bool:
    """Tell whether the caption speaks of marks on the image."""
    return bool(_MARK.search(image.caption))


def _file(name: str, folder: Path) -> str:
    """Return where the file of the image ``name`` stands below ``folder``; empty where there is none."""
    if not _PLAIN.fullmatch(name):
        return ""
    places = (f"{place}/{name}{suffix}".removeprefix("./") for place in _FOLDERS for suffix in _SUFFIXES)
    return next((place for place in places if (folder / place).is_file()), "")
