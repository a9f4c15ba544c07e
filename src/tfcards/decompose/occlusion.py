"""Occlusion cards: an image with one named structure hidden at a time, from its annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tfcards.decompose.masking.mask import Secret, is_emptied
from tfcards.decompose.masks import Size, cover_all, covers, is_nothing, outline
from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind, Mask, OcclusionCard
from tfcards.model.case import Annotation, Case
from tfcards.model.identity import image_item

QUESTION = "What is behind the mask?"

Sizes = Mapping[str, Size]
"""Sizes of images by their ``file``."""

_SQUARE = (1, 1)
"""Stands for the size of an image that nobody has measured."""

_UNMASKED = "the annotation makes no mask"
_UNASKED = "no occlusion card was made"


def occlusion_cards(case: Case, secret: Secret, sizes: Sizes) -> list[OcclusionCard | Omission]:
    """Return the occlusion card of each image of ``case`` that wants one, and why a mask or a card is missing."""
    made: list[OcclusionCard | Omission] = []
    for number, image in enumerate(case.images):
        if image.occlusion and image.file:
            made += _of_image(case, secret, number, sizes.get(image.file, _SQUARE))
    return made


def _of_image(case: Case, secret: Secret, number: int, size: Size) -> list[OcclusionCard | Omission]:
    part, image, item = f"images.{number}", case.images[number], image_item(case.images[number])
    if image.side == "answer":
        hint = "ask with the clean image of the question side"
        return [Omission("TF332", part, f"{_UNASKED}: an image of the answer side shows what it asks", hint)]
    if any(other.occlusion and image_item(other) == item for other in case.images[:number]):
        return [Omission("TF332", part, f"{_UNASKED}: another image is called the same", "give it its own label")]
    refused, masks = _masks(image.annotations, part, size)
    if not masks:
        hint = "draw a circle, a rectangle or a polygon with a text around what is to be named"
        return [*refused, Omission("TF332", part, f"{_UNASKED}: no annotation makes a mask", hint)]
    if cover_all(masks):
        hint = "draw the masks smaller"
        return [*refused, Omission("TF332", part, f"{_UNASKED}: its masks cover the whole image", hint)]
    # Neither the diagnosis nor what a mask hides may be read off the caption.
    caption = (secret | Secret.of_names([mask.text for mask in masks])).mask(image.caption)
    card = OcclusionCard(
        identity=Identity(case.id, Kind.OCCLUSION, item),
        case=case,
        image=number,
        question=QUESTION,
        caption="" if is_emptied(caption) else caption,
        masks=masks,
    )
    return [*refused, card]


def _masks(annotations: Sequence[Annotation], part: str, size: Size) -> tuple[list[Omission], tuple[Mask, ...]]:
    """Return the masks of ``annotations``, in their order, and why others of them make none."""
    refused: list[Omission] = []
    drawn: dict[str, Mask] = {}
    for number, annotation in enumerate(annotations):
        enclosed = outline(annotation, size)
        if enclosed is None:
            continue
        at = f"{part}.annotations.{number}"
        mask = Mask(number=item_number(annotation.id), text=annotation.text, shape=enclosed[0], points=enclosed[1])
        if why := _why_not(mask):
            refused.append(Omission("TF331", at, f"{_UNMASKED}: {why[0]}", why[1]))
        else:
            drawn[at] = mask
    hidden = dict(_hidden(drawn))
    refused += [_covered(at, drawn[at], by) for at, by in hidden.items()]
    return refused, tuple(mask for at, mask in drawn.items() if at not in hidden)


def _why_not(mask: Mask) -> tuple[str, str] | None:
    """Return why ``mask`` cannot ask anything, and what to do; None when it can."""
    if not mask.text:
        return "it has no text, so what it hides has no name", "add text:, or draw an arrow"
    if is_nothing(mask):
        return "it encloses nothing", "draw it around what it names"
    if cover_all([mask]):
        return "it covers the whole image", "draw it smaller"
    return None


def _hidden(drawn: Mapping[str, Mask]) -> Iterator[tuple[str, Mask]]:
    """Yield the place of each mask that lies wholly under another, with that one; of two alike, the later."""
    places = list(drawn)
    for rank, at in enumerate(places):
        for other_rank, other in enumerate(places):
            one, under = drawn[other], drawn[at]
            if other != at and covers(one, under) and (other_rank < rank or not covers(under, one)):
                yield at, one
                break


def _covered(at: str, mask: Mask, by: Mask) -> Omission:
    message = f'{_UNMASKED}: "{mask.text}" lies wholly under "{by.text}"'
    return Omission("TF331", at, message, "draw them apart, or make one of them an arrow")
