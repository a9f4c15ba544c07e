"""Two releases of a deck in one collection: only what changed changes, and history stands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.package.read import read_package
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.history import CardKey, CardState, compare, snapshot
from tfcards.verify.update import verify_update

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
Run = Callable[..., Result]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a copy of three cases of the demo deck, never released."""
    folder = tmp_path / "deck"
    folder.mkdir()
    shutil.copy(DECK / "deck.yaml", folder)
    for name in ("bone-normal", "lung-pe", "thyroid-graves"):
        shutil.copytree(DECK / "cases" / name, folder / "cases" / name)
    return folder


def release(run: Run, deck: Path, output: Path, monkeypatch: pytest.MonkeyPatch, day: int) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_790_000_000 + day * 86_400))
    result = run("build", deck, "-o", output)
    assert result.exit_code == 0, result.stderr
    return output


def correct(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_correction_changes_its_own_case_alone(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(
        deck / "cases" / "lung-pe" / "case.yaml",
        "\nauthors:",
        "\nkeywords: [corrected]\nfollow_up: Recovered.\nauthors:",
    )
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    report = verify_update(first, second)
    assert report.passed, report.diagnostics
    assert report.answered > 0
    own = {note.guid for note in read_package(second) if "Case::lung-pe" in note.tags}
    assert report.history.changed
    assert set(report.history.changed) <= own
    assert report.second.updated == len(report.history.changed)
    assert report.second.new == 0
    assert report.repeated.updated == 0


def test_a_rebuild_without_a_change_is_the_same_file(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    lock = (deck / "deck.lock").read_bytes()
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    assert first.read_bytes() == second.read_bytes()
    assert (deck / "deck.lock").read_bytes() == lock


def test_a_reordered_and_extended_list_keeps_its_cards(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    path = deck / "cases" / "thyroid-graves" / "case.yaml"
    correct(
        path, "\ndifferential:\n", "\ndifferential:\n  - {id: d19, diagnosis: Thyrotropin-secreting adenoma}\n"
    )
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    report = verify_update(first, second)
    assert report.passed, report.diagnostics
    before = {n.guid: {c.ord for c in n.cards} for n in read_package(first)}
    after = {n.guid: {c.ord for c in n.cards} for n in read_package(second)}
    assert before.keys() == after.keys()
    assert sum(len(after[g] - before[g]) for g in before) == 1
    assert all(before[g] <= after[g] for g in before)


def test_a_broken_case_is_left_out_and_not_retired(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    lock = (deck / "deck.lock").read_bytes()
    path = deck / "cases" / "bone-normal" / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("diagnosis:", "diagnosi:", 1), "utf-8")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "did you mean" in result.stderr
    assert {t for n in read_package(tmp_path / "second.apkg") for t in n.tags if t.startswith("Case::")} == {
        "Case::lung-pe",
        "Case::thyroid-graves",
    }
    assert (deck / "deck.lock").read_bytes() == lock
    strict = run("build", deck, "--strict", "-o", tmp_path / "strict.apkg")
    assert strict.exit_code == 1
    assert not (tmp_path / "strict.apkg").exists()


def test_another_namespace_is_refused(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "deck.yaml", "tfcards/nuclear-medicine", "somebody/else")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "namespace" in result.stderr
    assert not (tmp_path / "second.apkg").exists()


def test_a_new_item_never_inherits_a_released_id(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = deck / "cases" / "lung-pe" / "case.yaml"
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    text = path.read_text("utf-8")
    last = max(re.findall(r"id: (d\d)", text))
    kept = re.sub(rf"\n  - \{{id: {last}, .*|\n  - id: {last}\n(?:    .*\n)*", "\n", text)
    assert last not in re.findall(r"id: (d\d)", kept)
    path.write_text(kept.replace("\ndifferential:\n", "\ndifferential:\n  - diagnosis: Vasculitis\n"), "utf-8")
    assert run("check", "--fix", deck).exit_code == 0
    added = set(re.findall(r"id: (d\d)", path.read_text("utf-8"))) - set(re.findall(r"id: (d\d)", kept))
    assert len(added) == 1
    assert added != {last}


def test_a_look_of_its_own_after_a_release_is_refused(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    (deck / "card_templates").mkdir()
    (deck / "card_templates" / "base.css").write_text(".card { color: red }", "utf-8")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "TF507" in result.stderr
    assert not (tmp_path / "second.apkg").exists()


def test_a_shared_build_leaves_out_what_may_not_be_passed_on(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "cases" / "lung-pe" / "case.yaml", "licence: CC BY 4.0", "licence: All rights reserved")
    correct(
        deck / "cases" / "bone-normal" / "case.yaml",
        "\nauthors:",
        "\nfollow_up: Seen by Mrs Example on 03/04/2024.\nauthors:",
    )
    result = run("build", deck, "--share", "-o", tmp_path / "shared.apkg")
    assert result.exit_code == 0
    left_out = [line for line in result.stderr.splitlines() if "TF431" in line]
    assert len(left_out) == 2
    assert "Example" not in result.stderr
    cases = {
        tag for note in read_package(tmp_path / "shared.apkg") for tag in note.tags if tag.startswith("Case::")
    }
    assert cases == {"Case::thyroid-graves"}
    assert "retired" not in (deck / "deck.lock").read_text("utf-8")


def test_a_card_that_leaks_is_left_out_and_not_retired(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "deck.yaml", "name: Nuclear medicine", "name: Pulmonary embolism and others")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "TF411" in result.stderr
    cases = {t for n in read_package(tmp_path / "second.apkg") for t in n.tags if t.startswith("Case::")}
    assert "Case::lung-pe" not in cases
    assert "retired" not in (deck / "deck.lock").read_text("utf-8")


PATTERN = "a photopenic hole in the spleen"
SHARED = note_guid("tfcards/nuclear-medicine", Identity(CaseId("lung-pe"), Kind.GAMUT, ItemId("g7")))


def state(deck: Path, name: str, *causes: str) -> None:
    """Let the case ``name`` state the causes of one pattern as its gamut g7."""
    path = deck / "cases" / name / "case.yaml"
    if not path.exists():
        shutil.copytree(DECK / "cases" / name, path.parent)
    listed = "".join(f"\n      - {{id: c{n}, cause: {cause}}}" for n, cause in enumerate(causes, 1))
    gamut = f"\n  - id: g7\n    pattern: {PATTERN}\n    causes:{listed}"
    text = path.read_text("utf-8")
    if "\ngamuts:" not in text:
        text = text.replace("\nauthors:", "\ngamuts:\nauthors:", 1)
    path.write_text(text.replace("\ngamuts:", f"\ngamuts:{gamut}", 1), "utf-8")


def study_all(collection: ThrowawayCollection) -> dict[CardKey, CardState]:
    """Answer every card of the shared gamut with Easy; return where those cards stand then."""
    from anki.cards import CardId
    from anki.consts import CARD_TYPE_REV

    for card in (collection.anki.get_card(CardId(number)) for number in shared_cards(collection).values()):
        card.start_timer()
        collection.anki.sched.answerCard(card, 4)
    studied = {key: card for key, card in snapshot(collection).cards.items() if key[0] == SHARED}
    assert all(card.reviews and card.type == CARD_TYPE_REV for card in studied.values())
    return studied


def test_no_review_of_a_shared_gamut_is_lost_when_cases_come_and_its_first_one_goes(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(deck, "lung-pe", "old infarct", "splenic cyst")
    state(deck, "thyroid-graves", "splenic cyst", "abscess of the spleen", "haematoma")
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    state(deck, "cardiac-amyloid", "old infarct", "accessory fissure")
    state(deck, "bone-crps", "echinococcus", "haematoma")
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    shutil.rmtree(deck / "cases" / "lung-pe")
    third = release(run, deck, tmp_path / "third.apkg", monkeypatch, 2)
    with ThrowawayCollection() as collection:
        collection.import_package(first)
        studied = study_all(collection)
        asked = {key: answers(collection)[key] for key in studied}
        assert len(studied) == 4
        for package in (second, third):
            before = snapshot(collection)
            collection.import_package(package)
            after = snapshot(collection)
            assert compare(before, after).lost == ()
            assert {key: after.cards[key] for key in studied} == studied
            assert {key: answers(collection)[key] for key in studied} == asked
        gamuts = [note for note in read_package(third) if "splenic cyst" in "".join(note.fields.values())]
    assert [note.guid for note in gamuts if "Kind::gamut" in note.tags] == [SHARED]


def test_a_new_cause_of_a_shared_gamut_never_inherits_an_id(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(deck, "lung-pe", "old infarct", "splenic cyst")
    state(deck, "thyroid-graves", "splenic cyst", "haematoma", "abscess of the spleen")
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    cases = {name: deck / "cases" / name / "case.yaml" for name in ("lung-pe", "thyroid-graves")}
    correct(
        cases["lung-pe"], "{id: c2, cause: splenic cyst}", "{id: c2, cause: splenic cyst}\n      - cause: fissure"
    )
    correct(cases["thyroid-graves"], "{id: c3, cause: abscess of the spleen}", "cause: fissure")
    assert run("check", "--fix", deck).exit_code == 0
    added = {
        name: re.findall(r"id: (c\d+)\s+cause: fissure", path.read_text("utf-8")) for name, path in cases.items()
    }
    assert added == {"lung-pe": ["c3"], "thyroid-graves": ["c4"]}


def shared_cards(collection: ThrowawayCollection) -> dict[CardKey, int]:
    """Return the ids of the cards of the shared gamut."""
    rows = collection.query("select guid, ord, cards.id from cards join notes on notes.id = cards.nid")
    return {(guid, ord_): card for guid, ord_, card in rows if guid == SHARED}


def answers(collection: ThrowawayCollection) -> dict[CardKey, str]:
    """Return what each card of the shared gamut hides."""
    from anki.cards import CardId

    cards = {key: collection.anki.get_card(CardId(number)) for key, number in shared_cards(collection).items()}
    fronts = {key: card.question() for key, card in cards.items()}
    return {key: "".join(re.findall(r'data-cloze="([^"]*)"', front)) for key, front in fronts.items()}
