"""Whatever comes in: a clear message, exit code 1, no traceback, nothing half written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfcards.cli import main
from tfcards.sources.registry import read_file

Run = Callable[..., Result]

BAD_PAGES = {
    "empty": b"",
    "blank": b"\n\n   \n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "zip": b"PK\x03\x04" + b"\x00" * 200,
    "noise": bytes(range(1, 256)) * 20,
    "no diagnosis": b"Findings:\n\nSomething is seen.\n",
    "prose": "Dear colleague, thank you for the referral.".encode("utf-16"),
    "html without text": b"<html><body><script>1</script></body></html>",
}
BAD_CASES = {
    "not yaml": b"id: [unclosed",
    "a list": b"- one\n- two\n",
    "duplicate": b"id: x\nid: y\ndiagnosis: z\n",
    "bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n",
    "object": b"id: !!python/object/apply:os.system ['true']\ndiagnosis: x\n",
    "deep": b"[" * 5000,
    "binary": b"\x00\x01\x02",
    "escape": b"id: x\ndiagnosis: y\nimages:\n  - file: ../../secret.png\n",
    "nothing": b"",
}


def refused(result: Result, name: str, output: Path) -> None:
    assert result.exit_code == 1, result.output
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert sorted(p.name for p in output.parent.iterdir() if p.name.startswith((".tfcards", "out"))) == []


@pytest.mark.parametrize("data", BAD_PAGES.values(), ids=BAD_PAGES.keys())
def test_bad_pages(data: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(data)
    refused(run("build", tmp_path / "page.txt", "-o", tmp_path / "out.apkg"), "page.txt", tmp_path / "out.apkg")


@pytest.mark.parametrize("data", BAD_CASES.values(), ids=BAD_CASES.keys())
def test_bad_case_files(data: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(data)
    refused(run("build", tmp_path / "case.yaml", "-o", tmp_path / "out.apkg"), "case.yaml", tmp_path / "out.apkg")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=st.binary(max_size=400) | st.text(max_size=300).map(str.encode), name=st.sampled_from(["p.txt", "p.html"])
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (reading,) = read_file(tmp_path / name)
    assert reading.case is not None or reading.diagnostics
    assert all(d.location.path for d in reading.diagnostics)


LABELS = [
    "Diagnosis:",
    "Findings:",
    "Brief history:",
    "Images:",
    "View main image(bs). A",
    "DDx:",
    "ACR Codes:",
    "",
]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.sampled_from(LABELS) | st.text(max_size=60), max_size=30))
def test_any_page_builds_or_is_refused(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        page, output = Path(name) / "p.txt", Path(name) / "out.apkg"
        page.write_text("\n".join(lines), "utf-8", errors="replace")
        result = CliRunner().invoke(main, ["build", str(page), "-o", str(output)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.exit_code in {0, 1}
        assert output.exists() or result.exit_code == 1


def test_a_bad_image_leaves_the_rest(
    run: Run, page: Path, tmp_path: Path, picture: Callable[[str, int], Path]
) -> None:
    picture("ok/ex001-1.png", 80)
    whole = (tmp_path / "ok" / "ex001-1.png").read_bytes()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "ex001-1.png").write_bytes(whole[: len(whole) // 2])
    result = run("build", page, "--images", tmp_path / "bad", "-o", tmp_path / "bad.apkg")
    assert result.exit_code == 1
    assert "ex001" in result.stderr
    assert "ex001-1.png" in result.stderr
    assert (tmp_path / "bad.apkg").exists()
    assert "0 images" in result.stdout
    assert run("build", page, "--images", tmp_path / "ok", "-o", tmp_path / "ok.apkg").exit_code == 0


def test_a_count_that_differs_is_reported(
    run: Run, page: Path, tmp_path: Path, picture: Callable[[str, int], Path]
) -> None:
    for number in (1, 2, 3):
        picture(f"many/ex001-{number}.png", 60 + number)
    result = run("build", page, "--images", tmp_path / "many", "-o", tmp_path / "many.apkg")
    assert "the page names 1 image(s), 3 supplied" in result.stderr


def test_wrong_usage_is_told_apart(run: Run, page: Path, tmp_path: Path) -> None:
    assert run("build", tmp_path / "nowhere", "-o", tmp_path / "out.apkg").exit_code == 2
    assert run("build", page, "-o", tmp_path / "out.zip").exit_code == 2
    assert run("build", page, "--image", "nonsense", "-o", tmp_path / "out.apkg").exit_code == 2
    assert run("build", page, "-o", tmp_path / "no" / "folder" / "out.apkg").exit_code == 3
    assert run("build", tmp_path, "-o", tmp_path / "out.apkg").exit_code == 2


def test_markup_comes_out_as_text(run: Run, page: Path, tmp_path: Path) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.client import ThrowawayCollection
    from tfcards.verify.rendering import render_cards

    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> {{c1::cloze}} {{Diagnosis}}"
    page.write_text(
        page.read_text("utf-8").replace("A small intense focus", f"{evil} A small intense focus"), "utf-8"
    )
    output = tmp_path / "out.apkg"
    assert run("build", page, "-o", output).exit_code == 0
    with ThrowawayCollection() as collection:
        collection.import_package(output)
        for card in render_cards(collection):
            for side in (card.question, card.answer):
                assert "<script" not in side
                assert "<img src=" not in side.replace('<img src="tf-', "")
        texts = [card.question for card in render_cards(collection) if card.kind == "pattern"]
    assert any("&lt;script&gt;" in text for text in texts)
