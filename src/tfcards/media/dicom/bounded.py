"""Keeps the reading of a hostile header in bounds: millions of empty items take gigabytes as objects."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydicom import Dataset

_MOST_READS = 1_000_000
"""How often a header is read from: two or three times an element. Those of thousands of frames stay below it."""

_MOST_BYTES = 4_000_000
"""How long a sequence is that is taken apart when it is asked for."""

_SEQUENCES = (
    "ModalityLUTSequence",
    "VOILUTSequence",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
)


class BoundedFile(io.BytesIO):
    """Bytes in memory that can be read a bounded number of times; then OSError is raised."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = _MOST_READS

    def read(self, size: int | None = -1, /) -> bytes:
        """Return at most ``size`` bytes, all if it is negative or None."""
        self._left -= 1
        if self._left < 0:
            raise OSError
        return super().read(size)


def without_endless(dataset: Dataset) -> Dataset:
    """Return ``dataset`` without the sequences that are too long to be taken apart."""
    from pydicom.dataelem import RawDataElement

    for name in _SEQUENCES:
        raw = dataset.get_item(name) if name in dataset else None
        if isinstance(raw, RawDataElement) and len(raw.value or b"") > _MOST_BYTES:
            del dataset[name]
    return dataset
