"""The pixels of a DICOM series as a file without any header."""

from __future__ import annotations

import io

from tfcards.media.dicom.decode import decode_series
from tfcards.media.dicom.series import Series
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem


def render_series(series: Series, limits: MediaLimits) -> tuple[bytes, str] | Problem:
    """Return the pixels of ``series`` as a PNG, and how its name ends.

    Of several frames it is animated, in one scale of greys, of as many frames and pixels as ``limits`` allow a
    cine. It is lossless: every pixel is as it is shown.
    """
    decoded = decode_series(series, limits)
    if isinstance(decoded, Problem):
        return decoded
    stream = io.BytesIO()
    if decoded.moving is None:
        decoded.image.save(stream, "PNG", optimize=True)
    else:
        first, *others = decoded.moving.frames
        times = list(decoded.moving.durations)
        first.save(stream, "PNG", save_all=True, append_images=others, duration=times, loop=0, optimize=True)
    return stream.getvalue(), ".png"
