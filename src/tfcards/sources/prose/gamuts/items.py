"""Takes the list of a sentence apart into items; clauses between and behind them are no items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tfcards.sources.prose.gamuts.words import beginning, expression, inside, without_article, words
from tfcards.sources.prose.sentences import outside_brackets
from tfcards.vocabulary.terms import synonyms_in
from tfcards.vocabulary.words import key

_ANY_CASE = re.IGNORECASE
_NUMBERS = re.compile(r"(?:^|(?<=[\s,;]))(?:\(?\d{1,2}[.)]|\([a-hA-H]\)|[a-hA-H][.)])\s+")
_CONJUNCTION = re.compile(
    r"(?:and/or|and|or|as well as|plus|together with|along with|in addition to|&)\s+", _ANY_CASE
)
_INNER = re.compile(
    r"\s+(?:and/or|and|or|as well as|plus|together with|along with|in addition to|&)\s+", _ANY_CASE
)
_SUCH = re.compile(
    r"(?:[\w-]+ ){0,4}?(?:conditions|diseases|disorders|entities|things|states|causes|drugs|medications|tumou?rs|"
    r"infections) (?:such as|like|(?:of|among) which)\s+",
    _ANY_CASE,
)
_LEADING_COLON = re.compile(r"[^,;:()]{0,60}:\s+")
_DASH = re.compile(r"\s+[-–—]+\s+|—")
_BULLETS = re.compile(r"(?:^|(?<=\s))[-–•*]\s+")
_DEGREE = re.compile(
    r"^(?:(?:far|much|even|still) )?(?:less|more|least|most|very) (?:so|often|seldom|\w+ly)\s+", _ANY_CASE
)
_AND_SO_ON = re.compile(r"[\s,]+etc\.?$", re.IGNORECASE)
_SHARE = re.compile(
    r" in (?:(?:about|some|roughly|nearly|over|up to|around) )?"
    r"(?:\d[\d.]*(?: ?(?:to|-|–|or) ?\d[\d.]*)? ?(?:%|percent|per cent)|"
    r"most|some|many|a few|few|others|half|a third|a quarter|the rest|the remainder)(?: (?:of )?[a-z]+)?$",
    _ANY_CASE,
)
"""How often an item is found: "in 80% of patients"."""

_GOES_ON = re.compile(r",? (?:and|but) (?:either|thus|hence|thereby) ", _ANY_CASE)
"""Begins what is said of the last item, or of the pattern: no item."""

_THAT_IS = re.compile(r"[^;:]{5,200}[;,] (?:i\.e\.|that is|in other words|namely|viz\.),? (?=[^,;]+, )", _ANY_CASE)
"""Says in short words what a list then says in full."""

_MORE = re.compile(
    r"(?:and|or|also|plus|even|in addition|sometimes|seldom|finally|lastly|in \w+,|"
    r"(?:much |far )?(?:less|more|least|rarer|rare|rarely|uncommon\w*|occasional\w*))\b",
    _ANY_CASE,
)
"""Begins a part behind a semicolon that goes on with a list that seemed complete."""

_SLASH = re.compile(r"\s+/\s+")
_OFTENER = re.compile(
    r"(?<=\w),? (?:and|or|but),? "
    r"(?=(?:(?:much|far|even|still|also) )?(?:less|more) (?:commonly|often|frequently|rarely)\b)",
    _ANY_CASE,
)
"""Stands between two lists, of what is found often and of what is rare: "A and B, and less often C"."""

_MIN_MARKS = 3
_PLURALS = (("yses", "ysis"), ("oses", "osis"), ("ases", "asis"), ("ies", "y"), ("omata", "oma"), ("sses", "ss"))


def items(text: str, kind: str, preposition: str = "") -> tuple[str, ...]:
    """Return the items of the list ``text``, each once, without articles; brackets are kept as written.

    ``preposition`` is the word before the list ("seen in"), which an item may repeat. What a rule of tens says may
    begin with any word and hold a verb.
    """
    taken: list[str] = []
    if _CONJUNCTION.match(text.lstrip(" ,")):
        return ()
    if kind != "rule" and (on := _GOES_ON.search(text)):
        text = text[: on.start()]
    for part in _parts(text):
        item = part.strip(" ,;.") if kind == "rule" else _item(part, preposition)
        if item is None:
            break
        item = without_article(item)
        if item and key(item) not in words("items", "nothing"):
            taken.append(item)
    # Two names of one thing in one list are meant to be two: only plurals are dropped.
    return tuple({_singulars(item): item for item in reversed(taken)}.values())[::-1]


def unrepeated(texts: Iterable[str]) -> tuple[str, ...]:
    """Return ``texts`` without those that say again what one before says: plurals, synonyms."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(_sense(text), text)
    return tuple(first.values())


