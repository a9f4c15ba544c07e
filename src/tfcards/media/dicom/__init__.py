"""DICOM images: their pixels as a reading room would show them, and the few facts that may leave the header."""
