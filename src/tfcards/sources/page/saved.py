"""Chooses the images of a saved page: those of the case, in full size, where they were saved with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tfcards.sources.page.addresses import SUFFIXES, Addresses, Lies, lies
from tfcards.sources.page.copies import copies
from tfcards.sources.page.furniture import is_repeated, is_small, is_stated_furniture
from tfcards.sources.page.inline import Parts
from tfcards.sources.page.shown import Shown

_MAX_IMAGES = 500


@dataclass(frozen=True, slots=True)
class SavedImage:
    """An image of the case: its file, or its name among those that the page holds; the lines that show it.

    ``file`` is empty for an image that the page shows, but that was not saved with it.
    """

    file: str
    lines: frozenset[int]
    caption: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The images of a page, in order.

    ``missing`` counts those that were not saved with it, ``outside`` the addresses that lead out of its folder,
    and ``left_out`` the images that are too many or too large.
    """

    images: Sequence[SavedImage] = ()
    embedded: Mapping[str, bytes] = field(default_factory=dict)
    missing: int = 0
    outside: int = 0
    left_out: int = 0


def saved_images(shown: Sequence[Shown], folder: Path, parts: Parts) -> Saved:
    """Return the images among ``shown`` that were saved below ``folder``, or within the page as ``parts``.

    Where a click on an image leads to another file, that one is taken, else the address that gives the most bytes.
    Of files that are copies of one image by their names, the one of most bytes is taken.
    """
    addresses = Addresses(folder, parts, [one.src for one in shown])
    often = Counter(one.src for one in shown if one.src)
    found: dict[str, list[Shown]] = {}
    lost: dict[str, list[Shown]] = {}
    order = {id(one): at for at, one in enumerate(shown)}
    outside: set[str] = set()
    for one in shown:
        if is_stated_furniture(one) or is_repeated(often[one.src]):
            continue
        outside.update(a for a in (one.src, one.link) if a and lies(a) == Lies.OUTSIDE)
        name, is_lost = _choice(one, addresses)
        if name:
            found.setdefault(name, []).append(one)
        elif is_lost:
            lost.setdefault(one.src or one.more[0], []).append(one)
    groups: dict[str, list[Shown]] = {}
    largest = copies(list(found), addresses.size)
    for name, ones in found.items():
        groups.setdefault(largest[name], []).extend(ones)
    all_groups = [*groups.items(), *(("", ones) for ones in lost.values())]
    all_groups.sort(key=lambda group: min(order[id(one)] for one in group[1]))
    images = [_image(name, ones) for name, ones in all_groups]
    kept = images[:_MAX_IMAGES]
    used = {image.file for image in kept}
    return Saved(
        images=kept,
        embedded={name: data for name, data in addresses.embedded.items() if name in used},
        missing=len([address for address in lost if address not in outside]),
        outside=len(outside),
        left_out=len(images) - len(kept) + addresses.refused,
    )


def _choice(one: Shown, addresses: Addresses) -> tuple[str, bool]:
    """Return the name of what a click on ``one`` leads to, else of the largest that it shows.

    Without a name it tells whether an image of the case is lost: not saved, or outside the folder.
    """
    if linked := addresses.name_of(one.link):
        return ("" if is_small(addresses.sides(linked)) else linked), False
    names = [name for address in (one.src, *one.more) if (name := addresses.name_of(address))]
    usable = [name for name in names if not is_small(addresses.sides(name))]
    if usable:
        return max(usable, key=addresses.size), False
    # A tiny image that is here stands for the other addresses, from which a script would have taken the image.
    others = one.more if names else (one.src, *one.more)
    return "", any(lies(address) != Lies.NOWHERE for address in others)


def _image(name: str, ones: Sequence[Shown]) -> SavedImage:
    told = sorted((one for one in ones if one.caption and not _is_file_name(one.caption)), key=_is_alternative)
    return SavedImage(name, frozenset(one.line for one in ones), told[0].caption if told else "")


def _is_alternative(one: Shown) -> bool:
    return not one.captioned


def _is_file_name(caption: str) -> bool:
    return PurePosixPath(caption).suffix.lower() in SUFFIXES
