"""The text of saved pages: rows, lists, terms, what is hidden, character sets, and pages without bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tfcards.model.case import Case
from tfcards.sources.page.bounded import bounded
from tfcards.sources.page.encoding import page_text
from tfcards.sources.page.html import HtmlPage
from tfcards.sources.page.html_text import html_text
from tfcards.sources.page.rows import row_line

PAGE = Path("folder/page.html")


def read(body: str) -> Case:
    (reading,) = HtmlPage().read(f"<html><body><p>Diagnosis: Rickets</p>{body}</body></html>".encode(), PAGE)
    assert reading.case
    return reading.case


def said(body: str) -> list[str]:
    root = LexborHTMLParser(bounded(body)).root
    assert root is not None
    return [line.strip() for line in html_text(root).lines if line.strip()]


def table(*rows: str, cell: str = "td") -> str:
    lines = ("".join(f"<{cell}>{c}</{cell}>" for c in row.split("|")) for row in rows)
    return "".join(f"<tr>{line}</tr>" for line in lines)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ("CRP|2|mg/l|0 - 5", "CRP: 2 mg/l (0 - 5)"),
        ("Sodium|140||135-145", "Sodium: 140 (135-145)"),
        ("Free T4|3.2|(0.8-1.8)|ng/dl|H", "Free T4: 3.2 ng/dl H (0.8-1.8)"),
        ("CRP|12|mg/l|&lt;5".replace("&lt;", "<"), "CRP: 12 mg/l (<5)"),
        ("Osteomyelitis|a sequestrum", "Osteomyelitis: a sequestrum"),
        ("1.|Osteomyelitis|a sequestrum", "1. Osteomyelitis: a sequestrum"),
        ("Diagnosis:|Rickets", "Diagnosis: Rickets"),
        ("Home|Search|Help", ""),
        ("Teaching file|Diagnosis: Rickets", ""),
        ("Pain for a year.|No fever.", ""),
        ("View main image(xr)|View second image(xr)", ""),
        ("one cell", ""),
        ("", ""),
    ],
)
def test_a_row_is_a_line_where_its_cells_belong_together(cells: str, line: str) -> None:
    assert row_line(cells.split("|")) == line


def test_a_column_called_reference_takes_no_values_for_references() -> None:
    rows = table("Test|Result|Unit|Reference", "Sodium|140|mmol/l|135-145", "TSH|0.01|uIU/ml|0.4 - 4.0")
    for head in (rows, rows.replace("<td>Test", "<th>Test", 1)):
        case = read(f"<h3>Full history:</h3><p>Tired.</p><table>{head}</table>")
        assert case.references == ()
        assert [(lab.name, lab.low, lab.high) for lab in case.labs] == [("Sodium", 135, 145), ("TSH", 0.4, 4)]
        assert case.full_history == "Tired."


def test_a_differential_in_a_table_keeps_what_sets_each_apart() -> None:
    rows = table("Diagnosis|Feature", cell="th") + table("Scurvy|a dense line", "Syphilis|many bones")
    case = read(f"<h3>Differential diagnosis</h3><table>{rows}</table>")
    assert [(d.diagnosis, d.distinguishing) for d in case.differential] == [
        ("Scurvy", "a dense line"),
        ("Syphilis", "many bones"),
    ]


def test_a_table_for_the_layout_is_read_cell_by_cell() -> None:
    layout = (
        "<table><tr><td><p>Left.</p><p>More.</p></td><td><table><tr><td>In</td></tr></table></td></tr></table>"
    )
    assert said(layout) == ["Left.", "More.", "In"]


def test_terms_and_entries_are_lines_of_their_own() -> None:
    terms = (
        "<dl><dt>Age</dt><dd>3 years</dd><dt>Sex:</dt><dd>male</dd><dt>Pain?</dt><dd>No.</dd><dt>Last</dt></dl>"
    )
    assert said(terms) == ["Age: 3 years", "Sex: male", "Pain?", "No.", "Last:"]
    lists = "<ul><li><p>one</p></li><li> </li></ul><ol><li>two</li><li>three<ul><li>four</li></ul></li></ol>after"
    assert said(lists) == ["- one", "1. two", "2. three", "- four", "after"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>no</p>",
        '<p aria-hidden="true">no</p>',
        '<p style="color:red;DISPLAY : none">no</p>',
        '<p style="display:/**/none">no</p>',
        '<p style="visibility: hidden">no</p>',
        '<div role="navigation">no</div>',
        "<nav>no</nav>",
        "<!-- no --><!--[if IE]>no<![endif]-->",
        "<svg><text>no</text><svg>no</svg></svg>",
        "<svg viewBox='0 0 1 1'/>",
        "<script>no<!--<script>no</script>no--></script>",
        "<iframe>no</iframe><object>no</object><noscript>no</noscript><textarea>no</textarea>",
        "<SCRIPT>'</scr' + '<svg>' + no</SCRIPT ><style>no</style\n>",
        "<svg>no",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert said(f"<div>before{hidden}</div><p>after</p>") == ["before", "after"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<meta charset=utf-8>\xc3\xa9 \x96 \xe9", "é – é"),
        (b"<meta charset=iso-8859-1>\x93\xe9\x94", "“é”"),
        (b"<meta charset=iso-8859-1>\xc3\xa9", "é"),
        (b"<meta http-equiv=x content='text/html; charset=windows-1250'>\xe8", "č"),
        (b"<?xml version='1.0' encoding='ISO-8859-2'?>\xb1", "ą"),
        (b"<meta charset=shift_jis>\x8d\x9c", "骨"),
        (b"<meta charset=nonsense>\xe9", "é"),
        (b"<meta charset=utf-7>+AGE-", "+AGE-"),
        (b"\xef\xbb\xbf<meta charset=windows-1252>\xc3\xa9", "é"),
        ("\ufeff<meta charset=utf-8>é".encode("utf-16-le"), "é"),
    ],
)
def test_the_character_set_is_the_one_that_the_bytes_fit(data: bytes, text: str) -> None:
    found, problems = page_text(data, PAGE)
    assert not problems
    assert found.rpartition(">")[2] == text


@given(st.binary(max_size=80), st.sampled_from(["", "utf-8", "big5", "iso-2022-jp", "gb2312", "x", "\udcff"]))
def test_no_bytes_in_any_character_set_raise(data: bytes, named: str) -> None:
    text, problems = page_text(data, PAGE, named)
    assert not (text and problems)
    text.encode()


@pytest.mark.parametrize(
    "unit",
    [
        "<a title='<script>'><ul><li>",
        "<!--><div>",
        '<a "><ul><li>',
        "<select><div>",
        "<div>",
        "<ul><li>",
        "<b>",
        "<table><tr><td>",
        "<font size={}>",
        "<svg><td>",
        "</q>",
        "<figure>",
        "<dl><dd>",
    ],
)
def test_no_page_makes_a_deep_tree(unit: str) -> None:
    made = bounded("".join(unit.format(n) for n in range(20_000)) + "<p>x" * 50)
    root = LexborHTMLParser(made).root
    assert root is not None
    node, depth = root, 0
    while (inner := node.last_child) is not None:
        node, depth = inner, depth + 1
    assert depth < 1500
    assert len(list(root.css("*"))) < 200_000


MARKUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<p>", "<b>", "</b>", "<li>", "<svg>", "</svg>", "<td>", "x", "<br>", "<!-- ", "-->"]
    )
)


@given(MARKUP)
def test_bounding_an_ordinary_page_keeps_its_text(parts: list[str]) -> None:
    """Drawings aside, nothing that is said gets lost, and nothing is said that was not."""
    html = "".join(parts).replace("<svg>", "").replace("</svg>", "")
    one, other = LexborHTMLParser(html).root, LexborHTMLParser(bounded(html)).root
    assert one is not None
    assert other is not None
    assert one.text().split() == other.text().split() or one.text().replace(" ", "") == other.text().replace(
        " ", ""
    )


def test_a_page_that_is_too_long_says_so() -> None:
    (reading,) = HtmlPage().read(b"<html>Diagnosis: Rickets" + b"<p>x" * 60_000, PAGE)
    assert [d.code for d in reading.diagnostics] == ["TF101"]
