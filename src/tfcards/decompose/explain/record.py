"""One line of an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.model.case import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a card, or an item of a list, is made or not; ``card`` is what an author calls it under ``cards:``.

    ``part`` is the dotted path of what decided, in the case ``source``; ``words`` are the words that did.
    ``code`` is that of the message of a build on it, empty where a build tells nothing.
    """

    card: str
    made: bool
    rule: str
    source: CaseId
    part: str
    code: str = ""
    words: tuple[str, ...] = ()
