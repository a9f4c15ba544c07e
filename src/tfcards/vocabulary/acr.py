"""The ACR Index for Radiological Diagnoses: codes from digits or words, and their tags.

Only the first digits have names here; deeper digits pass through as written and are never guessed.
"""

from __future__ import annotations

import re

from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import key

CODE = re.compile(r"(?P<anatomy>\d+)\.(?P<pathology>\d+)")
_UNKNOWN = re.compile(r"-1|0\.0$")


def is_code(text: str) -> bool:
    """Tell whether ``text`` is a code such as ``4.5`` or ``642.3212``; exports write -1 and 0.0 for unknown."""
    return bool(CODE.fullmatch(text)) and not _UNKNOWN.search(text)


def anatomy_name(code: str) -> str:
    """Return the anatomic field of ``code`` in words, by its first digit; empty when the code is none."""
    return str(table("acr")["anatomy"].get(code[:1], "")) if is_code(code) else ""


def pathology_name(code: str) -> str:
    """Return the pathology of ``code`` in words, by its first digit; empty where it depends on the field."""
    match = CODE.fullmatch(code)
    return str(table("acr")["pathology"].get(match["pathology"][0], "")) if match else ""


def code_from_words(anatomy: str, pathology: str) -> str:
    """Return the two-digit code for an anatomic field and a category in words; empty when either is unknown."""
    first, second = _digit("anatomy", anatomy), _digit("pathology", pathology)
    return f"{first}.{second}" if first and second else ""


def _digit(part: str, name: str) -> str:
    wanted = _significant(name)
    rows: dict[str, str] = table("acr")[part]
    exact = [digit for digit, words in rows.items() if _significant(words) == wanted]
    partial = [digit for digit, words in rows.items() if wanted and wanted <= _significant(words)]
    found = exact or partial
    return found[0] if len(found) == 1 else ""


def _significant(name: str) -> frozenset[str]:
    return frozenset(key(name).split()) - {"and", "the"}


def tag(code: str) -> str:
    """Return the tag of ``code``, ``ACR::4_Skeletal_System::4.5_Metabolic_endocrine_toxic``; empty if none."""
    match = CODE.fullmatch(code)
    if not match or not is_code(code):
        return ""
    short = f"{match['anatomy'][0]}.{match['pathology'][0]}"
    levels = [f"{code[0]}_{slug(anatomy_name(code))}", f"{short}_{slug(pathology_name(code))}".rstrip("_")]
    if code != short:
        levels.append(code)
    return "::".join(["ACR", *levels])


def slug(name: str) -> str:
    """Return ``name`` as it stands in a tag: letters, digits and ``_``."""
    return re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
