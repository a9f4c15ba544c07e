"""What is fuzzed: one function a reader, from any bytes to nothing; it raises where a promise is broken."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from tfcards.media.decode import decode
from tfcards.media.dicom.decode import decode_dicom
from tfcards.media.dicom.facts import facts
from tfcards.media.limits import MediaLimits
from tfcards.media.sniff import sniff
from tfcards.model.case import Case, CaseId
from tfcards.sources.casefile.format import CaseFile
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.intake.archive import unpack
from tfcards.sources.intake.limits import Budget, IntakeLimits
from tfcards.sources.jats.format import JatsArticle
from tfcards.sources.medpix.format import MedPixExport
from tfcards.sources.mirc.format import MircDocument
from tfcards.sources.page.html import HtmlPage
from tfcards.sources.page.mhtml import MhtmlPage
from tfcards.sources.page.text import TextPage
from tfcards.sources.reading import Reader, Reading

ROOT = Path(__file__).parents[2]
FINDINGS = Path(__file__).parent / "findings"
"""Inputs that once broke a promise, a folder a target: each is tried in every run of the tests."""

Target = Callable[[bytes], None]

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MEDIA = MediaLimits(max_pixels=1_000_000, max_bytes=1_000_000, cine_pixels=4_000_000, cine_frames=4)
_INTAKE = IntakeLimits(files=30, file_bytes=100_000, least_bytes=300_000, ratio=1)


def reading(reader: Reader, suffix: str) -> Target:
    """Return the target that reads bytes, named with ``suffix``, with ``reader`` and holds it to its promises."""

    def target(data: bytes) -> None:
        path = Path("folder") / f"page{suffix}"
        reader.accepts(data, path)
        for found in reader.read(data, path):
            hold_to_promises(found)

    return target


def hold_to_promises(found: Reading) -> None:
    """Raise AssertionError unless ``found`` is a case that can be written and read, or says why there is none."""
    case = found.case
    if case is None:
        assert found.diagnostics, "neither a case nor a reason"
        return
    for image in case.images:
        parts = PurePosixPath(image.file.replace("\\", "/")).parts
        assert ".." not in parts, "an image outside the folder"
        assert not image.file.startswith("/"), "an image outside the folder"
        assert ":" not in image.file.partition("/")[0], "an address as an image"
    assert not any(_CONTROLS.search(d.message) for d in found.diagnostics), "a control character in a message"
    named = replace(case, id=case.id or CaseId("x"))
    written = case_yaml(named)
    again = read_case_text(written.encode(), f"{named.id}/case.yaml").case
    assert again is not None, "the case cannot be read again"
    assert case_yaml(again) == written, "the case is another one when read again"


def _case_file(data: bytes) -> None:
    for found in CaseFile().read(data, Path("x/case.yaml")):
        if isinstance(found.case, Case):
            case_yaml(found.case)


def _image(data: bytes) -> None:
    kind = sniff(data)
    if kind is not None:
        decode(data, kind, _MEDIA)


def _dicom(data: bytes) -> None:
    if find_spec("pydicom") is not None:
        decode_dicom(data, _MEDIA)
        facts(data)


def _archive(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as home:
        into = Path(home) / "into"
        into.mkdir()
        (Path(home) / "archive").write_bytes(data)
        unpack(Path(home) / "archive", into, Budget(_INTAKE))
        assert {entry.name for entry in Path(home).iterdir()} == {"archive", "into"}
        total = sum(p.stat().st_size for p in into.rglob("*") if not p.is_symlink() and p.is_file())
        assert total <= _INTAKE.least_bytes
        assert not any(p.is_symlink() for p in into.rglob("*"))


TARGETS: Mapping[str, tuple[Target, str]] = {
    "casefile": (_case_file, "decks/**/case.yaml"),
    "page": (reading(TextPage(), ".txt"), "tests/**/page.txt"),
    "html": (reading(HtmlPage(), ".html"), "tests/**/*.html"),
    "mhtml": (reading(MhtmlPage(), ".mhtml"), "tests/**/*.mhtml"),
    "mirc": (reading(MircDocument(), ".xml"), "tests/formats/mirc/**/*.xml"),
    "jats": (reading(JatsArticle(), ".xml"), "tests/formats/jats/**/*.xml"),
    "medpix": (reading(MedPixExport(), ".json"), "tests/**/Case_topic.json"),
    "dicom": (_dicom, "pydicom/data/test_files/*.dcm"),
    "image": (_image, "tests/**/*.png"),
    "archive": (_archive, "tests/**/*.zip"),
}
"""Each target by name, and the files of the project, or of pydicom, that it begins with."""


def seeds(name: str) -> Iterator[bytes]:
    """Yield what the target ``name`` begins with: golden inputs of its format, and all earlier findings."""
    spec = find_spec("pydicom") if name == "dicom" else None
    home = Path(spec.origin).parents[1] if spec and spec.origin else ROOT
    for path in sorted(home.glob(TARGETS[name][1])):
        data = path.read_bytes()
        if len(data) <= 20_000:  # small inputs are tried more often
            yield data
    yield from (path.read_bytes() for path in findings(name))


def findings(name: str) -> list[Path]:
    """Return the inputs that once broke a promise of the target ``name``."""
    folder = FINDINGS / name
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
