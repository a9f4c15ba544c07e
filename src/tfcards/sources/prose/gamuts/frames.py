"""Finds a list by its parts: items on one side of a word of causing or finding, a pattern on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from tfcards.sources.prose.gamuts.checks import MIN_ITEMS, is_list, is_ruled_out, pattern_of, subject_of
from tfcards.sources.prose.gamuts.items import has_verb, items
from tfcards.sources.prose.gamuts.words import compiled, inside, without_article
from tfcards.vocabulary.tables import table

BEFORE = "{}"
"""Stands for a pattern that an earlier sentence names."""

_REACH = 400
"""Letters of a sentence in which the word that joins pattern and list is looked for."""

_TRIES = 4

_PREPOSITION = re.compile(r"(?P<word>in|with|from|by|of|to|after|through|for)$", re.IGNORECASE)
_RELATIVE = re.compile(
    r",? (?:which|who|that)(?: [^,;:]{1,80},)?$|"
    r", (?:which|who|as|seen|when|if|unless|sometimes|often|even|"
    r"especially|also|known|or|at least|above all)\b[^,;:]{1,80},?$"
)
_PRONOUN = re.compile(
    r"(?:.*[,;:] )?(?:it|they|them|these|those|this|that|one|such things|(?:this|that|the) "
    r"(?:sign|finding|pattern|appearance|picture|phenomenon|look))$",
    re.IGNORECASE,
)
_VERBS_JOINED = re.compile(
    r"\b(?:can|may|might|could|will) [a-z]+(?:, [a-z]+){0,3}(?:,|,? (?:and|or))$", re.IGNORECASE
)
"""Ends what stands before the last of several verbs: "may precede, accompany or"."""

_JOINED = re.compile(
    r"(?:[,;:] | )(?:and|but|yet|so|as|since|because|for|though|although)?(?: ?(?:it|they|this|these))?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[,;:]| [-–—] | (?:but|although|though|when|whereas|while|because|since|so)\b|"
    r" and (?:are|is|may|can|should|must|so|none|all)\b|\. ",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A list that a sentence states: of what kind, of what pattern, and which items."""

    kind: str
    pattern: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A relation between a pattern and its list. A ``clausal`` one has a clause for a pattern: drugs *that* ….

    A ``strict`` one means many things, so that its list must be one of conditions.
    """

    kind: str
    relation: re.Pattern[str]
    named: str
    strict: bool
    clausal: bool


@cache
def frames(name: str) -> tuple[Frame, ...]:
    """Return the relations of the table ``name``: ahead, nouns or behind, by where the pattern stands."""
    return tuple(
        Frame(
            row["kind"],
            compiled(row["relation"]),
            row.get("named", "{}"),
            row.get("strict", False),
            row.get("clausal", False),
        )
        for row in table("gamuts")[name]
    )


def framed(sentence: str, least: int = MIN_ITEMS) -> Stated | None:
    """Return the list of at least ``least`` items that ``sentence`` ties to a pattern, or None."""
    for reading in (_named_by_noun, _pattern_first, _list_first):
        found = next((one for one in reading(sentence) if len(one.items) >= least), None)
        if found:
            return found
    return None


def _some(sought: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the first places of ``sought`` in ``text``: a sentence that says it more often states no one list."""
    return islice(sought.finditer(text[:_REACH]), _TRIES)


def _named_by_noun(sentence: str) -> Iterator[Stated]:
    """Yield readings of "the causes of X are A, B, C": a noun, its pattern, what joins it to its list."""
    for frame in frames("nouns"):
        for noun in _some(frame.relation, sentence):
            if is_ruled_out(sentence[: noun.end()]):
                return
            rest = sentence[noun.end() :]
            for joint in _some(compiled("{joint}"), rest):
                found = _made(frame, noun, rest[: joint.start()], rest[joint.end() :])
                if found:
                    yield found


def _pattern_first(sentence: str) -> Iterator[Stated]:
    """Yield readings of "X is seen in A, B, C"."""
    for frame in frames("ahead"):
        for relation in _some(frame.relation, sentence):
            found = _made(frame, relation, sentence[: relation.start()], sentence[relation.end() :])
            if found:
                yield found


def _made(frame: Frame, relation: re.Match[str], left: str, right: str) -> Stated | None:
    if _VERBS_JOINED.search(left):
        return None
    preposition = _PREPOSITION.search(relation[0].rstrip(" :"))
    found = items(right, frame.kind, preposition["word"].lower() if preposition else "")
    if not found or not is_list(found, strict=frame.strict, kind=frame.kind):
        return None
    pattern = _clause(left) if frame.clausal else _subject(left)
    return Stated(frame.kind, _named(frame, relation, pattern), found) if pattern else None


def _list_first(sentence: str) -> Iterator[Stated]:
    """Yield readings of "A, B and C cause X"."""
    for frame in frames("behind"):
        for relation in _some(frame.relation, sentence):
            left = compiled("{lead}").sub("", sentence[: relation.start()].strip(" ,;:"))
            pattern = _behind(frame, sentence[relation.end() :])
            if not pattern or has_verb(left) or is_ruled_out(left.partition(":")[0] if ":" in left else ""):
                continue
            found = items(left, frame.kind)
            if not _is_of_this_case(left, found) and is_list(found, strict=frame.strict, kind=frame.kind):
                yield Stated(frame.kind, _named(frame, relation, pattern), found)


def _is_of_this_case(text: str, found: Sequence[str]) -> bool:
    """Tell whether most of a list begins with "the" or "his": then it is about what was seen here."""
    return len(re.findall(r"(?:^|[,;] |and |or )(?:the|his|her|this|these|our) ", text, re.IGNORECASE)) * 2 > len(
        found
    )


def _named(frame: Frame, relation: re.Match[str], pattern: str) -> str:
    head = without_article((relation.groupdict().get("head") or "").strip())
    return frame.named.replace("{head}", head).replace("{}", pattern)


def _behind(frame: Frame, text: str) -> str:
    end = _TAIL.search(text)
    said = text[: end.start()] if end else text
    return _clause(said) if frame.clausal else pattern_of(said)


def _clause(text: str) -> str:
    """Return the clause ``text`` when it can stand behind "what" or "drugs that"."""
    text = inside("asides", "inside").sub("", text).strip(" ,.")
    return text if len(text.split()) > 1 and pattern_of(text, clausal=True) else ""


def _subject(left: str) -> str:
    """Return the pattern that ``left`` ends in or speaks of; ``BEFORE`` when that is a pronoun alone."""
    left = _RELATIVE.sub("", left.rstrip(" ,:")).strip()
    if not left or _PRONOUN.fullmatch(left):
        inner = left.rpartition(";")[0]
        return (subject_of(inner) if inner else "") or BEFORE
    if pattern := pattern_of(left):
        return pattern
    joined = _JOINED.search(f"{left} ")
    return subject_of(left[: joined.start()]) if joined else ""
