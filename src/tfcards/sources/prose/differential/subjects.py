"""Finds the entries that a sentence of a differential speaks of as its subjects, and what it says of them."""

from __future__ import annotations

import re
from dataclasses import replace

from tfcards.sources.prose.differential.entry import Alternative, alternative, read_entry
from tfcards.sources.prose.differential.enumerations import enumerated, with_more
from tfcards.sources.prose.differential.tables import pattern, phrase, verb
from tfcards.sources.prose.sentences import enumeration, outside_brackets, without_end
from tfcards.vocabulary.meanings import is_adjective, is_disease

MAX_NAME_WORDS = 10
_PAIR = 2
_MAX_ASIDES = 3
_MAX_BARE_WORDS = 4
"""Words of a sentence that may be nothing but a name; a longer one says something that we do not understand."""
_VERB_LAST = frozenset({"apposition", "examples"})
"""Asides that are such only where the verb of the sentence follows them."""


def subjects(sentence: str) -> list[Alternative]:
    """Return the subjects of a sentence such as "A and B may show …" with what it says of them."""
    if special := _special(sentence):
        return special
    body, asides = _without_asides(pattern("also").sub("", sentence))
    found = verb_of(outside_brackets(body))
    if not found or found.start() == 0 or pattern("no_name").match(body, found.start()):
        return []
    subject = body[: found.start()].strip(" ,")
    said = without_end(body[found.start() :])
    if shared := pattern("of_which").fullmatch(subject):
        subject, said = shared["names"], f"{shared['which']} {said}"
    if examples := pattern("such_as").fullmatch(subject):
        # "Metastatic disease such as from breast may …" names one entry, with examples.
        subject = examples["name"]
        asides.append(examples["such"])
    names = enumerated(subject)
    if not names or any(len(name.diagnosis.split()) > MAX_NAME_WORDS for name in names):
        return []
    return [_capitalised(with_more(name, "; ".join([*asides, said]))) for name in names]


def bare_names(sentence: str) -> list[Alternative]:
    """Return the entries of a sentence without a verb: "A, B and C."."""
    text = without_end(pattern("also").sub("", sentence))
    if verb().search(outside_brackets(text)):
        return []
    parts = enumeration(text)
    if len(parts) == _PAIR and len(parts[0].split()) == 1 and not is_disease(parts[0]) and is_adjective(parts[0]):
        return [_capitalised(read_entry(text))]
    if len(parts) == 1 and (sentence.endswith(".") and len(text.split()) > _MAX_BARE_WORDS):
        return []
    return enumerated(text) if all(len(p.split()) <= MAX_NAME_WORDS for p in parts) else []


def _special(sentence: str) -> list[Alternative]:
    """Return the entries of a sentence in one of the forms that name them other than as subjects."""
    if residual := pattern("residual").match(sentence):
        name = f"{residual['residual']} {residual['study'].replace(' ', '-')} {residual['what']}"
        return [Alternative(name, without_end(sentence), composed=True)]
    if pattern("versus").search(outside_brackets(sentence)):
        return _chain(without_end(sentence))
    if (both := pattern("neither").match(sentence)) and is_disease(both["one"]):
        other = verb_of(both["other"])
        names = (both["one"], both["other"][: other.start()] if other else both["other"])
        return [alternative(name, sentence) for name in names]
    if condition := pattern("condition").match(sentence):
        return [alternative(name, sentence) for name in enumeration(condition["name"])]
    within = re.match(r"in (?P<names>[^,;]{4,90}?) the \w+", sentence, re.IGNORECASE)
    if within and is_disease(within["names"]):
        return [alternative(name, sentence[within.end("names") :]) for name in enumeration(within["names"])]
    collective = pattern("collective").match(sentence)
    return enumerated(without_end(sentence[collective.end() :])) if collective else []


def _chain(text: str) -> list[Alternative]:
    """Return the entries of "A versus B, which x, versus C (y)"."""
    lead = phrase("leads", before=r"^[^.:;,()]{0,70}?\s", after=r"\s").match(text)
    if lead:
        text = text[lead.end() :]
    blank = outside_brackets(text)
    cuts = [0, *(place for match in pattern("versus").finditer(blank) for place in match.span()), len(text)]
    parts = [text[a:b].strip(" ,") for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [_capitalised(_entry_of_chain(part)) for part in parts if part]


def _entry_of_chain(part: str) -> Alternative:
    """Return the entry of a part of a chain; the last one may go on as a sentence."""
    one = read_entry(part)
    found = verb().search(outside_brackets(one.diagnosis))
    return (
        with_more(alternative(one.diagnosis[: found.start()]), one.diagnosis[found.start() :])
        if found and found.start()
        else one
    )


def verb_of(body: str) -> re.Match[str] | None:
    """Return the verb of a sentence: a known one, or an unknown one that can be nothing else behind a disease."""
    known = verb().search(body)
    for guess in pattern("unknown_verb").finditer(body, 0, known.start() if known else len(body)):
        before = body[: guess.start()].split()
        if before and is_disease(before[-1]):
            return guess
    return known


def _without_asides(body: str) -> tuple[str, list[str]]:
    """Return a sentence without what stands between dashes or commas before its verb, and that."""
    asides: list[str] = []
    for kind in ("dashed", "examples", "aside", "apposition"):
        for _ in range(_MAX_ASIDES):
            blank = outside_brackets(body)
            aside, found = pattern(kind).search(blank), verb().search(blank)
            if not aside:
                break
            inside = body[aside.start("aside") : aside.end("aside")]
            goes_on = verb().match(body, aside.end())
            if (found and found.start() < aside.start()) or (kind in _VERB_LAST and not goes_on):
                break
            asides.append(re.sub(r"^(?:which|who|although|though)\s+", "", inside))
            body = f"{body[: aside.start()]} {body[aside.end() :]}"
    return body, asides


def _capitalised(one: Alternative) -> Alternative:
    return replace(one, diagnosis=one.diagnosis[:1].upper() + one.diagnosis[1:])
