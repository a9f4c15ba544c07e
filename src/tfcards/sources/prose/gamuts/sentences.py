"""Reads one sentence that states a list of causes or of signs."""

from __future__ import annotations

import re
from dataclasses import replace

from tfcards.sources.prose.gamuts.checks import MIN_ITEMS, is_list, is_plain_list, is_ruled_out, pattern_of
from tfcards.sources.prose.gamuts.frames import BEFORE, Stated, framed
from tfcards.sources.prose.gamuts.items import items, joined, unrepeated
from tfcards.sources.prose.gamuts.words import Form, compiled, expression, forms, words

_LONGEST = 2000
"""Letters of a sentence; a longer one is no list that a person could be asked for."""

_TELLING_LINES = 6
"""Lines of a list by which its lead is judged."""

_SEPARATOR = re.compile(r"[,;:(]|\s/\s|\s[-–—]\s|\sand\s|\sor\s|\d[.)]\s")
_PREPOSITION = re.compile(r"(?P<word>in|with|from|by|of|to|after)(?::|\s+the following:?)?\s*$", re.IGNORECASE)
_BULLET = re.compile(r"^[•◦▪*+-]\s+")
_ONE_CAUSE = re.compile(
    r"(?:the |by far )*(?:most common|commonest|most frequent|usual|main|leading|classic|first) cause of "
    r"(?P<pattern>[^;:,]{1,120}?) (?:is|remains) (?P<list>[^;:,]{1,80})",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(
    r"\bnot (?:only|just|merely) (?P<one>[^;:]{1,200}?),? but (?:also |likewise |equally |as well )?"
)
_BUT_ALSO = re.compile(
    r",? but (?:also|likewise|equally|just as well|as well)(?: (?:through|in|with|by|after|from))? |"
    r",? but (?:it |they )?(?:has|have|may|can|could|might|is|are) (?:also|sometimes|occasionally|rarely|likewise)"
    r"(?: be(?:en)?)? [a-z]+ (?:in|with|by|after|from) "
)
_DASHED = re.compile(r"\s[-–—]\s[^-–—,;:]{1,60}\s[-–—](?=\s(?:or|and)\s)")
_BEHIND = re.compile(
    r",? with (?P<list>[^;:]{3,200}?)(?: (?:far|close|well|some way|a long way))? "
    r"(?:behind|next|in second place|as also-rans|as runners-up|less often|bringing up the rear)$"
)
_APART = re.compile(r"^[^,;:]{1,80} (?:apart|aside|excepted), ")
_BESIDES = re.compile(
    r"(?:besides|apart from|aside from|in addition to|other than|next to|as well as|on top of|beside|"
    r"over and above|quite apart from|leaving aside|along with|together with)\s+(?P<first>[^;:]{1,160})",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:(?:and|so|but|now|then),? )?(?P<asked>(?:what(?: else)?|which|why|who|when|how)\b.{3,120})\?",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r" (?:does|do|can|will|may|is one|are two)(?: so| it| this| that)?(?=[,;.]|$)|\bso (?:does|do|can|will) "
)
_BRACKETED_LEAD = re.compile(r"(?P<lead>[^():;]{3,80}) \([^()]{1,160}\)(?P<mark>:| (?:are|include)\b)")
"""Begins a sentence whose lead has a bracket behind it: "Core features (two make it probable): …"."""

_IT_IS = re.compile(
    r"(?:in descending order|in order of frequency|it is|they are|answer|well|mostly)[:,]? ", re.IGNORECASE
)


def stated(sentence: str) -> Stated | None:
    """Return the list that ``sentence`` states together with its pattern, or None."""
    if len(sentence) > _LONGEST or len(_SEPARATOR.findall(sentence)) < MIN_ITEMS - 1:
        return None
    body = _BULLET.sub("", sentence.strip().rstrip(".").strip())
    if aside := expression("pattern", "said").match(body):
        body = body[aside.end() :]
    body = _DASHED.sub(",", body)
    body = _BEHIND.sub(r", \g<list>", _APART.sub("", body))
    body = _BUT_ALSO.sub(", ", _NOT_ONLY.sub(r"\g<one>, ", body))
    if found := _besides(body):
        return found
    found = _by_forms("forms", body) or framed(body)
    if not found and (last := _by_forms("last", body)) and is_plain_list(last.items):
        return last
    if not found and (start := _BRACKETED_LEAD.match(body)):
        return stated(f"{start['lead']}{start['mark']}{body[start.end() :]}")
    return found


