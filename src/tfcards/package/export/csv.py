"""Writes notes as a text file that Anki's own import reads, with the headers that spare people its questions.

Source: the Anki manual, Importing > Text Files > File Headers, and experiment with the real backend (26.9.3).
"""

from __future__ import annotations

import csv
import io

from tfcards.package.content import PackageContent
from tfcards.package.export.content import study_order, types_by_name, values_of

_COLUMNS = ("guid", "notetype", "deck", "tags")
"""The columns that are no fields, in order, as the headers call them."""

_LABELS = ("GUID", "Note type", "Deck", "Tags")


def csv_bytes(content: PackageContent) -> bytes:
    """Return the notes of ``content`` as Anki's text import takes them: UTF-8, one row a note.

    Rows of all note types stand in one file: the note type column tells them apart, and the columns that are no
    special ones are the fields of each in its own order. Rows are as long as the note type with most fields asks.
    """
    types = types_by_name(content)
    width = max((len(each.fields) for each in types.values()), default=0)
    text = io.StringIO()
    text.write("#separator:Comma\n#html:true\n")
    for number, column in enumerate(_COLUMNS, start=1):
        text.write(f"#{column} column:{number}\n")
    text.write("#columns:")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*_LABELS, *(f"Field {number}" for number in range(1, width + 1))])
    for note in study_order(content):
        values = values_of(note, types[note.note_type])
        # Written out, as Anki empties a field for an empty column but keeps it where a row is too short to say.
        values += [""] * (width - len(values))
        tags = " ".join(sorted(set(note.tags)))
        rows.writerow([note.guid, note.note_type, content.deck_name, tags, *values])
    return text.getvalue().encode()
