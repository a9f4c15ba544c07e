"""Takes a differential diagnosis apart: lists, sentences and prose, each item with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tfcards.sources.prose.sentences import enumeration, outside_brackets, sentences, without_end
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import words
from tfcards.vocabulary.words import key

_BULLET = re.compile(
    r"^(?:[-*•·–—▪◦+−]\s+|[*•·▪◦](?=[A-Z])|\(?\d{1,2}[.)]\s+|\d{1,2}\.(?=[A-Z])|\d{1,2}-\s+|#\d{1,2}\s+"
    r"|\(?[a-h]\)\s+|[IVX]{1,4}\.\s+|o\s+(?=[A-Z]))"
)
_REMARK = re.compile(r"\s+(?:-{1,3}|[–—])\s+|\s*[–—]{1}\s+|:\s+")
_PRONOUN = re.compile(
    r"(?:this|that|these|those|it|they|however|although|such|in this|in our|here|there|note|both|all|neither|"
    r"unlike|"
    r"the (?:former|latter|absence|presence|lack)|additionally|furthermore|moreover|also)\b",
    re.IGNORECASE,
)
_RESIDUAL = re.compile(
    r"if (?:the )?patient (?:has |had |has had )?(?:an? )?(?:recent |prior |previous )*"
    r"(?P<study>[\w-]+(?: [\w-]+){0,2}? (?:scan|study|examination)),? (?:then )?there (?:may|might|can|could) be "
    r"(?P<residual>residual|retained|remaining) (?P<what>activity|uptake|tracer)\b",
    re.IGNORECASE,
)
_VERSUS = re.compile(r",?\s+(?:versus|vs\.?)\s+", re.IGNORECASE)
_UNLIKELY = re.compile(
    r"(?:(?:much |far )?(?:less|least|more|most) likely|unlikely|remote(?:ly)?|rarely|also)\s*:\s+", re.IGNORECASE
)
_COLLECTIVE = re.compile(
    r"(?:other|various|several|many|further|additional)\s[^,;:.]{3,60}?\ssuch as\s+(?=[^.;]+,)", re.IGNORECASE
)
_RANKED = re.compile(
    r",?\s*(?:and|or),?\s+(?:much |far )?(?:less|least|more|most) (?:likely|commonly|often),?\s+", re.IGNORECASE
)
_NO_NAMES = frozenset(
    {"etc", "others", "includes", "none", "broad", "considerations", "key", "unlikely", "likely"}
)
_MODAL = "is|are|may|might|should|must|can|could|becomes|would|will|has|have"
_CONDITION = re.compile(rf"(?:if|when) [^,;]+, (?:then )?(?P<name>[^,;]{{3,60}}?) (?:{_MODAL}) ", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s+(?:whether|either|especially|particularly|notably|(?:each|all|both|some) of which)\b[^,]*,\s+",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^(?:(?:also|finally|rarely|occasionally|similarly|in addition|another possibility is|alternatively|"
    r"other considerations include|less likely,?)[, ]+)",
    re.IGNORECASE,
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Za-z])")
_MIN_NUMBERED = 2
_COLON_LEAD = re.compile(r"[^:;.]{1,90}:\s+(?=[^;]+;)")
"""Whatever stands before a colon that a list with semicolons follows."""
_MAX_NAME_WORDS = 10
_MAX_BARE_WORDS = 4
"""Words of a sentence that may be nothing but a name; a longer one says something that we do not understand."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """An alternative diagnosis and what the source says of it. ``composed`` marks a name that it only implies."""

    diagnosis: str
    distinguishing: str = ""
    composed: bool = False


@dataclass(frozen=True, slots=True)
class Differential:
    """A differential, taken apart, and the sentences that could not be."""

    items: tuple[Alternative, ...]
    untaken: tuple[str, ...]


@cache
def _verb() -> re.Pattern[str]:
    verbs = sorted(table("connectors")["differential"]["verbs"], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, verbs))})(?![\w-])", re.IGNORECASE)


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(table("connectors")["differential"]["lead_in"], re.IGNORECASE)


def parse_differential(paragraphs: Sequence[str]) -> Differential:
    """Take the paragraphs below a differential's label apart."""
    items: list[Alternative] = []
    untaken: list[str] = []
    listed = (
        len(paragraphs) > 1 and sum(len(p.split()) <= _MAX_NAME_WORDS for p in paragraphs) > len(paragraphs) / 2
    )
    for paragraph in (part for whole in paragraphs for part in _numbered(whole)):
        if not paragraph.strip():
            continue
        if _BULLET.match(paragraph) or (listed and not _lead_in().match(paragraph)):
            items.append(_list_item(_BULLET.sub("", paragraph)))
        else:
            _prose(paragraph, items, untaken)
    named = [item for item in items if _is_name(item.diagnosis)]
    return Differential(_merged(named), tuple(untaken))


def _numbered(paragraph: str) -> list[str]:
    """Split "1. A 2. B 3. C" and "(1) A; (2) B" at their numbers, when these count up from 1."""
    marks = list(_INLINE_NUMBER.finditer(paragraph))
    if len(marks) < _MIN_NUMBERED or [int(m["number"]) for m in marks] != list(range(1, len(marks) + 1)):
        return [paragraph]
    ends = [m.start() for m in marks[1:]] + [len(paragraph)]
    items = [paragraph[m.end() : end].strip(" ,;") for m, end in zip(marks, ends, strict=True)]
    items = [re.sub(r"[,;]?\s+(?:and|or)$", "", item) for item in items]
    return [paragraph[: marks[0].start()], *(f"- {item}" for item in items if item)]


