"""From the text that somebody left in a field to the value of the case file that it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from tfcards.model.case import Case, Lab
from tfcards.pipeline.pull.origins import Origin, lab_text
from tfcards.pipeline.pull.tokens import BREAK
from tfcards.sources.casefile.cleaning import clean
from tfcards.sources.casefile.edit import Value, value_at
from tfcards.sources.collection import SourceCase

_ACTIVE = ("::", "{{", "}}", "[sound:", "[anki:", "[latex]", "[$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORDS = re.compile(r"(\s+)")
_CASE_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value to write at ``part`` of a case; ``old`` and ``shown`` are both values as text."""

    part: str
    value: Value
    old: str
    shown: str


def new_values(origin: Origin, text: str, source: SourceCase) -> tuple[NewValue, ...] | str:
    """Return what ``text`` in place of ``origin`` makes of the values of ``source``, or why nothing."""
    if origin.why_not:
        return origin.why_not
    if not text:
        return "the text was deleted: delete it in the case file, if that is meant"
    if added := next((sign for sign in _ACTIVE if sign in text and sign not in origin.text), ""):
        return f"{added!r} means something to Anki, and nothing in a case file"
    if BREAK in text and not origin.holds_paragraphs:
        return "a line was added to a value of one line"
    return _values(origin, text, source)


def _values(origin: Origin, text: str, source: SourceCase) -> tuple[NewValue, ...] | str:
    case, path = source.reading.case, source.reading.path
    if case is None or not path.endswith(_CASE_FILES):
        return f"the case is read from a page: correct {path}"
    made = []
    for part in origin.parts:
        if origin.ends_with_line:
            found = _lab_value(part, text, case)
            if isinstance(found, str):
                return found
            made.append(found)
            continue
        old = value_at(case, part)
        if old != origin.text:
            return f"{part} is not what the case file says: deck.yaml says it, or another case"
        new = clean(merged(origin.text, text))
        made.append(NewValue(part, new, origin.text, new))
    return tuple(made)


def _lab_value(part: str, text: str, case: Case) -> NewValue | str:
    """Return the number in ``text``, an arrow beside it or not, for the laboratory value at ``part``."""
    lab = value_at(case, part.rpartition(".")[0])
    if not isinstance(lab, Lab):
        return f"{part} does not stand in the case file"
    number = text.replace("↑", "").replace("↓", "").strip().removeprefix(lab.qualifier).strip()
    if not _NUMBER.fullmatch(number):
        return "that is no number: correct the value, its qualifier and its unit in the case file"
    return NewValue(part, float(number), lab_text(lab), f"{lab.qualifier}{number}")


def merged(old: str, new: str) -> str:
    """Return the words of ``new`` with the white space of ``old`` where words stay; lines are paragraphs."""
    before, after = _taken_apart(old), _taken_apart(new.replace(BREAK, "\n\n"))
    spaces = [space for _, space in after]
    matcher = SequenceMatcher(None, [word for word, _ in before], [word for word, _ in after], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        for n in range(size):
            kept = before[i + n][1]
            if kept and spaces[j + n] and _is_paragraph(kept) == _is_paragraph(spaces[j + n]):
                spaces[j + n] = kept
    return "".join(space + word for (word, _), space in zip(after, spaces, strict=True)).strip()


def _taken_apart(text: str) -> list[tuple[str, str]]:
    """Return the words of ``text``, each with the white space before it."""
    parts = ["", *_WORDS.split(text.strip())]
    return list(zip(parts[1::2], parts[0::2], strict=True))


def _is_paragraph(space: str) -> bool:
    return space.count("\n") > 1
