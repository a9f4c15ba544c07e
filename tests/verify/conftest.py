"""A workshop for packages, good and bad, made with genanki alone: the project's own writer is not on trial."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import genanki
import pytest

RELEASE_1 = 1_700_000_000
TAGS = ("Kind::pattern", "Case::bs1")


class Workshop:
    """Makes packages in a folder of its own. Times are seconds since 1970."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def template(self, name: str, front: str, back: str = "{{FrontSide}}<hr>{{Back}}") -> dict[str, Any]:
        return {"id": 300 + len(name), "name": name, "qfmt": front, "afmt": back}

    def note_type(self, **changes: Any) -> Any:  # noqa: ANN401 - genanki is untyped
        settings: dict[str, Any] = {
            "model_id": 1_600_000_000_001,
            "name": "Question",
            "fields": [{"id": 200, "name": "Front"}, {"id": 201, "name": "Back"}],
            "templates": [self.template("Card", "{{Front}}")],
            "css": ".card { color: black }",
        }
        return genanki.Model(**(settings | changes))

    def occlusion(self) -> Any:  # noqa: ANN401 - genanki is untyped
        """Return a note type that Anki takes for its own Image Occlusion."""
        names = ("Occlusion", "Image", "Header", "Back Extra", "Comments")
        made = self.note_type(
            model_id=1_600_000_000_003,
            name="Masks",
            fields=[
                {"id": 400 + tag, "name": name, "tag": tag, "preventDeletion": tag < len(names) - 1}
                for tag, name in enumerate(names)
            ],
            templates=[self.template("Mask", "{{Image}}{{cloze:Occlusion}}", "{{Image}}{{cloze:Occlusion}}")],
            model_type=1,
        )
        plain = made.to_json
        made.to_json = lambda *times: {**plain(*times), "originalStockKind": 6}
        return made

    def note(self, guid: str, *fields: str, note_type: Any = None, tags: Sequence[str] = TAGS) -> Any:  # noqa: ANN401 - genanki is untyped
        return genanki.Note(
            note_type or self.note_type(), list(fields or (f"front {guid}", "back")), guid=guid, tags=tags
        )

    def media(self, name: str, data: bytes = b"\x89PNG") -> Path:
        """Write a media file into a folder of its own, so that names may repeat."""
        self.made += 1
        path = self.folder / f"media{self.made}" / name
        path.parent.mkdir()
        path.write_bytes(data)
        return path

    def package(
        self,
        *notes: Any,  # noqa: ANN401 - genanki is untyped
        media: Sequence[Path] = (),
        at: int = RELEASE_1,
        mods: Mapping[str, int] | None = None,
        sql: Sequence[str] = (),
    ) -> Path:
        """Write a package built at ``at``; ``mods`` gives notes times of their own, by GUID; ``sql`` spoils it."""
        self.made += 1
        path = self.folder / f"release{self.made}.apkg"
        deck = genanki.Deck(1_700_000_000_001, "Nuclear medicine")
        for note in notes:
            deck.add_note(note)
        genanki.Package(deck, media_files=[str(file) for file in media]).write_to_file(str(path), timestamp=at)
        return self._alter(path, mods or {}, sql)

    def _alter(self, package: Path, mods: Mapping[str, int], sql: Sequence[str]) -> Path:
        with zipfile.ZipFile(package) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        database = self.folder / "collection.anki2"
        database.write_bytes(parts["collection.anki2"])
        connection = sqlite3.connect(database)
        connection.executemany(
            "update notes set mod = ? where guid = ?", [(mod, guid) for guid, mod in mods.items()]
        )
        for statement in sql:
            connection.execute(statement)
        connection.commit()
        connection.close()
        parts["collection.anki2"] = database.read_bytes()
        with zipfile.ZipFile(package, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return package


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # genanki leaves a database there with each package
    folder = tmp_path / "workshop"
    folder.mkdir()
    return Workshop(folder)
