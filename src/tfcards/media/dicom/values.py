"""From stored values to the greys of a screen (DICOM PS3.3, C.7.6.3, C.11.1, C.11.2): an array in, 8 bits out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.names import FRAME, GROUPS

if TYPE_CHECKING:
    import numpy as np
    from pydicom import Dataset

    Array = np.ndarray[Any, Any]

_LOW, _HIGH = 0.5, 99.5
"""Percentiles that are black and white where the header states no window: the few hot pixels of a bladder or of an
injection site must not leave the rest of a scintigram black."""

_COUNTED = frozenset({"NM", "PT"})
"""Modalities that count: none is black, whatever compression made of it."""

_SAMPLE = 500_000
_AT_ONCE = 2_000_000
"""Values that the percentiles of a frame are taken from, and that are worked on at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which values are shown: ``centre`` and ``width`` by the ``function`` of the header."""

    centre: float
    width: float
    function: str = "LINEAR"


def of_frame(dataset: Dataset, number: int) -> Dataset:
    """Return what the header says of the frame ``number``, from 1, of how to show it.

    What stands for one frame alone counts more than what stands for all, as where each slice of a PET has a scale
    of its own.
    """
    from pydicom import Dataset

    values = Dataset()
    values.file_meta = dataset.file_meta
    every = dataset.get("SharedFunctionalGroupsSequence") or ()
    each = dataset.get("PerFrameFunctionalGroupsSequence") or ()
    groups = [*every[:1], *each[number - 1 : number]]
    inner = [item for group in groups for name in GROUPS for item in (group.get(name) or ())[:1]]
    for source in (dataset, *inner):
        for name in FRAME:
            if name in source:
                setattr(values, name, source[name].value)
    return values


def modality_values(stored: Array, values: Dataset) -> Array:
    """Return ``stored`` values of one channel as values of the modality, such as Hounsfield units."""
    from pydicom.pixels.processing import apply_modality_lut

    return apply_modality_lut(stored, values)


def window_of(values: Dataset) -> Window | None:
    """Return the first window that the header states, None where it states none that can be used."""
    try:
        centre, width = (_first(values.get(name)) for name in ("WindowCenter", "WindowWidth"))
        if centre is None or width is None or not width > 0:
            return None
        return Window(centre, width, str(values.get("VOILUTFunction") or "LINEAR").upper())
    except dicom_errors():
        return None


def _first(value: Any) -> float | None:  # noqa: ANN401 - what a header holds
    if value is None or value == "":
        return None
    return float(value[0] if not isinstance(value, str) and hasattr(value, "__len__") else value)


def common_window(frames: Iterable[tuple[Array, Dataset]]) -> Window:
    """Return the window between two percentiles of all ``frames`` (stored values, header), without padding."""
    import numpy as np

    samples, counted = [], False
    for stored, values in frames:
        some = stored.ravel()[:: max(1, stored.size // _SAMPLE)]
        padding = values.get("PixelPaddingValue")
        kept = some if padding is None else some[some != padding]
        samples.append(modality_values(kept if kept.size else some, values))
        counted = values.get("Modality") in _COUNTED
    sample = np.concatenate(samples)
    low, high = (float(v) for v in np.percentile(sample, (_LOW, _HIGH)))
    if high <= low:
        low, high = float(sample.min()), float(sample.max())
    if counted and high > 0:
        low = max(low, 0.0)
    high = max(high, low + 1e-9 * max(1.0, abs(low)))
    return Window((low + high) / 2, high - low, "LINEAR_EXACT")


def has_table(values: Dataset) -> bool:
    """Tell whether the header holds a table that says how bright each value is, and that can be used."""
    import numpy as np

    if not values.get("VOILUTSequence"):
        return False
    try:
        _tabled(np.zeros(1, dtype=np.int64), values)
    except dicom_errors():
        return False
    return True


def shown(stored: Array, values: Dataset, window: Window | None) -> Array:
    """Return ``stored`` values of one channel as greys from 0 to 255; without ``window`` by the header's table.

    They are dark where the header says that low is bright.
    """
    import numpy as np

    made: Array = np.empty(stored.shape, dtype=np.uint8)
    rows = max(1, _AT_ONCE // stored.shape[1])
    for top in range(0, stored.shape[0], rows):
        part = modality_values(stored[top : top + rows], values)
        grey = _windowed(part.astype(np.float64), window) if window else _tabled(part, values)
        if values.get("PhotometricInterpretation") == "MONOCHROME1":
            grey = 1 - grey
        made[top : top + rows] = np.nan_to_num(np.clip(grey, 0, 1)) * 255 + 0.5
    return made


def _tabled(part: Array, values: Dataset) -> Array:
    """Return values of the modality as greys from 0 to 1 by the table of the header."""
    import numpy as np
    from pydicom.pixels.processing import apply_voi

    bits = int(values.VOILUTSequence[0].LUTDescriptor[2])
    grey: Array = apply_voi(part, values).astype(np.float64) / (2**bits - 1)
    return grey


def _windowed(part: Array, window: Window) -> Array:
    """Return values of the modality as greys from 0 to 1 (C.11.2.1.2 and C.11.2.1.3)."""
    import numpy as np

    if window.function == "SIGMOID":
        return 1 / (1 + np.exp(np.clip(-4 * (part - window.centre) / window.width, -50, 50)))
    if window.function == "LINEAR_EXACT" or window.width <= 1:
        return (part - window.centre) / window.width + 0.5
    return (part - (window.centre - 0.5)) / (window.width - 1) + 0.5
