"""Encodes the frames of a cine as an animated WebP of bounded size, under a name made of its pixels and times."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from tfcards.media import pixels, problems
from tfcards.media.frames import Moving
from tfcards.media.problems import Problem
from tfcards.model.note import MediaFile, MediaName


@dataclass(frozen=True, slots=True)
class _Step:
    """A way to encode: share of the size, quality of WebP, the least share of the first step's bytes it takes."""

    share: float
    quality: int
    least: float


_STEPS = (
    _Step(1.0, 85, 1.0),
    _Step(1.0, 70, 0.45),
    _Step(1.0, 55, 0.33),
    _Step(0.75, 55, 0.2),
    _Step(0.5, 55, 0.09),
    _Step(0.5, 40, 0.06),
    _Step(0.3, 40, 0.012),
    _Step(0.2, 30, 0.0),
)
"""How a cine is made smaller until it fits, little by little. ``least`` was measured on smooth and noisy frames:
what cannot fit by it is not tried."""

_METHOD = 2
"""Effort of the encoder. Higher ones take several times as long for a few per cent of the bytes."""

_FOR_EVER = 0


@dataclass(frozen=True, slots=True)
class Cine:
    """An encoded cine, None where not even the smallest is small enough, and what was found on the way to it."""

    file: MediaFile | None
    problems: tuple[Problem, ...]


def cine_stem(moving: Moving) -> str:
    """Return the file name of ``moving`` without its extension: equal pixels and times give equal names."""
    width, height = moving.frames[0].size
    hasher = hashlib.sha256(f"cine {moving.frames[0].mode} {width} {height} {moving.durations}\n".encode())
    for frame in moving.frames:
        hasher.update(frame.tobytes())
    return f"tf-{hasher.hexdigest()[:24]}"


def encode_cine(moving: Moving, name: str, max_bytes: int) -> Cine:
    """Return ``moving`` as a WebP of at most ``max_bytes`` that plays for ever. ``name`` has no extension.

    WebP, because all clients play it and it takes a fraction of a GIF, in all its greys and colours. It is lossy
    even where the source was not: the still beside it is what is read at full fidelity.
    """
    found: list[Problem] = []
    if moving.total > len(moving.frames):
        found.append(problems.THINNED.found(frames=moving.total, kept=len(moving.frames)))
    largest = 0
    for step in _STEPS:
        if largest * step.least > max_bytes:
            continue
        frames = _scaled(moving.frames, step.share)
        data = _animated(frames, moving.durations, step.quality)
        largest = largest or len(data)
        if len(data) > max_bytes:
            continue
        width, height = frames[0].size
        if step is not _STEPS[0]:
            facts = {"width": width, "height": height, "quality": step.quality, "limit": max_bytes}
            found.append(problems.REDUCED.found(**facts))
        return Cine(MediaFile(name=MediaName(f"{name}.webp"), data=data, width=width, height=height), tuple(found))
    reason = f"a cine of them has more than {max_bytes:,} bytes"
    return Cine(None, (problems.SEVERAL_FRAMES.found(frames=moving.total, reason=reason),))


def _scaled(frames: tuple[Image.Image, ...], share: float) -> tuple[Image.Image, ...]:
    edge = max(1, round(max(frames[0].size) * share))
    return tuple(pixels.bounded(frame, edge) for frame in frames)


def _animated(frames: tuple[Image.Image, ...], durations: tuple[int, ...], quality: int) -> bytes:
    """Return ``frames`` as WebP. Their pixels are moved into new images: nothing beside them can be written."""
    clean = [Image.frombytes(frame.mode, frame.size, frame.tobytes()) for frame in frames]
    stream = io.BytesIO()
    clean[0].save(
        stream,
        "WEBP",
        save_all=True,
        append_images=clean[1:],
        duration=list(durations),
        loop=_FOR_EVER,
        quality=quality,
        method=_METHOD,
    )
    return stream.getvalue()
