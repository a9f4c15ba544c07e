"""Tells causes from places, people, studies and properties, and a pattern from half a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tfcards.sources.prose.gamuts.words import beginning, expression, inside, without_article, words
from tfcards.sources.prose.sentences import outside_brackets
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

MIN_ITEMS = 3
_MAX_ITEM_WORDS = 12
_MAX_PLAIN_WORDS = 6
_MAX_PATTERN_WORDS = 14
_MAX_SETTING_WORDS = 6
_MAX_SUBJECT_WORDS = 8
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_SHORTHAND = re.compile(r"[<>=≥≤]|(?<!type )(?<!trisomy )(?<![\w-])\d")
_NO_PART = re.compile(
    r"^same | of (?:this|such a) (?:sort|kind|type)$| (?:one|you|we)$|\s[-–—]\s[^-–—]{3,60}\s[-–—]?$"
)
"""Stands in or behind a pattern and says nothing of it, as what dashes enclose."""

_DEGREES = frozenset({"most", "more", "often", "usually", "also", "sometimes", "always", "never", "then", "thus"})
_SETTING = re.compile(r"(?P<setting>[^,]{1,60}), (?P<rest>.+)")


def is_list(found: Sequence[str], *, strict: bool = False, kind: str = "causes") -> bool:
    """Tell whether ``found`` may be causes or signs; if ``strict``, most must be conditions by their words.

    What a rule says may be anything.
    """
    if kind == "rule":
        return True
    if any(len(item.split()) > _MAX_ITEM_WORDS for item in found) or _share(found, _is_people) > 0.3:  # noqa: PLR2004
        return False
    # A sign may be a measure: "mantle under 5 mm".
    unlike = [_is_place, _is_study, _is_property, _is_person, *([] if kind == "signs" else [_is_measure])]
    if any(_share(found, check) >= 0.5 for check in unlike):  # noqa: PLR2004
        return False
    return not strict or (_share(found, _is_condition) >= 0.6 and not any(map(_SHORTHAND.search, found)))  # noqa: PLR2004


def is_plain_list(found: Sequence[str]) -> bool:
    """Tell whether ``found`` are short names without verbs: what words that no table knows may be read with."""
    odd, first = words("pattern", "finite") | words("items", "verbs"), words("pattern", "never_first")
    parts = [item.lower().split() for item in found]
    return all(
        part and len(part) <= _MAX_PLAIN_WORDS and part[0] not in first and not odd & {*part} for part in parts
    )


def _share(found: Sequence[str], check: Callable[[str], bool]) -> float:
    return sum(map(check, found)) / max(len(found), 1)


def _is_people(item: str) -> bool:
    heads = re.split(r" (?:with|of|after|over|under|who|on|in|aged|from) ", item.lower(), maxsplit=1)
    near = {*heads[0].split()[-1:], *(heads[1].split()[-1:] if len(heads) > 1 else ())}
    return bool(near & words("items", "people"))


def _is_place(item: str) -> bool:
    places = word_list("anatomy") | word_list("position") | word_list("stop") | words("items", "places")
    return all(word in places for word in key(item).split())


def _is_study(item: str) -> bool:
    return item.lower() in words("items", "studies")


def _is_property(item: str) -> bool:
    lower = item.lower()
    first, *others = lower.split() or [""]
    alone = not others and item == lower and expression("items", "adjective").search(first) is not None
    if first.endswith("ing") and _is_condition(item):
        return False
    properties = words("items", "adjectives")
    return (
        alone or lower in properties or (first in properties and bool(others) and others[0] in ("in", "to", "on"))
    )


def _is_measure(item: str) -> bool:
    return expression("items", "measures").search(item) is not None


def _is_person(item: str) -> bool:
    return re.search(r"\bet al\b|\b[A-Z]\. [A-Z][a-z]+$", item) is not None


def is_ruled_out(text: str) -> bool:
    """Tell whether ``text`` announces something else than causes or signs: treatments, sites, stages."""
    said = expression("pattern", "ruled_in").sub(" ", text)
    return bool({word.strip(",.'’\"()").lower() for word in said.split()} & words("pattern", "ruled_out"))


def _is_condition(item: str) -> bool:
    if _ABBREVIATION.fullmatch(item):
        return True
    return any(expression("items", "conditions").search(word) for word in re.findall(r"\w+", item.lower()))


def pattern_of(text: str, *, clausal: bool = False) -> str:
    """Return the pattern that ``text`` names, without articles and asides; empty when it does not stand alone.

    A ``clausal`` pattern may have verbs: it stands behind "what" or "that".
    """
    text = re.sub(r'["“”]', "", text).strip(" ,.'‘’")
    while aside := beginning("asides", "before").match(text):
        text = text[aside.end() :].strip(" ,:")
    text = inside("asides", "inside").sub("", text).strip(" ,")
    if (match := _SETTING.fullmatch(text)) and beginning("asides", "setting").match(match["setting"]):
        if len(match["setting"].split()) > _MAX_SETTING_WORDS:
            return ""
        setting = match["setting"][:1].lower() + match["setting"][1:]
        text = f"{without_article(match['rest'])} {setting}"
    text = without_article(text)
    text = _NO_PART.sub("", text)
    return text if _stands_alone(text, clausal=clausal) else ""


def _stands_alone(text: str, *, clausal: bool) -> bool:
    parts = [part.strip(",.'’").lower() for part in outside_brackets(text).replace("\0", " ").split()]
    if (
        not parts
        or len(parts) > _MAX_PATTERN_WORDS
        or (parts[0] in words("pattern", "never_first") and not clausal)
    ):
        return False
    if parts[-1] in words("pattern", "never_last") or _own(parts) or text.count(",") > 1:
        return False
    relative = next((n for n, part in enumerate(parts) if part in ("that", "which")), len(parts))
    if not clausal and set(parts[:relative]) & words("pattern", "finite"):
        return False
    head = re.split(r" (?:with|of|after|over|under|who|on|in|from|for) ", f"{text.lower()} ", maxsplit=1)[0]
    if parts[0] in words("pattern", "caused_kinds"):
        return len(parts) > 1
    if not clausal and not expression("pattern", "ruled_in").search(text) and is_ruled_out(head.split()[-1]):
        return False
    return " ".join(parts) not in words("pattern", "generic") and head.split()[-1] not in words("items", "people")


def _own(parts: Sequence[str]) -> bool:
    """Tell whether a pattern is tied to this patient; "superinfection of these lungs" is not."""
    own = words("pattern", "own")
    return any(
        part in own and not (part == "these" and n > 1 and parts[n - 1] == "of") for n, part in enumerate(parts)
    )


def subject_of(sentence: str) -> str:
    """Return what ``sentence`` speaks of: what stands before its verb, or the whole of a short question."""
    parts = sentence.rstrip("?!. ").split()
    verb = next((n for n, part in enumerate(parts) if part.lower() in words("pattern", "finite")), -1)
    if verb < 0 and not sentence.endswith("?"):
        return ""
    said = parts if verb < 0 else parts[:verb]
    while said and (said[-1] in _DEGREES or said[-1].endswith("ly")):
        said = said[:-1]
    return pattern_of(" ".join(said)) if len(said) <= _MAX_SUBJECT_WORDS else ""
