"""The images of cases: what to prepare, and how cards show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tfcards.check.leaks import leaks
from tfcards.media.prepare import ImageRequest, Prepared, PreparedImage
from tfcards.model.card import Card, ContrastCard, OcclusionCard, PatternCard, cases_of
from tfcards.model.case import Case, CaseId, ImageRef
from tfcards.model.places import Places
from tfcards.render.notes import Picture
from tfcards.sources.collection import SourceCase
from tfcards.vocabulary import modality


def places_of(source: SourceCase) -> Places:
    """Return where the parts of ``source`` stand."""
    return Places(source.reading.path, source.reading.lines)


def requests(cases: Iterable[SourceCase]) -> list[ImageRequest]:
    """Return a request for every image file that ``cases`` name."""
    return [
        ImageRequest(
            case=source.case.id,
            path=source.image_path(image),
            root=source.image_root(image),
            location=places_of(source).at(f"images.{number}.file"),
            frame=image.frame,
            cleared=image.file in source.case.cleared,
        )
        for source in cases
        for number, image in enumerate(source.case.images)
        if image.file
    ]


def prepared_image(source: SourceCase, image: ImageRef, prepared: Prepared) -> PreparedImage | None:
    """Return ``image`` of ``source`` as it was prepared; None if it cannot be used."""
    return prepared.images.get((source.image_path(image), image.frame)) if image.file else None


def with_usable_images(source: SourceCase, prepared: Prepared) -> Case:
    """Return the case of ``source``, the file of every image that cannot be used taken out."""
    images = tuple(
        image if prepared_image(source, image, prepared) else replace(image, file="")
        for image in source.case.images
    )
    return replace(source.case, images=images)


def sizes_of(source: SourceCase, prepared: Prepared) -> dict[str, tuple[int, int]]:
    """Return width and height in pixels of the images of ``source`` that can be used, by their ``file``."""
    ready = [(image.file, prepared_image(source, image, prepared)) for image in source.case.images]
    return {name: (made.still.width, made.still.height) for name, made in ready if made}


def pictures_of(card: Card, source: SourceCase, prepared: Prepared) -> list[Picture]:
    """Return the images of ``source`` as ``card`` shows them, with the captions that it has masked.

    An occlusion card shows one of them alone.
    """
    if isinstance(card, OcclusionCard):
        only = replace(card.case, images=(card.case.images[card.image],))
        return _pictures(only, (card.caption,), source, prepared, cases_of(card))
    masked = ("",) * len(card.case.images) if isinstance(card, PatternCard) else card.captions
    return _pictures(card.case, masked, source, prepared, cases_of(card))


def other_pictures_of(card: Card, sources: Mapping[CaseId, SourceCase], prepared: Prepared) -> list[Picture]:
    """Return the images of the case that a contrast card sets against its own; none for other cards."""
    if not isinstance(card, ContrastCard) or card.other is None:
        return []
    return _pictures(card.other, card.other_captions, sources[card.other.id], prepared, cases_of(card))


def _pictures(
    case: Case, masked: Sequence[str], source: SourceCase, prepared: Prepared, secrets: Sequence[Case]
) -> list[Picture]:
    pictures = []
    for image, front_caption in zip(case.images, masked, strict=True):
        ready = prepared_image(source, image, prepared)
        if ready is None:
            continue
        file = ready.still
        pictures.append(
            Picture(
                name=file.name,
                label=image.label,
                alt=_view(image, secrets),
                caption=image.caption,
                front_caption=front_caption,
                credit=image.credit,
                side=image.side,
                width=file.width,
                height=file.height,
                annotations=image.annotations,
                cine=ready.cine.name if ready.cine else None,
            )
        )
    return pictures


def _view(image: ImageRef, secrets: Sequence[Case]) -> str:
    """Return what ``image`` is, for both sides: its modality, and its label unless it tells one of ``secrets``."""
    named = modality.by_code(image.modality)
    label = "" if any(leaks(case, image.label) for case in secrets) else image.label
    return ", ".join(part for part in (named.name if named else "", label) if part) or "Image"
