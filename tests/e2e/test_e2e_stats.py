"""``tfcards stats`` over small decks: it counts what build makes, and knows one thing under several names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

Picture = Callable[[str, int], Path]
Run = Callable[..., Result]
FEATURE = "several areas of raised and lowered uptake"


class Deck:
    """A deck folder to which cases are added."""

    def __init__(self, folder: Path, picture: Picture) -> None:
        self.folder = folder
        self._picture = picture
        folder.mkdir()
        (folder / "deck.yaml").write_text("name: D\nnamespace: ns\n", "utf-8")

    def add(self, name: str, diagnosis: str, *differential: tuple[str, str], **rest: object) -> None:
        place = self.folder / "cases" / name
        self._picture(f"{self.folder.name}/cases/{name}/i.png", 20 + len(list(self.folder.iterdir())))
        entries = [
            {"id": f"d{n}", "diagnosis": d, "distinguishing": f} for n, (d, f) in enumerate(differential, 1)
        ]
        case = {"id": name, "diagnosis": diagnosis, "images": [{"file": "i.png"}], "differential": entries, **rest}
        (place / "case.yaml").write_text(yaml.safe_dump(case, sort_keys=False), "utf-8")


@pytest.fixture
def deck(tmp_path: Path, picture: Picture) -> Deck:
    return Deck(tmp_path / "deck", picture)


def gamut(pattern: str, *causes: str) -> list[dict[str, Any]]:
    entries = [{"id": f"c{n}", "cause": cause} for n, cause in enumerate(causes, 1)]
    return [{"id": "g1", "pattern": pattern, "causes": entries}]


def stats_of(run: Run, deck: Deck) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("stats", deck.folder, "--json").stdout)
    return found


def test_stats_counts_the_cards_that_build_makes(run: Run, deck: Deck, tmp_path: Path) -> None:
    causes = gamut("diffuse lung uptake", "Sarcoidosis", "Edema", "Talcosis")
    deck.add("a", "Sarcoidosis", ("Edema", FEATURE), gamuts=causes)
    deck.add("b", "Edema", ("Sarcoidosis", FEATURE), gamuts=causes)
    built = json.loads(run("build", deck.folder, "-o", tmp_path / "out.apkg", "--json").stdout)
    found = stats_of(run, deck)
    assert found["cards"] == built["cards"]
    assert found["cards"]["contrast"] == 1
    assert sum(found["shares"].values()) == pytest.approx(1)


def test_exemplars_are_known_under_any_name(run: Run, deck: Deck) -> None:
    for name, diagnosis in (
        ("p1", "Pulmonary embolism"),
        ("p2", "PE"),
        ("h1", "Primary hyperparathyroidism"),
        ("h2", "Hyperparathyroidism, primary"),
        ("g", "Gout"),
    ):
        deck.add(name, diagnosis)
    assert stats_of(run, deck)["single_exemplars"] == ["Gout"]


def test_a_normal_case_needs_not_say_normal(run: Run, deck: Deck) -> None:
    deck.add("n", "No abnormality", acr=["2.1"])
    deck.add("t", "Goitre", acr=["2.3"])
    deck.add("c", "Duplication cyst", acr=["7.1"])
    assert stats_of(run, deck)["fields_without_normal"] == ["Gastrointestinal System"]


def test_a_pattern_is_listed_once_unless_another_case_states_it(run: Run, deck: Deck) -> None:
    deck.add("a", "Sarcoidosis", acr=["6.2"], gamuts=gamut("diffuse lung uptake", "Acute PE", "Zebra"))
    deck.add("b", "Talcosis", acr=["6.2"], gamuts=gamut("Diffuse uptake in the lungs", "Pulmonary emboli", "Rust"))
    deck.add("c", "Gout", acr=["4.5"], gamuts=gamut("punched-out erosions", "Gout", "Leprosy"))
    lonely = stats_of(run, deck)["lonely_patterns"]
    assert lonely == [
        "diffuse lung uptake (a, b): no normal",
        "punched-out erosions (c): no mimic and no normal",
    ]
    deck.add("n", "Unremarkable lungs", acr=["6.1"])
    assert len(stats_of(run, deck)["lonely_patterns"]) == 1


def test_long_answers_and_lists_are_named_with_their_line(run: Run, deck: Deck) -> None:
    long = "dense and round and " * 12
    deck.add("a", "Gout", *((f"Other {n}", "") for n in "abcdefgh"), ("Rust", long))
    found = stats_of(run, deck)
    line = (deck.folder / "cases" / "a" / "case.yaml").read_text("utf-8").splitlines()
    at = next(
        n for n, text in enumerate(line, 1) if "distinguishing: 'dense" in text or "distinguishing: dense" in text
    )
    assert [(entry["card"], entry["unit"]) for entry in found["to_split"]] == [
        ("a differential list", "entries"),
        ("a contrast d9", "characters"),
    ]
    assert found["to_split"][1]["place"].endswith(f"a/case.yaml:{at}")
    assert found["longest_answers"][0] == found["to_split"][1]
    assert "cards to split: 2" in run("stats", deck.folder).stdout


def test_kinds_out_of_balance(run: Run, deck: Deck) -> None:
    deck.add("a", "Gout", *((f"Other {n}", "") for n in "abcdef"))
    assert "differential: 86%, too many" in stats_of(run, deck)["out_of_balance"]


def test_pairs_without_a_stated_feature_are_named(run: Run, deck: Deck) -> None:
    deck.add("a", "Gout", ("Rickets", ""), acr=["4.5"])
    deck.add("b", "Rickets", acr=["4.5"])
    assert stats_of(run, deck)["confused"] == ["Gout and Rickets (named without a feature)"]


def test_a_missing_companion_and_an_idle_wish_are_reported(run: Run, deck: Deck) -> None:
    deck.add("a", "Gout", companions=["nosuch"], cards=[{"card": "contrast with:nosuch", "suppress": "no"}])
    said = run("check", deck.folder).stderr
    assert "TF413" in said
    assert "TF325" in said


def test_a_released_contrast_stays_when_a_case_is_added(run: Run, deck: Deck, tmp_path: Path) -> None:
    spokes = ("Rust", "Scurvy", "Rickets", "Leprosy")
    deck.add("m", "Gout", *((name, FEATURE) for name in spokes))
    for name in spokes[:3]:
        deck.add(name.casefold(), name)
    run("build", deck.folder, "-o", tmp_path / "one.apkg")
    deck.add("a", "Leprosy", ("Gout", FEATURE))
    report = json.loads(run("build", deck.folder, "-o", tmp_path / "two.apkg", "--json").stdout)
    assert report["release"]["retired"] == 0
