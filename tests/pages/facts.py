"""Holds a case against what an educator expects of it (``expected.yaml``), in words that say what differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tfcards.model.case import Case, Lab


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def contains(what: str, text: str, expected: object) -> Iterator[str]:
    """Yield a complaint for each phrase of ``expected`` that ``text`` lacks; null expects an empty text."""
    if expected is None:
        if text:
            yield f"{what}: expected nothing, found {text!r}"
        return
    for phrase in expected if isinstance(expected, list) else [expected]:
        if plain(str(phrase)) not in plain(text):
            yield f"{what}: {str(phrase)!r} is not in {text!r}"


def equal(what: str, found: object, expected: object) -> Iterator[str]:
    if found != expected:
        yield f"{what}: expected {expected!r}, found {found!r}"


def parallel(
    what: str,
    found: Sequence[Any],
    expected: Sequence[Mapping[str, Any]],
    compare: Callable[[Any, Any], Iterator[str]],
) -> Iterator[str]:
    if len(found) != len(expected):
        yield f"{what}: expected {len(expected)}, found {len(found)}: {list(found)!r}"
    for number, (one, wanted) in enumerate(zip(found, expected, strict=False), 1):
        yield from (f"{what} {number}: {complaint}" for complaint in compare(one, wanted))


def _image(image: Any, wanted: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401 - one comparer for all parts
    yield from equal("label", image.label, wanted["label"])
    yield from equal("modality", image.modality, wanted["modality"])
    yield from contains("caption", image.caption, wanted.get("caption_contains", []))


def _lab(lab: Lab, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        found = getattr(lab, name)
        yield from equal(
            name, plain(found) if name == "name" else found, plain(value) if name == "name" else value
        )


def _pair(*names: str) -> Callable[[Any, Any], Iterator[str]]:
    def compare(item: Any, wanted: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401 - one comparer for all parts
        for name in names:
            if name in wanted:
                yield from contains(name, getattr(item, name), wanted[name])

    return compare


def _gamut(gamut: Any, wanted: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401 - one comparer for all parts
    yield from contains("pattern", gamut.pattern, wanted["pattern"])
    causes = [cause.cause for cause in gamut.causes]
    yield from equal("number of causes", len(causes), len(wanted["causes"]))
    for cause, phrase in zip(causes, wanted["causes"], strict=False):
        yield from contains("cause", cause, phrase)


def complaints(case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Yield everything in which ``case`` differs from ``wanted``."""
    for name in ("id", "diagnosis", "holder"):
        if name in wanted:
            yield from equal(name, getattr(case, name), wanted[name])
    for name in ("aliases", "authors", "companions", "acr"):
        if name in wanted:
            yield from equal(name, list(getattr(case, name)), wanted[name])
    if "date" in wanted:
        yield from equal("date", case.date, wanted["date"])
    for name, value in {**wanted.get("rating", {}), **wanted.get("patient", {})}.items():
        found = getattr(case.patient if name in {"sex", "ages"} else case.rating, name)
        yield from equal(name, list(found) if isinstance(found, tuple) else found, value)
    for name in ("brief_history", "full_history", "technique", "follow_up"):
        text = getattr(case, name)
        yield from contains(name, text, wanted.get(f"{name}_contains", wanted.get(name, [])) or [])
    yield from contains("references", "\n".join(case.references), wanted.get("references_contains", []))
    for name, compare in _PARTS.items():
        if name in wanted:
            yield from parallel(name, getattr(case, name), wanted[name], compare)


_PARTS: dict[str, Callable[[Any, Any], Iterator[str]]] = {
    "images": _image,
    "labs": _lab,
    "findings": _pair("study", "observation", "interpretation"),
    "differential": _pair("diagnosis", "distinguishing"),
    "gamuts": _gamut,
}
