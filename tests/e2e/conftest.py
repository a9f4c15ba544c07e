"""Runs the command line as a person would, and studies the result in the real Anki."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tfcards.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs tfcards with arguments; exit code and both outputs are in the result."""

    def invoke(*args: object) -> Result:
        return CliRunner().invoke(main, [str(a) for a in args])

    return invoke


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str, int], Path]:
    """Return a function that makes a small grey picture called ``name``."""

    def make(name: str, shade: int = 90) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.new("L", (120, 160), 0)
        image.paste(shade, (20, 20, 100, 140))
        image.save(path)
        return path

    return make


PAGE = """Case Author(s): Ada Example, M.D. , 11/25/26 . Rating: #D2, #Q3

Diagnosis: Osteoid osteoma

Brief history:

17 year old man with night pain in the thigh.

Images:

View main image(bs). Anterior view of the thighs.

Diagnosis: Osteoid osteoma

Radiopharmaceutical:

Tc99m MDP

Findings:

Bone Scintigraphy: A small intense focus within a larger area of milder uptake is suggestive of a central nidus.

Differential Diagnosis:

1. Brodie abscess - fever, and a photopenic centre
2. Stress fracture - a linear shape

Case number: ex001

Copyright by Example Hospital
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a small page with one image."""
    path = tmp_path / "ex001.txt"
    path.write_text(PAGE, "utf-8")
    return path
