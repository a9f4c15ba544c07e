"""Laboratory values: in a paragraph, on a line of their own, and in a table saved a cell a line."""

from tfcards.sources.prose.labs.lines import line_lab, table_labs
from tfcards.sources.prose.labs.reading import find_labs

__all__ = ["find_labs", "line_lab", "table_labs"]
