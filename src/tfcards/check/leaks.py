"""The leak check: a second pass over the rendered front, independent of the masking that came before.

It reads the front as a browser and a curious resident would: text, hidden text, comments, attributes, file names.
Of Anki's own markup only ``data-cloze``, which holds the hidden item, is exempt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.terms import same_family
from tfcards.vocabulary.words import fold

_EXEMPT = frozenset({"data-cloze"})
_INLINE = frozenset(
    {"b", "i", "em", "strong", "span", "sub", "sup", "small", "mark", "a", "u", "s", "code", "wbr"}
)
_STEM_SHARE = 0.85
"""Share of a telling word's letters that counts as the word: all its usual endings fall into the rest."""
_MIN_STEM = 5
_BETWEEN = "\n"
"""Stands between two pieces of a front: blocks of text, values of attributes."""


def leaks(case: Case, front: str, *names: str) -> list[str]:
    """Return what of the diagnosis stands on ``front`` (HTML) or in ``names`` (deck, files); empty is good."""
    raw = _BETWEEN.join([*_said(front), *names])
    for word in case.show:
        raw = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", raw, flags=re.IGNORECASE)
    # Piece by piece: words of two pieces are no neighbours.
    plain = f" {f' {_BETWEEN} '.join(_plain(piece) for piece in raw.split(_BETWEEN))} "
    found = [f'"{phrase}"' for phrase in _phrases(case) if f" {phrase} " in plain]
    stems, telling = _stems(case), _telling(case)
    found += [
        f'"{word}"'
        for word in plain.split()
        if not _dull(word) and (any(s in word for s in stems) or any(same_family(t, word) for t in telling))
    ]
    found += [
        f'"{short}"' for short in _abbreviations(case) if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", raw)
    ]
    return list(dict.fromkeys(found))


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
    return [_plain(re.sub(r"\([^)]*\)", " ", name)) for name in (case.diagnosis, *case.aliases)]


def _dull(word: str) -> bool:
    return any(word in terms.words(kind) for kind in ("stop", "generic", "anatomy"))


def _phrases(case: Case) -> list[str]:
    """Return the whole names and their neighbouring words; a name of one dull word is a phrase as well."""
    phrases = []
    place = terms.words("anatomy") | terms.words("position")
    for name in _names(case):
        parts = name.split()
        phrases.append(name)
        phrases += [
            f"{one} {two}"
            for one, two in pairwise(parts)
            if not {one, two} & terms.words("stop") and not {one, two} <= place
        ]
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]


def _stems(case: Case) -> list[str]:
    return [w[: max(_MIN_STEM, round(len(w) * _STEM_SHARE))] for w in _telling(case) if len(w) >= _MIN_STEM]


def _telling(case: Case) -> list[str]:
    """Return the words of the names that tell alone."""
    found = []
    for name in _names(case):
        telling = [w for w in name.split() if not _dull(w) and not w.isdigit()]
        strong = [w for w in telling if w not in terms.words("qualifier")]
        found += strong or (telling if len(name.split()) == 1 else [])
    return found


def _abbreviations(case: Case) -> list[str]:
    bracketed = re.findall(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)", case.diagnosis)
    return [*bracketed, *(a for a in case.aliases if re.fullmatch(r"[A-Z][A-Z0-9/-]{1,7}", a))]
