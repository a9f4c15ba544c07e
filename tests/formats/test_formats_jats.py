"""Articles of any shape: a draft that asks for its diagnosis, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.sources.jats.format import JatsArticle
from tfcards.sources.jats.tables import diagnosis_in

TAGS = [
    "sec",
    "p",
    "title",
    "fig",
    "caption",
    "list",
    "list-item",
    "boxed-text",
    "xref",
    "sup",
    "table-wrap",
    "abstract",
]
TEXTS = st.sampled_from(
    ["Case presentation", "Discussion", "CT showed a mass, due to a tumour.", "[1, 2]", "(", "&alpha;", ""]
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=3).map("".join)
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(TAGS), content)


@settings(max_examples=200)
@given(st.lists(st.recursive(TEXTS, wrapped, max_leaves=15), max_size=5).map("".join))
def test_every_draft_asks_for_its_diagnosis(inner: str) -> None:
    title = "<title-group><article-title>A case of gout</article-title></title-group>"
    front = f"<front><article-meta>{title}</article-meta></front>"
    document = f'<article article-type="case-report">{front}<body>{inner}</body></article>'
    (reading,) = JatsArticle().read(document.encode(), Path("folder/a.xml"))
    hold_to_promises(reading)
    assert reading.case
    assert reading.case.diagnosis == "Gout"
    assert any("proposed from the title" in line for line in reading.case.review)


@pytest.mark.parametrize(
    ("title", "diagnosis"),
    [
        ("Scurvy in a 34-year-old woman", "Scurvy"),
        ("Scurvy: a case report", "Scurvy"),
        ("Scurvy – a rare case report and review of the literature", "Scurvy"),
        ("An unusual presentation of scurvy", "Scurvy"),
        ("Case report: scurvy", "Scurvy"),
        ("Scurvy (case report)", "Scurvy"),
        ("Scurvy of the jaw", "Scurvy of the jaw"),
        ("Case report", "Case report"),
    ],
)
def test_titles_lose_what_only_says_that_they_report_a_case(title: str, diagnosis: str) -> None:
    assert diagnosis_in(title) == diagnosis


def test_an_article_of_a_web_page_is_none() -> None:
    assert not JatsArticle().accepts(b"<!DOCTYPE html><html><article>", Path("a.xml"))
