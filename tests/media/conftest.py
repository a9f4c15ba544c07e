"""What the tests of the media stage share: one way to ask for images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import ImageRequest, Prepared, prepare_images
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Location


@pytest.fixture
def prepare(tmp_path: Path) -> Callable[..., Prepared]:
    def run(*paths: Path, limits: MediaLimits = MediaLimits()) -> Prepared:  # noqa: B008 - the values are frozen
        return prepare_images(
            [
                ImageRequest(case=CaseId("bs1"), path=path, root=tmp_path, location=Location("case.yaml", 7))
                for path in paths
            ],
            limits,
        )

    return run
