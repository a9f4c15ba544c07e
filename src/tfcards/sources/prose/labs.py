"""Finds laboratory values: on lines of their own, and inside a paragraph."""

from __future__ import annotations

import re

from tfcards.model.case import Lab

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT = (
    r"[%‰]|(?:[A-Za-zµμ%][\w.µμ^²³*]*|10\^?\d+|x\s?10\^?\d+)(?:\s?/\s?(?:24\s?h\w*|[\w.µμ^²³]+)){0,3}|/[\w.µμ^²³]+"
)
_RANGE = (
    rf"[(\[]\s*(?:(?:nl|normal|norm|n|reference|ref|nml)\b\.?(?:\s+(?:range|values?|limits?|is|interval))*)?\s*[:=,]?\s*"
    rf"(?:(?P<low>{_NUMBER})\s*(?:{_UNIT})?\s*(?:-|–|—|to)\s*(?P<high>{_NUMBER})"
    rf"|(?:<|≤|less than|up to|under)\s*=?\s*(?P<below>{_NUMBER})"
    rf"|(?:>|≥|more than|greater than|over)\s*=?\s*(?P<above>{_NUMBER}))\s*(?P<unit2>{_UNIT})?\s*[)\]]"
)
_VALUE = (
    rf"(?P<qualifier>[<>≤≥])?\s*(?P<value>{_NUMBER})(?!\s*[-–]\s*(?:year|month|week|day))\s*(?P<unit>{_UNIT})?"
)
_RANGED = re.compile(rf"{_VALUE}\s*,?\s*{_RANGE}")
_BARE_LINE = re.compile(rf"(?P<name>[A-Za-z][\w ,/()+.'-]{{0,60}}?)\s*[:=]\s*{_VALUE}\s*\.?")
_NAME = r"[A-Z][\w-]*(?: (?!was\b|is\b|of\b|received\b)[A-Za-z]\w*)?"
_BARE = re.compile(rf"(?<![\w-])(?P<name>{_NAME})\s*(?:\b(?:was|is|of)\b|[=:])?\s*{_VALUE}(?!\s*\()")
_CONCENTRATION = re.compile(
    r"%|(?:[munpfkµμ]?(?:g|mol|eq|iu|u|ug|l)|k|x?10\^?\d+|cells|million|thousand)/(?:[dmucµμ]?l|cumm|mm3?|cmm|hpf)|mm/hr?",
    re.IGNORECASE,
)
_NAME_BREAK = re.compile(
    r"[.;:](?=\s)|,(?=\s)|\b(?:and|with|showed|shows|revealed|reveals|demonstrated|included|include|includes|were|was|had|has|have|"
    r"(?-i:a|an)|the|her|his|but|while|whereas|laboratory|labs?|tests?|values?|notable|for|elevated|low|high|normal|decreased|"
    r"increased|suppressed|undetectable|initial|serial)\b",
    re.IGNORECASE,
)
_NAME_TAIL = re.compile(r"\s*(?:\b(?:of|is|was|were|at|measured|about)\b|[:=,])\s*$", re.IGNORECASE)


def find_labs(text: str) -> list[Lab]:
    """Return the laboratory values of a paragraph, in their order: with a normal range, or as a concentration."""
    labs, start = [], 0
    for match in sorted([*_RANGED.finditer(text), *_bare(text)], key=lambda m: m.start()):
        if match.start() < start:
            continue
        name = match.groupdict().get("name") or _name_before(
            text[max(start, match.start() - _LOOK_BACK) : match.start()]
        )
        start = match.end()
        if name:
            labs.append(_lab(name, match))
    return labs


def _is_concentration(unit: str | None) -> bool:
    return _CONCENTRATION.fullmatch((unit or "").replace(" ", "").rstrip(".")) is not None


def _bare(text: str) -> list[re.Match[str]]:
    """Return the values without a range whose unit is a concentration, after a name that begins with a capital."""
    found = [m for m in _BARE.finditer(text) if _is_concentration(m["unit"])]
    return [m for m in found if "/" in m["unit"] and not _RANGED.match(text, m.start("value"))]


def line_lab(line: str) -> Lab | None:
    """Return the laboratory value that ``line`` as a whole states; None when it states anything else."""
    line = line.strip().rstrip(".").strip()
    match = _RANGED.search(line)
    if match and match.end() == len(line):
        head = _strip_tail(line[: match.start()])
        plain = bool(head) and not re.search(r"[.;]\s|\d\s*[(,]", head) and len(head.split()) <= _NAME_WORDS
        return _lab(head, match) if plain else None
    match = _BARE_LINE.fullmatch(line)
    if match and _is_concentration(match["unit"]):
        return _lab(match["name"], match)
    return None


_NAME_WORDS = 8
_LOOK_BACK = 120
"""Letters before a value in which its name is looked for."""


def _strip_tail(head: str) -> str:
    previous = None
    while previous != head:
        previous, head = head, _NAME_TAIL.sub("", head)
    return head.strip(" -–•*")


def _name_before(head: str) -> str:
    head = _strip_tail(head)
    breaks = list(_NAME_BREAK.finditer(head))
    name = head[breaks[-1].end() :] if breaks else head
    name = name.strip(" ,;:.(")
    return name if re.search(r"[A-Za-z]", name) and len(name.split()) <= _NAME_WORDS else ""


def _number(text: str | None) -> float | None:
    return float(text.replace(",", "")) if text else None


def _lab(name: str, match: re.Match[str]) -> Lab:
    groups = match.groupdict()
    qualifier = {"≤": "<", "≥": ">"}.get(groups["qualifier"] or "", groups["qualifier"] or "")
    low, high = _number(groups.get("low")), _number(groups.get("high"))
    return Lab(
        name=name.strip(),
        value=float(groups["value"].replace(",", "")),
        qualifier=qualifier,
        unit=(groups["unit"] or groups.get("unit2") or "").strip().rstrip("."),
        low=low if low is not None else _number(groups.get("above")),
        high=high if high is not None else _number(groups.get("below")),
    )
