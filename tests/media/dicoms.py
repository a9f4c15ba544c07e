"""What the tests of DICOM share: the files that come inside the wheel of pydicom, and files made here."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

from tfcards.media.decoded import Decoded
from tfcards.media.dicom.decode import decode_dicom
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.problems import Problem

FILES = Path(pydicom.__file__).parent / "data" / "test_files"
"""Files inside the wheel of pydicom; nothing is downloaded."""

NAME = "Quixote^Zacharias"


def made(pixels: Any, **values: Any) -> bytes:  # noqa: ANN401 - whatever a header holds
    """Return a DICOM file of ``pixels`` with ``values`` in its header, and a patient."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = ExplicitVRLittleEndian, CTImageStorage
    meta.MediaStorageSOPInstanceUID = UID("1.2.3.4")
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    colour = pixels.ndim > 2 and pixels.shape[-1] == 3
    plain: dict[str, Any] = {
        "SOPClassUID": CTImageStorage, "Modality": "CT", "PatientName": NAME, "PatientID": "HX-4471",
        "SeriesInstanceUID": "1.2.3", "InstanceNumber": 1,
        "Rows": pixels.shape[-3 if colour else -2], "Columns": pixels.shape[-2 if colour else -1],
        "SamplesPerPixel": 3 if colour else 1, "PhotometricInterpretation": "RGB" if colour else "MONOCHROME2",
        "BitsAllocated": pixels.dtype.itemsize * 8, "BitsStored": pixels.dtype.itemsize * 8,
        "HighBit": pixels.dtype.itemsize * 8 - 1, "PixelRepresentation": int(pixels.dtype.kind == "i"),
    }  # fmt: skip
    for name, value in {**plain, **values}.items():
        setattr(dataset, name, value)
    if colour:
        dataset.PlanarConfiguration = 0
    dataset.PixelData = pixels.tobytes()
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def shown(data: bytes, frame: int | None = None, limits: MediaLimits = DEFAULT_LIMITS) -> Decoded:
    decoded = decode_dicom(data, limits, frame)
    assert isinstance(decoded, Decoded), decoded
    return decoded


def refused(data: bytes, limits: MediaLimits = DEFAULT_LIMITS) -> str:
    problem = decode_dicom(data, limits)
    assert isinstance(problem, Problem)
    return problem.code


def greys(decoded: Decoded) -> list[int]:
    return list(decoded.image.tobytes())


RAMP = np.array([[0, 50, 100, 150, 200]], dtype=np.uint16)
