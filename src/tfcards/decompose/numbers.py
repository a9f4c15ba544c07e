"""The number of an item: the one in its id, so that it survives reordering and removal."""

from __future__ import annotations

import re

from tfcards.model.case import ItemId


def item_number(item_id: ItemId) -> int:
    """Return the number in ``item_id``; a list's items are clozes by it."""
    return int(re.sub(r"\D", "", item_id))
