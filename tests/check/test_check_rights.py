"""Which licences may stand in one package that is passed on."""

from __future__ import annotations

from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from tests.e2e.test_e2e_scenarios import add_case
from tests.select.test_select_build import OTHER, run

from tfcards.vocabulary.licence import go_together, redistributable

FREE = ("CC0 1.0", "CC BY 4.0", "CC BY 3.0")
SHARE_ALIKE = ("CC BY-SA 3.0", "CC BY-SA 4.0")
NOT_COMMERCIAL = ("CC BY-NC 4.0", "CC BY-NC-SA 4.0")


@pytest.mark.parametrize("group", [(*FREE, *SHARE_ALIKE), (*FREE, *NOT_COMMERCIAL)])
def test_these_go_together(group: tuple[str, ...]) -> None:
    for one, other in combinations_with_replacement(group, 2):
        assert redistributable(one)
        assert go_together(one, other)
        assert go_together(other, one)


@pytest.mark.parametrize("one", SHARE_ALIKE)
@pytest.mark.parametrize("other", NOT_COMMERCIAL)
def test_these_do_not(one: str, other: str) -> None:
    assert not go_together(one, other)
    assert not go_together(other.lower(), one.upper())


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    folder.mkdir()
    text = "name: Air\nnamespace: example/air\nauthors: [Ada]\nholder: Example\nlicence: CC BY-SA 4.0\n"
    (folder / "deck.yaml").write_text(text, "utf-8")
    add_case(folder, OTHER, 30)
    add_case(folder, OTHER.replace("other-case", "third-case") + "licence: CC BY-NC 4.0\n", 60)
    return folder


def test_a_shared_build_of_a_mix_is_refused_and_retires_nothing(mixed: Path, tmp_path: Path) -> None:
    assert run(mixed, "-o", tmp_path / "own.apkg").exit_code == 0
    lock = (mixed / "deck.lock").read_bytes()
    result = run(mixed, "--share", "-o", tmp_path / "shared.apkg")
    assert result.exit_code == 1
    assert "TF432" in result.stderr
    assert "CC BY-NC 4.0 (case third-case) and CC BY-SA 4.0 (case other-case)" in result.stderr
    assert not (tmp_path / "shared.apkg").exists()
    assert (mixed / "deck.lock").read_bytes() == lock
