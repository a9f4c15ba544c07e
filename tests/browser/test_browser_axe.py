"""axe-core finds nothing serious on any card. It is fetched for the test by npm, pinned, and never kept here."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from tests.browser import samples, shots
from tests.browser.shots import DESKTOP, PHONE, Browser, Client

AXE = "axe-core@4.14.1"
_WAIT = 60
pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

_RUN = """async () => {
  const found = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
  return { passed: found.passes.length, found: found.violations
    .filter(v => v.impact === "serious" || v.impact === "critical")
    .map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")) };
}"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, which fetches axe-core")
    folder = tmp_path_factory.mktemp("axe")
    try:
        done = subprocess.run(
            [npm, "pack", "--silent", AXE], cwd=folder, check=False, capture_output=True, timeout=_WAIT
        )
    except subprocess.TimeoutExpired:
        pytest.skip("axe-core cannot be fetched in time")
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        pytest.skip("axe-core cannot be fetched: no network")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return (folder / "package" / "axe.min.js").read_text("utf-8")


def test_axe_finds_nothing_serious_on_any_card(axe: str, tmp_path: Path) -> None:
    shown = tuple(samples.moving(picture) for picture in samples.pictures())
    notes = [samples.note(card, multiple_choice=True, shown=shown) for card in samples.cards()]
    media = samples.media() | {p.cine: samples.cine((p.width, p.height)) for p in shown if p.cine}
    package = shots.write_package(tmp_path / "package", notes, samples.note_types(), media)
    with Browser(tmp_path / "browser") as browser:
        for side in shots.sides(package, tmp_path / "collection"):
            for client in (Client(PHONE, night=True), Client(DESKTOP, night=False)):
                with browser.show(side, client, unfold=True) as opened:
                    page = opened.page
                    page.evaluate(axe)
                    told = page.evaluate(_RUN)
                    assert told["passed"] > 5
                    assert told["found"] == [], (side.name, client.name)
                    if page.locator(".tf-film:visible").count():
                        page.locator(".tf-tool:visible", has_text="Cine").first.click()
                        page.locator(".tf-film:visible").first.click()
                        assert page.evaluate(_RUN)["found"] == [], (side.name, client.name, "cine, zoomed")
