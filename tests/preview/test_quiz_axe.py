"""axe-core finds nothing serious on the quiz: question, answer, end, settings, on any screen, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.preview.quiz_samples import chromium, program, write_site

pytest.importorskip("anki", reason="the module with the axe fixture needs the real Anki backend")
from tests.browser.test_browser_axe import _RUN, axe

__all__ = ["axe"]

pytestmark = pytest.mark.skipif(not program(), reason="Chromium is not installed")


def look(page: Page, axe: str, where: str) -> None:
    page.wait_for_timeout(100)
    page.evaluate(axe)
    told = page.evaluate(_RUN)
    assert told["passed"] > 10, where
    assert told["found"] == [], where


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 760), (1280, 900)])
def test_axe_finds_nothing_serious(axe: str, tmp_path: Path, width: int, height: int, scheme: str) -> None:
    index = write_site(tmp_path, "a")
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,
        )
        page.goto(index.as_uri())
        page.wait_for_selector("iframe[title=Question]:not(.coming)")
        look(page, axe, "question")
        page.keyboard.press("Space")
        page.wait_for_selector("iframe[title=Answer]:not(.coming)")
        look(page, axe, "answer")
        page.keyboard.press("4")
        page.wait_for_selector("#done:not([hidden])")
        look(page, axe, "done")
        page.get_by_role("button", name="More").click()
        look(page, axe, "settings")
