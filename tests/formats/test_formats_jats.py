"""Articles of any shape: a draft that asks for its diagnosis, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.model.case import Case
from tfcards.sources.jats.format import JatsArticle
from tfcards.sources.jats.tables import diagnosis_in, part_named
from tfcards.sources.reading import Reading

TAGS = [
    "sec", "p", "title", "label", "fig", "fig-group", "caption", "graphic", "alternatives", "list",
    "list-item", "boxed-text", "xref", "sup", "sub", "break", "table-wrap", "abstract", "back",
    "app-group", "app", "floats-group", "ref-list", "ref", "mixed-citation", "element-citation", "name",
    "surname", "collab", "pub-id", "disp-formula", "inline-formula", "tex-math", "math", "msup", "mfrac",
    "disp-quote", "supplementary-material", "media", "sub-article", "response", "fn", "article-meta",
    "contrib", "contrib-group", "string-name", "pub-date", "year", "month", "day", "permissions",
    "license", "kwd-group", "kwd",
]  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' ref-type="bibr"',
        ' list-type="order"',
        ' href="../g1.tif"',
        ' pub-type="epub"',
        ' contrib-type="author"',
    ]
)
TEXTS = st.sampled_from(
    [
        "Case presentation",
        "Discussion",
        "CT showed a mass, due to a tumour.",
        "[1, 2]",
        "(",
        "9",
        "&alpha;",
        "",
        "\n",
    ]
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=3).map("".join)
    return st.builds(lambda tag, a, text: f"<{tag}{a}>{text}</{tag}>", st.sampled_from(TAGS), ATTRIBUTES, content)


TREES = st.lists(st.recursive(TEXTS, wrapped, max_leaves=15), max_size=5).map("".join)


def article(body: str = "", *, title: str = "A case of gout", about: str = "", kind: str = "case-report") -> bytes:
    titles = f"<title-group><article-title>{title}</article-title></title-group>"
    front = f"<front><article-meta>{titles}{about}</article-meta></front>"
    return f'<article article-type="{kind}">{front}<body>{body}</body></article>'.encode()


def read(document: bytes, path: Path = Path("folder/a.xml")) -> Reading:
    (reading,) = JatsArticle().read(document, path)
    hold_to_promises(reading)
    return reading


def drafted(document: bytes, path: Path = Path("folder/a.xml")) -> Case:
    case = read(document, path).case
    assert case
    return case


@settings(max_examples=300)
@given(TREES, TREES)
def test_every_draft_asks_for_its_diagnosis(inner: str, about: str) -> None:
    case = drafted(article(inner, about=about))
    assert case.diagnosis == "Gout"
    assert any("proposed from the title" in line for line in case.review)


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
        ("A rare cause of leg pain: scurvy", "Scurvy"),
        ("Scurvy: a rare cause of leg pain", "Scurvy"),
        ("Scurvy as an unusual cause of leg pain", "Scurvy"),
        ("A rare cause of leg pain", "A rare cause of leg pain"),
        ("Report of two cases of scurvy", "Scurvy"),
        ("The first reported case of scurvy", "Scurvy"),
    ],
)
def test_titles_lose_what_only_says_that_they_report_a_case(title: str, diagnosis: str) -> None:
    assert diagnosis_in(title) == diagnosis


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("2. Case Presentation", "history"),
        ("Case 2: a boy", "history"),
        ("II. Imaging findings", "findings"),
        ("Final diagnosis", "findings"),
        ("Differential Diagnosis", "differential"),
        ("Outcome and follow-up", "follow_up"),
        ("Case discussion", "discussion"),
        ("Natural history of the disease", "discussion"),
        ("Conclusions", "discussion"),
        ("Take-home messages", "teaching_points"),
        ("Authors' contributions", "consent"),
        ("Contribution of scintigraphy", "findings"),
        ("Lessons from abroad", ""),
        ("", ""),
    ],
)
def test_titles_of_sections_name_the_parts_of_a_case(title: str, part: str) -> None:
    assert part_named(title) == part


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Gout",
        "[Retracted] Gout",
        "Retracted article: Gout",
        "Retraction note to: Gout",
        "Gout [RETRACTED]",
    ],
)
def test_retracted_articles_are_refused_by_their_titles(title: str) -> None:
    reading = read(article(title=title))
    assert reading.case is None
    assert [d.code for d in reading.diagnostics] == ["TF161"]


@pytest.mark.parametrize("kind", ["retracted-article", "retraction-forward", "partial-retraction"])
def test_retracted_articles_are_refused_by_their_relations(kind: str) -> None:
    assert read(article(about=f'<related-article related-article-type="{kind}"/>')).case is None


def test_a_sign_called_retraction_is_no_retraction() -> None:
    assert drafted(article(title="Retraction pocket of the ear drum: a case report"))


@pytest.mark.parametrize(
    ("kind", "subject", "taken"),
    [
        ("case-report", "", True),
        ("research-article", "Case Reports", True),
        ("other", "Images in Radiology", True),
        ("", "Case Report", True),
        ("research-article", "Image Interpretation", False),
        ("review-article", "Case Report", False),
        ("editorial", "", False),
    ],
)
def test_type_and_subject_tell_a_case_report(kind: str, subject: str, taken: bool) -> None:
    about = f"<article-categories><subj-group><subject>{subject}</subject></subj-group></article-categories>"
    assert bool(read(article(about=about, kind=kind)).case) is taken


def test_a_refusal_names_the_type_and_what_is_accepted() -> None:
    (problem,) = read(article(kind="editorial")).diagnostics
    assert '"editorial"' in problem.message
    assert '"case-report"' in problem.hint


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("It is rare [<xref ref-type='bibr'>1</xref>–<xref ref-type='bibr'>3</xref>].", "It is rare."),
        ("It is rare.<sup>[<xref ref-type='bibr'>1</xref>,<xref ref-type='bibr'>2</xref>]</sup>", "It is rare."),
        ("It is rare <xref ref-type='bibr'>1</xref>, <xref ref-type='bibr'>2</xref>.", "It is rare."),
        ("It is rare (<xref ref-type='bibr'>Writer, 2001</xref>).", "It is rare."),
        ("<xref ref-type='bibr'>Writer et al.</xref> call it rare.", "Writer et al. call it rare."),
        ("It is <italic>rare</italic> (<xref ref-type='fig'>Figure 1</xref>).", "It is rare (Figure 1)."),
        ("CO<sub>2</sub> and 10<sup>9</sup>/L, HCO<sub>3</sub><sup>-</sup>", "CO2 and 10⁹/L, HCO3⁻"),
    ],
)
def test_citations_leave_no_trace_in_the_text(written: str, kept: str) -> None:
    case = drafted(article(f"<sec><title>Discussion</title><p>{written}</p></sec>"))
    assert case.discussion == kept


def test_what_follows_the_first_report_of_images_is_no_history() -> None:
    body = (
        "<sec><title>Case</title><p>A man had a swollen toe. CT showed a tophus.</p>"
        "<sec><title>Course</title><p>He took colchicine.</p></sec></sec>"
    )
    reading = read(article(body))
    assert reading.case
    assert reading.case.brief_history == "A man had a swollen toe."
    assert [f.observation for f in reading.case.findings] == ["CT showed a tophus", "He took colchicine"]
    assert [d.code for d in reading.diagnostics].count("TF164") == 2


def test_what_the_discussion_says_of_the_disease_stays_there() -> None:
    body = "<sec><title>Discussion</title><sec><title>Clinical presentation</title><p>Toes swell.</p></sec></sec>"
    case = drafted(article(body))
    assert (case.brief_history, case.discussion) == ("", "Toes swell.")


def test_the_final_diagnosis_of_the_text_is_told_before_any_other() -> None:
    told = "<p>She was diagnosed with asthma.</p>\n<p>The final diagnosis was pseudogout.</p>"
    body = f"<sec><title>Case</title>{told}</sec>"
    asked = next(line for line in drafted(article(body)).review if "proposed" in line)
    assert '"pseudogout" (line 2)' in asked


def test_the_same_diagnosis_in_other_words_is_no_other_one() -> None:
    body = "<sec><title>Case</title><p>He was finally diagnosed with Gout.</p></sec>"
    asked = next(line for line in drafted(article(body)).review if "proposed" in line)
    assert "speaks of" not in asked


def test_the_largest_file_of_a_name_is_taken_and_none_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "article"
    (folder / "large").mkdir(parents=True)
    (folder / "g1.gif").write_bytes(b"0" * 90)
    (folder / "G1.jpg").write_bytes(b"0" * 5)
    (folder / "large" / "g1.PNG").write_bytes(b"0" * 50)
    (tmp_path / "g2.png").write_bytes(b"0")
    (folder / "g2.png").symlink_to(tmp_path / "g2.png")
    body = '<fig><graphic href="g1.tif"/></fig><fig><graphic href="../g2.png"/></fig>'
    case = drafted(article(body), folder / "a.xml")
    assert [image.file for image in case.images] == ["large/g1.PNG", ""]
    assert any("no image file beside the article fits image 2" in line for line in case.review)


@pytest.mark.parametrize(
    ("caption", "side"),
    [("CT, stone (arrows)", "answer"), ("Dashed circle", "answer"), ("Start of the boxing season", "question")],
)
def test_figures_with_marks_stand_on_the_side_of_the_answer(caption: str, side: str) -> None:
    case = drafted(article(f"<fig><caption><p>{caption}</p></caption><graphic href='g'/></fig>"))
    assert [image.side for image in case.images] == [side]


def test_an_article_of_a_web_page_is_none() -> None:
    assert not JatsArticle().accepts(b"<!DOCTYPE html><html><article>", Path("a.xml"))


@pytest.mark.parametrize("start", [b"<article>", b"<pmc-articleset>", b"<?xml version='1.0'?><!-- x --><OAI-PMH>"])
def test_articles_and_their_sets_are_accepted(start: bytes) -> None:
    assert JatsArticle().accepts(start, Path("a.xml"))


def test_a_licence_is_named_by_its_address_wherever_it_stands() -> None:
    text = "<license><license-p>See https://creativecommons.org/licenses/by-nc-sa/3.0/.</license-p></license>"
    assert drafted(article(about=f"<permissions>{text}</permissions>")).licence == "CC BY-NC-SA 3.0"


def test_more_articles_than_a_set_may_hold_are_told() -> None:
    readings = list(
        JatsArticle().read(b"<pmc-articleset>" + b"<article/>" * 501 + b"</pmc-articleset>", Path("a.xml"))
    )
    assert len(readings) == 500
    assert readings[-1].diagnostics[-1].code == "TF160"
