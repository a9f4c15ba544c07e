"""What a DICOM file is by its header: no image at all, or one whose pixels may hold names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydicom import Dataset

_STORED = "1.2.840.10008.5.1.4.1.1."
_RADIOTHERAPY = f"{_STORED}481."
_RADIOTHERAPY_IMAGES = frozenset({f"{_RADIOTHERAPY}1", f"{_RADIOTHERAPY}23"})
_NO_IMAGES = (
    ("1.2.840.10008.1.3.10", "a directory of DICOM files"),
    (f"{_STORED}88.", "a report"),
    (f"{_STORED}104.", "a document in DICOM, such as a PDF"),
    (f"{_STORED}11.", "a presentation state, which only tells how to show other files"),
    (_RADIOTHERAPY, "a plan, dose or record of radiotherapy"),
    (f"{_STORED}9.", "a waveform"),
    (f"{_STORED}66", "a segmentation, a registration or raw data"),
)
"""How the SOP class UID of what is no image to look at begins (DICOM PS3.4, B.5)."""

_SECONDARY_CAPTURE = f"{_STORED}7"
_TEXT_IN_PIXELS = frozenset(
    {"US", "IVUS", "BDUS", "XA", "RF", "ES", "GM", "XC", "OP", "SC", "OT", "DG", "ECG", "DOC", ""}
)
"""Modalities whose pixels often hold names: drawn by the machine, or by whoever captured the screen; and none."""

_SCANNED = frozenset({"DF", "DI", "SD", "SI", "DRW", "SYN", "WSD"})
"""Values of ConversionType: digitised film, captured screens, scanned documents, drawings, workstations."""


def no_image(dataset: Dataset) -> str:
    """Return in words what the file is if it is no image; empty if it is one. Raises what pydicom raises."""
    meta = getattr(dataset, "file_meta", {})
    kind = str(dataset.get("SOPClassUID") or meta.get("MediaStorageSOPClassUID") or "")
    words = next((words for uid, words in _NO_IMAGES if kind.startswith(uid)), "")
    if words and kind not in _RADIOTHERAPY_IMAGES:
        return words
    damaged = not len(dataset)  # pydicom keeps nothing of a file that ends too soon
    return "" if damaged or "Rows" in dataset or "PixelData" in dataset else "a DICOM file without pixels"


def may_hold_names(dataset: Dataset) -> bool:
    """Tell whether names may be drawn into the pixels. The header's word that there are none is not enough.

    Raises what pydicom raises.
    """
    kind = str(dataset.get("SOPClassUID") or "")
    captured = kind == _SECONDARY_CAPTURE or kind.startswith(f"{_SECONDARY_CAPTURE}.")
    return (
        captured
        or _code(dataset, "BurnedInAnnotation") == "YES"
        or _code(dataset, "Modality") in _TEXT_IN_PIXELS
        or _code(dataset, "ConversionType") in _SCANNED
    )


def _code(dataset: Dataset, name: str) -> str:
    return str(dataset.get(name) or "").strip().upper()
