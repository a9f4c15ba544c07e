"""How differentials are taken apart: names, what distinguishes them, and the stance, in invented words."""

from __future__ import annotations

import pytest

from tfcards.sources.prose.differential import parse_differential

Entries = list[tuple[str, str, str]]


def entries(*paragraphs: str) -> Entries:
    return [(i.diagnosis, i.distinguishing, i.stance) for i in parse_differential(paragraphs).items]


LISTS: dict[str, Entries] = {
    "- Lymphoma (bulky nodes, no rim)": [("Lymphoma", "bulky nodes, no rim", "neutral")],
    "2) Hydatid cyst, which has daughter cysts": [("Hydatid cyst", "has daughter cysts", "neutral")],
    "* Gout -- excluded by the aspirate": [("Gout", "excluded by the aspirate", "against")],
    "- Abscess / empyema: fever": [("Abscess", "fever", "neutral"), ("empyema", "fever", "neutral")],
    "- Pulmonary embolism (PE)": [("Pulmonary embolism (PE)", "", "neutral")],
    "- Carcinoma such as squamous - older patients": [
        ("Carcinoma", "such as squamous - older patients", "neutral")
    ],
    "- Less likely: sarcoidosis": [("sarcoidosis", "", "against")],
    "- Sarcoidosis, less likely, no nodes": [("Sarcoidosis", "no nodes", "against")],
    "- Fracture in a child with pain would hurt": [("Fracture", "in a child with pain; would hurt", "against")],
}


@pytest.mark.parametrize(("text", "wanted"), LISTS.items(), ids=LISTS.keys())
def test_an_entry_of_a_list(text: str, wanted: Entries) -> None:
    assert entries(text) == wanted


PROSE: dict[str, list[tuple[str, str]]] = {
    "Consider abscess, which is ring-like, and lymphoma.": [("abscess", "is ring-like"), ("lymphoma", "")],
    "The alternatives are: cyst; tumor, without a wall; and, far less likely, hematoma.": [
        ("cyst", ""),
        ("tumor", "without a wall"),
        ("hematoma", ""),
    ],
    "Abscess and tumor, both of which stay cold.": [
        ("Abscess", "both of which stay cold"),
        ("Tumor", "both of which stay cold"),
    ],
    "Less likely are gout and sepsis.": [("gout", ""), ("sepsis", "")],
    "If the child was shaken, hemorrhage must be considered.": [
        ("hemorrhage", "If the child was shaken, hemorrhage must be considered"),
    ],
    "In chronic cholecystitis the gallbladder fills late.": [
        ("chronic cholecystitis", "the gallbladder fills late")
    ],
    "Metastases, such as from lung, breast or colon, are multiple.": [
        ("Metastases", "such as from lung, breast or colon; are multiple"),
    ],
    "Lymphoma bulges; it spares the vessels. The latter is not so in sarcoma.": [
        ("Lymphoma", "bulges; it spares the vessels"),
    ],
    "Cellulitis? Not with a normal skin.": [("Cellulitis", "Not with a normal skin")],
    "The question is sarcoma versus myositis (zonal), which ossifies.": [
        ("Sarcoma", ""),
        ("Myositis", "zonal; which ossifies"),
    ],
    "Gout erodes the margin, and septic arthritis destroys the whole joint.": [
        ("Gout", "erodes the margin"),
        ("Septic arthritis", "destroys the whole joint"),
    ],
    "Abscess = rim; fever.": [("Abscess", "rim; fever")],
}


@pytest.mark.parametrize(("text", "wanted"), PROSE.items(), ids=PROSE.keys())
def test_prose(text: str, wanted: list[tuple[str, str]]) -> None:
    found = [(name, said) for name, said, _ in entries(text)]
    assert [name for name, _ in found] == [name for name, _ in wanted]
    for (name, said), (_, expected) in zip(found, wanted, strict=True):
        assert expected in said, name


STANCES = {
    "Gout is unlikely here.": "against",
    "Gout was excluded by the aspirate.": "against",
    "Gout would be expected to erode the margin.": "against",
    "Gout has a dense tophus.": "neutral",
    "Gout fits best.": "for",
    "Gout is likely, but the aspirate was negative.": "against",
    "Gout cannot be excluded.": "for",
}


@pytest.mark.parametrize(("text", "stance"), STANCES.items(), ids=STANCES.keys())
def test_stance(text: str, stance: str) -> None:
    assert [found for _, _, found in entries(text)] == [stance]


def test_a_sentence_that_points_to_several_is_said_of_each() -> None:
    found = entries("Abscess and tumor may enhance. Both displace the duct. The former shrinks on treatment.")
    assert [(name, "displace" in said, "shrinks" in said) for name, said, _ in found] == [
        ("Abscess", True, True),
        ("Tumor", True, False),
    ]


HARD = [
    "Abscess, which is big, ",
    "A - b - ",
    "A? ",
    "abscess; cyst, which is; ",
    "A (b), ",
    "Abscess is big. It is small. ",
]


@pytest.mark.parametrize("fragment", HARD)
def test_a_long_text_is_read_in_linear_work(fragment: str) -> None:
    # A reader that backtracks would not come back from this within the time that pytest allows.
    parse_differential([fragment * (30_000 // len(fragment))])


def test_a_sentence_too_long_for_prose_is_left_to_a_person() -> None:
    parsed = parse_differential(["Abscess is " + "very " * 400 + "big."])
    assert parsed.items == ()
    assert len(parsed.untaken) == 1


def test_synonyms_and_plurals_of_one_name_are_one_entry() -> None:
    found = entries(
        "- Osteonecrosis: double line", "- Metastases", "- Avascular necrosis (AVN): cold", "- Metastasis"
    )
    assert [name for name, _, _ in found] == ["Osteonecrosis", "Metastases"]
    assert found[0][1] == "double line. cold"


def test_a_synonym_in_brackets_is_no_remark() -> None:
    assert entries("- Medial tibial stress syndrome (shin splints)") == [
        ("Medial tibial stress syndrome", "", "neutral")
    ]
