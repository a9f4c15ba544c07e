"""The image lines of a page: label, modality code and caption of each image that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tfcards.model.case import ImageRef
from tfcards.sources.document.sections import Line

_VIEW = re.compile(
    r"view\s+(?:the\s+)?(?P<label>[\w -]*?)\s*\b(?:image|figure|picture|film)s?\s*(?:#?\d+\s*)?"
    r"\((?P<code>[^()]{1,12})\)\s*(?:in\s+a\s+separate\s+(?:image\s+)?viewer)?\s*[.:]?\s*(?P<caption>.*)",
    re.IGNORECASE,
)


def is_view(text: str) -> bool:
    """Tell whether ``text`` is an image line: *View main image(bs) in a separate image viewer*."""
    return bool(_VIEW.fullmatch(text))


def parse_images(lines: Iterable[Line]) -> tuple[tuple[ImageRef, ...], tuple[int, ...], str]:
    """Return the images, their line numbers, and what is said of all of them together.

    Text before an image line without a caption of its own describes that image, as these pages are written.
    """
    images: list[ImageRef] = []
    numbers: list[int] = []
    pending: list[str] = []
    loose: list[str] = []
    for line in lines:
        match = _VIEW.fullmatch(line.text)
        if not match:
            pending.append(line.text)
            continue
        caption = match["caption"].strip()
        if caption:
            loose += pending
        else:
            caption = " ".join(pending)
        pending = []
        label = match["label"].strip().lower() or f"image {len(images) + 1}"
        images.append(ImageRef(label=label, modality=match["code"].strip().lower(), caption=caption))
        numbers.append(line.number)
    if pending and images and not images[-1].caption:
        images[-1] = replace(images[-1], caption=" ".join(pending))
        pending = []
    return tuple(images), tuple(numbers), "\n\n".join(loose + pending)
