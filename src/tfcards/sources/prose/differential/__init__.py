"""Takes a differential diagnosis apart: lists, sentences and prose, each entry with what is said of it."""

from tfcards.sources.prose.differential.entry import Alternative
from tfcards.sources.prose.differential.reader import Differential, parse_differential

__all__ = ["Alternative", "Differential", "parse_differential"]
