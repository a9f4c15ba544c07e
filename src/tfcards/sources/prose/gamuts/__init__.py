"""Finds the lists of causes, signs and the like that a discussion states."""

from tfcards.sources.prose.gamuts.reader import find_lists, gamuts

__all__ = ["find_lists", "gamuts"]
