"""Opens a DICOM file, and refuses what cannot be shown before any pixel is decoded."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfcards.media import problems
from tfcards.media.dicom.bounded import BoundedFile, without_endless
from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.kinds import may_hold_names, no_image
from tfcards.media.dicom.names import READ
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem
from tfcards.media.sniff import DICOM, sniff

if TYPE_CHECKING:
    from pydicom import Dataset

_DEFLATED = b"1.2.840.10008.1.2.1.99"
_CODECS = ("1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5")
"""Transfer syntaxes of compressed pixels: JPEG and its kin, RLE."""

_MOST_BYTES_A_PIXEL = 4
_HEAD = 1_000_000
_BEHIND_IMAGE = 0x0029_0000
"""Bytes at the beginning of a file, and a tag, before which all stands that orders files and tells their facts."""


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


def header(data: bytes, stop: int | None = None) -> Dataset | Problem:
    """Return the values of ``data``, a DICOM file, that are used at all; those of the patient are not even read.

    Reading ends at the tag ``stop``. Call it, and work with the values, in ``quiet``.
    """
    if not available():
        return problems.NO_DICOM.found()
    from pydicom.filereader import read_partial
    from pydicom.tag import Tag

    if _DEFLATED in data:  # a few bytes may unpack to gigabytes
        return problems.DEFLATED.found()
    if sniff(data) is not DICOM:
        return problems.DAMAGED.found(kind="DICOM")
    try:
        dataset = read_partial(
            BoundedFile(data),
            stop_when=None if stop is None else lambda tag, _type, _length: tag >= stop,
            force=True,
            specific_tags=[Tag(name) for name in READ],
        )
        return without_endless(dataset)
    except dicom_errors():
        return problems.DAMAGED.found(kind="DICOM")


def glance(path: Path) -> Dataset | None:
    """Return the header of the file ``path`` without reading its pixels; None if it is no DICOM image."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    values = header(head, stop=_BEHIND_IMAGE)
    try:
        return None if isinstance(values, Problem) or no_image(values) or "Rows" not in values else values
    except dicom_errors():
        return None


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
    if what := no_image(dataset):
        return problems.NO_PIXELS.found(what=what)
    rows, columns = int(dataset.Rows), int(dataset.Columns)
    frames = frames_of(dataset)
    if rows < 1 or columns < 1 or "PixelData" not in dataset:
        return problems.DAMAGED.found(kind="DICOM")
    size = int(dataset.get("SamplesPerPixel", 1)) * int(dataset.BitsAllocated) // 8
    if rows * columns * max(1, size / _MOST_BYTES_A_PIXEL) > limits.max_pixels:
        return problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
    if "TransferSyntaxUID" not in getattr(dataset, "file_meta", ()):
        _guess_syntax(dataset)
    return Opened(dataset, frames, rows, columns, may_hold_names(dataset))


def frames_of(dataset: Dataset) -> int:
    """Return how many frames the header states. Raises what pydicom raises."""
    return max(1, int(dataset.get("NumberOfFrames", 1) or 1))


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


def lacks_codec(dataset: Dataset) -> bool:
    """Tell whether there is a library for the compression of these pixels, but it is not installed."""
    from pydicom.pixels.decoders.base import get_decoder

    try:
        return not get_decoder(dataset.file_meta.TransferSyntaxUID).is_available
    except dicom_errors():
        return False
