"""Hand-made notes of three note types: two gated templates, one template, cloze."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.model.note import CardTemplate, FieldDef, MediaFile, MediaName, Note, NoteType
from tfcards.package.content import PackageContent
from tfcards.package.lock import Lock
from tfcards.package.stamp import Stamped, stamp

NAMESPACE = "org.example.deck"


@pytest.fixture
def note_types() -> tuple[NoteType, ...]:
    names = ("Key", "Front", "Choices", "Answer")
    fields = tuple(FieldDef(9_000 + number, name) for number, name in enumerate(names))
    back = "{{FrontSide}}<hr id=answer>{{Answer}}"
    return (
        NoteType(
            id=1_500_000_000_001,
            name="Sample Diagnosis",
            cloze=False,
            fields=fields,
            templates=(
                CardTemplate(8_001, "Open", "Front", "{{#Front}}{{text:Front}}{{/Front}}", back),
                CardTemplate(8_002, "Choice", "Choices", "{{#Choices}}{{Choices}}{{/Choices}}", back),
            ),
            css=".card { color: black }",
        ),
        NoteType(
            id=1_500_000_000_002,
            name="Sample Pattern",
            cloze=False,
            fields=fields,
            templates=(CardTemplate(8_003, "Open", "Front", "{{#Front}}{{Front}}{{/Front}}", back),),
            css="",
        ),
        NoteType(
            id=1_500_000_000_003,
            name="Sample List",
            cloze=True,
            fields=fields,
            templates=(CardTemplate(8_004, "Cloze", "Front", "{{cloze:Front}}", "{{cloze:Front}}{{Answer}}"),),
            css="",
        ),
    )


@pytest.fixture
def notes() -> tuple[Note, ...]:
    def note(identity: Identity, note_type: str, fields: dict[str, str], numbers: tuple[int, ...] = ()) -> Note:
        return Note(
            guid=note_guid(NAMESPACE, identity),
            identity=identity,
            note_type=note_type,
            fields=fields,
            tags=(f"Case::{identity.case}", f"Kind::{identity.kind}"),
            media=(MediaName("0a1b.png"),) if "0a1b.png" in fields["Front"] else (),
            numbers=numbers,
        )

    def identity(case: str, kind: Kind, item: str) -> Identity:
        return Identity(CaseId(case), kind, ItemId(item))

    image = '<img src="0a1b.png">'
    return (
        note(
            identity("bs1", Kind.DIAGNOSIS, ""),
            "Sample Diagnosis",
            {"Key": "bs1", "Front": f"Show me {image}", "Answer": "Primary"},
        ),
        note(
            identity("bs2", Kind.DIAGNOSIS, ""),
            "Sample Diagnosis",
            {"Key": "bs2", "Front": "Show me", "Choices": "A or B", "Answer": "Secondary"},
        ),
        note(
            identity("bs1", Kind.PATTERN, "f1"),
            "Sample Pattern",
            {"Key": "f1", "Front": "p < 5, q > 3", "Answer": "Uptake"},
        ),
        note(
            identity("bs1", Kind.DIFFERENTIAL, "d"),
            "Sample List",
            {"Key": "d", "Front": "{{c1::One}}, {{c3::Three}}, {{c7::Seven}}", "Answer": "More"},
            (1, 3, 7),
        ),
    )


@pytest.fixture
def stamped(notes: tuple[Note, ...], note_types: tuple[NoteType, ...]) -> Stamped:
    return stamp(Lock.empty(NAMESPACE), notes, note_types, 1_700_000_000)


@pytest.fixture
def pack() -> Callable[[Stamped], PackageContent]:
    def pack_release(release: Stamped, media: Sequence[MediaFile] | None = None) -> PackageContent:
        picture = MediaFile(name=MediaName("0a1b.png"), data=b"\x89PNG picture", width=1, height=1)
        return PackageContent(
            deck_name="Sample::Deck",
            namespace=NAMESPACE,
            stamped=release,
            media=(picture,) if media is None else media,
            order=[each.note.identity for each in release.notes],
        )

    return pack_release


@pytest.fixture
def content(stamped: Stamped, pack: Callable[[Stamped], PackageContent]) -> PackageContent:
    return pack(stamped)