def _sense(text: str) -> str:
    """Return what two names of one thing have in common."""
    whole = key(text)
    group = next((g for g in synonyms_in(text) if any(key(name) == whole for name in g)), None)
    return key(group[0]) if group else _singulars(text)


def _singulars(text: str) -> str:
    return " ".join(_singular(word) for word in key(text).split())


def _singular(word: str) -> str:
    for plural, single in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + single
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")


def _parts(text: str) -> list[str]:
    """Return the parts of ``text`` between its separators; the last ones may be clauses."""
    text = _THAT_IS.sub("", expression("items", "remark").sub("", text.strip().rstrip(".").strip()), count=1)
    for marks in (_NUMBERS, _BULLETS):
        if len(marks.findall(text)) >= _MIN_MARKS:
            return [_unlinked(part) for part in marks.split(text) if part.strip(" ,;")]
    text = _SLASH.sub(", ", _before_dash(text))
    if lead := _LEADING_COLON.match(text):
        text = text[lead.end() :]
    semicolons = [_unlinked(part) for part in _cut_at(text, re.compile(r"\s*;\s*"))]
    if len(semicolons) > 1 and _is_complete(semicolons[0]) and not _MORE.match(semicolons[1]):
        return _by_commas(semicolons[0])
    if len(semicolons) > 1 and not any(_verb_at(part[: _cut_of(part)]) >= 0 for part in semicolons[1:]):
        return semicolons if len(semicolons) >= _MIN_MARKS else [p for s in semicolons for p in _by_commas(s)]
    return [part for half in _OFTENER.split(semicolons[0]) for part in _by_commas(half)] if semicolons else []


def _is_complete(text: str) -> bool:
    """Tell whether ``text`` is a whole list by itself: "A, B, or C"."""
    parts = _cut_at(text, re.compile(r"\s*,(?!\d)\s*"))
    return (
        len(parts) >= _MIN_MARKS - 1
        and len(_by_commas(text)) >= _MIN_MARKS
        and bool(_INNER.search(f" {parts[-1]}"))
    )


def _unlinked(part: str) -> str:
    """Return ``part`` without separators around it, and without the conjunction before it."""
    part = _AND_SO_ON.sub("", part.strip(" ,;."))
    while link := _CONJUNCTION.match(part):
        part = part[link.end() :]
    return re.sub(r"[\s,;]+(?:and|or)$", "", part)


def _before_dash(text: str) -> str:
    dash = _DASH.search(outside_brackets(text))
    return text[: dash.start()] if dash and dash.start() else text


def _cut_at(text: str, pattern: re.Pattern[str]) -> list[str]:
    pieces, start = [], 0
    for match in pattern.finditer(outside_brackets(text)):
        pieces.append(text[start : match.start()])
        start = match.end()
    return [piece for piece in [*pieces, text[start:]] if piece.strip()]


