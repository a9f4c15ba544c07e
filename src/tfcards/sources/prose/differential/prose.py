"""Reads the prose of a differential, sentence by sentence: which entry each speaks of, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.sources.prose.differential.entry import Alternative, alternative
from tfcards.sources.prose.differential.enumerations import with_more
from tfcards.sources.prose.differential.introductions import introduced
from tfcards.sources.prose.differential.subjects import MAX_NAME_WORDS, bare_names, subjects, verb_of
from tfcards.sources.prose.differential.tables import lead_in, pattern, phrase, verb
from tfcards.sources.prose.sentences import outside_brackets, sentences, without_end
from tfcards.vocabulary.meanings import is_disease
from tfcards.vocabulary.names import canonical
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

_MAX_PART = 3
"""Words of a name that may stand for a longer one."""
_MIN_TELLING = 5
"""Letters of a word that may stand for the entry that it belongs to."""
_MAX_REMEMBERED = 30
"""Entries, counted back from the last, of which a sentence may speak."""
_MAX_SENTENCE = 1500
"""Letters of a sentence; a longer one is no prose, and is left to a person."""
_MAX_SHOWN = 80


class Prose:
    """Collects the entries of a differential's prose, in their order, and the sentences that no entry claims."""

    def __init__(self, items: list[Alternative]) -> None:
        self.items = items
        self.untaken: list[str] = []
        self._group: list[int] = [len(items) - 1] if items else []
        self._asked = False

    def read(self, paragraph: str) -> None:
        """Take the next paragraph."""
        for sentence in sentences(paragraph):
            if sentence.endswith(":") or pattern("topic_alone").fullmatch(without_end(sentence)):
                continue
            if len(sentence) > _MAX_SENTENCE and ";" not in sentence and not lead_in().match(sentence):
                self.untaken.append(f"{sentence[:_MAX_SHOWN]}…")
                continue
            found = introduced(sentence)
            if found is not None:
                self._asked = False
                self._add(found)
            else:
                for part in _independent(sentence):
                    self._take(part)

    def _take(self, sentence: str) -> None:
        asked, self._asked = self._asked, False
        if asked and not any(is_disease(one.diagnosis) for one in subjects(sentence)):
            self._more(sentence)
        elif sentence.endswith("?") and len(sentence.split()) <= MAX_NAME_WORDS:
            self._add([alternative(re.split(r"\s+in\s+", sentence.rstrip("?"))[0])])
            self._asked = True
        elif about := _about(sentence, self.items):
            self._group = [about[0]]
            self._more(about[1])
        elif pattern("pronoun").match(sentence) and not (pattern("also").match(sentence) and is_disease(sentence)):
            self._more(sentence)
        elif found := subjects(sentence) or bare_names(sentence):
            self._add(found)
        else:
            self._more(sentence)

    def _add(self, found: Sequence[Alternative]) -> None:
        if found:
            self._group = list(range(len(self.items), len(self.items) + len(found)))
            self.items.extend(found)

    def _more(self, sentence: str) -> None:
        """Say ``sentence`` of the entries that it points to: the former, all of them, else the last."""
        if not self._group:
            self.untaken.append(sentence)
            return
        named = _mentioned(sentence, self.items)
        for at in [named] if named is not None else _pointed_at(sentence, self._group):
            self.items[at] = with_more(self.items[at], sentence)


def _mentioned(sentence: str, items: Sequence[Alternative]) -> int | None:
    """Return the one entry of which ``sentence`` holds a word that no other has; None unless it is one."""
    dull = word_list("generic") | word_list("anatomy") | word_list("stop")
    said = set(key(sentence).split())
    first = max(0, len(items) - _MAX_REMEMBERED)
    names = [set(key(item.diagnosis).split()) for item in items[first:]]
    telling = {w for w in said if len(w) >= _MIN_TELLING and w not in dull}
    owners = [[n for n, name in enumerate(names) if word in name] for word in telling]
    hits = sorted({found[0] for found in owners if len(found) == 1})
    return first + hits[0] if len(hits) == 1 else None


def _pointed_at(sentence: str, group: list[int]) -> list[int]:
    match = pattern("others").match(sentence)
    if not match:
        return group[-1:]
    if match["all"]:
        return group
    size = 2 if match["two"] else 1
    return group[:size] if match["which"].casefold() in {"former", "first"} else group[-size:]


def _independent(sentence: str) -> list[str]:
    """Split "A shows x, and B disease shows y" where the second part speaks of another disease."""
    blank = outside_brackets(sentence)
    if pattern("if").match(sentence):
        return [sentence]
    for match in pattern("second").finditer(blank):
        name = match["name"] or match["other"] or ""
        rest = sentence[match.end() :]
        at = verb_of(rest)
        subject = rest[: at.start()].strip() if at else ""
        starts = not (pattern("pronoun").match(rest) or phrase("starters", before="^").match(rest))
        if (
            at
            and name
            and starts
            and "," not in subject
            and is_disease(subject)
            and not re.match(r"(?:no|his|her|their|the absence)\b", subject, re.IGNORECASE)
            and not pattern("of_signs").match(rest, at.start())
            and len(subject.split()) <= MAX_NAME_WORDS
            and verb().search(sentence[: match.start()])
        ):
            return [sentence[: match.start()], *_independent(rest)]
    return [sentence]


def _about(sentence: str, items: Sequence[Alternative]) -> tuple[int, str] | None:
    """Return which entry "In heart failure the veins are wide" speaks of, and what it says; None if none."""
    match = re.match(r"(?:in|with|for|unlike)\s+(?:an?\s+|the\s+)?(?P<rest>.+)", sentence, re.IGNORECASE)
    said = key(match["rest"] if match else sentence)
    first = max(0, len(items) - _MAX_REMEMBERED)
    at = next((n for n in range(first, len(items)) if said.startswith(key(items[n].diagnosis) + " ")), None)
    if at is None:
        return _about_part(sentence, items)
    named = re.match(rf"{re.escape(items[at].diagnosis)}\s+", sentence, re.IGNORECASE)
    return at, sentence[named.end() :] if named else sentence


def _about_part(sentence: str, items: Sequence[Alternative]) -> tuple[int, str] | None:
    """Return which entry "Duplication cysts are larger" speaks of after "intestinal duplication cyst"."""
    first = max(0, len(items) - _MAX_REMEMBERED)
    names = [set(canonical(items[n].diagnosis).split()) for n in range(first, len(items))]
    words = list(re.finditer(r"\S+", sentence))[:_MAX_PART]
    for last in reversed(words):
        head = sentence[: last.end()].strip(" ,.")
        said = set(canonical(head).split())
        of = [n for n, name in enumerate(names) if said and said < name]
        if len(of) == 1 and is_disease(head) and last.end() < len(sentence):
            return first + of[0], sentence[last.end() :].strip(" ,")
    return None