def _by_forms(name: str, body: str) -> Stated | None:
    found = (_by_form(form, body) for form in forms(name))
    return next((one for one in found if one and one.pattern and len(one.items) >= MIN_ITEMS), None)


def _besides(body: str) -> Stated | None:
    """Return the list of "Besides A and B, C and D cause X": both parts belong to it."""
    start = _BESIDES.match(body)
    if not start:
        return None
    for comma in re.finditer(",", start["first"]):
        rest = body[start.start("first") + comma.end() :].strip()
        found = stated(rest) or framed(rest, 1)
        if found and found.pattern != BEFORE:
            first = items(start["first"][: comma.start()], found.kind)
            both = unrepeated([*first, *found.items])
            return replace(found, items=both) if first and len(both) >= MIN_ITEMS and is_list(both) else None
    return None


def continued(sentence: str) -> Stated | None:
    """Return the list of a sentence such as "Other causes are …", or None.

    ``{}`` in its pattern stands for what the sentence before it names.
    """
    if len(sentence) > _LONGEST:
        return None
    body = sentence.strip().rstrip(".").strip()
    found = (_by_form(form, body) for form in forms("backward"))
    return next((one for one in found if one and one.items), None)


def answered(question: str, sentence: str) -> Stated | None:
    """Return the list that ``sentence`` gives in answer to ``question``; the question is its pattern."""
    match = _QUESTION.fullmatch(question.strip())
    if not match or len(sentence) > _LONGEST or is_ruled_out(question):
        return None
    said = _ANSWER.sub("", _IT_IS.sub("", sentence.strip().rstrip("."), count=1))
    first = re.match(r"(?:in|with|after|from|by|under) ", said, re.IGNORECASE)
    found = items(compiled("{lead}").sub("", said), "causes", first[0].strip().lower() if first else "")
    pattern = pattern_of(f"what {match['asked']}", clausal=True).removeprefix("what ")
    why = compiled("{asks_why}").search(match["asked"]) is not None
    good = pattern and len(found) >= MIN_ITEMS and is_list(found, strict=not why)
    return Stated("causes", f"{pattern[:1].upper()}{pattern[1:]}?", found) if good else None


def one_cause(sentence: str) -> Stated | None:
    """Return the one cause that "The commonest cause of X is A" states, which others may follow."""
    match = _ONE_CAUSE.fullmatch(sentence.strip().rstrip(".").strip())
    pattern = pattern_of(match["pattern"]) if match else ""
    return Stated("causes", pattern, items(match["list"], "causes")[:1]) if match and pattern else None


def with_items(lead: str, lines: tuple[str, ...]) -> Stated | None:
    """Return the list of a line such as "Causes of X:" and the items on the lines after it."""
    found = stated(f"{lead.rstrip(' :.')}: {joined(lines[:_TELLING_LINES])}")
    if not found or found.pattern == BEFORE:
        return None
    taken = unrepeated(item for line in lines for item in items(line, found.kind)[:1] or ())
    good = len(taken) >= MIN_ITEMS and is_list(taken, kind=found.kind)
    return Stated(found.kind, found.pattern, taken) if good else None


def _by_form(form: Form, sentence: str) -> Stated | None:
    match = form.expression.fullmatch(sentence)
    if not match:
        return None
    parts = match.groupdict()
    said = parts.get("pattern") or parts.get("clause") or ""
    pattern = pattern_of(said, clausal=bool(parts.get("clause")))
    if (said and not pattern) or is_ruled_out(said.partition(" ")[0]):
        return None
    listed = "list" if parts.get("list") else "inner"
    if _names_parts(match, listed):
        return None
    before = _PREPOSITION.search(sentence[max(0, match.start(listed) - 20) : match.start(listed)])
    found = items(match[listed], "rule" if form.clauses else form.kind, before["word"].lower() if before else "")
    if not is_list(found, strict=form.strict, kind=form.kind):
        return None
    named = form.named.replace("{head}", parts.get("head") or "")
    return Stated(form.kind, named.replace("{}", pattern) if pattern else named, found)


def _names_parts(match: re.Match[str], listed: str) -> bool:
    """Tell whether what stands before the colon announces something else: "has three layers: …"."""
    between = match.string[max(0, match.start(listed) - 60) : match.start(listed)].rstrip()
    said = between.rstrip(" :").lower().split()
    return between.endswith(":") and (
        is_ruled_out("".join(said[-1:])) or not words("pattern", "parted").isdisjoint(said)
    )
