"""A gamma camera: attenuation, blur that grows with depth, scatter and Poisson counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

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


def poisson(mean: npt.NDArray[np.floating], seed: int) -> Array:
    """Return Poisson counts, one uniform number a pixel, by inversion of the distribution.

    One number a pixel: a last bit that differs on another machine cannot shift the noise of all later pixels;
    the generator is numpy's legacy one because its streams are frozen.

    Raises:
        ValueError: a pixel expects more than 700 counts, where exp(-mean) is lost.
    """
    if mean.max() > 700:
        raise ValueError(f"a pixel expects {mean.max():.0f} counts; 700 is the most this can draw")
    chance = np.random.RandomState(seed).random_sample(mean.shape)
    term = np.exp(-mean.astype(np.float64))
    below = term.copy()
    counts = np.zeros(mean.shape, dtype=np.float32)
    for k in range(1, int(mean.max() + 10 * np.sqrt(mean.max()) + 20)):
        more = chance > below
        if not more.any():
            break
        counts += more
        term *= mean / k
        below += term
    return counts


def count(expected: Array, total: float, seed: int) -> Array:
    """Return Poisson counts of an image that expects that total."""
    return poisson(expected.astype(np.float64) * (total / float(expected.sum())), seed)