def _by_commas(text: str) -> list[str]:
    """Return the parts of "A, B and C" or "A, B, and C": an "and" inside another part belongs to it."""
    parts = _cut_at(text, re.compile(r"\s*,(?!\d)\s*"))
    linked = [n for n, part in enumerate(parts) if _CONJUNCTION.match(f"{part.strip()} ")]
    last = next((n for n in reversed(range(len(parts))) if not _is_clause(parts[n])), -1)
    if linked or last < 0:
        return [_unlinked(part) for part in parts]
    once = len(parts) > 1
    return [*parts[:last], *_by_conjunctions(parts[last], once=once), *parts[last + 1 :]]


def _is_clause(part: str) -> bool:
    rest = _without_adverb(part.strip())
    return not rest or bool(beginning("items", "clause").match(rest) or beginning("items", "ends").match(rest))


def _by_conjunctions(text: str, *, once: bool) -> list[str]:
    """Split ``text`` at its first conjunction that separates items, or at all of them."""
    blank, pieces, start = outside_brackets(text), [], 0
    for match in _INNER.finditer(blank):
        if _is_pair(text[start : match.start()], match[0].strip(), text[match.end() :]):
            continue
        pieces.append(text[start : match.start()])
        start = match.end()
        if once:
            break
    return [*pieces, text[start:]]


def _is_pair(left: str, link: str, right: str) -> bool:
    """Tell whether a conjunction stands inside a name: head *and* neck, cystic *and* solid."""
    before, after = left.split()[-1:], right.split()[:1]
    return bool(before and after) and f"{before[0]} {link} {after[0]}".lower() in words("items", "pairs")


def _item(part: str, preposition: str) -> str | None:
    """Return the item in ``part``, empty when there is none; None when the list ends here."""
    part = _without_adverb(_unlinked(part))
    if not part or beginning("items", "clause").match(part):
        return ""
    if beginning("items", "ends").match(part) or beginning("items", "verbs").match(part):
        return None
    part = _SUCH.sub("", part, count=1)
    first, _, rest = part.partition(" ")
    if first.lower() in words("items", "prepositions"):
        # "under steroids, in obesity" goes on with another preposition; a list without one does not.
        if not preposition or first.lower() not in words("items", "before_items") | {preposition}:
            return ""
        part = rest
    part = _SHARE.sub("", part[: _cut_of(part)])
    return None if _verb_at(part) >= 0 else part.strip(' ,;."“”')


def _cut_of(part: str) -> int:
    """Return where a remark begins in ``part``; "on all sequences" is none."""
    blank, prepositions = outside_brackets(part), words("items", "prepositions")
    cuts = (cut.start() for cut in inside("items", "cut").finditer(blank))
    return next((at for at in cuts if not prepositions & {*blank[:at].lower().split()[-1:]}), len(part))


def _without_adverb(part: str) -> str:
    part = _DEGREE.sub("", part, count=1)
    while adverb := beginning("items", "adverbs").match(part):
        part = part[adverb.end() :].strip(" ,:")
    return part


def _verb_at(part: str) -> int:
    """Return where a finite verb stands in ``part``, -1 if nowhere."""
    blank = outside_brackets(part).lower().split()
    verbs, nouns, last = words("items", "verbs"), words("items", "nouns_too"), len(blank) - 1
    spoken = (n for n, word in enumerate(blank) if word.strip(",.") in verbs)
    return next((n for n in spoken if not (0 < n == last and blank[n] in nouns)), -1)


def has_verb(text: str) -> bool:
    """Tell whether ``text``, behind its lead, has a finite verb: then it is no list of things."""
    return _verb_at(_LEADING_COLON.sub("", text, count=1)) >= 0


def remark_cut(line: str) -> str:
    """Return the item on a line of its own without the remark behind a dash or a colon."""
    end = re.search(r"\s+[-–—]+\s+|:\s", outside_brackets(line))
    return (line[: end.start()] if end and end.start() else line).strip(" .;,")


def joined(lines: Sequence[str]) -> str:
    """Return items that stood on lines as one list."""
    return "; ".join(remark_cut(line) for line in lines)
