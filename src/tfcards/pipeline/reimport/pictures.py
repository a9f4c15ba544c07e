"""The image files of a case that is imported again: under which names they stand, and which are to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from tfcards.model.case import Case, ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, info, warning
from tfcards.pipeline.reimport.base import Base, digest
from tfcards.pipeline.reimport.likeness import likeness_of
from tfcards.pipeline.reimport.rows import Row, rows

Data = Path | bytes


@dataclass(frozen=True, slots=True)
class Versions:
    """The images of a case as they were imported, as they are, and as the source has them now."""

    folder: Path
    base: Base | None
    ours: Case

    def rows(self, theirs: Case) -> Iterator[tuple[Row, ImageRef | None, ImageRef | None, ImageRef]]:
        """Yield each image of ``theirs``, with what it was and what it is."""
        base = self.base.case.images if self.base else ()
        for row in rows(base, self.ours.images, theirs.images, likeness_of(ImageRef.__name__)):
            if row.theirs is not None:
                was = None if row.base is None else base[row.base]
                now = None if row.ours is None else self.ours.images[row.ours]
                yield row, was, now, theirs.images[row.theirs]


@dataclass(slots=True)
class Pictures:
    """What is to be written by the names in the case folder, the new SHA-256 of each, and what is to be said."""

    write: dict[str, Data] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    told: list[Diagnostic] = field(default_factory=list)
    conflicts: int = 0


def named(versions: Versions, theirs: Case, images: Mapping[str, Data]) -> tuple[Case, dict[str, Data]]:
    """Return ``theirs`` and its ``images`` under the names that they have, or are to have, in the case folder.

    The name of a file is the import's own invention: one that was imported keeps its name, but for its ending. A
    new one takes no name that another file has. What a file holds tells better than its label which image it is:
    in a source that numbers its images, a new one moves the labels of all that follow.
    """
    names = _by_content(versions, theirs, images)
    held = {*names.values()}
    guessed = [
        replace(image, file=names.get(image.file, "" if image.file in held else image.file))
        for image in theirs.images
    ]
    changed = list(theirs.images)
    for row, was, now, _ in versions.rows(replace(theirs, images=tuple(guessed))):
        image = theirs.images[row.theirs or 0]
        if image.file in images and row.theirs is not None:
            name = names.get(image.file) or _name(versions, was or now, image.file, images[image.file], names)
            names[image.file] = name
            changed[row.theirs] = replace(image, file=name)
    return replace(theirs, images=tuple(changed)), {names[old]: images[old] for old in images if old in names}


def _by_content(versions: Versions, theirs: Case, images: Mapping[str, Data]) -> dict[str, str]:
    """Return the name in the case folder of each image of ``theirs`` that was imported as it is."""
    known: dict[str, list[str]] = {}
    for name, value in _known(versions):
        known.setdefault(value, []).append(name)
    found: dict[str, str] = {}
    for image in theirs.images:
        if image.file in images and image.file not in found and (same := known.get(digest(images[image.file]))):
            found[image.file] = same.pop(0)
    return found


def _known(versions: Versions) -> Iterator[tuple[str, str]]:
    """Yield the names and SHA-256 of the image files of the case as it was imported, else as it is."""
    if versions.base:
        files = dict.fromkeys(image.file for image in versions.base.case.images)
        yield from ((name, versions.base.images[name]) for name in files if name in versions.base.images)
        return
    for name in dict.fromkeys(image.file for image in versions.ours.images if image.file):
        if (versions.folder / name).is_file():
            yield name, digest(versions.folder / name)


def _name(versions: Versions, known: ImageRef | None, drafted: str, data: Data, names: Mapping[str, str]) -> str:
    before, suffix = (known.file if known else ""), PurePath(drafted).suffix
    if versions.base is None and before:
        place = versions.folder / before
        return before if place.is_file() and digest(place) == digest(data) else drafted
    if before and PurePath(before).suffix == suffix:
        return before
    wanted = f"{before.removesuffix(PurePath(before).suffix)}{suffix}" if before else drafted
    name, number = wanted, 1
    while name in names.values() or not _is_free(versions, name, data):
        number += 1
        name = f"{number}-{wanted}"
    return name


def _is_free(versions: Versions, name: str, data: Data) -> bool:
    place = versions.folder / name
    return not place.exists() or (place.is_file() and digest(place) == digest(data))


def pictures(versions: Versions, theirs: Case, images: Mapping[str, Data]) -> Pictures:
    """Return what becomes of ``images``, which bear their names in the case folder. Raises OSError."""
    made = Pictures(hashes={name: digest(data) for name, data in images.items()})
    for _, was, now, image in versions.rows(theirs):
        if image.file not in images:
            continue
        target = _target(versions, was, now, image)
        if target and target not in made.write:
            before = versions.base.images.get(was.file, "") if versions.base and was else ""
            _one(
                made, versions.folder / target, (images[image.file], before), marked=bool(now and now.annotations)
            )
    return made


def _target(versions: Versions, was: ImageRef | None, now: ImageRef | None, image: ImageRef) -> str:
    """Return the name of the file of ``image`` in the case; empty where it is not to be there."""
    if now is None:
        return image.file if versions.base and was is None else ""
    if was is not None and image.file == was.file:
        return now.file  # a person may have renamed it
    return image.file if now.file in (image.file, was.file if was else image.file) else ""


def _one(made: Pictures, place: Path, content: tuple[Data, str], *, marked: bool) -> None:
    """Take in one image file: ``content`` is what the source has now, and the SHA-256 of what was imported."""
    data, before = content
    new = digest(data)
    if not place.exists():
        made.write[place.name] = data
        return
    now = digest(place)
    if new in (now, before):
        return
    if now == before:
        made.write[place.name] = data
        message = f"the image {place.name} is the one of the source now"
        hint = "look whether its marks still fit" if marked else ""
        made.told.append(info("TF180", message, Location(str(place)), hint))
    else:
        made.conflicts += 1
        message = f"the image {place.name} differs from that of the source, and was kept"
        made.told.append(warning("TF181", message, Location(str(place)), "compare the two"))
