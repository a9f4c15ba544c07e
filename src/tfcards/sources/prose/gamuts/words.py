"""The words by which lists of causes are read: the vocabulary's table, as expressions and sets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tfcards.vocabulary.tables import table


@dataclass(frozen=True, slots=True)
class Form:
    """A form of sentence; ``named`` words its pattern.

    A ``strict`` form needs a list of conditions; one of ``clauses`` lists clauses.
    """

    kind: str
    expression: re.Pattern[str]
    named: str = "{}"
    strict: bool = False
    clauses: bool = False


@cache
def forms(name: str) -> tuple[Form, ...]:
    """Return the forms of sentence under ``name``: ``forms``, or ``backward`` for those without a pattern."""
    rows = table("gamuts")[name]
    return tuple(
        Form(
            row["kind"],
            compiled(row["form"]),
            row.get("named", "{}"),
            row.get("strict", False),
            clauses=row.get("clauses", False),
        )
        for row in rows
    )


@cache
def compiled(form: str) -> re.Pattern[str]:
    """Return the expression ``form`` with the parts of the table filled in."""
    parts: dict[str, str] = table("gamuts")["parts"]

    def filled(text: str) -> str:
        return re.sub(r"\{([A-Za-z_]+)\}", lambda part: filled(parts[part[1]]), text)

    return re.compile(filled(form), re.IGNORECASE)


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return the list ``name`` of ``section`` as a set."""
    return frozenset(table("gamuts")[section][name])


@cache
def expression(section: str, name: str) -> re.Pattern[str]:
    """Return the single expression ``name`` of ``section``."""
    return re.compile(table("gamuts")[section][name], re.IGNORECASE)


@cache
def beginning(section: str, name: str) -> re.Pattern[str]:
    """Return an expression for a text that begins with a phrase of the list ``name``."""
    return re.compile(rf"(?:{any_of(table('gamuts')[section][name])})(?![\w'’-])", re.IGNORECASE)


@cache
def inside(section: str, name: str) -> re.Pattern[str]:
    """Return an expression for a phrase of the list ``name`` behind a space or a comma."""
    return re.compile(rf"[\s,]+(?:{any_of(table('gamuts')[section][name])})(?![\w'’-])", re.IGNORECASE)


def any_of(phrases: Iterable[str]) -> str:
    """Return alternatives for ``phrases``, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def without_article(text: str) -> str:
    """Return ``text`` without the article that it begins with."""
    return re.sub(r"^(?:the|an?)\s+", "", text, flags=re.IGNORECASE)
