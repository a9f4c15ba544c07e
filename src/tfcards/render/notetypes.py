"""Builds note types from card_templates/, a deck's own files first; ids and order are frozen, see ANKI.md."""

from __future__ import annotations

import difflib
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.identity import stable_id
from tfcards.model.note import CardTemplate, FieldDef, NoteType
from tfcards.render.front import FRONT_SIDE, Tag, parse

KINDS = ("diagnosis", "pattern", "list", "contrast", "occlusion", "question")
"""The folders of card_templates/, in the order in which ``load_note_types`` returns the note types."""

CSS = "base.css"
LAYOUT = "note_type.yaml"


def templates_root() -> Path:
    """Return the folder of the templates: inside the installed package, or at the root of a checkout.

    Raises:
        TfcardsError: Neither is there; the installation is broken.
    """
    packaged = Path(str(resources.files("tfcards"))) / "card_templates"
    checkout = Path(__file__).parents[3] / "card_templates"
    for folder in (packaged, checkout):
        if (folder / CSS).is_file():
            return folder
    raise TfcardsError("The card templates are missing", "install tfcards again", ExitCode.ENVIRONMENT)


def load_note_types(folder: Path, override: Path | None, namespace: str) -> tuple[NoteType, ...]:
    """Return the note types of ``folder``, in the order of ``KINDS``.

    ``override`` is a deck's own card_templates/: any file in it but the layout replaces the one of the same name.
    A note type that such a file touches gets ids and a name derived from ``namespace``, so that it never changes
    the cards of anybody else's deck.

    Raises:
        TfcardsError: A file of ``override`` is not one of ours, or a template would make cards that cannot work.
    """
    if override is not None:
        _check_names(folder, override)
    return tuple(_load(folder, override, kind, namespace) for kind in KINDS)


def _check_names(folder: Path, override: Path) -> None:
    known = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.name != LAYOUT]
    for path in sorted(override.rglob("*")):
        name = str(path.relative_to(override))
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it may hold {', '.join(k for k in known if '.' in k)}"
            raise TfcardsError(f"The deck's card_templates/ has {name}, which tfcards does not use", hint)


def _load(folder: Path, override: Path | None, kind: str, namespace: str) -> NoteType:
    layout = yaml.safe_load((folder / kind / LAYOUT).read_text("utf-8"))
    own = override is not None and _touches(override, kind)
    texts = {
        name: _read(folder, override, name)
        for name in (CSS, *(f"{kind}/{t[side]}" for t in layout["templates"] for side in ("front", "back")))
    }
    note_type = _built(layout, kind, texts, namespace if own else "")
    _check_templates(note_type, kind)
    return note_type


def _touches(override: Path, kind: str) -> bool:
    folders = (override, override / kind)
    try:
        return any(path.is_file() for folder in folders if folder.is_dir() for path in folder.iterdir())
    except OSError as problem:
        raise _unreadable(override, problem) from problem


def _read(folder: Path, override: Path | None, name: str) -> str:
    path = folder / name
    try:
        if override is not None and (override / name).is_file():
            path = override / name
        return path.read_text("utf-8")
    except UnicodeDecodeError as problem:
        message = f"The deck's card_templates/{name} is not UTF-8 text"
        raise TfcardsError(message, "save it again with the encoding UTF-8") from problem
    except OSError as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: OSError) -> TfcardsError:
    message = f"{path} cannot be read: {problem.strerror or problem}"
    return TfcardsError(message, "check its permissions", ExitCode.ENVIRONMENT)


def _built(layout: dict[str, Any], kind: str, texts: dict[str, str], namespace: str) -> NoteType:
    """Return the note type of ``layout``; with a ``namespace``, under ids of its own.

    They follow from the frozen ids and not from names, which a later version may change.
    """

    def own_id(frozen: int, what: str) -> int:
        return stable_id(namespace, what, str(frozen)) if namespace else frozen

    return NoteType(
        id=own_id(layout["id"], "note type"),
        name=f"{layout['name']} ({namespace})" if namespace else layout["name"],
        cloze=layout["cloze"],
        fields=tuple(
            FieldDef(own_id(f["id"], "field"), f["name"], f.get("tag"), f.get("kept", False))
            for f in layout["fields"]
        ),
        templates=tuple(
            CardTemplate(
                own_id(t["id"], "template"),
                t["name"],
                t["gate"],
                texts[f"{kind}/{t['front']}"],
                texts[f"{kind}/{t['back']}"],
            )
            for t in layout["templates"]
        ),
        css=texts[CSS],
        stock=layout.get("stock"),
    )


def _check_templates(note_type: NoteType, kind: str) -> None:
    names = {field.name for field in note_type.fields}
    for template in note_type.templates:
        where = f"The template {template.name!r} in card_templates/{kind}/"
        front = template.front.strip()
        opened, closed = f"{{{{#{template.gate}}}}}", f"{{{{/{template.gate}}}}}"
        if not (front.startswith(opened) and front.endswith(closed)):
            raise TfcardsError(f"{where} has a front that is not wrapped in {opened} … {closed}")
        for part in [*parse(template.front), *parse(template.back)]:
            if isinstance(part, Tag) and part.field not in names | {FRONT_SIDE}:
                near = difflib.get_close_matches(part.field, names, n=1)
                raise TfcardsError(
                    f"{where} names the field {part.field!r}, which its notes do not have",
                    f"did you mean {near[0]!r}?" if near else "",
                )
