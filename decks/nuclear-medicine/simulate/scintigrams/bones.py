"""A bone and its uptake, relative to a vertebral body (1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scintigrams.shapes import Solid
from scintigrams.volume import Volume


@dataclass(frozen=True, slots=True)
class Bone:
    """A named bone, its uptake, and the cavity it does not take up in."""

    name: str
    solid: Solid
    uptake: float
    cavity: Solid | None = None


def draw(volume: Volume, bones: Iterable[Bone], scale: float = 1.0) -> None:
    """Draw bones into the volume, each with its uptake times the scale."""
    for bone in bones:
        volume.add(bone.solid, bone.uptake * scale, bone.cavity)


def changed(bones: Iterable[Bone], factors: dict[str, float]) -> list[Bone]:
    """Return the bones with uptake multiplied where the name starts with a key; 0 removes."""
    result = []
    for bone in bones:
        factor = next((f for prefix, f in factors.items() if bone.name.startswith(prefix)), 1.0)
        if factor:
            result.append(replace(bone, uptake=bone.uptake * factor))
    return result
