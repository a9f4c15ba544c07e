"""Notices what looks like an id that was changed: notes retired, and the same ones added under another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from tfcards.model.card import Identity
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location, info, warning
from tfcards.model.identity import note_guid
from tfcards.model.moves import BETWEEN, Moves
from tfcards.model.note import Note
from tfcards.package.digests import note_content
from tfcards.package.lock import Lock
from tfcards.package.stamp import Stamped
from tfcards.pipeline.lock_history import Earlier
from tfcards.render.notes import page_name

_NEAR = 75.0
"""Percent of two texts in common, from which on one is most likely the other one reworded."""

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspects:
    """What one build retires and adds, by the names of now, with what is known of the contents on both sides."""

    lock: Lock
    moves: Moves
    retired: tuple[Identity, ...]
    added: Mapping[Identity, Note]
    earlier: Earlier | None

    @classmethod
    def of(
        cls, lock: Lock, stamped: Stamped, notes: Sequence[Note], moves: Moves, earlier: Earlier | None
    ) -> Suspects:
        """Return the suspects among ``notes``, which became ``stamped``; ``earlier`` is the package of before."""
        new = {*stamped.added}
        added = {note.identity: note for note in notes if moves.origin(note.identity) in new}
        return cls(
            lock=lock,
            moves=moves,
            retired=tuple(map(moves.current, stamped.retired)),
            added=added,
            earlier=earlier,
        )

    def is_same(self, old: Identity, note: Note) -> bool:
        """Tell whether ``note`` would be the retired note ``old``, letter by letter, but for its name."""
        root = self.moves.origin(old)
        guid = note_guid(self.lock.namespace, root)
        pairs = [(page_name(note.guid), page_name(guid)), (str(note.identity), str(old))]
        if note.identity.case != old.case:
            pairs.append((note.identity.case, old.case))
        renamed = replace(
            note,
            fields={name: _swapped(text, pairs) for name, text in note.fields.items()},
            tags=tuple(_swapped(tag, pairs) for tag in note.tags),
        )
        return note_content(renamed) == self.lock.notes[root].content

    def likeness(self, old: Identity, note: Note) -> float | None:
        """Return how much of the text of ``old`` ``note`` holds, in percent; None where that is unknown."""
        guid = note_guid(self.lock.namespace, self.moves.origin(old))
        known = self.earlier.notes.get(guid) if self.earlier else None
        if known is None:
            return None
        return ratio("\n".join(known.fields.values()), "\n".join(note.fields.get(f, "") for f in known.fields))


def suspected(suspects: Suspects, there: Collection[str], place: Location) -> Iterator[Diagnostic]:
    """Yield a hint for each rename that is suspected. ``there`` are the cases of the deck, ``place`` its file."""
    if not suspects.retired or not suspects.added:
        return
    renamed = dict(_renamed_cases(suspects, there))
    yield from (_hint(old, new, place, sure=sure) for old, (new, sure) in renamed.items())
    for old, new, sure in _renamed_items(suspects):
        if old.case not in renamed:
            yield _hint(str(old), str(new), place, sure=sure)


def _renamed_cases(suspects: Suspects, there: Collection[str]) -> Iterator[tuple[CaseId, tuple[CaseId, bool]]]:
    gone: dict[CaseId, list[Identity]] = defaultdict(list)
    for identity in suspects.retired:
        if identity.case not in there and not identity.item.startswith(BETWEEN):
            gone[identity.case].append(identity)
    known = {suspects.moves.current(key).case for key in suspects.lock.notes}
    new = sorted({identity.case for identity in suspects.added} - known)
    for old, identities in gone.items():
        scores = [(_case_score(suspects, identities, case), case) for case in new]
        (same, near), best = max(scores, default=((0.0, 0.0), old))
        if same > 0 or near >= _HALF:
            yield old, (best, same > 0)


def _case_score(suspects: Suspects, identities: Sequence[Identity], new: CaseId) -> tuple[float, float]:
    """Return which share of the notes of a case is the same, and nearly the same, in the case ``new``."""
    pairs = [(old, suspects.added.get(replace(old, case=new))) for old in identities]
    same = sum(note is not None and suspects.is_same(old, note) for old, note in pairs)
    near = sum(note is not None and _is_near(suspects, old, note) for old, note in pairs)
    return same / len(pairs), near / len(pairs)


def _is_near(suspects: Suspects, old: Identity, note: Note) -> bool:
    """Tell whether the text is nearly the same; where it is unknown, whether the list or the name is."""
    likeness = suspects.likeness(old, note)
    if likeness is not None:
        return likeness >= _NEAR
    numbers = suspects.lock.notes[suspects.moves.origin(old)].numbers
    if len(numbers) > 1:
        return numbers == note.numbers
    return ratio(old.case, note.identity.case) >= _NEAR


def _renamed_items(suspects: Suspects) -> Iterator[tuple[Identity, Identity, bool]]:
    left = dict(suspects.added)
    for old in suspects.retired:
        alike = [new for new in left if (new.case, new.kind) == (old.case, old.kind)]
        same = next((new for new in alike if suspects.is_same(old, left[new])), None)
        near = {new: suspects.likeness(old, left[new]) or 0.0 for new in alike}
        best = same or max(near, key=lambda new: near[new], default=None)
        if best is not None and (same or near[best] >= _NEAR):
            del left[best]
            yield old, best, best is same


def _hint(old: str, new: str, place: Location, *, sure: bool) -> Diagnostic:
    what = "the same content" if sure else "much the same content"
    message = f"{old} is retired and {new} is added with {what}: people would start it anew"
    quoted = f'{{from: "{old}", to: "{new}"}}'
    hint = (
        f"if it only got another id, write into deck.yaml: moves: [{quoted}], and build from the deck.lock of the "
        "last release"
    )
    return (warning if sure else info)("TF533", message, place, hint)


def _swapped(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    for new, old in pairs:
        text = text.replace(new, old)
    return text
