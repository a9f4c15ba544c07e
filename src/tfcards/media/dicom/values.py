"""From stored values to the greys of a screen (DICOM PS3.3, C.7.6.3, C.11.1, C.11.2): an array in, 8 bits out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tfcards.media.dicom.errors import dicom_errors

if TYPE_CHECKING:
    import numpy as np
    from pydicom import Dataset

    Array = np.ndarray[Any, Any]

_LOW, _HIGH = 0.5, 99.5
"""Percentiles that are black and white where the header states no window: the few hot pixels of a bladder or of an
injection site must not leave the rest of a scintigram black."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which values are shown: ``centre`` and ``width`` by the ``function`` of the header."""

    centre: float
    width: float
    function: str


def modality_values(stored: Array, dataset: Dataset) -> Array:
    """Return ``stored`` values of one channel as values of the modality, such as Hounsfield units."""
    from pydicom.pixels.processing import apply_modality_lut

    return apply_modality_lut(stored, dataset)


def window_of(dataset: Dataset) -> Window | None:
    """Return the first window that the header states, None where it states none that can be used."""
    try:
        centre, width = (_first(dataset.get(name)) for name in ("WindowCenter", "WindowWidth"))
        if centre is None or width is None or not width > 0:
            return None
        return Window(centre, width, str(dataset.get("VOILUTFunction", "LINEAR") or "LINEAR").upper())
    except dicom_errors():
        return None


def _first(value: Any) -> float | None:  # noqa: ANN401 - what a header holds
    if value is None or value == "":
        return None
    return float(value[0] if not isinstance(value, str) and hasattr(value, "__len__") else value)


def common_window(values: Array, dataset: Dataset) -> Window:
    """Return the window between two percentiles of ``values``, without padding."""
    import numpy as np

    padding = dataset.get("PixelPaddingValue")
    kept = values[values != padding] if padding is not None and (values != padding).any() else values
    low, high = (float(v) for v in np.percentile(kept, (_LOW, _HIGH)))
    if high <= low:
        low, high = float(kept.min()), max(float(kept.max()), float(kept.min()) + 1)
    return Window((low + high) / 2, high - low, "LINEAR_EXACT")


def has_lut(dataset: Dataset) -> bool:
    """Tell whether the header holds a table that says how bright each value is."""
    return bool(dataset.get("VOILUTSequence"))


def shown(values: Array, dataset: Dataset, window: Window | None) -> Array:
    """Return ``values`` of one channel as greys from 0 to 255, dark where the header says that low is bright."""
    import numpy as np

    if window is None:
        from pydicom.pixels.processing import apply_voi

        table = apply_voi(values, dataset).astype(np.float64)
        bits = int(dataset.VOILUTSequence[0].LUTDescriptor[2])
        grey = table / max(1, 2**bits - 1)
    else:
        grey = _windowed(values.astype(np.float64), window)
    if str(dataset.get("PhotometricInterpretation", "")) == "MONOCHROME1":
        grey = 1 - grey
    made: Array = (np.clip(grey, 0, 1) * 255 + 0.5).astype(np.uint8)
    return made


def _windowed(values: Array, window: Window) -> Array:
    """Return ``values`` as greys from 0 to 1 (C.11.2.1.2 and C.11.2.1.3)."""
    import numpy as np

    if window.function == "SIGMOID":
        return 1 / (1 + np.exp(np.clip(-4 * (values - window.centre) / window.width, -50, 50)))
    if window.function == "LINEAR_EXACT" or window.width <= 1:
        return (values - window.centre) / window.width + 0.5
    return (values - (window.centre - 0.5)) / (window.width - 1) + 0.5
