"""List cards: differentials and gamuts of a case, and gamuts that several cases share."""
