"""One text, date or number as YAML that reads back as exactly the same."""

from __future__ import annotations

import re

import yaml

from tfcards.sources.casefile.cleaning import clean

WIDTH = 100
_UNPRINTABLE = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:\"'#&*!|>%@`?\n]")
_LONE_SPACE = re.compile("(?<! ) (?! )")


def inline(value: object) -> str:
    """Return ``value`` on one line: plain where YAML cannot take it for anything else, else in quotes."""
    if not isinstance(value, str):
        return _unquoted(value)
    text = clean(str(value))
    if _is_plain(text):
        return text
    if _UNPRINTABLE.search(text) or "\n" in text:
        return f'"{_escaped(text)}"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _unquoted(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def fits_in_flow(value: object) -> bool:
    """Tell whether ``inline(value)`` may stand between commas in brackets."""
    return not isinstance(value, str) or (len(value) <= WIDTH and not _FLOW_SIGNS.search(inline(value).strip('"')))


def in_flow(value: object) -> str:
    """Return ``value`` on one line as it may stand between commas in brackets, in quotes where it needs them."""
    written = inline(value)
    if fits_in_flow(value) or written[0] in "\"'":
        return written
    return f'"{_escaped(clean(str(value)))}"'


def block(value: object, prefix: str, indent: int) -> list[str]:
    """Return the lines of ``value`` behind ``prefix`` (``key:`` or ``-``), long text in lines of its own.

    Lines of one paragraph are folded (``>-``); text with line ends of its own stands as it is (``|-``).
    """
    text = clean(value) if isinstance(value, str) else ""
    if _UNPRINTABLE.search(text) or ("\n" not in text and len(prefix) + 1 + len(text) <= WIDTH):
        return [f"{prefix} {inline(value)}"]
    pad = " " * indent
    if "\n" in text:
        return [f"{prefix} |-", *((pad + line).rstrip() for line in text.split("\n"))]
    return [f"{prefix} >-", *(pad + line for line in _wrapped(text, WIDTH - indent))]


def _is_plain(text: str) -> bool:
    """Tell whether ``text`` may stand without quotes and every YAML reader takes it for text."""
    return bool(
        text[:1].isalnum()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and "\n" not in text
        and not _UNPRINTABLE.search(text)
        and not any(form.match(text) for _, form in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ()))
    )


def _wrapped(text: str, width: int) -> list[str]:
    """Break ``text`` where one space stands alone: the only places where folding gives the space back."""
    lines: list[str] = []
    for word in _LONE_SPACE.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return _UNPRINTABLE.sub(lambda match: f"\\U{ord(match[0]):08X}", escaped)
