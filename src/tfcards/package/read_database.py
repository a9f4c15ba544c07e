"""A stranger's SQLite file, opened so that no schema or page in it can make reading run on or out of hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

MAX_ROWS = 5_000_000
"""Rows of a table: pages that point in a circle have no end."""

_MAX_VALUE = 64 * 2**20
"""Bytes of one value."""
_STEPS = 1_000_000
_MAX_STEPS = 500
"""Some hundred times what a collection of the largest size takes, in _STEPS of SQLite's own instructions."""
_JOURNAL = slice(18, 20)
_ROLLBACK = b"\x01\x01"


@contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """Open the SQLite file ``data`` in memory. Raises sqlite3.Error."""
    image = bytearray(data)
    # Anki leaves its collections in write-ahead mode, which a database in memory cannot be in.
    image[_JOURNAL] = _ROLLBACK
    steps = iter(range(_MAX_STEPS))
    with closing(sqlite3.connect(":memory:")) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
        database.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
        database.create_collation("unicase", _by_case)
        database.deserialize(image)
        database.execute("PRAGMA trusted_schema = OFF")
        yield database


def tables(database: sqlite3.Connection) -> set[str]:
    """Return the names of the plain tables: a view or a virtual table of Anki's names could do anything."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    return {str(name) for (name,) in _bounded(database.execute(query))}


def rows(database: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield ``columns`` of every row of ``table``, one of ours to name, in no particular order.

    Raises:
        ValueError: The table has no such columns, computes them, or has too many rows.
        sqlite3.Error: The file is damaged.
    """
    plain: Mapping[str, int] = {row[1]: row[6] for row in database.execute(f"PRAGMA table_xinfo({table})")}
    if any(plain.get(column) != 0 for column in columns):
        raise ValueError(f"{table} is not Anki's")
    query = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608 - names from this program alone
    yield from _bounded(database.execute(query))


def _bounded(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    for count, row in enumerate(cursor):
        if count >= MAX_ROWS:
            raise ValueError("rows without an end")
        yield row


def _by_case(one: str, other: str) -> int:
    """Compare as Anki's own collation does, near enough for reading."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)
