"""What must hold between the parts of one case, beyond the form of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.numbering import Numbered, item_ids, item_number

_OF_THEIR_OWN = (".causes", ".annotations")
"""Lists whose ids tell their items apart within the list, and not within the case."""

_DRIVE_OR_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def check_case(case: Case, lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return what is wrong with the ids and the image paths of ``case``; ``lines`` as a reader gives them."""
    lists: dict[str, list[tuple[str, str]]] = {}
    for at, item_id in item_ids(case):
        if item_id:
            lists.setdefault(at.rpartition(".")[0], []).append((f"{at}.id", item_id))
    whole_case = [pair for at, pairs in lists.items() if not at.endswith(_OF_THEIR_OWN) for pair in pairs]
    scopes = [whole_case, *(pairs for at, pairs in lists.items() if at.endswith(_OF_THEIR_OWN))]
    found = [problem for pairs in scopes for problem in _repeated(pairs, lines, path)]
    found += [problem for pairs in lists.values() for problem in _same_number(pairs, lines, path)]
    for index, image in enumerate(case.images):
        at = f"images.{index}.file"
        found += _image_path(image.file, Location(path, lines.get(at, 0)))
    return found


def check_numbered(numbered: Numbered, lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return one warning when ids were assigned in memory, and an error for each that could not be."""
    found = []
    if numbered.added:
        count = len(numbered.added)
        message = "1 item has no id" if count == 1 else f"{count} items have no id"
        place = Location(path, min(lines.get(at, 0) for at in numbered.added))
        hint = "run 'tfcards check --fix' to write the ids into the file before residents get the deck"
        found.append(warning(codes.IDS_MISSING, message, place, hint))
    for at in numbered.without:
        message = "no number up to 999 is left for the id of this item"
        hint = "give it an id by hand with a number that was never used"
        found.append(error(codes.NUMBERS_USED_UP, message, Location(path, lines.get(at, 0)), hint))
    return found


def check_folder(case: Case, lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return a warning when the folder in ``path``, as far as it tells, is not named as ``case``."""
    folder = PurePath(path).parent.name
    if not case.id or folder in ("", "..", case.id):
        return []
    message = f"the case is called {case.id} and its folder {folder}"
    hint = "rename the folder; keep the id once residents have the deck"
    return [warning(codes.FOLDER_NAME, message, Location(path, lines.get("id", 0)), hint)]


def _repeated(pairs: Sequence[tuple[str, str]], lines: Mapping[str, int], path: str) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for at, item_id in pairs:
        line = lines.get(at, 0)
        if item_id in first:
            message = f"id {item_id} stands twice, first on line {first[item_id]}"
            hint = "keep the one that residents have, delete the other and run 'tfcards check --fix'"
            yield error(codes.DUPLICATE_ID, message, Location(path, line), hint)
        first.setdefault(item_id, line)


def _same_number(pairs: Sequence[tuple[str, str]], lines: Mapping[str, int], path: str) -> Iterator[Diagnostic]:
    first: dict[int, str] = {}
    for at, item_id in pairs:
        number = item_number(item_id)
        if number and first.setdefault(number, item_id) != item_id:
            message = f"ids {first[number]} and {item_id} of one list have the same number"
            hint = "the number tells the cards of a list apart: delete the newer id and run 'tfcards check --fix'"
            yield error(codes.SAME_NUMBER, message, Location(path, lines.get(at, 0)), hint)


def _image_path(file: str, place: Location) -> list[Diagnostic]:
    if "\\" in file:
        return [error(codes.BACKSLASH, f"image path '{file}' holds a backslash", place, "write / between folders")]
    if file.startswith("/") or ".." in file.split("/") or _DRIVE_OR_SCHEME.match(file):
        hint = "copy the image into the folder of the case and write its name alone"
        return [error(codes.LEAVES_FOLDER, f"image path '{file}' leaves the case folder", place, hint)]
    return []
