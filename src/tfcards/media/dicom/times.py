"""How long each frame of a DICOM cine is shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.frames import within

if TYPE_CHECKING:
    from pydicom import Dataset


def durations(dataset: Dataset | None, kept: Sequence[int], total: int) -> tuple[int, ...]:
    """Return how long each of the ``kept`` frames, of ``total``, is shown, in milliseconds, until the next is due.

    Without ``dataset`` these are slices, which have no time of their own.
    """
    usual, vector = _stated(dataset, total) if dataset is not None else (0.0, [])
    spans = list(pairwise([*kept, total + 1]))
    if vector:
        return tuple(within(sum(vector[first - 1 : end - 1])) for first, end in spans)
    return tuple(within(usual * (end - first)) for first, end in spans)


def _stated(dataset: Dataset, total: int) -> tuple[float, list[float]]:
    """Return the time of any frame, 0 if none is stated, and of each, empty unless all are."""
    try:
        rate = float(dataset.get("CineRate") or dataset.get("RecommendedDisplayFrameRate") or 0)
        usual = float(dataset.get("FrameTime") or (1000 / rate if rate else 0))
        vector = [float(value) for value in dataset.get("FrameTimeVector") or ()]
    except dicom_errors():
        return 0.0, []
    # The vector holds the time before each frame; its first value is 0.
    return usual, [*vector[1:], usual or vector[-1]] if len(vector) == total else []
