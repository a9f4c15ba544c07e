"""The diagnosis card: images to diagnosis, the first exposure of a case."""

from __future__ import annotations

from dataclasses import replace

from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.model.card import DiagnosisCard, Identity, Kind
from tfcards.model.case import Case, ItemId


def diagnosis_card(case: Case, secret: Secret) -> DiagnosisCard | Omission:
    """Return the diagnosis card of ``case``; without a clean image there is no question to ask."""
    if not any(image.file and image.side == "question" for image in case.images):
        return Omission(
            "TF321",
            "images",
            "no diagnosis card was made: the case has no image for the question side",
            "supply the images, with --images when building a page",
        )
    return DiagnosisCard(
        identity=Identity(case.id, Kind.DIAGNOSIS, ItemId("case")),
        case=case,
        history=secret.mask(case.brief_history),
        technique=secret.mask(case.technique),
        full_history=secret.mask(case.full_history),
        labs=tuple(replace(lab, name=secret.mask(lab.name)) for lab in case.labs),
        image_note=secret.mask(case.image_note),
        captions=tuple(secret.mask(image.caption) for image in case.images),
        alternatives=tuple(d for d in case.differential if not secret.given_away_by(d.diagnosis)),
    )
