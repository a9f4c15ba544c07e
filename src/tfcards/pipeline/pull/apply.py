"""Writes accepted corrections into case files, comments and order kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tfcards.package.files import write_atomically
from tfcards.pipeline.pull.collect import Correction
from tfcards.sources.casefile.edit import Value, set_values


@dataclass(frozen=True, slots=True)
class Applied:
    """The corrections that were written, and those that could not be: path, line and why, in words."""

    written: tuple[Correction, ...]
    refused: tuple[str, ...]


def apply(corrections: Iterable[Correction]) -> Applied:
    """Write ``corrections`` into their case files; one that cannot be written never stops the others.

    Raises:
        TfcardsError: A case file cannot be written.
        OSError: A case file cannot be read any more.
    """
    by_path: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_path[correction.path].append(correction)
    written: list[Correction] = []
    refused: list[str] = []
    for name, wanted in by_path.items():
        path = Path(name)
        before = text = path.read_bytes().decode("utf-8", "surrogateescape")
        for correction in wanted:
            edited = set_values(text, name, _values(correction))
            text = edited.text
            if edited.refused:
                place = f"{correction.path}:{correction.line}"
                refused.append(f"{place}: {edited.refused}; correct it by hand: {correction.new!r}")
            else:
                written.append(correction)
        if text != before:
            write_atomically(path, text.encode("utf-8", "surrogateescape"))
    return Applied(tuple(written), tuple(refused))


def _values(correction: Correction) -> Mapping[str, Value]:
    return {correction.part: correction.value}
