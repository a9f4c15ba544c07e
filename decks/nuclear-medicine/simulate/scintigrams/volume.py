"""A voxel volume that solids are drawn into, seen from one side."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import numpy as np

from scintigrams.shapes import Array, Solid, Union


@dataclass(frozen=True, slots=True)
class Grid:
    """Field of view: matrix (columns, rows, layers), voxel (in-plane, depth) in mm, top edge and middle in mm.

    The view is in degrees about the long axis: 0 anterior, 45 LAO, 90 left lateral, 180 posterior.
    """

    matrix: tuple[int, int, int]
    voxel: tuple[float, float]
    top: float = 0.0
    middle: float = 0.0
    view: float = 0.0

    def axes(self) -> tuple[Array, Array, Array]:
        """Return the coordinates of voxel centres, in mm, as the camera sees them."""
        columns, rows, layers = self.matrix
        x = (np.arange(columns) - (columns - 1) / 2) * self.voxel[0] + self.middle
        y = (np.arange(rows) + 0.5) * self.voxel[0] + self.top
        z = (np.arange(layers) - (layers - 1) / 2) * self.voxel[1]
        return x.astype(np.float32), y.astype(np.float32), z.astype(np.float32)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Layers, rows, columns: the shape of an array of this grid."""
        return self.matrix[2], self.matrix[1], self.matrix[0]


Slices = tuple[slice, slice, slice]


@lru_cache(maxsize=4)
def _axes(grid: Grid) -> tuple[Array, Array, Array]:
    return grid.axes()


def _slices(grid: Grid, solid: Solid) -> Slices:
    (x1, y1, z1), (x2, y2, z2) = solid.box()
    cos, sin = np.cos(np.deg2rad(grid.view)), np.sin(np.deg2rad(grid.view))
    corners = list(product((x1, x2), (z1, z2)))
    seen_x = [x * cos + z * sin for x, z in corners]
    seen_z = [z * cos - x * sin for x, z in corners]
    found = []
    for axis, low, high in zip(
        _axes(grid), (min(seen_x), y1, min(seen_z)), (max(seen_x), y2, max(seen_z)), strict=True
    ):
        margin = 1.01 * float(axis[1] - axis[0])
        found.append(slice(int(np.searchsorted(axis, low - margin)), int(np.searchsorted(axis, high + margin))))
    return found[2], found[1], found[0]


def occupancy(grid: Grid, solid: Solid) -> tuple[Slices, Array]:
    """Return where in the grid the solid lies and how much of each voxel there it fills."""
    where = _slices(grid, solid)
    if isinstance(solid, Union):
        filled = np.zeros([s.stop - s.start for s in where], dtype=np.float32)
        for part in solid.parts:
            inner, occupied = occupancy(grid, part)
            local = tuple(slice(i.start - o.start, i.stop - o.start) for i, o in zip(inner, where, strict=True))
            np.maximum(filled[local], occupied, out=filled[local])
        return where, filled
    x, y, z = (axis[s] for axis, s in zip(_axes(grid), (where[2], where[1], where[0]), strict=True))
    cos, sin = np.float32(np.cos(np.deg2rad(grid.view))), np.float32(np.sin(np.deg2rad(grid.view)))
    seen_x, seen_z = x[None, None, :], z[:, None, None]
    edge = (grid.voxel[0] + grid.voxel[1]) / 2
    return where, solid.occupancy(seen_x * cos - seen_z * sin, y[None, :, None], seen_x * sin + seen_z * cos, edge)


@dataclass(slots=True)
class Volume:
    """Activity (counts per mm³, relative) and linear attenuation (1/mm) on a grid."""

    grid: Grid
    activity: Array = field(init=False)
    attenuation: Array = field(init=False)

    def __post_init__(self) -> None:
        """Start empty."""
        self.activity = np.zeros(self.grid.shape, dtype=np.float32)
        self.attenuation = np.zeros(self.grid.shape, dtype=np.float32)

    def add(self, solid: Solid, activity: float, hollow: Solid | None = None) -> None:
        """Add activity inside the solid, but not inside the hollow part."""
        where, filled = occupancy(self.grid, solid)
        if hollow is not None:
            inner, empty = occupancy(self.grid, hollow)
            rest = np.zeros(self.grid.shape, dtype=np.float32)
            rest[where] = filled
            rest[inner] *= 1 - empty
            filled = rest[where]
        self.activity[where] += activity * filled

    def replace(self, solid: Solid, activity: float) -> None:
        """Set the activity inside the solid, whatever was there."""
        where, filled = occupancy(self.grid, solid)
        self.activity[where] *= 1 - filled
        self.activity[where] += activity * filled

    def attenuate(self, solid: Solid, per_mm: float) -> None:
        """Set the attenuation inside the solid."""
        where, filled = occupancy(self.grid, solid)
        self.attenuation[where] *= 1 - filled
        self.attenuation[where] += per_mm * filled

    def scale(self, solid: Solid, factor: float) -> None:
        """Multiply the activity inside the solid."""
        where, filled = occupancy(self.grid, solid)
        self.activity[where] *= 1 + (factor - 1) * filled

    def from_behind(self) -> Volume:
        """Return the same volume seen from the opposite side."""
        grid = self.grid
        turned = Volume(Grid(grid.matrix, grid.voxel, grid.top, -grid.middle, grid.view + 180))
        turned.activity = self.activity[::-1, :, ::-1]
        turned.attenuation = self.attenuation[::-1, :, ::-1]
        return turned
