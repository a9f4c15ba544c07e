"""The images of a document: which file each is, the marked one beside the clean one, and their captions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from tfcards.model.case import ImageRef
from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary import modality

_RASTERS = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".bmp", ".tif", ".tiff"})
_VIDEOS = frozenset({".avi", ".mov", ".mp4", ".mpg", ".mpeg", ".wmv", ".swf", ".webm"})
_MOST = 500


@dataclass(slots=True)
class Images:
    """The images in their order with their lines. ``clicked`` are captions that stand behind a click, by label.

    ``videos`` counts what moves and is not read, ``missing`` names the files that are not there.
    """

    refs: list[ImageRef] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    clicked: dict[str, str] = field(default_factory=dict)
    videos: int = 0
    missing: list[str] = field(default_factory=list)


def find_images(root: etree._Element, folder: Path) -> Images:
    """Return all images of the document. A caption behind a click goes to the marked image, if there is one."""
    found = Images()
    usual = next((modality.code_of(text_of(e)) for e in children(root, "modality")), "")
    inner = (image for image in root.iter() if local(image) == "image" and local(_parent(image)) != "image")
    for element in list(inner)[:_MOST]:
        _take(element, found, folder, usual)
    return found


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _take(element: etree._Element, found: Images, folder: Path, usual: str) -> None:
    others = {(e.get("role") or "").strip(): _address(e) for e in children(element, "alternative-image", "image")}
    own = _address(element) or others.get("", "")
    if PurePosixPath(own).suffix.lower() in _VIDEOS:
        found.videos += 1
        return
    found.videos += "video" in others
    file = _best([others.get("original-dimensions", ""), own, others.get("original-format", "")], folder)
    if not file and not own:
        return
    label = f"image {sum(ref.side == 'question' for ref in found.refs) + 1}"
    shown, clicked = _captions(element)
    code = next((modality.code_of(text_of(e)) for e in children(element, "modality")), "") or usual
    found.refs.append(ImageRef(label=label, file=file, modality=code, caption=shown))
    found.lines.append(element.sourceline or 0)
    if not file:
        found.missing.append(PurePosixPath(own).name)
    marked = _best([others.get("annotation", "")], folder)
    if marked:
        side = ImageRef(label=f"{label}, marked", file=marked, modality=code, caption=clicked, side="answer")
        found.refs.append(side)
        found.lines.append(element.sourceline or 0)
    elif clicked:
        found.clicked[label] = clicked


def _captions(element: etree._Element) -> tuple[str, str]:
    """Return the caption that is always shown, and the one behind a click."""
    shown: list[str] = []
    clicked: list[str] = []
    for caption in children(element, "image-caption", "text-caption"):
        behind = (caption.get("display") or "").strip() == "click" or caption.get("show-button") == "yes"
        if text := text_of(caption):
            (clicked if behind else shown).append(text)
    return " ".join(shown), " ".join(clicked)


def _address(element: etree._Element) -> str:
    return unquote((element.get("src") or element.get("href") or "").strip()).removeprefix("./")


def _best(names: list[str], folder: Path) -> str:
    """Return the first of ``names`` that is a file below ``folder``, one that shows on a card before any other."""
    there = [name for name in names if _is_below(name, folder)]
    return next((n for n in there if PurePosixPath(n).suffix.lower() in _RASTERS), there[0] if there else "")


def _is_below(name: str, folder: Path) -> bool:
    path = PurePosixPath(name)
    if (
        not name
        or ":" in name
        or "\\" in name
        or not name.isprintable()
        or path.is_absolute()
        or ".." in path.parts
    ):
        return False
    try:
        place = (folder / name).resolve()
        return place.is_file() and place.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False
