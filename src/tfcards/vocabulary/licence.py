"""Licences: which of them let a case be passed on."""

from __future__ import annotations

from tfcards.vocabulary.tables import table


def redistributable(licence: str) -> bool:
    """Tell whether ``licence`` is known to allow redistribution; an unknown or missing one does not."""
    wanted = " ".join(licence.casefold().split())
    return any(wanted in row["forms"] for row in table("licences")["licence"])
