"""The captions of images: those that are always shown, and those behind a click, which tell the answer."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from tfcards.sources.mirc.tree import GONE
from tfcards.sources.xml.lines import children, local, take_out, text_of


@dataclass(frozen=True, slots=True)
class Clicked:
    """A caption that stands behind a click, by the label of its image (empty for none), and its line."""

    label: str
    text: str
    line: int


def take_captions(around: list[etree._Element]) -> tuple[str, str]:
    """Return the caption of an image that is always shown, and the one behind a click.

    ``around`` are its element and those that hold it; the captions are taken out of the text.
    """
    captions = [c for e in around for c in children(e, "image-caption", "text-caption")]
    captions += _following(around[-1])
    words: dict[bool, list[str]] = {False: [], True: []}
    for caption in captions:
        if text := text_of(caption):
            words[is_behind_click(caption)].append(text)
        take_out(caption)
    return " ".join(words[False]), " ".join(words[True])


def _following(element: etree._Element) -> list[etree._Element]:
    """Return the captions that stand right behind an image in its section."""
    found: list[etree._Element] = []
    for after in element.itersiblings():
        if local(after) == "text-caption":
            found.append(after)
        elif local(after) not in {"br", GONE}:
            break
    return found


def is_behind_click(caption: etree._Element) -> bool:
    """Tell whether a caption is only shown to those who ask for it."""
    shown = (caption.get("display") or "").strip().casefold()
    return shown == "click" or (caption.get("show-button") or "").strip().casefold() == "yes"
