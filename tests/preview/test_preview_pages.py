"""The pages as files: strict policies, everything escaped, nothing from elsewhere, a version that follows."""

from __future__ import annotations

import dataclasses
import re
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.diagnostic import Location, error
from tfcards.model.note import Guid
from tfcards.preview.deck import AnkiCard, ShownCard, ShownCase, ShownDeck
from tfcards.preview.pages import INDEX, live_site, site

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def deck(name: str = "Deck", answer: str = "<b>Two words</b>") -> ShownDeck:
    card = ShownCard(
        anki=AnkiCard(
            guid=Guid("abc"),
            ord=1,
            number=2,
            identity=Identity(CaseId("bs1"), Kind.DIFFERENTIAL, ItemId("list")),
            tags=("Case::bs1", "Case::bs2", "Kind::differential", "Modality::CT"),
            question="<style>.card { color: red }</style><p>Which   ONE?</p>",
            answer=f"<style>.card {{ color: red }}</style>{answer}",
        ),
        part="differential.0",
        location=Location("deck/case.yaml", 7),
        diagnostics=(error("TF111", "beside the card", Location("deck/case.yaml", 7)),),
    )
    case = ShownCase(
        id=CaseId("bs1"),
        diagnosis=name,
        location=Location("deck/case.yaml", 1),
        cards=(card,),
        diagnostics=(error("TF222", f"beside the case {name}", Location("deck/case.yaml", 2), "mend it"),),
    )
    loose = (error("TF333", "of the deck", Location("deck/deck.yaml", 3)),)
    return ShownDeck(name=name, cases=(case,), diagnostics=loose, media={"a1.png": b"png"})


def overview(shown: ShownDeck) -> LexborHTMLParser:
    return LexborHTMLParser(site(shown)[INDEX].decode())


def text_at(tree: LexborHTMLParser, selector: str) -> str:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found.text()


def test_a_card_has_a_page_a_side_and_images_stand_in_media() -> None:
    pages = site(deck())
    assert set(pages) == {INDEX, "cards/abc-2-front.html", "cards/abc-2-back.html", "media/a1.png"}
    back = pages["cards/abc-2-back.html"].decode()
    assert '<div id="qa"><style>.card { color: red }</style><b>Two words</b></div></body>' in back
    assert '<base href="../media/" target="_blank">' in back
    assert '<body class="card card2">' in back


def test_messages_stand_beside_card_case_and_deck() -> None:
    tree = overview(deck())
    for selector, code in (("article", "TF111"), (".case > .messages", "TF222"), (".loose", "TF333")):
        assert re.findall(r"TF\d+", text_at(tree, selector)) == [code]


def test_the_line_of_a_card_can_be_copied() -> None:
    place = overview(deck()).css_first("article .place")
    assert place is not None
    assert text_at(LexborHTMLParser(place.html or ""), "code") == "deck/case.yaml:7"
    button = place.css_first("button")
    assert button is not None
    assert button.attributes["data-copy"] == "deck/case.yaml:7"


def test_filters_offer_each_value_with_its_count() -> None:
    tree = overview(deck())
    assert text_at(tree, "select[name=kind] option:last-child") == "differential (1)"
    cases = [option.text() for option in tree.css("select[name=case] option")]
    assert cases == ["all", "bs1 (1)", "bs2 (1)"]


def test_the_search_reads_both_sides_and_no_style() -> None:
    article = overview(deck()).css_first("article")
    assert article is not None
    assert article.attributes["data-text"] == "which one? two words"


@pytest.mark.parametrize("version", ["", "live"])
def test_the_overview_fetches_nothing_from_elsewhere(version: str) -> None:
    page = live_site(deck())[0][INDEX] if version else site(deck())[INDEX]
    text = page.decode()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "://" not in text
    assert ("connect-src 'self'" in policy) == bool(version)
    assert len(re.findall(r"<script>", text)) == 1
    assert not re.findall(r'<link (?!rel="icon" href="data:,")| style="| on\w+="', text)


def test_card_pages_may_reach_nothing_but_the_media_beside_them() -> None:
    text = site(deck())["cards/abc-2-front.html"].decode()
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0]
    assert policy.startswith("default-src 'none'; img-src 'self' file: data:;")
    assert "http" not in policy


def test_text_of_a_deck_is_never_markup() -> None:
    tree = overview(deck(HOSTILE))
    assert len(tree.css("script")) == 1
    assert not tree.css("img")
    assert HOSTILE in text_at(tree, "h1")
    assert HOSTILE in text_at(tree, ".case > .messages")


def test_the_version_follows_what_is_shown() -> None:
    versions = {
        live_site(shown)[1]
        for shown in (
            deck(),
            deck(answer="<b>Other words</b>"),
            dataclasses.replace(deck(), media={"a1.png": b"other"}),
            dataclasses.replace(deck(), diagnostics=()),
        )
    }
    assert len(versions) == 4
    assert live_site(deck())[1] == live_site(deck())[1]
    pages, version = live_site(deck())
    assert f'<body data-version="{version}">' in pages[INDEX].decode()
