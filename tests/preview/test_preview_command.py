"""``tfcards preview`` as a person runs it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tfcards.cli import main


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["preview", *(str(arg) for arg in args)])


def test_help_gives_an_example() -> None:
    assert "Example: tfcards preview" in run("--help").output


def test_a_missing_anki_is_told_in_words(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    result = run(deck, "-o", deck.parent / "site")
    assert result.exit_code == 3
    assert "the real Anki backend is not installed; pip install 'tfcards[verify]'" in result.output
    assert not (deck.parent / "site").exists()


def test_wrong_use_is_told_in_words(deck: Path) -> None:
    result = run(deck, "-o", deck.parent / "site", "--port", 8765)
    assert (result.exit_code, result.output) == (
        2,
        "error: -o and --port do not go together; leave one of them out\n",
    )
    assert run(deck, "--port", 80).exit_code == 2


def test_a_folder_with_something_else_is_left_alone(deck: Path) -> None:
    before = sorted(deck.rglob("*"))
    result = run(deck, "-o", deck)
    assert result.exit_code == 2
    assert "holds something else than a preview; choose a new folder" in result.output
    assert sorted(deck.rglob("*")) == before
    assert "is not a folder" in run(deck, "-o", deck / "deck.yaml").output


class TestWithAnki:
    @pytest.fixture(autouse=True)
    def anki(self) -> None:
        pytest.importorskip("anki", reason="the real Anki backend is not installed")

    def test_the_site_is_written_and_the_deck_is_not(self, deck: Path) -> None:
        before = {path: path.stat().st_mtime_ns for path in deck.rglob("*")}
        site = deck.parent / "new" / "site"
        result = run(deck, "-o", site)
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1] == f"wrote {site / 'index.html'}"
        assert {path: path.stat().st_mtime_ns for path in deck.rglob("*")} == before
        assert len(list((site / "media").iterdir())) == 1
        assert list((site / "cards").glob("*-back.html"))

    def test_only_what_changed_is_written_again_and_old_pages_go(self, deck: Path) -> None:
        site = deck.parent / "site"

        def times() -> dict[str, int]:
            run(deck, "-o", site)
            return {path.name: path.stat().st_mtime_ns for path in site.glob("*/*")}

        first = times()
        (site / "media" / "withdrawn.png").write_bytes(b"old")
        assert times() == first
        case = deck / "cases" / "example" / "case.yaml"
        text = case.read_text("utf-8")
        case.write_text(text[: text.index("differential:")] + text[text.index("teaching_points:") :], "utf-8")
        second = times()
        gone = {name for name in first if name not in second}
        changed = {name for name, time in second.items() if first.get(name) != time}
        assert gone
        assert changed
        assert set(second) - changed, "the image and the front of the diagnosis card are as they were"

    def test_errors_of_a_case_stand_on_the_page_and_in_the_exit_code(self, deck: Path) -> None:
        case = deck / "cases" / "example" / "case.yaml"
        case.write_text(case.read_text("utf-8") + "\ndiagnoses: typo\n", "utf-8")
        result = run(deck, "-o", deck.parent / "site")
        assert result.exit_code == 1
        assert "error[" in result.stderr
        assert "did you mean" in (deck.parent / "site" / "index.html").read_text("utf-8")

    def test_the_live_preview_starts_and_stops(self, deck: Path) -> None:
        command = [
            sys.executable,
            "-c",
            "from tfcards.cli import main; main()",
            "preview",
            str(deck),
            "--port",
            "18420",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "preview at http://127.0.0.1:18420/ (Ctrl-C stops it)\n"
            process.send_signal(signal.SIGINT)
            try:
                _, said = process.communicate(timeout=20)
            finally:
                process.kill()
        assert process.returncode == 0
        assert said == ""
