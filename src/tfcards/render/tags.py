"""Tags of a note: ACR, modality, case, kind, difficulty. They never stand on a front."""

from __future__ import annotations

import re

from tfcards.model.card import Card, cases_of
from tfcards.model.case import Case
from tfcards.vocabulary import acr, modality

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def tags_of(card: Card) -> tuple[str, ...]:
    """Return the tags of ``card``, sorted, in ASCII letters, digits, ``_ - .`` and ``::`` alone (see ANKI.md)."""
    tags = {f"Kind::{card.identity.kind.value}"}.union(*(_tags_of_case(case) for case in cases_of(card)))
    return tuple(sorted(tags))


def _tags_of_case(case: Case) -> set[str]:
    tags = {f"Case::{case.id}"}
    tags |= {tag for code in case.acr if (tag := acr.tag(code))}
    tags |= {f"Modality::{tag}" for tag in _modalities(case)}
    if case.rating.difficulty:
        tags.add(f"Difficulty::{_UNSAFE.sub('_', case.rating.difficulty).strip('_')}")
    return tags


def _modalities(case: Case) -> set[str]:
    named = [modality.by_code(image.modality) for image in case.images]
    named += [modality.by_study(finding.study) for finding in case.findings]
    return {found.tag for found in named if found}
