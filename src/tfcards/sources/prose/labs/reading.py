"""Reads the laboratory values of a paragraph: each number that is one, under the name it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfcards.model.case import Lab
from tfcards.sources.prose.labs.context import course_begins, leads_to_another
from tfcards.sources.prose.labs.fitting import fits, names_a_test, speaks_for_itself
from tfcards.sources.prose.labs.measures import Measure, measure
from tfcards.sources.prose.labs.names import (
    Name,
    Span,
    free_name,
    known_name,
    said_before,
    skip_links,
    spans,
)
from tfcards.sources.prose.labs.pairs import counted, paired, percent_of_cells
from tfcards.sources.prose.labs.ranges import Range, range_in_brackets
from tfcards.sources.prose.labs.tables import words
from tfcards.sources.prose.labs.tokens import Token, number, tidy, tokens
from tfcards.sources.prose.labs.units import unit_at

_VALUE_FOLLOWS = re.compile(r" ?(?:was|is|of|=|:)? ?[<>]? ?\d")
_SENTENCE = re.compile(r"\.\s")


@dataclass(frozen=True, slots=True)
class Found:
    """A value, its name, and where both stand: from ``start`` to ``end`` of the text."""

    lab: Lab
    name: Name
    start: int
    end: int


def find_labs(text: str) -> list[Lab]:
    """Return the laboratory values of a paragraph, in their order.

    A value without unit and range needs the name of a known test; any other a unit that is a concentration or a
    range. Of a course ("from 1.2 to 3.4 mg/dL") the last value is taken, which held at the time of the case, and
    the first as well when it has a unit of its own ("from 38% to 27%").
    """
    return [found.lab for found in read(tidy(text), whole=False)]


def read(text: str, *, whole: bool) -> list[Found]:
    """Return the values of a tidy ``text`` with their places; ``whole`` reads it as a row of a table."""
    reader = _Reader(text, tokens(text), whole=whole)
    reader.run()
    return _share_units(text, reader.found)


class _Reader:
    """Goes over the numbers of a text once; knows what was said before the next one."""

    def __init__(self, text: str, all_tokens: Sequence[Token], *, whole: bool) -> None:
        self.text, self.tokens, self.whole = text, all_tokens, whole
        self.known: dict[int, Span] = spans(all_tokens)
        self.in_name = {i for span in self.known.values() for i in range(span.first, span.stop)}
        self.found: list[Found] = []
        self._floor = 0
        self._done = 0
        self._remark = Measure(0, 0)
        self._began = -1
        self._course: Name | None = None

    def run(self) -> None:
        """Read all numbers."""
        for index, token in enumerate(self.tokens):
            if token.start < self._done:
                continue
            if token.text in "([" and (known := range_in_brackets(self.text, token.start)):
                self._done = known.end if not self._bracketed_value(index, known) else self._done
            elif token.kind == "number" and index not in self.in_name:
                self._number(index)

    def _bracketed_value(self, index: int, known: Range) -> bool:
        """Tell "TSH (<0.01 mU/L)" from a range: a bound with a unit, a name before it, and no value behind."""
        stop = skip_links(self.tokens, self.known, index, self._floor)
        bound = not known.named and known.unit is not None and None in {known.low, known.high}
        return bound and stop in self.known and not _VALUE_FOLLOWS.match(self.text, known.end)

    def _number(self, index: int) -> None:
        pairs = paired(self.text, self.tokens, self.known, index) or percent_of_cells(
            self.text, self.tokens, self.known, index
        )
        if pairs:
            self._take_all(pairs)
            return
        if leads_to_another(self.text, self.tokens, index):
            self._first_of_a_course(index)
            return
        found = measure(self.text, self.tokens, index, whole=self.whole) or self._signed(index)
        began, self._began = self._began, -1
        course, self._course = self._course, None
        if found is None:
            self._take_all(counted(self.text, self.tokens, self.known, index))
            return
        if self._remark.unit and not found.unit and found.end <= self._remark.remark:
            found = replace(found, unit=self._remark.unit)
        first = found.first if began < 0 else began
        name = course or self._name(found, first)
        if name:
            self._take(found, name)
        else:
            self._take_all(counted(self.text, self.tokens, self.known, index))

    def _first_of_a_course(self, index: int) -> None:
        """Take the value that a course begins with when it has a unit of its own; else remember where it began."""
        start = course_begins(self.tokens, index)
        self._began = self._began if self._began >= 0 else start if start >= 0 else index
        unit = unit_at(self.text, self.tokens[index].end)
        found = Measure(index, number(self.tokens[index].text), "", unit, end=unit.end) if unit else None
        name = self._course or self._name(found, self._began) if found else None
        if found and name:
            self._take(found, name)
            self._course = name

    def _signed(self, index: int) -> Measure | None:
        """Return a value that a minus stands before, of a test that has such values."""
        dash = self.tokens[index - 1] if index else None
        if dash is None or dash.text not in "-–−" or dash.end != self.tokens[index].start:
            return None
        known = self.known.get(skip_links(self.tokens, self.known, index - 1, self._floor))
        if known is None or not known.panel.signed:
            return None
        unit, token = unit_at(self.text, self.tokens[index].end), self.tokens[index]
        return Measure(index, -number(token.text), "", unit, end=unit.end if unit else token.end)

    def _take(self, found: Measure, name: Name) -> None:
        end = found.end if name.first < found.first else max(found.end, self.tokens[name.stop - 1].end)
        found = self._with_bracket(found, name)
        self._remark = found if found.remark else self._remark
        words_of = self.text[self.tokens[name.first].start : self.tokens[name.stop - 1].end]
        if name.bracket >= 0 and self._holds(name.bracket):
            words_of = self.text[self.tokens[name.first].start : self.tokens[name.bracket].start]
        self.found.append(Found(lab(words_of, found), name, self.tokens[name.first].start, end))
        self._done = end
        while self._floor < len(self.tokens) and self.tokens[self._floor].start < end:
            self._floor += 1

    def _holds(self, bracket: int) -> bool:
        start = self.tokens[bracket].start
        return range_in_brackets(self.text, start) is not None or unit_at(self.text, start + 1) is not None

    def _with_bracket(self, found: Measure, name: Name) -> Measure:
        """Add the unit or range that stands in brackets between name and value."""
        if name.bracket < 0:
            return found
        start = self.tokens[name.bracket].start
        known, unit = range_in_brackets(self.text, start), unit_at(self.text, start + 1)
        return replace(
            found,
            range=found.range or known,
            unit=found.unit or (known.unit if known else None) or (None if known else unit),
        )

    def _name(self, found: Measure, first: int) -> Name | None:
        """Return the name of ``found``, whose value or course begins at token ``first``."""
        stop = self._before_bracket(skip_links(self.tokens, self.known, first, self._floor), found)
        name = known_name(self.tokens, self.known, stop, self._floor, linked=stop < first)
        if name:
            return name if fits(self.text, self.tokens, self._with_bracket(found, name), name) else None
        if not speaks_for_itself(found, whole=self.whole):
            return None
        return self._fraction(stop) or self._unknown(found, stop) or self._again(found, stop)

    def _before_bracket(self, stop: int, found: Measure) -> int:
        """Return where the name of a value in brackets stops: "ferritin (5600 ng/mL)", "white count (18)"."""
        opened = stop == found.first and stop > self._floor and self.tokens[stop - 1].text in "(["
        if not opened:
            return stop
        before = skip_links(self.tokens, self.known, stop - 1, self._floor)
        closes = found.unit or found.range or self.text[found.end : found.end + 1] in {")", "]", ";", ","}
        return before if before in self.known and closes else stop

    def _fraction(self, stop: int) -> Name | None:
        end = stop
        stop -= stop > self._floor + 1 and self.tokens[stop - 1].folded in {"fraction", "component", "part"}
        if stop <= self._floor or self.tokens[stop - 1].folded not in words("fractions"):
            return None
        last = self._same_sentence(self.tokens[stop - 1].start)
        return Name(stop - 1, end, last.name.panel) if last else None

    def _unknown(self, found: Measure, stop: int) -> Name | None:
        name = free_name(self.tokens, stop, self._floor)
        if name and names_a_test(self.tokens, found, name):
            return name
        return said_before(self.tokens, self.known, stop, self._floor)

    def _again(self, found: Measure, stop: int) -> Name | None:
        """Return the name of the last value when this one is another of the same test and sentence."""
        if free_name(self.tokens, stop, self._floor) or found.unit is None:
            return None
        start = self.tokens[found.first].start
        last = self._same_sentence(start)
        if last is None or last.lab.unit.casefold() != found.unit.text.casefold():
            return None
        return Name(last.name.first, last.name.stop, last.name.panel)

    def _same_sentence(self, start: int) -> Found | None:
        last = self.found[-1] if self.found else None
        return last if last and not _SENTENCE.search(self.text, last.end, start) else None

    def _take_all(self, pairs: tuple[tuple[Measure, Name], ...]) -> None:
        for found, name in pairs:
            self._take(found, name)


def lab(name: str, found: Measure) -> Lab:
    """Return the value as the case has it."""
    return Lab(
        name=name.strip(" -–—•*:=.,("),
        value=found.value,
        qualifier=found.qualifier,
        unit=" ".join(found.unit.text.split()) if found.unit else "",
        low=found.range.low if found.range else None,
        high=found.range.high if found.range else None,
    )


_BETWEEN = re.compile(r"\W{0,6}(?:and )?(?:an? )?(?:the )?")


def _share_units(text: str, found: Sequence[Found]) -> list[Found]:
    """Give values of one panel the unit of the last of them: "Na 134, K 2.9, Cl 84 mmol/L"."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, after = shared[index], shared[index + 1]
        alike = one.name.panel is not None and one.name.panel is after.name.panel and one.name.panel.shared
        third = found[index + 2] if index + 2 < len(found) else None
        each = (
            third is not None
            and third.name.panel is one.name.panel
            and third.lab.unit
            and found[index + 1].lab.unit
        )
        if (
            alike
            and not each
            and not one.lab.unit
            and after.lab.unit
            and _BETWEEN.fullmatch(text, one.end, after.start)
        ):
            shared[index] = replace(one, lab=replace(one.lab, unit=after.lab.unit))
    return shared
