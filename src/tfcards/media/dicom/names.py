"""Which values of a DICOM header are read: these, and no other."""

from __future__ import annotations

FRAME = (
    "Modality",
    "PhotometricInterpretation",
    "PixelRepresentation",
    "PixelAspectRatio",
    "PixelSpacing",
    "ImagerPixelSpacing",
    "PixelPaddingValue",
    "RescaleSlope",
    "RescaleIntercept",
    "ModalityLUTSequence",
    "WindowCenter",
    "WindowWidth",
    "VOILUTFunction",
    "VOILUTSequence",
)
"""What tells how a frame is shown. A multi-frame file may state it once, or for each frame by itself."""

GROUPS = ("FrameVOILUTSequence", "PixelValueTransformationSequence", "PixelMeasuresSequence")
"""Where a multi-frame file states these (DICOM PS3.3, C.7.6.16)."""

_KIND = ("SOPClassUID", "BurnedInAnnotation", "ConversionType")
_FACTS = ("BodyPartExamined", "ViewPosition", "PatientSex", "PatientAge")
_ORDER = (
    "SeriesInstanceUID",
    "SeriesNumber",
    "InstanceNumber",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "SliceLocation",
)
_TIMES = ("FrameTime", "FrameTimeVector", "CineRate", "RecommendedDisplayFrameRate")
_PIXELS = (
    "NumberOfFrames",
    "Rows",
    "Columns",
    "SamplesPerPixel",
    "PlanarConfiguration",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
    "PixelData",
)
_PALETTE = tuple(
    f"{kind}{colour}PaletteColorLookupTable{part}"
    for colour in ("Red", "Green", "Blue")
    for kind, part in (("", "Descriptor"), ("", "Data"), ("Segmented", "Data"))
)

READ = (*_KIND, *_FACTS, *_ORDER, *_TIMES, *_PIXELS, *_PALETTE, *FRAME)
"""All that is read, by the keywords of DICOM PS3.6. ``_ORDER`` sorts files and goes nowhere."""
