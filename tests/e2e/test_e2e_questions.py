"""Quiz questions from a deck on disk to the real Anki: cards, tags, corrections, commands that know of kinds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.report import verify_package

pytest.importorskip("anki", reason="the real Anki backend is not installed")

Run = Callable[..., Result]
CASE = """\
id: quiz1
diagnosis: Fibrous dysplasia
authors: [A]
holder: H
licence: CC BY 4.0
brief_history: A girl of 9 with a bowed femur.
images: [{label: main, file: a.png, modality: xr, caption: Anterior view.}]
findings:
  - {id: f1, observation: Ground-glass matrix, link: typical of, interpretation: woven bone}
questions:
  - question: Which syndrome goes with fibrous dysplasia?
    options:
      - {text: "McCune :: Albright", right: yes, remark: "With {{c1::spots}} of the skin."}
      - {text: Mazabraud, right: yes}
      - {text: Maffucci, remark: It goes with enchondromas.}
    explanation: Both are rare.
  - {question: "What is the diagnosis?", options: [Osteomyelitis, {text: Fibrous dysplasia, right: yes}]}
  - {question: "Which gene has mutated?", explanation: GNAS}
  - {question: "What is next?", options: [Biopsy of the dysplasia, {text: Nothing, right: yes}]}
"""
ITEMS = ("q1", "q2", "q3")


@pytest.fixture
def deck(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "deck"
    (folder / "cases" / "quiz1").mkdir(parents=True)
    (folder / "deck.yaml").write_text("name: Quiz\nnamespace: test/quiz\n", "utf-8")
    (folder / "cases" / "quiz1" / "case.yaml").write_text(CASE, "utf-8")
    Image.effect_noise((400, 200), 60).save(folder / "cases" / "quiz1" / "a.png")
    assert run("check", "--fix", folder).exit_code == 0
    return folder


def case_file(deck: Path) -> Path:
    return deck / "cases" / "quiz1" / "case.yaml"


def edit(deck: Path, old: str, new: str) -> None:
    text = case_file(deck).read_text("utf-8")
    assert text.count(old) == 1
    case_file(deck).write_text(text.replace(old, new), "utf-8")


def guid(item: str) -> str:
    return note_guid("test/quiz", Identity(CaseId("quiz1"), Kind.QUESTION, ItemId(item)))


def built(run: Run, deck: Path, package: Path) -> str:
    result = run("build", deck, "-o", package)
    assert result.exit_code == 0, result.output
    return result.output


def test_anki_makes_a_card_of_each_and_verify_finds_nothing(run: Run, deck: Path, tmp_path: Path) -> None:
    package = tmp_path / "quiz.apkg"
    said = built(run, deck, package)
    assert "3 question" in said
    assert "TF334" in said
    assert verify_package(package).diagnostics == ()
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        cards = {}
        for note_id in collection.anki.find_notes("tag:Kind::question"):
            note = collection.anki.get_note(note_id)
            (cards[note.guid],) = note.cards()
            assert "Case::quiz1" in note.tags
        assert set(cards) == {guid(item) for item in ITEMS}
        for card in cards.values():
            assert "<img " in card.question()
            for words in ("Fibrous dysplasia", "CC BY 4.0", "Ground-glass"):
                assert words in card.answer()
        first, second, third = (cards[guid(item)] for item in ITEMS)
        assert "dysplasia" not in first.question()
        assert "▒▒▒" in first.question()
        assert ">Fibrous dysplasia<" in second.question()
        assert "GNAS" not in third.question()
        assert "GNAS" in third.answer()
        everything = [collection.anki.get_card(card_id) for card_id in collection.anki.find_cards("")]
        order = [card.note()["Id"] for card in sorted(everything, key=lambda card: card.due)]
    assert order[:4] == ["quiz1 diagnosis case", *(f"quiz1 question {item}" for item in ITEMS)]


def test_a_correction_updates_its_note_in_place_and_a_removed_number_is_not_used_again(
    run: Run, deck: Path, tmp_path: Path
) -> None:
    built(run, deck, tmp_path / "old.apkg")
    edit(deck, "It goes with enchondromas.", "It goes with enchondromas and hemangiomas.")
    text = case_file(deck).read_text("utf-8")
    kept = [line for line in text.splitlines() if "GNAS" not in line and "Biopsy" not in line]
    kept.append('  - {question: "Which bone?", explanation: The femur}')
    case_file(deck).write_text("\n".join(kept) + "\n", "utf-8")
    run("check", "--fix", deck)
    assert 'id: q4, question: "Which bone?"' in case_file(deck).read_text("utf-8")
    said = built(run, deck, tmp_path / "new.apkg")
    assert "notes: 1 added, 1 changed, 3 unchanged, 1 retired" in said
    result = run("verify", tmp_path / "new.apkg", "--after", tmp_path / "old.apkg")
    assert result.exit_code == 0, result.output
    differences = run("diff", tmp_path / "old.apkg", tmp_path / "new.apkg").output
    for words in ("changed  question q1", "hemangiomas", "question q4", "question q3"):
        assert words in differences


def test_the_author_leaves_one_out_and_words_another(run: Run, deck: Path, tmp_path: Path) -> None:
    said = "cards:\n  - {card: question q2, suppress: asked already}\n"
    said += '  - {card: question q1, question: "Which syndromes go with it?"}\n'
    case_file(deck).write_text(case_file(deck).read_text("utf-8") + said, "utf-8")
    built(run, deck, tmp_path / "quiz.apkg")
    explained = run("build", deck, "--explain", "quiz1").output
    assert "question q1: made: the source asks it; worded by the author" in explained
    assert "question q2: not made: left out by the author [asked already]" in explained
    assert "question q4: not made[TF334]" in explained
    with ThrowawayCollection() as collection:
        collection.import_package(tmp_path / "quiz.apkg")
        (note_id,) = collection.anki.find_notes('"Id:quiz1 question q1"')
        assert collection.anki.get_note(note_id).cards()[0].question().count("Which syndromes go with it?") == 1
        assert not collection.anki.find_notes('"Id:quiz1 question q2"')


def test_every_command_that_knows_kinds_knows_this_one(run: Run, deck: Path, tmp_path: Path) -> None:
    stats = run("stats", deck)
    assert stats.exit_code == 0
    assert "question" in stats.output
    assert "question: 0%" not in stats.output
    part = run("build", deck, "--select", "kind:question", "-o", tmp_path / "part.apkg")
    assert "3 question" in part.output
    told = json.loads(run("build", deck, "--explain", "quiz1", "--json").stdout)
    assert {row["card"]: row["made"] for row in told if row["card"].startswith("question")} == {
        "question q1": True,
        "question q2": True,
        "question q3": True,
        "question q4": False,
    }
    for form, name in (("json", "deck.json"), ("csv", "deck.csv"), ("crowdanki", "repository")):
        result = run("export", deck, "--format", form, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
    records = json.loads((tmp_path / "deck.json").read_text("utf-8"))
    assert "McCune" in json.dumps(records)
    text = (tmp_path / "deck.csv").read_text("utf-8")
    rows = [row for row in csv.reader(io.StringIO(text)) if "tfcards Question" in row]
    assert {row[0] for row in rows} == {guid(item) for item in ITEMS}


def test_preview_and_quiz_have_a_page_for_each_side(run: Run, deck: Path, tmp_path: Path) -> None:
    built(run, deck, tmp_path / "quiz.apkg")
    preview = run("preview", deck, "-o", tmp_path / "site")
    assert preview.exit_code == 0, preview.output
    pages = [p.name for p in (tmp_path / "site").rglob("*.html")]
    for item in ITEMS:
        assert any(name.startswith(guid(item)) for name in pages), item
    quiz = run("preview", deck, "--quiz", "-o", tmp_path / "quiz")
    assert quiz.exit_code == 0, quiz.output
    fronts = {p.name: p.read_text("utf-8") for p in (tmp_path / "quiz" / "cards").glob("*-front.html")}
    assert any(name.startswith(guid("q1")) and "tf-several" in html for name, html in fronts.items())
