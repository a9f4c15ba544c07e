"""What is known of one case on its way through a build, by card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tfcards.decompose.about import about
from tfcards.decompose.author.entries import entries_of, identity_named
from tfcards.decompose.explain.hidden import giving_away, hidden
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.decompose.trace import Trace
from tfcards.model.card import Card, Identity, Kind
from tfcards.model.case import CardOverride, Case, ItemId


class Desk:
    """Looks up what became of the cards of ``case``, and words it."""

    def __init__(self, case: Case, trace: Trace) -> None:
        self.case = case
        self.trace = trace
        self.secret = Secret.of(case)
        self.names = (case.diagnosis, *case.aliases)
        self.entries = entries_of(case, trace.released)
        self.told = [o for name, o in trace.omissions if name == case.id]
        self._omitted: dict[Identity, Omission] = {}
        for omission in self.told:
            if (identity := about(case, omission)) is not None:
                self._omitted.setdefault(identity, omission)
        self._unmet = {self.named(o): o for o in self.told if o.code == "TF325"}
        self._unused = {self.named(o): o for o in self.told if o.code == "TF330"}

    def named(self, omission: Omission) -> Identity | None:
        """Return the card that the entry of ``cards`` names which ``omission`` is about."""
        number = int(omission.part.rpartition(".")[2])
        return identity_named(self.case, self.case.cards[number].card, self.trace.released)

    def identity(self, kind: Kind, item: str) -> Identity:
        """Return the identity of a card of this case."""
        return Identity(self.case.id, kind, ItemId(item))

    def card(self, identity: Identity) -> Card | None:
        """Return the card that the package gets as ``identity``."""
        return self.trace.cards.get(identity)

    def entry(self, identity: Identity) -> CardOverride | None:
        """Return what the author says of the card ``identity``."""
        return self.entries[identity][1] if identity in self.entries else None

    def made(self, identity: Identity, rule: str, part: str, words: Iterable[str] = ()) -> Explanation:
        """Return that the card ``identity`` is made, by which ``rule``, and whose the words are."""
        said = (*words, *self._wording(identity))
        return Explanation(
            card=name_of(identity), made=True, rule=rule, source=self.case.id, part=part, words=_once(said)
        )

    def unmade(self, identity: Identity, part: str, otherwise: str, words: Iterable[str] = ()) -> Explanation:
        """Return why ``identity`` is not made: the leak check, the author, a rule that tells, or ``otherwise``."""
        said, code, rule = list(words), "", otherwise
        entry = self.entry(identity)
        if identity in self.trace.stopped:
            code, rule = "TF411", "its front would say what it must not"
            said = [f"front says: {word}" for word in self.trace.stopped[identity]]
        elif entry and entry.suppress:
            rule, part, said = "left out by the author", f"cards.{self.entries[identity][0]}", [entry.suppress]
        elif unmet := self._unmet.get(identity):
            code, rule, part = unmet.code, unmet.message, unmet.part
            said = [otherwise, *said]
        elif omission := self._omitted.get(identity):
            code, rule, part = omission.code, omission.message, omission.part
        said += self._effectless(identity)
        return Explanation(
            card=name_of(identity),
            made=False,
            rule=rule,
            source=self.case.id,
            part=part,
            code=code,
            words=_once(said),
        )

    def hidden(self, texts: Iterable[str], also: Sequence[str] = ()) -> list[str]:
        """Return the words of ``texts`` that a front hides: of the diagnosis, and of the names ``also``."""
        secret = self.secret | Secret.of_names(also) if also else self.secret
        return hidden(texts, secret, (*self.names, *also))

    def giving_away(self, text: str) -> list[str]:
        """Return the words of ``text`` for which it is kept off the other fronts of its list."""
        return giving_away([text], self.secret, self.names)

    def _wording(self, identity: Identity) -> list[str]:
        entry = self.entry(identity)
        if entry is None or entry.suppress:
            return self._effectless(identity)
        texts = (("question", entry.question), ("answer", entry.answer))
        return [f"the author's {side}: {text}" for side, text in texts if text] + self._effectless(identity)

    def _effectless(self, identity: Identity) -> list[str]:
        """Return what of the author's word on ``identity`` has no effect."""
        return [f"{o.code}: {o.message}"] if (o := self._unused.get(identity)) else []


def name_of(identity: Identity) -> str:
    """Return what an author calls the card ``identity``."""
    return f"{identity.kind} {identity.item}"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
