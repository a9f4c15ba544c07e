"""The labels of sections in the forms that teaching files use, and the lines that belong to a page alone."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((resources.files("tfcards.sources.document") / "labels.toml").read_text("utf-8"))


@cache
def labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the pattern of a line that each label begins, and the section it opens; the longest labels first."""
    pairs = [(label, name) for name, labels in _tables()["sections"].items() for label in labels]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple(
        (
            re.compile(
                rf"{re.escape(label)}\s*(?:$|:\s*(?P<rest>.*)|\s[-–—]+(?:\s+(?P<dashed>.*)|$))", re.IGNORECASE
            ),
            name,
        )
        for label, name in pairs
    )


def section_named(heading: str) -> str:
    """Return the section that ``heading``, alone on its line, is a label of; empty if it is none."""
    text = " ".join(heading.split()).rstrip(":").casefold()
    return next((name for name, known in _tables()["sections"].items() if text in known), "")


@cache
def furniture(kind: str) -> re.Pattern[str]:
    """Return the pattern of whole lines of the ``kind`` (navigation, weak) that belong to a page alone."""
    return re.compile("|".join(f"(?:{p})" for p in _tables()["furniture"][kind]), re.IGNORECASE)


@cache
def rule() -> re.Pattern[str]:
    """Return the pattern of a line that only draws a rule."""
    return re.compile(_tables()["furniture"]["rule"])
