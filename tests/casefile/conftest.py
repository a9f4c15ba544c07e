"""Cases and decks as Hypothesis draws them by type: all that valid ones may hold, in text that YAML finds hard."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from tfcards.model.case import (
    CASE_ID_PATTERN,
    Case,
    CaseId,
    DifferentialItem,
    Finding,
    Gamut,
    GamutItem,
    ImageRef,
    ItemId,
    Lab,
    Option,
    Patient,
    Question,
    Rating,
)
from tfcards.model.deck import Deck
from tfcards.sources.casefile.cleaning import clean

_WORDS = "no 010 ~ null 4.50 12:30 2004-04-26 yes 0x1F 1e3 .5 'q' \"q\" a\\b {a} [a @a %a *a &a !a | > a: --- # ="
_PHRASES = ("a: b", "a #b", "- x", "? x", "a, b", "a\n  b", "a\n\n\n- b: c", f"a\n{'b ' * 80}", "tab\there")
_LONG = ("x  y " * 30, "word " * 60, "long: word # " * 20, "ÿ" * 120)
_SIGNS = ("😀 é e\u0301", "\ufeffa", "\u200b", "\u00a0x\u00a0y", "\u2028", "a\u0085b", "a\u3000", "\U000e0001")
NASTY = st.sampled_from([*_WORDS.split(), *_PHRASES, *_LONG, *_SIGNS])
TEXT = st.one_of(NASTY, st.text(max_size=40), st.lists(NASTY, max_size=3).map(" ".join)).map(clean)
NEEDED = TEXT.filter(bool)
TEXTS = st.lists(NEEDED, max_size=3).map(tuple)
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-1000, 1000).map(float), st.just(5.8)
)
_FILE = r"[a-z0-9 ][a-z0-9 ._-]{0,8}(/[a-z0-9]{1,8})?\.png"
PATHS = st.one_of(
    st.just(""), st.from_regex(_FILE, fullmatch=True).map(clean).filter(lambda path: not path.startswith("/"))
)


def _ids(prefix: str, count: int) -> st.SearchStrategy[list[ItemId]]:
    numbers = st.lists(st.integers(1, 999), min_size=count, max_size=count, unique=True)
    return numbers.map(lambda drawn: [ItemId(f"{prefix}{number}") for number in drawn])


@st.composite
def _gamuts(draw: st.DrawFn) -> tuple[Gamut, ...]:
    gamuts = []
    for gamut_id in draw(_ids("g", draw(st.integers(0, 2)))):
        ids = draw(_ids("c", draw(st.integers(0, 3))))
        causes = tuple(GamutItem(id=cause_id, cause=draw(NEEDED)) for cause_id in ids)
        kind = draw(st.sampled_from(["causes", "signs", "rule", "list"]))
        gamuts.append(Gamut(id=gamut_id, pattern=draw(NEEDED), kind=kind, causes=causes))
    return tuple(gamuts)


@st.composite
def _questions(draw: st.DrawFn) -> tuple[Question, ...]:
    """Draw questions that can be asked: open ones, and ones with options that differ, the last of them right."""
    questions = []
    for question_id in draw(_ids("q", draw(st.integers(0, 2)))):
        numbers = range(draw(st.sampled_from([0, 2, 3])))
        options = tuple(
            Option(
                text=f"{draw(NEEDED)} {n}", right=n == len(numbers) - 1 or draw(st.booleans()), remark=draw(TEXT)
            )
            for n in numbers
        )
        explanation = draw(TEXT if options else NEEDED)
        questions.append(Question(id=question_id, question=draw(NEEDED), options=options, explanation=explanation))
    return tuple(questions)


LABS = st.builds(
    Lab,
    name=NEEDED,
    value=NUMBERS,
    qualifier=st.sampled_from(["", "<", ">"]),
    unit=TEXT,
    low=st.none() | NUMBERS,
    high=st.none() | NUMBERS,
)
IMAGES = st.builds(
    ImageRef,
    label=TEXT,
    file=PATHS,
    modality=TEXT,
    caption=TEXT,
    side=st.sampled_from(["question", "answer"]),
    credit=TEXT,
)
DECKS = st.builds(Deck, name=NEEDED, namespace=NEEDED, authors=TEXTS, holder=TEXT, licence=TEXT, image_credit=TEXT)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a valid case."""
    findings = [
        Finding(id=i, study=draw(TEXT), observation=draw(NEEDED), link=draw(TEXT), interpretation=draw(TEXT))
        for i in draw(_ids("f", draw(st.integers(0, 2))))
    ]
    differential = [
        DifferentialItem(id=i, diagnosis=draw(NEEDED), distinguishing=draw(TEXT))
        for i in draw(_ids("d", draw(st.integers(0, 3))))
    ]
    sexes = st.sampled_from(["female", "male", "other", ""])
    return Case(
        id=CaseId(draw(st.from_regex(CASE_ID_PATTERN, fullmatch=True).filter(str.isascii))),
        diagnosis=draw(NEEDED),
        acr=tuple(draw(st.lists(st.sampled_from(["4.5", "642.3212", "0.10"]), max_size=2))),
        date=draw(st.none() | st.dates(min_value=dt.date(1, 1, 1))),
        rating=draw(st.builds(Rating, difficulty=TEXT, quality=TEXT)),
        patient=Patient(sex=draw(sexes), ages=tuple(draw(st.lists(st.integers(0, 130), max_size=2)))),
        labs=tuple(draw(st.lists(LABS, max_size=2))),
        images=tuple(draw(st.lists(IMAGES, max_size=2))),
        findings=tuple(findings),
        differential=tuple(differential),
        gamuts=draw(_gamuts()),
        questions=draw(_questions()),
        topic=draw(TEXT),
        holder=draw(TEXT),
        licence=draw(TEXT),
        brief_history=draw(TEXT),
        full_history=draw(TEXT),
        discussion=draw(TEXT),
        aliases=draw(TEXTS),
        authors=draw(TEXTS),
        teaching_points=draw(TEXTS),
        references=draw(TEXTS),
        review=draw(TEXTS),
    )


st.register_type_strategy(Case, cases())
st.register_type_strategy(Deck, DECKS)
