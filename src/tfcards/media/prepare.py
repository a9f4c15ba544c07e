"""Prepares the images of all cases for a package: decoded, upright, in sRGB, bounded, without any metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tfcards.media import problems
from tfcards.media.decode import decode
from tfcards.media.encode import encode, stem
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.locate import locate, read
from tfcards.media.problems import Problem
from tfcards.media.sniff import LFS_POINTER, ImageType, describe, is_lossy, sniff
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location
from tfcards.model.note import MediaFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRequest:
    """An image that ``case`` names at ``location``. ``path``, links resolved, must lie inside ``root``."""

    case: CaseId
    path: Path
    root: Path
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The usable images by the path under which they were asked for, and what is wrong with any of them."""

    files: Mapping[Path, MediaFile]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of one file on disk."""

    kind: ImageType | None = None
    file: MediaFile | None = None
    problems: tuple[Problem, ...] = ()


def prepare_images(requests: Iterable[ImageRequest], limits: MediaLimits = DEFAULT_LIMITS) -> Prepared:
    """Return the images that ``requests`` name, ready to be packaged.

    Every request whose path is not among the files has an error among the diagnostics. Images with equal pixels
    become one file; the first of them in the order of paths decides whether it is a JPEG or a PNG. The result does
    not depend on the order of ``requests``.
    """
    files: dict[Path, MediaFile] = {}
    diagnostics: list[Diagnostic] = []
    encoded: dict[str, MediaFile] = {}
    outcomes: dict[Path, _Outcome] = {}
    for request in sorted(set(requests), key=lambda request: (request.path, request.case, request.location)):
        real = locate(request.path, request.root)
        if isinstance(real, Problem):
            outcome = _Outcome(problems=(real,))
        else:
            if real not in outcomes:
                outcomes[real] = _prepare(real, limits, encoded)
            outcome = outcomes[real]
        diagnostics += _diagnostics(request, outcome)
        if outcome.file:
            files[request.path] = outcome.file
    return Prepared(files=files, diagnostics=tuple(diagnostics))


def _prepare(path: Path, limits: MediaLimits, encoded: dict[str, MediaFile]) -> _Outcome:
    """Return the image ``path``, encoded unless ``encoded`` holds its pixels already."""
    data = read(path, limits.max_bytes)
    if isinstance(data, Problem):
        return _Outcome(problems=(data,))
    kind = sniff(data)
    if kind is None:
        return _Outcome(problems=(_refusal(describe(data)),))
    decoded = decode(data, kind, limits)
    if isinstance(decoded, Problem):
        return _Outcome(kind=kind, problems=(decoded,))
    name = stem(decoded.image)
    if name not in encoded:
        encoded[name] = encode(decoded.image, name, lossy=is_lossy(data, kind))
    return _Outcome(kind=kind, file=encoded[name], problems=decoded.problems)


def _refusal(what: str) -> Problem:
    """Return the problem that a file is no accepted image but ``what``."""
    remedy = "run git lfs pull" if what is LFS_POINTER else "export it as PNG or JPEG"
    return problems.NOT_AN_IMAGE.found(what=what, remedy=remedy)


def _diagnostics(request: ImageRequest, outcome: _Outcome) -> list[Diagnostic]:
    """Return what is wrong with the image as ``request`` names it."""
    path = request.path
    shown = path.relative_to(request.root) if path.is_relative_to(request.root) else path
    found = list(outcome.problems)
    kind, suffix = outcome.kind, path.suffix
    if kind and suffix and suffix.lower() not in kind.suffixes:
        found.append(problems.MISNAMED.found(suffix=suffix, kind=kind.name, right=kind.suffixes[0]))
    return [problem.at(f"case {request.case}: image {shown}", request.location) for problem in found]
