"""Splits "A (x), B, which y, and, less likely, C" into entries."""

from __future__ import annotations

import re
from dataclasses import replace

from tfcards.sources.prose.differential.entry import Alternative, alternative, read_entries, read_entry
from tfcards.sources.prose.differential.tables import pattern, phrase
from tfcards.sources.prose.sentences import enumeration, outside_brackets
from tfcards.vocabulary.meanings import is_disease, is_meaning

_PAIR = 2
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_MARK = "\x01"


def enumerated(text: str, stance: str = "") -> list[Alternative]:
    """Return the entries of an enumeration, each with its own remark and what is said of all of them."""
    if ";" in outside_brackets(text):
        return _separated(text, stance)
    pair = pattern("former").search(outside_brackets(text))
    shared = None if pair else pattern("shared").search(outside_brackets(text))
    last = None if pair or shared else pattern("last").search(outside_brackets(text))
    cut = pair or shared or last
    head = text[: cut.start()] if cut else text
    found = [_ranked(part, stance) for part in _parts(pattern("ranked").sub(rf", {_MARK}\g<rank>{_MARK}", head))]
    if pair and len(found) > 1:
        former, latter = (
            text[pair.start("former") : pair.end("former")],
            text[pair.start("latter") : pair.end("latter")],
        )
        return [with_more(found[0], former), *found[1:-1], with_more(found[-1], latter)]
    if shared:
        return [with_more(one, text[shared.start("shared") : shared.end()]) for one in found]
    if last and found:
        return [*found[:-1], with_more(found[-1], text[last.start("last") : last.end()])]
    return found


def with_more(one: Alternative, remark: str) -> Alternative:
    """Return ``one`` with a further remark."""
    added = alternative(one.diagnosis, remark, one.stance)
    said = "; ".join(part for part in (one.distinguishing, added.distinguishing) if part)
    return replace(one, distinguishing=said, stance=added.stance)


def _ranked(part: str, stance: str) -> Alternative:
    """Return the entry ``part``, before which a rank may stand between marks ("less likely in an adult")."""
    if not part.startswith(_MARK):
        return read_entry(part, stance)
    _, rank, rest = part.split(_MARK, 2)
    given = "against" if re.search(r"less|least", rank, re.IGNORECASE) else "for"
    one = read_entry(rest.strip(), given)
    return with_more(one, rank) if len(rank.split()) > 3 else one  # noqa: PLR2004 - "much less likely" says no more


def _separated(text: str, stance: str) -> list[Alternative]:
    """Return the entries of a list with semicolons: commas then stand within an entry and its remark."""
    found: list[Alternative] = []
    for part in enumeration(text):
        if pattern("part_others").match(part) and found:
            found = [*found[:-1], with_more(found[-1], part)]
        elif pattern("shared").search(outside_brackets(part)):
            found += enumerated(part, stance)
        else:
            ranked = pattern("ranked_part").match(part)
            rank = f"{_MARK}{ranked['rank']}{_MARK}" if ranked else ""
            text_of, setting = _without_setting(part[ranked.end() :] if ranked else part)
            text_of = _before_comma(text_of)
            made = [_ranked(rank + text_of, stance)] if rank else read_entries(text_of, stance)
            found += [with_more(one, setting) if setting else one for one in made]
    return found


def _without_setting(part: str) -> tuple[str, str]:
    """Split "and, in a diabetic, malakoplakia" after the words that say when it is one."""
    match = pattern("setting").match(part)
    return (part[match.end() :], match["setting"]) if match else (part, "")


def _parts(text: str) -> list[str]:
    """Return the parts of an enumeration; what goes on about an entry ("which …") stays with it."""
    parts: list[str] = []
    split = enumeration(text)
    for part in split:
        goes_on = parts and phrase("starters", before="^").match(part) and not part.startswith(_MARK)
        if goes_on and not _is_prefixed(part):
            parts[-1] = f"{parts[-1]}, {part}"
        elif len(split) == _PAIR and parts and _ARTICLE.match(part) and not is_meaning(_ARTICLE.sub("", part)):
            parts[-1] = f"{parts[-1]} - {part}"
        elif parts and pattern("relative").search(parts[-1]) and not is_disease(part):
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return _or_joined(text, parts)


def _is_prefixed(part: str) -> bool:
    """Tell whether ``part`` begins with a verdict on the entry that follows ("less likely abscess")."""
    return bool(
        re.match(
            r"(?:less|more|most|least) likely\s+\w|possibl[ey]\s+\w|rarely\s+\w|also\s+\w|unlikely\s+\w",
            part,
            re.IGNORECASE,
        )
    )


def _or_joined(text: str, parts: list[str]) -> list[str]:
    """Join "A, B and C from D or E" again where "or" stands within the last entry."""
    blank = outside_brackets(text)
    at_and, at_or = blank.rfind(" and "), blank.rfind(" or ")
    if at_and < 0 or at_or < at_and or len(parts) < 3:  # noqa: PLR2004 - two names and a tail
        return parts
    head, tail = parts[-2], parts[-1]
    return [*parts[:-2], f"{head} or {tail}"] if re.search(r"\b(?:from|of|with|by|in)\s", head) else parts


def _before_comma(text: str) -> str:
    """Return a part of a list with semicolons: what follows its first comma says what sets it apart."""
    at = outside_brackets(text).find(",")
    if at < 0 or "(" in text[:at]:
        return text
    return f"{text[:at].strip()} - {text[at + 1 :].strip()}"
