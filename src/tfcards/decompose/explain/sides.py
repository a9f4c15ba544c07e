"""Explains the contrasts of a case with the other cases of its deck: made, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfcards.decompose.author.entries import WITH, entries_of
from tfcards.decompose.contrasts.between import Decision, turned
from tfcards.decompose.contrasts.pairs import Pair, Pairing, Remark
from tfcards.decompose.explain.desk import Desk, name_of
from tfcards.decompose.explain.hidden import hidden
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.masking.mask import Secret
from tfcards.model.card import Identity, Kind
from tfcards.model.case import Case

_UNSTATED = "no case says what sets the two apart"


def between(desk: Desk, pairing: Pairing, decided: Sequence[Decision]) -> Iterator[Explanation]:
    """Explain what became of each pair that ``desk``'s case could be part of."""
    case, families = desk.case, pairing.families
    if case.id not in families.of:
        return  # without an image for the question side no case is set beside another
    met = set()
    for decision in decided:
        if case.id in (decision.pair.first.id, decision.pair.second.id):
            other = _other(decision.pair, case)
            met.add(families.of[other.id])
            yield _pair(desk, decision, other)
    for family, (speaker, remark) in pairing.spoken_of(case).items():
        other = families.members[family][0] if speaker.id == case.id else speaker
        if family not in met and not families.same(case, other):
            met.add(family)
            yield _unpaired(desk, other, (speaker, remark), _elsewhere(pairing, decided, case, family))
    for sides, why in pairing.unstated().items():
        if families.of[case.id] in sides:
            family = next(side for side in sides if side != families.of[case.id])
            other = families.members[family][0]
            if family not in met and not families.same(case, other):
                yield desk.unmade(_called(desk, other), "differential", _UNSTATED, [why])


def _other(pair: Pair, case: Case) -> Case:
    return pair.second if pair.first.id == case.id else pair.first


def _called(desk: Desk, other: Case) -> Identity:
    """Return what the author of this case calls the contrast with ``other``."""
    return desk.identity(Kind.CONTRAST, f"{WITH}{other.id}")


def _pair(desk: Desk, decision: Decision, other: Case) -> Explanation:
    pair, called = decision.pair, _called(desk, other)
    words = [*_said(pair, desk.case), *_ranked(pair)]
    part = _part(desk.case, pair.of_second if pair.first.id == desk.case.id else pair.of_first)
    if pair.identity in desk.trace.cards:
        names = [name for case in (desk.case, other) for name in (case.diagnosis, *case.aliases)]
        shown = [t for case in (desk.case, other) for t in (case.brief_history, *(i.caption for i in case.images))]
        words += hidden(shown, desk.secret | Secret.of(other), names)
        both = "" if pair.identity == called else f"; it is the card {pair.identity}"
        if theirs := entries_of(other, desk.trace.released).get(turned(called)):
            words += [f"question or answer by the author of {other.id}"] if not theirs[1].suppress else []
        return desk.made(called, f"a source says what sets the two cases apart{both}", part, words)
    if pair.identity in desk.trace.stopped:
        words = [f"front says: {word}" for word in desk.trace.stopped[pair.identity]]
        rule = "its front would say what it must not"
        return _not(desk, called, part, (rule, "TF411"), words)
    theirs = entries_of(other, desk.trace.released).get(turned(called))
    if not decision.card and theirs and theirs[1].suppress:
        return Explanation(
            card=name_of(called),
            made=False,
            rule=f"left out by the author of {other.id}",
            source=other.id,
            part=f"cards.{theirs[0]}",
            words=(theirs[1].suppress,),
        )
    return desk.unmade(called, part, decision.why, words)


def _not(desk: Desk, called: Identity, part: str, why: tuple[str, str], words: Sequence[str]) -> Explanation:
    rule, code = why
    source = desk.case.id
    return Explanation(
        card=name_of(called), made=False, rule=rule, source=source, part=part, code=code, words=tuple(words)
    )


def _unpaired(desk: Desk, other: Case, said: tuple[Case, Remark], instead: str) -> Explanation:
    speaker, remark = said
    words = [f"{speaker.id} {remark.item} says: {remark.text}"]
    part = _part(desk.case, remark if speaker.id == desk.case.id else None)
    if instead:
        rule = f"each case stands in one pair of two diagnoses, and these two are set side by side in {instead}"
    else:
        rule = "named in passing or less precisely, and the two have neither an ACR code nor a pattern in common"
    return desk.unmade(_called(desk, other), part, rule, words)


def _elsewhere(pairing: Pairing, decided: Sequence[Decision], case: Case, family: str) -> str:
    """Return the first pair of other cases of the same two diagnoses, as the name of its card."""
    sides = {pairing.families.of[case.id], family}
    found = (
        str(d.pair.identity)
        for d in decided
        if {pairing.families.of[d.pair.first.id], pairing.families.of[d.pair.second.id]} == sides
    )
    return next(found, "")


def _part(case: Case, remark: Remark | None) -> str:
    """Return where ``case`` makes ``remark``; its differential where the other case speaks."""
    found = (f"differential.{n}" for n, d in enumerate(case.differential) if remark and d.id == remark.item)
    return next(found, "differential")


def _said(pair: Pair, case: Case) -> Iterator[str]:
    """Yield what each source says of the other's diagnosis, that of ``case`` first."""
    both = ((pair.first, pair.of_second), (pair.second, pair.of_first))
    for speaker, remark in sorted(both, key=lambda side: side[0].id != case.id):
        if remark:
            passing = "" if remark.strict else " in passing"
            yield f"{speaker.id} {remark.item} says{passing}: {remark.text}"


def _ranked(pair: Pair) -> Iterator[str]:
    """Yield what makes residents confuse the two, and so ranks the pair."""
    if pair.of_first and pair.of_second:
        yield "each names the other"
    if pair.same_code:
        yield f"same ACR code: {', '.join(code for code in pair.first.acr if code in pair.second.acr)}"
    if pair.same_pattern:
        yield "same pattern"
