"""A gamma camera: attenuation, blur that grows with depth, scatter and Poisson counts."""

from __future__ import annotations

import numpy as np

from scintigrams.shapes import Array
from scintigrams.volume import Volume

WATER_140_KEV = 0.012
"""Effective (broad beam) linear attenuation of soft tissue at 140 keV, 1/mm."""


def _transfer(shape: tuple[int, int], fwhm: float) -> Array:
    """Return the real half-plane Fourier transform of a Gaussian of that FWHM, in pixels."""
    sigma = fwhm / 2.3548
    fy = np.fft.fftfreq(shape[0])[:, None]
    fx = np.fft.rfftfreq(shape[1])[None, :]
    return np.exp(-2 * (np.pi * sigma) ** 2 * (fx**2 + fy**2)).astype(np.float32)


def blur(image: Array, fwhm: float) -> Array:
    """Return the image blurred by a Gaussian of that FWHM, in pixels; edges fade to zero."""
    pad = int(2 * fwhm) + 2
    padded = np.pad(image, pad)
    shape = (padded.shape[0], padded.shape[1])
    seen = np.fft.irfft2(np.fft.rfft2(padded) * _transfer(shape, fwhm), s=shape)
    return np.maximum(seen[pad:-pad, pad:-pad], 0).astype(np.float32)


def resolution(distance: float) -> float:
    """Return the FWHM (mm) of a low-energy high-resolution collimator at a distance in mm."""
    return float(np.hypot(3.6, 1.8 + 0.042 * distance))


def project(volume: Volume, distance: float = 15.0) -> Array:
    """Return what the camera sees, before counting; distance is from the collimator to the first layer, mm."""
    _, rows, columns = volume.grid.shape
    pixel, step = volume.grid.voxel
    pad = 16
    shape = (rows + 2 * pad, columns + 2 * pad)
    total = np.zeros((shape[0], shape[1] // 2 + 1), dtype=np.complex128)
    path = np.zeros((rows, columns), dtype=np.float32)
    occupied = np.flatnonzero(volume.attenuation.any(axis=(1, 2)) | volume.activity.any(axis=(1, 2)))
    for layer in occupied:
        half = volume.attenuation[layer] * step / 2
        path += half
        depth = distance + (layer - occupied[0]) * step
        seen = np.pad(volume.activity[layer] * np.exp(-path) * step, pad)
        total += np.fft.rfft2(seen) * _transfer(shape, resolution(depth) / pixel)
        path += half
    return np.maximum(np.fft.irfft2(total, s=shape)[pad:-pad, pad:-pad], 0).astype(np.float32)


def scatter(image: Array, fraction: float, fwhm: float) -> Array:
    """Return the image with that fraction of its counts spread widely, FWHM in pixels."""
    return image * (1 - fraction) + blur(image, fwhm) * fraction


def count(expected: Array, total: float, seed: int) -> Array:
    """Return Poisson counts of an image that expects that total.

    The legacy generator is used because its streams are frozen; rounding keeps the last bits of another machine's
    arithmetic from changing the stream.
    """
    mean = np.round(expected.astype(np.float64) * (total / float(expected.sum())), 4)
    generator = np.random.RandomState(seed)
    return generator.poisson(mean).astype(np.float32)
