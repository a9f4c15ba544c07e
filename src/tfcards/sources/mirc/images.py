"""The images of a document: which file each is, the marked one beside the clean one, and their captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from tfcards.model.case import ImageRef
from tfcards.sources.mirc import files
from tfcards.sources.mirc.captions import Clicked, is_behind_click, take_captions
from tfcards.sources.mirc.headings import part_of
from tfcards.sources.mirc.patient import GAP, Secret
from tfcards.sources.mirc.tree import table
from tfcards.sources.xml.lines import children, local, take_out, text_of
from tfcards.vocabulary import modality

_MOST = 500
_IMAGES = frozenset({"image", "img"})
_AFTER_ANSWERING = frozenset({"answer", "correct-answer", "incorrect-answer", "response", "explanation"})


@dataclass(slots=True)
class Images:
    """The images in their order with their lines, and what else was met; numbers are lines of the source.

    ``clicked`` are captions behind a click that no marked image took, ``videos`` what moves and is not read,
    ``missing`` the names of files that are not there, ``drawn`` the images whose marks are drawings, ``embedded``
    the files whose names would tell the patient's.
    """

    refs: list[ImageRef] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    clicked: list[Clicked] = field(default_factory=list)
    videos: list[int] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)
    embedded: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Image:
    """What one element says: where it stands, its own file, the others by their roles, its captions."""

    line: int
    own: str
    others: dict[str, list[str]]
    shown: str
    clicked: str
    modality: str
    side: str


def take_images(root: etree._Element, folder: Path, secret: Secret) -> Images:
    """Return all images of the document, and take their captions out of the text around them.

    A caption behind a click goes to the marked image, if there is one.
    """
    found = Images()
    usual = _usual_modality(root)
    _take_videos(root, found)
    _make_text_of_links(root)
    elements = [e for e in root.iter() if local(e) in _IMAGES and not _holds_image(e)]
    for element in elements[:_MOST]:
        _add(_read(element, usual), found, folder, secret)
    for caption in [e for e in root.iter() if local(e) == "text-caption" and is_behind_click(e)]:
        if text := text_of(caption):
            found.clicked.append(Clicked("", text, caption.sourceline or 0))
        take_out(caption)
    return found


def _add(image: _Image, found: Images, folder: Path, secret: Secret) -> None:
    others = image.others
    if (
        any(map(files.is_video, [image.own, *(n for names in others.values() for n in names)]))
        or "video" in others
    ):
        found.videos.append(image.line)
    own = "" if files.is_video(image.own) else image.own
    file = files.best([*others.get("original-dimensions", []), own, *others.get("original-format", [])], folder)
    if not file and not own:
        return
    label = f"image {sum(not ref.label.endswith('marked') for ref in found.refs) + 1}"
    if not file:
        found.missing.setdefault(secret.without(PurePosixPath(own).name), image.line)
    again = next((ref for ref in found.refs if file and ref.file == file), None)
    if again is None:
        ref = ImageRef(label=label, file=file, modality=image.modality, caption=image.shown, side=image.side)
        _put(ref, image.line, found, folder, secret)
    else:
        label = again.label
    _add_marked(image, label, file, (found, folder, secret))


def _add_marked(image: _Image, label: str, clean: str, into: tuple[Images, Path, Secret]) -> None:
    """Add the marked form of an image with the caption behind a click, else keep that caption apart."""
    found, folder, secret = into
    stated = [name for name in image.others.get("annotation", []) if name and not files.is_drawing(name)]
    marked = files.best(stated, folder)
    if marked and marked != clean and all(ref.file != marked for ref in found.refs):
        ref = ImageRef(
            label=f"{label}, marked", file=marked, modality=image.modality, caption=image.clicked, side="answer"
        )
        _put(ref, image.line, found, folder, secret)
        return
    if stated and not marked:
        found.missing.setdefault(secret.without(PurePosixPath(stated[0]).name), image.line)
    elif "annotation" in image.others and not stated:
        found.drawn.setdefault(label, image.line)
    if image.clicked:
        found.clicked.append(Clicked(label, image.clicked, image.line))


def _put(ref: ImageRef, line: int, found: Images, folder: Path, secret: Secret) -> None:
    """Add ``ref``; a file whose name tells the patient's is taken into the reading under another name."""
    file = ref.file
    if GAP in secret.without(file):
        data = files.content(file, folder)
        file = f"image-{len(found.refs) + 1}-renamed{PurePosixPath(file).suffix.lower()}" if data else ""
        if data:
            found.embedded[file] = data
    found.refs.append(
        ImageRef(label=ref.label, file=file, modality=ref.modality, caption=ref.caption, side=ref.side)
    )
    found.lines.append(line)


def _read(element: etree._Element, usual: str) -> _Image:
    around = [element, *(e for e in element.iterancestors() if local(e) in _IMAGES)]  # an image within its link
    others: dict[str, list[str]] = {}
    for other in (child for e in around for child in children(e, "alternative-image")):
        drawn = (other.get("type") or "").strip().casefold() == "svg"
        others.setdefault((other.get("role") or "").strip().casefold(), []).append(
            "" if drawn else _address(other)
        )
    shown, clicked = take_captions(around)
    stated = (modality.code_of(text_of(e)) for e in children(element, "modality"))
    return _Image(
        line=element.sourceline or 0,
        own=_address(element) or next(filter(None, others.get("", [])), ""),
        others=others,
        shown=shown,
        clicked=clicked,
        modality=next(filter(None, stated), usual),
        side="answer" if _tells(element) else "question",
    )


def _tells(element: etree._Element) -> bool:
    """Tell whether an image stands in a part that tells the answer, as histology in a discussion does."""
    for above in element.iterancestors():
        name = part_of(above)
        if name in table("telling") or local(above) in _AFTER_ANSWERING:
            return True
        if name:
            return False
    return False


def _holds_image(element: etree._Element) -> bool:
    return any(local(e) in _IMAGES for e in element.iterdescendants())


def _make_text_of_links(root: etree._Element) -> None:
    """Make text of the elements that hold no image, but words with a link to something to read."""
    for element in [e for e in root.iter() if local(e) == "image" and not e.get("src") and not _holds_image(e)]:
        address = _address(element)
        if files.is_page(address) or "://" in address:
            element.tag = "span"


def _address(element: etree._Element) -> str:
    return unquote((element.get("src") or element.get("href") or "").strip()).removeprefix("./")


def _take_videos(root: etree._Element, found: Images) -> None:
    """Take out the links to videos, whose words only say to watch them."""
    for link in [e for e in root.iter() if local(e) == "a" and files.is_video(_address(e))]:
        found.videos.append(link.sourceline or 0)
        take_out(link)


def _usual_modality(root: etree._Element) -> str:
    """Return the modality of all images: that of the document, unless it states several."""
    stated = (part for e in _outside_images(root) for part in re.split(r"[,;/&]|\band\b", text_of(e)))
    codes = {modality.code_of(part) for part in stated if part.strip()}
    return codes.pop() if len(codes) == 1 else ""


def _outside_images(root: etree._Element) -> Iterator[etree._Element]:
    elements: Iterable[etree._Element] = root.iter()
    for element in elements:
        parent = element.getparent()
        if local(element) == "modality" and parent is not None and local(parent) not in _IMAGES:
            yield element
