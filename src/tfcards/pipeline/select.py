"""A part of a deck: which of its notes a package holds, by an expression of their tags.

    kind:pattern and acr:4 and not modality:MR
    (case:bs1* or difficulty:hard) acr:4.5

Terms side by side must all hold. A value is compared without regard to case, ``*`` stands for any letters, and
quotes keep spaces together. ``acr:4`` is the skeletal system, ``acr:4.5`` its metabolic diseases, ``acr:42.512``
a code and all below it; ``tag:`` compares a whole tag or any tag above it.

A part never changes what the whole is: all notes keep their GUIDs, times and places in deck.lock, and none is
retired for not being selected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from fnmatch import fnmatchcase
from functools import cache

from lark import Lark, Transformer, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.vocabulary import acr

Tags = Collection[str]
Selection = Callable[[Tags], bool]
"""Tells by the tags of a note (see ``tags_of``) whether it is selected."""

FIELDS = ("acr", "case", "difficulty", "kind", "modality", "tag")

_GRAMMAR = rf"""
?start: either
?either: both (_OR both)*
?both: one (_AND? one)*
?one: _NOT one -> other | "(" either ")" | term
term: FIELD _COLON (WORD | QUOTED)
_COLON: ":"
_OR.2: /or(?![\w:])/i
_AND.2: /and(?![\w:])/i
_NOT.2: /not(?![\w:])/i
FIELD.3: /(?:{"|".join(FIELDS)})(?=:)/i
QUOTED: /"[^"]+"/
WORD: /[^\s()":][^\s()"]*/
%ignore /\s+/
"""

_HINT = f"write for example: kind:pattern and acr:4 and not modality:CT; the words are {', '.join(FIELDS)}"
_CODE = re.compile(r"\d+(?:\.\d*)?")


def selection(expression: str) -> Selection:
    """Return what ``expression`` selects.

    Raises:
        TfcardsError: ``expression`` cannot be read.
    """
    try:
        chosen: Selection = _Selections().transform(_parser().parse(expression))
    except UnexpectedInput as problem:
        rest = "" if _at_the_end(problem) else expression[max(problem.pos_in_stream or 0, 0) :].strip()
        where = f"from “{rest}” on" if rest else "at its end"
        raise TfcardsError(f"--select cannot be read {where}", _HINT, ExitCode.USAGE) from problem
    except VisitError as problem:  # Lark's wrapping of what a term had to say
        raise problem.orig_exc from None
    return chosen


def _at_the_end(problem: UnexpectedInput) -> bool:
    return isinstance(problem, UnexpectedToken) and problem.token.type == "$END"


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr")


class _Selections(Transformer):  # type: ignore[type-arg]  # the tree's leaves are tokens, its result a function
    """Turns an expression that was read into the question that it asks of a note's tags."""

    def either(self, asked: list[Selection]) -> Selection:
        return lambda tags: any(ask(tags) for ask in asked)

    def both(self, asked: list[Selection]) -> Selection:
        return lambda tags: all(ask(tags) for ask in asked)

    def other(self, asked: list[Selection]) -> Selection:
        return lambda tags: not asked[0](tags)

    def term(self, parts: list[str]) -> Selection:
        field, value = str(parts[0]).casefold(), str(parts[1]).strip('"').casefold()
        if field == "acr":
            return _by_code(value)
        matches = _by_whole_tag if field == "tag" else _by_field(field)
        return lambda tags: any(matches(tag.casefold(), value) for tag in tags)


def _by_field(field: str) -> Callable[[str, str], bool]:
    """Return a comparison with what stands below ``Kind::`` and the like, where tags write ``_`` for a space."""
    return lambda tag, value: fnmatchcase(tag, f"{field}::{_literal(value.replace(' ', '_'))}")


def _by_whole_tag(tag: str, value: str) -> bool:
    levels = tag.split("::")
    return any(fnmatchcase("::".join(levels[: n + 1]), _literal(value)) for n in range(len(levels)))


def _literal(value: str) -> str:
    """Return the pattern of ``value`` for fnmatch, where ``*`` alone means more than itself."""
    return value.replace("[", "[[]").replace("?", "[?]")


def _by_code(value: str) -> Selection:
    """Return a comparison with the ACR codes of a note: each side of the point begins with what ``value`` says."""
    if not _CODE.fullmatch(value):
        raise TfcardsError(f"--select acr:{value} is not a code", "write acr:4 or acr:4.5", ExitCode.USAGE)
    anatomy, _, pathology = value.partition(".")

    def asked(tags: Tags) -> bool:
        codes = (code.partition(".") for code in _codes(tags))
        return any(left.startswith(anatomy) and right.startswith(pathology) for left, _, right in codes)

    return asked


def _codes(tags: Tags) -> list[str]:
    """Return the ACR codes that ``tags`` name, as precise as they are."""
    lowest = (tag.rpartition("::")[2] for tag in tags if tag.startswith("ACR::"))
    return [code for level in lowest if acr.is_code(code := level.partition("_")[0])]
