"""Prepares the images of all cases for a package: decoded, upright, in sRGB, bounded, without any metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.media import problems
from tfcards.media.cine import Cine, cine_stem, encode_cine
from tfcards.media.decode import decode
from tfcards.media.decoded import Decoded
from tfcards.media.encode import encode, stem
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.locate import locate, read
from tfcards.media.problems import Problem
from tfcards.media.sniff import LFS_POINTER, ImageType, describe, is_lossy, sniff
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location
from tfcards.model.note import MediaFile, MediaName


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRequest:
    """An image that ``case`` names at ``location``. ``path``, links resolved, must lie inside ``root``.

    ``frame``, from 1, is the one wanted of several; None is the first, and the cine of all of them. ``cleared``
    when a person has looked at it and found no name in its pixels.
    """

    case: CaseId
    path: Path
    root: Path
    location: Location
    frame: int | None = None
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedImage:
    """An image ready to be shown: a still, and the cine whose first frame it is, if the file has several."""

    still: MediaFile
    cine: MediaFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The usable images by the path and the frame that were asked for, and what is wrong with any of them.

    ``suspect`` are the cases with an image whose pixels may hold a name, and that nobody has looked at.
    """

    images: Mapping[tuple[Path, int | None], PreparedImage]
    diagnostics: tuple[Diagnostic, ...]
    suspect: frozenset[CaseId] = frozenset()

    @property
    def files(self) -> Mapping[Path, MediaFile]:
        """The stills of the files that were asked for as a whole, by their paths."""
        return {path: image.still for (path, frame), image in self.images.items() if frame is None}

    @property
    def media(self) -> Mapping[MediaName, MediaFile]:
        """All files to package, stills and cines, by their names."""
        both = (file for image in self.images.values() for file in (image.still, image.cine))
        return {file.name: file for file in both if file}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of one file on disk."""

    kind: ImageType | None = None
    image: PreparedImage | None = None
    problems: tuple[Problem, ...] = ()


def prepare_images(requests: Iterable[ImageRequest], limits: MediaLimits = DEFAULT_LIMITS) -> Prepared:
    """Return the images that ``requests`` name, ready to be packaged.

    Every request whose path and frame are not among the images has an error among the diagnostics. Images with
    equal pixels become one file; the first of them in the order of paths decides whether it is a JPEG or a PNG.
    The result does not depend on the order of ``requests``.
    """
    images: dict[tuple[Path, int | None], PreparedImage] = {}
    diagnostics: list[Diagnostic] = []
    suspect: set[CaseId] = set()
    encoder = _Encoder(limits)
    outcomes: dict[tuple[Path, int | None], _Outcome] = {}
    for request in sorted(set(requests), key=_order):
        real = locate(request.path, request.root, folders=True)
        if isinstance(real, Problem):
            outcome = _Outcome(problems=(real,))
        else:
            key = (real, request.frame)
            if key not in outcomes:
                outcomes[key] = _prepare(real, request.frame, encoder)
            outcome = outcomes[key]
        diagnostics += _diagnostics(request, outcome)
        if outcome.image:
            images[request.path, request.frame] = outcome.image
        if _is_suspect(outcome) and not request.cleared:
            suspect.add(request.case)
    return Prepared(images=images, diagnostics=tuple(diagnostics), suspect=frozenset(suspect))


def _is_suspect(outcome: _Outcome) -> bool:
    return any(problem.code == problems.MAY_SHOW_NAMES.code for problem in outcome.problems)


def _order(request: ImageRequest) -> tuple[Path, int, CaseId, Location]:
    return request.path, request.frame or 0, request.case, request.location


class _Encoder:
    """Encodes each image once: what has equal pixels becomes one file."""

    def __init__(self, limits: MediaLimits) -> None:
        self.limits = limits
        self._stills: dict[str, MediaFile] = {}
        self._cines: dict[str, Cine] = {}

    def still(self, decoded: Decoded, *, lossy: bool) -> MediaFile:
        """Return the still of ``decoded``, a JPEG if its source was ``lossy``."""
        name = stem(decoded.image)
        if name not in self._stills:
            self._stills[name] = encode(decoded.image, name, lossy=lossy)
        return self._stills[name]

    def cine(self, decoded: Decoded) -> Cine:
        """Return the cine of ``decoded``, and what is to be said of it."""
        if decoded.moving is None:
            return Cine(None, ())
        name = cine_stem(decoded.moving)
        if name not in self._cines:
            self._cines[name] = encode_cine(decoded.moving, name, self.limits.cine_bytes)
        return self._cines[name]


def _prepare(path: Path, frame: int | None, encoder: _Encoder) -> _Outcome:
    """Return the image ``path``, or the ``frame`` of it."""
    if path.is_dir():
        return _prepare_folder(path, frame, encoder)
    data = read(path, encoder.limits.max_bytes)
    if isinstance(data, Problem):
        return _Outcome(problems=(data,))
    kind = sniff(data)
    if kind is None:
        return _Outcome(problems=(_refusal(describe(data)),))
    decoded = decode(data, kind, encoder.limits, frame)
    if isinstance(decoded, Problem):
        return _Outcome(kind=kind, problems=(decoded,))
    return replace(_encoded(decoded, encoder, lossy=is_lossy(data, kind)), kind=kind)


def _prepare_folder(path: Path, frame: int | None, encoder: _Encoder) -> _Outcome:
    """Return the image that the folder ``path`` of DICOM files is, or the ``frame`` of it."""
    from tfcards.media.dicom.decode import decode_folder

    decoded = decode_folder(path, encoder.limits, frame)
    if isinstance(decoded, Problem):
        return _Outcome(problems=(decoded,))
    return _encoded(decoded, encoder, lossy=False)


def _encoded(decoded: Decoded, encoder: _Encoder, *, lossy: bool) -> _Outcome:
    cine = encoder.cine(decoded)
    image = PreparedImage(still=encoder.still(decoded, lossy=lossy), cine=cine.file)
    return _Outcome(image=image, problems=(*decoded.problems, *cine.problems))


def _refusal(what: str) -> Problem:
    """Return the problem that a file is no accepted image but ``what``."""
    remedy = "run git lfs pull" if what is LFS_POINTER else "export it as PNG or JPEG"
    return problems.NOT_AN_IMAGE.found(what=what, remedy=remedy)


def _diagnostics(request: ImageRequest, outcome: _Outcome) -> list[Diagnostic]:
    """Return what is wrong with the image as ``request`` names it."""
    path = request.path
    shown = path.relative_to(request.root) if path.is_relative_to(request.root) else path
    found = [p for p in outcome.problems if not (request.cleared and p.code == problems.MAY_SHOW_NAMES.code)]
    kind, suffix = outcome.kind, path.suffix
    if kind and suffix and suffix.lower() not in kind.suffixes:
        found.append(problems.MISNAMED.found(suffix=suffix, kind=kind.name, right=kind.suffixes[0]))
    return [problem.at(f"case {request.case}: image {shown}", request.location) for problem in found]
