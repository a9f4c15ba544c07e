"""Explains the cards of one case, with path and line of the part that decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tfcards.decompose.explain import explain
from tfcards.media.prepare import prepare_images
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.pipeline.pictures import places_of, requests, with_usable_images
from tfcards.sources.collection import load
from tfcards.sources.supply import Supply


def explain_case(paths: Sequence[Path], case_id: str, supply: Supply) -> list[str]:
    """Return a line for each card of the case ``case_id`` among ``paths``, made or not.

    Raises:
        TfcardsError: There is no such case.
    """
    sources = load(paths, supply)
    source = next((s for s in sources.cases if s.case.id == case_id), None)
    if source is None:
        known = ", ".join(s.case.id for s in sources.cases) or "none"
        raise TfcardsError(f"there is no case {case_id}", f"there are: {known}", ExitCode.USAGE)
    case = with_usable_images(source, prepare_images(requests([source])))
    lines = []
    for each in explain(case):
        words = f" [{'; '.join(each.words)}]" if each.words else ""
        verdict = "made" if each.made else "not made"
        lines.append(f"{places_of(source).at(each.part)}: {each.card}: {verdict}: {each.rule}{words}")
    return lines
