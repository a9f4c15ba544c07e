"""Explains the occlusion card of each image that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.record import Explanation
from tfcards.model.card import Kind, OcclusionCard
from tfcards.model.identity import image_item


def occlusions(desk: Desk) -> Iterator[Explanation]:
    """Explain what became of every image with ``occlusion: true``; what each mask hides is told beside it."""
    for number, image in enumerate(desk.case.images):
        if not image.occlusion:
            continue
        part = f"images.{number}"
        identity = desk.identity(Kind.OCCLUSION, image_item(image))
        refused = [f"{o.code}: {o.message}" for o in desk.told if o.part.startswith(f"{part}.annotations.")]
        card = desk.card(identity)
        if isinstance(card, OcclusionCard) and card.image == number:
            names = [mask.text for mask in card.masks]
            rule = f"an image with {len(names)} masks, one asked at a time"
            words = [*(f"hides: {name}" for name in names), *refused, *desk.hidden([image.caption], names)]
            yield desk.made(identity, rule, part, words)
        else:
            otherwise = "no image is supplied" if not image.file else "another image is called the same"
            yield desk.unmade(identity, part, otherwise, refused)
