"""All studies of the deck: the file each is written to, and what draws it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from scintigrams import bone, cardiac, gut, hands, hida, lung, neck, pet, renal

STUDIES: dict[str, Callable[[], npt.NDArray[np.uint8]]] = {
    path: draw
    for module in (bone, hands, lung, hida, neck, renal, gut, cardiac, pet)
    for path, draw in module.STUDIES.items()
}
