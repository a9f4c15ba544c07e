"""Licences: which of them let a case be passed on."""

from __future__ import annotations

from tfcards.vocabulary.tables import table


def redistributable(licence: str) -> bool:
    """Tell whether ``licence`` is known to allow redistribution; an unknown or missing one does not."""
    return bool(_rows(licence))


def go_together(one: str, other: str) -> bool:
    """Tell whether what two licences cover may stand in one work that is passed on.

    Share-alike without a ban on commercial use and such a ban exclude each other (Creative Commons, licence
    compatibility chart).
    """
    terms = [{term for row in _rows(licence) for term in row.get("terms", ())} for licence in (one, other)]
    return not any(mine == {"sa"} and "nc" in theirs for mine, theirs in (terms, terms[::-1]))


def _rows(licence: str) -> list[dict[str, list[str]]]:
    wanted = " ".join(licence.casefold().split())
    return [row for row in table("licences")["licence"] if wanted in row["forms"]]
