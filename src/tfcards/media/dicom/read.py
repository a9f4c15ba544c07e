"""Opens a DICOM file, tells what it is, and refuses what cannot be shown before any pixel is decoded."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tfcards.media import problems
from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem

if TYPE_CHECKING:
    from pydicom import Dataset

_DEFLATED = b"1.2.840.10008.1.2.1.99"
_HEAD = 2048
_CODECS = ("1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5")
"""Transfer syntaxes of compressed pixels: JPEG and its kin, RLE."""

_KINDS = (
    ("1.2.840.10008.1.3.10", "a directory of DICOM files"),
    ("1.2.840.10008.5.1.4.1.1.88.", "a report"),
    ("1.2.840.10008.5.1.4.1.1.104.", "a document in DICOM"),
    ("1.2.840.10008.5.1.4.1.1.11.", "a presentation state, which only tells how to show other files"),
    ("1.2.840.10008.5.1.4.1.1.481.2", "a dose distribution"),
    ("1.2.840.10008.5.1.4.1.1.481.", "a radiotherapy plan or record"),
    ("1.2.840.10008.5.1.4.1.1.9.", "a waveform"),
    ("1.2.840.10008.5.1.4.1.1.66", "a segmentation or raw data"),
)
_TEXT_IN_PIXELS = frozenset(
    {"US", "XA", "RF", "ES", "GM", "SC", "OT", "IVUS", "DG", "BDUS", "ECG", "OP", "DOC", "SEG"}
)
"""Modalities whose pixels often hold names: drawn by the machine, or by whoever captured the screen."""

_SCANNED = frozenset({"DF", "DI", "SD", "SI", "DRW", "SYN"})
"""Values of ConversionType: digitised film, captured screens, scanned documents, drawings."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A DICOM image. ``frames`` of ``rows`` by ``columns`` pixels; ``suspect`` when its pixels may hold names."""

    dataset: Dataset
    frames: int
    rows: int
    columns: int
    suspect: bool


def available() -> bool:
    """Tell whether the libraries for DICOM are installed."""
    from importlib.util import find_spec

    return find_spec("pydicom") is not None and find_spec("numpy") is not None


@contextmanager
def quiet() -> Iterator[None]:
    """Keep pydicom from printing: it quotes values of headers."""
    logger = logging.getLogger("pydicom")
    before = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


def header(data: bytes) -> Dataset | Problem:
    """Return the values of ``data``, a DICOM file. Call it, and work with the values, in ``quiet``."""
    if not available():
        return problems.NO_DICOM.found()
    import pydicom

    if _DEFLATED in data[:_HEAD]:  # a few bytes may unpack to gigabytes
        return problems.DEFLATED.found()
    try:
        return pydicom.dcmread(io.BytesIO(data), force=True)
    except dicom_errors():
        return problems.DAMAGED.found(kind="DICOM")


def opened(data: bytes, limits: MediaLimits) -> Opened | Problem:
    """Return the image in ``data``, or why there is none: what the header says is checked against ``limits``."""
    dataset = header(data)
    if isinstance(dataset, Problem):
        return dataset
    try:
        return _checked(dataset, limits)
    except dicom_errors():
        return problems.DAMAGED.found(kind="DICOM")


def _checked(dataset: Dataset, limits: MediaLimits) -> Opened | Problem:
    kind = str(dataset.get("SOPClassUID", ""))
    if "PixelData" not in dataset:
        what = next((words for uid, words in _KINDS if kind.startswith(uid)), "a DICOM file without pixels")
        return problems.NO_PIXELS.found(what=what)
    rows, columns = int(dataset.Rows), int(dataset.Columns)
    frames = max(1, int(dataset.get("NumberOfFrames", 1) or 1))
    if rows < 1 or columns < 1:
        return problems.DAMAGED.found(kind="DICOM")
    if rows * columns > limits.max_pixels:
        return problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
    if not hasattr(dataset, "file_meta") or "TransferSyntaxUID" not in dataset.file_meta:
        _guess_syntax(dataset)
    return Opened(dataset, frames, rows, columns, _is_suspect(dataset))


def _guess_syntax(dataset: Any) -> None:  # noqa: ANN401 - what a header holds
    """State the transfer syntax of a file that does not, as it was read: pixels as they are."""
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

    implicit, little = dataset.original_encoding
    plain = ImplicitVRLittleEndian if implicit else ExplicitVRLittleEndian
    if not hasattr(dataset, "file_meta"):
        dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = plain if little or implicit else ExplicitVRBigEndian


def is_compressed(dataset: Dataset) -> bool:
    """Tell whether pixels need a codec."""
    return str(dataset.file_meta.TransferSyntaxUID).startswith(_CODECS)


def _is_suspect(dataset: Dataset) -> bool:
    """Tell whether names may be drawn into the pixels. The header's word that there are none is not enough."""
    stated = str(dataset.get("BurnedInAnnotation", "")).upper() == "YES"
    modality = str(dataset.get("Modality", "")).upper()
    return stated or modality in _TEXT_IN_PIXELS or str(dataset.get("ConversionType", "")).upper() in _SCANNED
