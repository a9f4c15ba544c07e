"""The images of an export: which file each is, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tfcards.model.case import ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, warning
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
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        message = f"the descriptions of images cannot be read: {problem.strerror or problem}"
        return Described(problems=(warning("TF157", message, Location(str(path)), "check that you may read it"),))
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
    part = text_of(said.get("Figure Part"))
    said_of_it = (plane, study, f"figure {part}" if part else "")
    view = ", ".join(one for one in said_of_it if one and one.casefold() not in caption.casefold())
    return ImageRef(
        label=label_of(name),
        file=_file(name, folder),
        modality=code,
        caption=f"{caption} ({view})" if caption and view else caption or view,
    )


def label_of(name: str) -> str:
    """Return what the image ``name`` is called within its case: the end of its id."""
    return name.rpartition("_")[2].casefold() or name.casefold()


def is_marked(image: ImageRef) -> bool:
    """Tell whether the caption speaks of marks on the image."""
    return bool(_MARK.search(image.caption))


def _file(name: str, folder: Path) -> str:
    """Return where the plain file of the image ``name`` stands below ``folder``; empty where there is none."""
    if not _PLAIN.fullmatch(name):
        return ""
    places = (f"{place}/{name}{suffix}".removeprefix("./") for place in _FOLDERS for suffix in _SUFFIXES)
    return next((place for place in places if _is_below(folder / place, folder)), "")


def _is_below(path: Path, folder: Path) -> bool:
    """Tell whether ``path`` is a file within ``folder``, and no link out of it."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name that is too long, links that lead in a circle
        return False
