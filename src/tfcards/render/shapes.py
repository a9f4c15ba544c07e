"""Masks as Anki's own image-occlusion notes hold them: one cloze a mask, its places in fractions of the image."""

from __future__ import annotations

from markupsafe import Markup

from tfcards.model.card import Mask, OcclusionCard


def shapes(card: OcclusionCard) -> Markup:
    """Return the masks of ``card`` as the field Occlusion (ANKI.md, Native image occlusion).

    ``oi=1``: while one is asked the others stay hidden too, as one of a pair would tell the other.
    """
    clozes = (f"{{{{c{m.number}::image-occlusion:{m.shape}:{_places(m)}:oi=1}}}}" for m in card.masks)
    return Markup("<br>".join(clozes))  # noqa: S704 - numbers and names of shapes alone


def _places(mask: Mask) -> str:
    if mask.shape == "polygon":
        return "points=" + " ".join(f"{_short(x)},{_short(y)}" for x, y in mask.points)
    (left, top), (right, bottom) = mask.points
    named = {"left": left, "top": top}
    if mask.shape == "ellipse":
        named |= {"rx": (right - left) / 2, "ry": (bottom - top) / 2}
    else:
        named |= {"width": right - left, "height": bottom - top}
    return ":".join(f"{name}={_short(value)}" for name, value in named.items())


def _short(value: float) -> str:
    """Return a fraction as Anki's editor writes it: four decimals at most, no zero before the point."""
    return f"{value:.4f}".rstrip("0").removeprefix("0").rstrip(".") or "0"
