"""Where a text of a note comes from: a value of a case, and the invisible marks that lead back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tfcards.model.case import Case, CaseId, Lab

FIRST = 0xF0000
"""The first sign of the private plane 15, one for each origin: no source has such signs."""

LAST = 0xFFFFD
END = "^\U0010fffd"
"""Ends a marked text. The circumflex ends an address, which a private sign alone would not."""

PARAGRAPHS = frozenset({"brief_history", "full_history", "technique", "discussion", "follow_up"})
"""Values that may hold several paragraphs."""

_OF_QUESTIONS = (".question", ".explanation")
"""Ends of the parts of a quiz question that may hold several paragraphs too."""

_TEXTS = (*sorted(PARAGRAPHS), "diagnosis", "source", "holder", "licence", "image_note")
_LISTS = ("authors", "teaching_points", "references")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text of a note was rendered from: one value of a case, which several ``parts`` may state alike.

    ``why_not`` says why no correction of the text can go back, or is empty.
    """

    case: CaseId
    parts: tuple[str, ...]
    text: str
    why_not: str = ""

    @property
    def ends_with_line(self) -> bool:
        """Whether its text goes on to the end of the line: a number, which can hold no mark."""
        return self.parts[:1] != () and self.parts[0].endswith(".value")

    @property
    def holds_paragraphs(self) -> bool:
        """Whether its text may have several paragraphs."""
        return any(
            p in PARAGRAPHS or (p.startswith("questions.") and p.endswith(_OF_QUESTIONS)) for p in self.parts
        )


class Marker:
    """Wraps texts in marks, and remembers the origin of each."""

    def __init__(self) -> None:
        self._signs: dict[Origin, str] = {}
        self._origins: list[Origin] = []

    def origin(self, sign: str) -> Origin | None:
        """Return the origin whose mark begins with ``sign``, None where it begins none."""
        place = ord(sign) - FIRST
        return self._origins[place] if 0 <= place < len(self._origins) else None

    def marked(self, origin: Origin, text: str | None = None) -> str:
        """Return the text of ``origin``, or ``text`` in its place, between marks."""
        shown = origin.text if text is None else text
        if origin not in self._signs:
            if FIRST + len(self._origins) > LAST:
                return shown
            self._signs[origin] = chr(FIRST + len(self._origins))
            self._origins.append(origin)
        return f"{self._signs[origin]}{shown}{END}"


def lab_text(lab: Lab) -> str:
    """Return the value of ``lab`` as a note shows it, without arrows."""
    number = str(int(lab.value)) if lab.value == int(lab.value) else repr(lab.value)
    return f"{lab.qualifier}{number}"


def texts_of(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every value of ``case`` that a card may show."""
    yield from ((name, getattr(case, name)) for name in _TEXTS)
    for name in _LISTS:
        yield from ((f"{name}.{n}", text) for n, text in enumerate(getattr(case, name)))
    rows: Mapping[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
        "labs": (case.labs, ("name", "unit")),
        "images": (case.images, ("caption", "credit")),
        "findings": (case.findings, ("study", "observation", "interpretation")),
        "differential": (case.differential, ("diagnosis", "distinguishing")),
        "gamuts": (case.gamuts, ("pattern",)),
        "questions": (case.questions, ("question", "explanation")),
        "cards": (case.cards, ("question", "answer")),
    }
    for name, (items, keys) in rows.items():
        for n, item in enumerate(items):
            yield from ((f"{name}.{n}.{key}", getattr(item, key)) for key in keys)
    for n, gamut in enumerate(case.gamuts):
        yield from ((f"gamuts.{n}.causes.{m}.cause", cause.cause) for m, cause in enumerate(gamut.causes))
    for n, asked in enumerate(case.questions):
        options = ((f"questions.{n}.options.{m}", option) for m, option in enumerate(asked.options))
        yield from ((f"{at}.{key}", getattr(option, key)) for at, option in options for key in ("text", "remark"))
