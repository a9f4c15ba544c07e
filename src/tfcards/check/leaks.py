"""The leak check: a second pass over the rendered front, independent of the masking that came before.

It reads the front as a browser and a curious resident would: text, hidden text, comments, attributes, file names.
Of Anki's own markup only ``data-cloze``, which holds the hidden item, is exempt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import same_family
from tfcards.vocabulary.words import fold

_EXEMPT = frozenset({"data-cloze"})
_INLINE = frozenset(
    {"b", "i", "em", "strong", "span", "sub", "sup", "small", "mark", "a", "u", "s", "code", "wbr"}
)
_STEM_SHARE = 0.85
"""Share of a telling word's letters that counts as the word: all its usual endings fall into the rest."""
_MIN_STEM = 5
_SHORT = re.compile(r"[A-Z][A-Z0-9/-]{1,7}")
_MIN_INITIALS = 3
_MAX_INITIALS = 6
_TAKEN_FOR = re.compile(
    r"\b(?:mimicking|simulating|masquerading|mistaken|misread|misdiagnosed|initially|originally)\b"
)
"""Behind these words a diagnosis says what it is not."""
_BETWEEN = "\n"
"""Stands between two pieces of a front: blocks of text, values of attributes."""


def leaks(case: Case, front: str, *names: str) -> list[str]:
    """Return what of the diagnosis stands on ``front`` (HTML) or in ``names`` (deck, files); empty is good."""
    raw = _BETWEEN.join([*_said(front), *names])
    for word in case.show:
        raw = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", raw, flags=re.IGNORECASE)
    # Piece by piece: words of two pieces are no neighbours.
    plain = f" {f' {_BETWEEN} '.join(_plain(piece) for piece in raw.split(_BETWEEN))} "
    found = [f'"{phrase}"' for phrase in (*_phrases(case), *_synonyms(case)) if f" {phrase} " in plain]
    telling = [*_telling(case), *(name for name in _synonyms(case) if " " not in name and not _dull(name))]
    found += [f'"{word}"' for word in dict.fromkeys(plain.split()) if _gives_away(word, telling)]
    short = [*_abbreviations(case), *_initials(case)]
    found += [f'"{s}"' for s in short if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", raw)]
    return list(dict.fromkeys(found))


def _gives_away(word: str, telling: Sequence[str]) -> bool:
    """Tell whether ``word`` is a form of a telling word, or holds most of its letters."""
    if _dull(word):
        return False
    return any(same_family(t, word) or (_holds(word, t) and word not in _strangers(t)) for t in telling)


def _holds(word: str, telling: str) -> bool:
    return len(telling) >= _MIN_STEM and telling[: max(_MIN_STEM, round(len(telling) * _STEM_SHARE))] in word


def _strangers(telling: str) -> Sequence[str]:
    """Return the words that only look like forms of ``telling``."""
    found: Sequence[str] = table("terms")["strangers"].get(telling, ())
    return found


def _said(front: str) -> Iterator[str]:
    """Yield every piece of text and every attribute value of ``front``."""
    # A comment before the first element would stand outside the document's tree.
    root = LexborHTMLParser(f"<body><div>{front}</div>").root
    stack: list[LexborNode] = [root] if root is not None else []
    text: list[str] = []
    while stack:
        node = stack.pop()
        tag = node.tag or ""
        if tag in {"-text", "-comment"}:
            text.append(re.sub(r"\s+", " ", node.text_content or node.html or ""))
        elif tag not in _INLINE:
            text.append(_BETWEEN)
        if not tag.startswith("-"):
            yield from (value for name, value in (node.attributes or {}).items() if value and name not in _EXEMPT)
        stack += reversed(list(node.iter(include_text=True)))
    yield "".join(text)


def _plain(text: str) -> str:
    """Return ``text`` as small plain letters and digits, words separated by single spaces."""
    letters = (c for c in fold(text) if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(re.sub(r"[^\w]|_", " ", "".join(letters)).split())


def _names(case: Case) -> list[str]:
    """Return the names of the diagnosis as plain words, without brackets and without what it was taken for."""
    names = (_TAKEN_FOR.split(re.sub(r"\([^)]*\)", " ", name))[0] for name in (case.diagnosis, *case.aliases))
    return [_plain(name) for name in names if name.strip()]


def _dull(word: str) -> bool:
    return word in terms.words("stop") or terms.tells_nothing(word)


def _phrases(case: Case) -> list[str]:
    """Return the whole names and their neighbouring words; a name of one dull word is a phrase as well."""
    phrases = []
    for name in _names(case):
        phrases.append(name)
        phrases += [
            f"{one} {two}"
            for one, two in pairwise(name.split())
            if not {one, two} & terms.words("stop")
            and not (terms.is_ground(one) and terms.is_ground(two))
            and not (terms.is_vague(one) and terms.is_vague(two))
        ]
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]


def _telling(case: Case) -> list[str]:
    """Return the words of the names that tell alone."""
    found = []
    for name in _names(case):
        telling = [
            w for w in name.split() if not _dull(w) and not w.isdigit() and w not in terms.words("ordinary")
        ]
        strong = [w for w in telling if w not in terms.words("qualifier")]
        strongest = [w for w in strong if w not in terms.words("weak")]
        found += strongest or strong or (telling if len(name.split()) == 1 else [])
    return found


def _groups(case: Case) -> list[str]:
    """Return as written what is hidden together with the diagnosis."""
    named = (case.diagnosis, *case.aliases)
    return [other for name in named for group in terms.synonyms_in(_TAKEN_FOR.split(name)[0]) for other in group]


def _synonyms(case: Case) -> list[str]:
    return list(dict.fromkeys(_plain(name) for name in _groups(case) if not _SHORT.fullmatch(name)))


def _abbreviations(case: Case) -> list[str]:
    bracketed = re.findall(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)", case.diagnosis)
    listed = [name for name in (*case.aliases, *_groups(case)) if _SHORT.fullmatch(name)]
    return [s for s in (*bracketed, *listed) if s.casefold() not in terms.words("studies")]


def _initials(case: Case) -> Iterator[str]:
    """Yield the first letters of three neighbouring words of a name and more, unless reports use them so."""
    for name in _names(case):
        parts = [w for w in name.split() if w not in terms.words("stop") and not w.isdigit()]
        for start in range(len(parts)):
            for end in range(start + _MIN_INITIALS, min(start + _MAX_INITIALS, len(parts)) + 1):
                short = "".join(word[0] for word in parts[start:end])
                if short not in terms.words("plain_abbreviations") and not all(
                    map(terms.is_ground, parts[start:end])
                ):
                    yield short.upper()
