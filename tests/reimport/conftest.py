"""A case folder as an import left it, and a person's edits in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tfcards.model.case import Annotation, Case, CaseId, Finding, ImageRef, ItemId
from tfcards.pipeline.reimport.base import IMPORTED_FILE, Base, base_text, digest
from tfcards.pipeline.reimport.run import Plan, carry_out, plan
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml

BARE = Case(id=CaseId("nm1"), diagnosis="Toxic adenoma", brief_history="A woman of 47 with palpitations.")
MAIN = ImageRef(label="main", file="main.png")
MARK = Annotation(id=ItemId("a1"), kind="circle", points=((0.1, 0.1), (0.2, 0.2)), text="nodule")


def finding(item_id: str, observation: str) -> Finding:
    return Finding(id=ItemId(item_id), observation=observation)


class Home:
    """The folder of one case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)

    def imported(self, base: Case, images: Mapping[str, bytes] | None = None, *, ours: Case | None = None) -> None:
        """Write what an import of ``base`` left, and ``ours`` over it if a person edited it."""
        self.case_file.write_text(case_yaml(ours or base), "utf-8")
        for name, data in (images or {}).items():
            self.write(name, data)
        hashes = {name: digest(data) for name, data in (images or {}).items()}
        (self.folder / IMPORTED_FILE).write_text(base_text(Base(base, hashes)), "utf-8")

    @property
    def case_file(self) -> Path:
        return self.folder / "case.yaml"

    @property
    def case(self) -> Case:
        case = read_case_text(self.case_file.read_bytes(), str(self.case_file)).case
        assert case is not None
        return case

    def write(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def again(
        self, theirs: Case, images: Mapping[str, bytes] | None = None, used: Mapping[str, set[int]] | None = None
    ) -> Plan:
        """Import ``theirs``, and once more: the second time changes nothing and has nothing to say."""
        planned = plan(self.folder, theirs, dict(images or {}), used or {})
        carry_out(self.folder, planned)
        if planned.base is not None:
            before = self.files()
            second = plan(self.folder, theirs, dict(images or {}), used or {})
            carry_out(self.folder, second)
            assert (second.changes, second.conflicts, self.files()) == (0, 0, before)
        return planned


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "deck" / "cases" / "nm1")
