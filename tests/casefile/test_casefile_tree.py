"""Any bytes give a tree or words, and never an exception."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.case import Case
from tfcards.sources.casefile import codes, tree
from tfcards.sources.casefile.nodes import Mapping, Scalar
from tfcards.sources.casefile.reader import read_case_text, read_deck_text
from tfcards.sources.casefile.tree import Limits, parse_tree
from tfcards.sources.casefile.writer import case_yaml

LOADERS = [yaml.SafeLoader, tree.LOADER]
VALID = b"id: nm001\ndiagnosis: Superscan\nfindings:\n  - {id: f1, observation: 'No kidneys.'}\n"
SIGNS = st.sampled_from(
    [b"\t", b": ", b"#", b"[", b"]", b"{", b"\n", b"&a ", b"*a ", b"!x ", b"- ", b"|", b"'", b'"']
)


def _codes(data: bytes) -> list[str]:
    return [diagnostic.code for diagnostic in read_case_text(data, "case.yaml").diagnostics]


def _reads(data: bytes) -> None:
    """Assert that what is not read is explained, for both kinds of file."""
    reading = read_case_text(data, "case.yaml")
    assert reading.case is not None or reading.diagnostics
    deck_read = read_deck_text(data, "deck.yaml")
    assert deck_read.deck is not None or deck_read.diagnostics


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    _reads(data)


@given(st.text())
def test_any_text(text: str) -> None:
    _reads(text.encode("utf-8", "surrogatepass"))


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`\\ \t\n\r?,~0\u2028\x00\ufeff"))
def test_any_signs(text: str) -> None:
    _reads(text.encode())


@given(st.data(), st.from_type(Case))
def test_mutations_of_a_valid_file(data: st.DataObject, case: Case) -> None:
    content = case_yaml(case).encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 5, len(content))))
        content = content[:start] + data.draw(SIGNS) + content[end:]
    _reads(content)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("data", [b'"\\UFFFFFFFF"', b'a: "\\ud800"', b"%YAML 1." + b"9" * 5000 + b"\n--- a\n"])
def test_numbers_that_the_parser_cannot_convert(
    loader: type, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "LOADER", loader)
    _reads(data)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "{a: ", "- - - [{"])
def test_deep_nesting_stops_early(sign: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "LOADER", loader)
    assert _codes((sign * 20_000).encode())[-1] in (codes.TOO_DEEP, codes.SYNTAX)
    assert _codes((sign * 20).encode())[-1] in (codes.TOO_DEEP, codes.SYNTAX)


def test_aliases_cannot_nest_deeper_than_the_limit() -> None:
    chain = "".join(f"k{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 14))
    assert parse_tree(f"k0: &a0 x\n{chain}".encode(), "a")[1][-1].code == codes.TOO_DEEP


def test_an_alias_of_itself_is_refused() -> None:
    assert codes.UNKNOWN_ALIAS in _codes(VALID + b"aliases: &a [*a]\n")


def test_long_text_cannot_be_multiplied_by_aliases() -> None:
    text = b"review: [&a " + b"x" * 100_000 + b", *a" * 100 + b"]\n"
    assert _codes(VALID + text) == [codes.TOO_LARGE]


def test_an_alias_within_the_limits_is_the_text_it_names() -> None:
    case = read_case_text(VALID + b"topic: &a Bone\nkeywords: [*a]\n", "x.yaml").case
    assert case is not None
    assert case.keywords == ("Bone",)


def test_size_is_bounded() -> None:
    assert parse_tree(b"a: b", "x", Limits(size=3))[1][0].code == codes.TOO_LARGE


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (VALID.decode().encode("utf-16"), codes.NOT_UTF8, 1),
        ("id: a\r\ntopic: Sjögren\r\n".encode("cp1252"), codes.NOT_UTF8, 2),
        (b"id: a\rtopic: a\x00b\n", codes.CONTROL_CHARACTER, 2),
        ("id: a\ntopic: a\ufeffb\n".encode(), codes.CONTROL_CHARACTER, 2),
    ],
)
def test_what_is_not_utf8_text_is_refused(data: bytes, code: str, line: int) -> None:
    found = read_case_text(data, "case.yaml").diagnostics
    assert [(d.code, d.location.line) for d in found] == [(code, line)]


def test_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read_case_text(VALID, "x.yaml")
    assert plain.case is not None
    other = read_case_text(b"\xef\xbb\xbf" + VALID.replace(b"\n", b"\r\n"), "x.yaml")
    assert (other.case, other.lines, other.diagnostics) == (plain.case, plain.lines, ())


def test_scalars_stay_text_and_unquoted_nothing_is_absent() -> None:
    root, found = parse_tree(b"a: [12:30, no, 010, 4.50, 2004-04-26, '~', ~, null, ]\nb:\n", "x")
    assert not found
    assert isinstance(root, Mapping)
    items = getattr(root.get("a"), "items", ())
    assert [node.text for node in items[:6]] == ["12:30", "no", "010", "4.50", "2004-04-26", "~"]
    assert [node.absent for node in items] == [False] * 6 + [True] * 2
    empty = root.get("b")
    assert isinstance(empty, Scalar)
    assert empty.absent


def test_line_separators_of_yaml_alone_do_not_shift_lines() -> None:
    text = "id: nm001\ndiagnosis: Super\u2028scan\x85\nzebra: 1\n"
    found = read_case_text(text.encode(), "x.yaml").diagnostics
    assert [(d.code, d.location.line) for d in found] == [(codes.UNKNOWN_KEY, 3)]
