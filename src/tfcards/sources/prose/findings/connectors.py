"""The words that link what is seen to what it means, and those that negate, as regular expressions."""

from __future__ import annotations

import re
from functools import cache

from tfcards.vocabulary.tables import table


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the table of connectors by their names."""
    rows = table("connectors")
    whole = {
        "link": rows["links"],
        "reversed": rows["reversed"],
        "before_meaning": rows["before_meaning"],
        "negation": rows["negations"],
        "absence": rows["absences"],
    }
    found = {
        name: re.compile(rf"(?<![\w-])(?:{_alternation(words)})(?![\w-])", re.IGNORECASE)
        for name, words in whole.items()
    }
    markers = _alternation(table("meanings")["markers"])
    return found | {
        "marker": re.compile(
            rf"(?<![\w-])(?<!or )(?:an?|the|some|another)\s+(?:[\w-]+\s+){{0,2}}(?:{markers})\s+"
            r"(?:of|to|for)(?=\s)",
            re.IGNORECASE,
        ),
        "mark": re.compile("|".join(rows["marks"])),
        "hedged": re.compile(rf"(?<![\w-]){rows['hedged']}", re.IGNORECASE),
        "before": re.compile(
            rf"(?:^|[\s,(])(?:{_alternation(rows['before'])}|(?<=[,;] )it|^it)\s*$", re.IGNORECASE
        ),
        "after": re.compile(rf"\s*(?:{_alternation(rows['after'] + rows['links'])})(?=\s)", re.IGNORECASE),
        "termination": re.compile(rf"(?<!\w)(?:{_alternation(rows['terminations'])})(?!\w)", re.IGNORECASE),
        "state": _state(rows["states"]),
        "bare_state": _bare_state(rows["bare_states"]),
    }


def _state(words: list[str]) -> re.Pattern[str]:
    """Return the pattern of a word at the end that says what is meant: "…, probably reactive"."""
    hedges = "probably|likely|prob|presumably|surely|certainly|undoubtedly|no doubt|entirely|clearly|purely"
    hedges += "|most|all|both|itself|a|an"
    nouns = "finding|findings|change|changes|process|in nature|in origin|in character|uptake|activity|only|alone"
    return re.compile(
        rf"(?:,\s+|\s+(?:is|are|was|were|appears?|looks?|both)\s+)(?:(?:{hedges})\s+)*"
        rf"(?P<state>(?:{_alternation(words)})(?:\s+(?:{nouns}))?)(?: in all (?:likelihood|probability))?$",
        re.IGNORECASE,
    )


def _bare_state(words: list[str]) -> re.Pattern[str]:
    """Return the pattern of what a thing simply is: "the focus is urine in the ureter"."""
    return re.compile(
        r"\s(?:is|are|was|were)(?:\s+(?:just|simply|only|clearly|all))?\s+"
        rf"(?P<state>(?:{_alternation(words)})\b.*|(?:[\w-]+ ){{1,2}}in (?:origin|nature|etiology|aetiology))$",
        re.IGNORECASE,
    )
