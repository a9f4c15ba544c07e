"""MIRC documents of any shape: what is not for everybody leaves no trace, and nothing raises."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.mirc.format import MircDocument

UNSEEN = "Quixotezz"
OPEN = [
    "section",
    "history",
    "findings",
    "discussion",
    "p",
    "differential-diagnosis",
    "image-section",
    "b",
    "abstract",
]
CLOSED = ["phi", "patient", "peer-review", "authorization", "insert-note", "script"]
TEXTS = st.sampled_from(["Pain.", "A mass, due to a tumour.", "&nbsp;", "", "a &lt; b"])
LEAVES = TEXTS | st.sampled_from(
    [
        '<image src="../x.png"/>',
        "<code>4.5</code>",
        "<p/>",
        '<image href="a.png"><image-caption display="click">c</image-caption></image>',
    ]
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    heading = st.sampled_from(["", ' heading="History"', ' heading="DDx"', ' heading="Odd"'])
    content = st.lists(inner, max_size=3).map("".join)
    shown = st.builds(
        lambda tag, head, text: f"<{tag}{head}>{text}</{tag}>", st.sampled_from(OPEN), heading, content
    )
    hidden = st.builds(
        lambda tag, who: f'<{tag} visible="{who}">{UNSEEN}</{tag}>',
        st.sampled_from(OPEN),
        st.sampled_from(["no", "owner", "phi-restricted"]),
    )
    closed = st.sampled_from(CLOSED).map(lambda tag: f"<{tag}><x>{UNSEEN}</x></{tag}>")
    return shown | hidden | closed


@settings(max_examples=300)
@given(st.lists(st.recursive(LEAVES, wrapped, max_leaves=12), max_size=5).map("".join))
def test_hidden_parts_leave_no_trace(inner: str) -> None:
    patient = f"<patient><pt-name>{UNSEEN}</pt-name></patient>"
    document = (
        f"<MIRCdocument><title>Gout</title>{patient}<history>Seen: {UNSEEN}.</history>{inner}</MIRCdocument>"
    )
    (reading,) = MircDocument().read(document.encode(), Path("folder/case.xml"))
    hold_to_promises(reading)
    assert reading.case
    assert UNSEEN not in case_yaml(reading.case)
    assert not any(UNSEEN in d.message for d in reading.diagnostics)


def test_a_document_is_told_by_its_root() -> None:
    reader, path = MircDocument(), Path("x.xml")
    assert reader.accepts(b"<?xml version='1.0'?><!-- c --><!DOCTYPE MIRCdocument><MIRCdocument>", path)
    assert reader.accepts("<MIRCdocument>".encode("utf-16"), path)
    assert not reader.accepts(b"<html><MIRCdocument>", path)
    assert not reader.accepts(b"MIRCdocument", path)
