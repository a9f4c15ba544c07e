"""What is wrong where YAML cannot read on, told from the lines around the place."""

from __future__ import annotations

import re

import yaml

from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.sources.casefile import codes

_LINE_END = re.compile("\r\n|\r|\n")
_VALUE = re.compile(r"\s*(?:- +)*(?:[^\s:#\"'\[{][^:#]*:(?: +|$))?(?P<value>.*)")
_NO_SPACE = re.compile(r"\s*(?:- +)*[A-Za-z_]+:[^\s/]")
_CLOSED_QUOTE = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?P<rest>[^\s#].*)")
_COLON = re.compile(r":(?:\s|$)")
_MARKERS = tuple("@`%&*!|>}],?")
_INDENTATION = (
    "this line does not fit the lines above it",
    "check its indentation: keys of one mapping, and dashes of one list, begin in the same column",
)
_OPENING = {"'": "quote", '"': "quote", "[": "bracket", "{": "bracket"}


def explain(problem: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    """Return in words why ``text`` is not YAML, at the line to look at."""
    mark, opened = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if mark is None:
        return error(codes.SYNTAX, "the file is not valid YAML", Location(path), "compare it with one that works")
    lines = _LINE_END.split(text)
    if opened is not None and _unclosed(text, opened.index, mark.index):
        sign = text[opened.index]
        message = f"the {_OPENING[sign]} {sign} opened here is not closed where it should be"
        hint = "close it; put text that begins with it in quotes of the other kind"
        return error(codes.SYNTAX, message, Location(path, opened.line + 1), hint)
    here = lines[mark.line] if mark.line < len(lines) else ""
    message, hint = _in_line(here, mark.column)
    line = mark.line
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if (message, hint) == _INDENTATION and above is not None and _NO_SPACE.match(lines[above]):
        line, message, hint = above, "a space is missing after the colon", "write it as 'key: value'"
    return error(codes.SYNTAX, message, Location(path, line + 1), hint)


def _unclosed(text: str, opened: int, stopped: int) -> bool:
    """Tell whether reading stopped inside a bracket, or at the end of the file inside a quote."""
    sign = text[opened : opened + 1]
    return sign in ("[", "{") or (sign in ("'", '"') and not text[stopped:].strip())


def _in_line(line: str, column: int) -> tuple[str, str]:
    """Return what is wrong with ``line``, where reading stopped at ``column``, and what to do."""
    indent = line[: len(line) - len(line.lstrip())]
    match = _VALUE.fullmatch(line)
    value = match["value"].strip() if match else ""
    goes_on = _CLOSED_QUOTE.match(value)
    here = line[column : column + 2]
    sayings = (
        ("\t" in indent or here[:1] == "\t", "a tab is used where spaces are needed", "replace it with spaces"),
        (goes_on, "the text goes on after its closing quote", "put the whole text in quotes of the other kind"),
        (value[:1] in ("'", '"'), "a backslash inside double quotes begins a special sign", "use single quotes"),
        (value[:1] in _MARKERS, f"unquoted text cannot begin with {value[:1]}", "put the text in quotes"),
        (here == "- ", "a list begins on the line of its key", "begin each entry with '- ' on its own line"),
        (_COLON.search(value) and here[:1] == ":", "the text holds a colon and a space", "put the text in quotes"),
    )
    return next(((message, hint) for holds, message, hint in sayings if holds), _INDENTATION)