def _merged(items: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Join what is said of one alternative in several places, under the name that came first."""
    joined: dict[str, Alternative] = {}
    for item in items:
        name = _name_key(item.diagnosis)
        first = joined.get(name)
        joined[name] = _more(first, item.distinguishing) if first and item.distinguishing else first or item
    return tuple(joined.values())


def _is_name(text: str) -> bool:
    return any(word not in words("stop") and word not in _NO_NAMES for word in key(text).split())


def _name_key(name: str) -> str:
    return " ".join(word.removesuffix("s") for word in key(name).split())


def _list_item(text: str) -> Alternative:
    text = without_end(text)
    match = _REMARK.search(text)
    if match and match.start() > 0:
        return Alternative(text[: match.start()].strip(), text[match.end() :].strip())
    return Alternative(text)


def _prose(paragraph: str, items: list[Alternative], untaken: list[str]) -> None:
    for sentence in sentences(paragraph):
        lead = _lead_in().match(sentence) or _UNLIKELY.match(sentence) or _COLON_LEAD.match(sentence)
        if lead:
            rest = sentence[lead.end() :].strip()
            if rest:
                items.extend(_enumerated(rest))
            continue
        about = _about(sentence, items)
        if about is not None:
            items[about] = _more(items[about], sentence)
            continue
        if _PRONOUN.match(sentence):
            if items:
                items[-1] = _more(items[-1], sentence)
            else:
                untaken.append(sentence)
            continue
        found = _subject(sentence) or _bare(sentence)
        if found:
            items.extend(found)
        elif items:
            items[-1] = _more(items[-1], sentence)
        else:
            untaken.append(sentence)


def _about(sentence: str, items: Sequence[Alternative]) -> int | None:
    """Return which item a sentence such as "In heart failure the veins are wide" speaks of; None if none."""
    match = re.match(r"(?:in|with|for|unlike)\s+(?:an?\s+|the\s+)?(?P<rest>.+)", sentence, re.IGNORECASE)
    said = _name_key(match["rest"]) if match else ""
    return next((n for n, item in enumerate(items) if said.startswith(_name_key(item.diagnosis) + " ")), None)


def _more(item: Alternative, sentence: str) -> Alternative:
    said = f"{item.distinguishing.rstrip('.')}. {sentence}" if item.distinguishing else sentence
    return Alternative(item.diagnosis, said, item.composed)


def _enumerated(text: str) -> list[Alternative]:
    text = _RANKED.sub(", ", text)
    separated = ";" in outside_brackets(text)
    parts = [re.sub(r"^(?:an?|the)\s+", "", part, flags=re.IGNORECASE) for part in enumeration(text)]
    return [_before_comma(part) if separated and "," in part else _bracketed(part) for part in parts]


def _before_comma(text: str) -> Alternative:
    """Return an item of a list with semicolons: what follows its first comma says what sets it apart."""
    at = outside_brackets(text).find(",")
    if at < 0 or "(" in text[:at]:
        return _bracketed(text)
    return Alternative(text[:at].strip(), text[at + 1 :].strip())


def _bracketed(text: str) -> Alternative:
    """Return an enumerated item; a remark after a dash or in brackets at its end says what sets it apart."""
    match = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<remark>[^()]*\s[^()]*)\)", text)
    if match:
        return Alternative(match["name"], match["remark"])
    return _list_item(text)


def _bare(sentence: str) -> list[Alternative]:
    """Return the items of a sentence without a verb: "A, B and C."."""
    text = without_end(sentence)
    if _verb().search(outside_brackets(text)):
        return []
    parts = enumeration(text)
    if len(parts) == 1 and (sentence.endswith(".") and len(text.split()) > _MAX_BARE_WORDS):
        return []
    return _enumerated(text) if all(len(p.split()) <= _MAX_NAME_WORDS for p in parts) else []


def _special(sentence: str) -> list[Alternative]:
    """Return the items of a sentence in one of the forms that name them other than as subjects."""
    if residual := _RESIDUAL.match(sentence):
        name = f"{residual['residual']} {residual['study'].replace(' ', '-')} {residual['what']}"
        return [Alternative(name, without_end(sentence), composed=True)]
    if _VERSUS.search(sentence):
        chain = without_end(sentence)
        verb = _verb().search(chain, _last_end(_VERSUS, chain))
        names = _VERSUS.split(chain[: verb.start()] if verb else chain)
        return [Alternative(_capital(name.strip(" ,"))) for name in names if name.strip(" ,")]
    if condition := _CONDITION.match(sentence):
        return [Alternative(condition["name"], without_end(sentence))]
    collective = _COLLECTIVE.match(sentence)
    return _enumerated(sentence[collective.end() :]) if collective else []


def _subject(sentence: str) -> list[Alternative]:
    """Return the subjects of a sentence such as "A and B may show …" with what it says of them."""
    if special := _special(sentence):
        return special
    body = _ASIDE.sub(" ", _ALSO.sub("", sentence))
    verb = _verb().search(outside_brackets(body))
    if not verb or verb.start() == 0:
        return []
    names = enumeration(re.sub(r"^(?:an?|the)\s+", "", body[: verb.start()].strip(" ,"), flags=re.IGNORECASE))
    if not names or any(len(name.split()) > _MAX_NAME_WORDS for name in names):
        return []
    rest = without_end(body[verb.start() :])
    return [Alternative(_capital(name), rest) for name in names]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max(match.end() for match in pattern.finditer(text))
