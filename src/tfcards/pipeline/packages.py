"""The packages that a build writes: whole, a part of it, one for each anatomic field; and their locks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.card import Identity
from tfcards.model.case import Case, CaseId
from tfcards.model.errors import TfcardsError
from tfcards.model.note import Guid, Note
from tfcards.package.content import PackageContent
from tfcards.package.files import write_atomically
from tfcards.package.lock import Lock, lock_text
from tfcards.package.writer import write_package
from tfcards.pipeline.locks import require_writable
from tfcards.pipeline.select import Selection
from tfcards.vocabulary import acr


@dataclass(frozen=True, slots=True)
class Package:
    """A package to write: where, and the decks in it."""

    output: Path
    contents: tuple[PackageContent, ...]

    def guids(self) -> set[Guid]:
        """Return the notes of all its decks."""
        return {each.note.guid for content in self.contents for each in content.stamped.notes}


def selected(content: PackageContent, select: Selection | None) -> PackageContent:
    """Return ``content`` with the notes that ``select`` chooses, each as it is in the whole; None chooses all."""
    if select is None:
        return content
    return _part(content, {each.note.guid for each in content.stamped.notes if select(each.note.tags)})


def _part(content: PackageContent, guids: set[Guid]) -> PackageContent:
    """Return ``content`` with some of its notes alone, and with their images."""
    notes = tuple(each for each in content.stamped.notes if each.note.guid in guids)
    shown = {name for each in notes for name in each.note.media}
    kept: set[Identity] = {each.note.identity for each in notes}
    return replace(
        content,
        stamped=replace(content.stamped, notes=notes),
        media=[file for file in content.media if file.name in shown],
        order=[identity for identity in content.order if identity in kept],
    )


def by_anatomic_field(
    content: PackageContent, output: Path, cases: Iterable[Case], notes: Iterable[Note]
) -> tuple[Package, ...]:
    """Return one package for each anatomic field of the ACR index that ``content`` has notes of, in its order.

    All ``notes`` of a case stand in the field of its first code, without a code in ``Other``. Each package is a
    deck below the whole, in a file of its own beside ``output``.
    """
    fields = {case.id: _field(case.acr) for case in cases}
    members: dict[str, set[Guid]] = {}
    for note in notes:
        members.setdefault(fields[CaseId(note.identity.case)], set()).add(note.guid)
    packages = []
    for field, guids in sorted(members.items()):
        part = _part(content, guids)
        if part.order:
            place = output.with_stem(f"{output.stem}-{acr.slug(field).casefold()}")
            packages.append(Package(place, (below(content.deck_name, part, field),)))
    return tuple(packages)


def _field(codes: Iterable[str]) -> str:
    """Return the digit and the name of the anatomic field of the first of ``codes`` that is one."""
    return next((f"{code[0]} {name}" for code in codes if (name := acr.anatomy_name(code))), "Other")


def below(parent: str, content: PackageContent, name: str) -> PackageContent:
    """Return ``content`` as the deck ``name`` below the deck ``parent``."""
    return replace(content, deck_name=f"{parent}::{name}")


def write_packages(packages: Sequence[Package], locks: Mapping[Path, Lock]) -> None:
    """Write ``packages`` and then ``locks``; a package that is new does not stay without its lock.

    Raises:
        TfcardsError: Something cannot be written.
    """
    for path in (*(package.output for package in packages), *locks):
        require_writable(path)
    new = [package.output for package in packages if not package.output.exists()]
    try:
        for package in packages:
            write_package(package.output, *package.contents)
        for path, lock in locks.items():
            write_atomically(path, lock_text(lock).encode())
    except TfcardsError:
        for output in new:
            output.unlink(missing_ok=True)
        raise
