"""The style sheet: legible in both modes, self-contained, harmless to pictures."""

from __future__ import annotations

import re

import pytest

from tfcards.render.notetypes import templates_root

SHEET = (templates_root() / "base.css").read_text("utf-8")
CSS = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
AA = 4.5
"""Least contrast of text, WCAG 2.2, success criterion 1.4.3."""


def palettes() -> dict[str, dict[str, str]]:
    day, night = (
        dict(re.findall(r"--tf-([a-z-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r"\.card \{(.*?)\}", CSS, re.DOTALL)[:2]
    )
    return {"day": day, "night": day | night}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, "ground") for text in ("ink", "quiet", "accent", "high", "low")),
        ("ink", "raised"),
        ("quiet", "raised"),
        ("ink", "accent-ground"),
        ("accent", "accent-ground"),
        ("film-ink", "film"),
        ("film-ink", "film-tool"),
        ("mark", "film"),
    ],
)
def test_text_stands_out_from_its_ground(mode: str, text: str, ground: str) -> None:
    palette = palettes()[mode]
    light, dark = sorted((luminance(palette[text]), luminance(palette[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= AA


def test_night_changes_every_colour_of_text_and_ground() -> None:
    day, night = palettes()["day"], palettes()["night"]
    assert {name for name in day if day[name] == night[name]} == {
        "film",
        "film-ink",
        "film-tool",
        "mark",
    }


def test_every_custom_property_is_explained_at_the_top_and_no_other() -> None:
    explained = set(re.findall(r"--tf-[a-z-]+", SHEET.partition("*/")[0]))
    assert explained == set(re.findall(r"(--tf-[a-z-]+):", CSS))
    assert explained == set(re.findall(r"var\((--tf-[a-z-]+)\)", CSS))


def test_the_style_sheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face|javascript|expression\(", CSS)
