"""What Pillow's decoders raise on damaged files: told once, caught wherever a file is read."""

from __future__ import annotations

import struct

PILLOW_ERRORS = (
    OSError,  # no such image, an unknown variant, truncated or corrupt data
    SyntaxError,  # "this is not a … file"; a broken PNG chunk or EXIF header
    ValueError,  # impossible sizes, tiles, palettes and frames
    TypeError,  # dimensions missing, or a tag that holds a value of another type (TIFF)
    LookupError,  # the end inside a block (GIF); an unknown compression (TIFF)
    ArithmeticError,  # a palette with entries below zero (TIFF)
    struct.error,  # the end inside a number (GIF, EXIF)
    # A million damaged files did not raise the rest, but Pillow's sources do:
    EOFError,  # a frame that is promised but not there
    AssertionError,  # what a decoder takes for granted of a file
    MemoryError,  # sizes made up by damaged bytes
)
