"""Cases with marks around their texts: rendered, they tell which value each word of a note comes from.

The templates alone decide which value stands where, a deck's own templates too: so they are asked, not guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tfcards.decompose.masking.mask import MASK
from tfcards.model.case import Case, DifferentialItem, Finding, Lab
from tfcards.pipeline.pull.origins import END, Marker, Origin, lab_text, texts_of
from tfcards.render.notes import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class _MarkedLab(Lab):
    """A laboratory value with marks in its texts, which may not change what it is flagged as."""

    plain: Lab

    @property
    def flag(self) -> str:
        """Return the flag of the value as it is."""
        return self.plain.flag


class CaseMarks:
    """Marks the texts of one case; ``names`` of the case file's values become the parts of origins."""

    def __init__(self, case: Case, marker: Marker) -> None:
        self._case, self._marker = case, marker
        self._by_text: dict[str, list[str]] = {}
        for part, text in texts_of(case):
            self._by_text.setdefault(text, []).append(part)

    def own(self, part: str, text: str) -> str:
        """Return ``text``, the value at ``part``, marked; an empty one stays as it is."""
        return self._marker.marked(Origin(self._case.id, (part,), text)) if text else text

    def found(self, text: str, *likely: str) -> str:
        """Return ``text`` of a card marked with its origin: a ``likely`` part, else the only one like it."""
        if not text:
            return text
        return self._marker.marked(self._origin(text, likely))

    def shared(self, text: str, why: str) -> str:
        """Return ``text`` marked as one that cannot go back."""
        return self._marker.marked(Origin(self._case.id, (), text, why)) if text else text

    def inside(self, text: str, part: str, value: str) -> str:
        """Return ``text`` with the ``value`` at ``part`` marked where it stands in it, once and as it is."""
        if not value or text.count(value) != 1:
            return text
        return text.replace(value, self.own(part, value))

    def _origin(self, text: str, likely: tuple[str, ...]) -> Origin:
        parts = self._by_text.get(text, [])
        for part in likely:
            if part in parts:
                return Origin(self._case.id, (part,), text)
        case = self._case.id
        if len(parts) == 1 or (parts and all(_is_study(part) for part in parts)):
            return Origin(case, tuple(parts), text)
        if parts:
            return Origin(case, tuple(parts), text, f"the same text stands in {', '.join(parts)}")
        if MASK in text:
            return Origin(
                case, (), text, " ".join(["masked text: words are hidden in", *likely[:1]]).removesuffix(" in")
            )
        return Origin(case, (), text, "put together from several values, or worded by tfcards")

    def case(self) -> Case:
        """Return the case with all texts marked that backs show as they are."""
        case = self._case
        return replace(
            case,
            diagnosis=self.own("diagnosis", case.diagnosis),
            source=self.own("source", case.source),
            holder=self.own("holder", case.holder),
            licence=self.own("licence", case.licence),
            brief_history=self.own("brief_history", case.brief_history),
            full_history=self.own("full_history", case.full_history),
            technique=self.own("technique", case.technique),
            discussion=self.own("discussion", case.discussion),
            follow_up=self.own("follow_up", case.follow_up),
            authors=self._list("authors", case.authors),
            teaching_points=self._list("teaching_points", case.teaching_points),
            references=self._list("references", case.references),
            labs=self.labs(case.labs),
            findings=self._findings(),
            differential=self._differential(),
        )

    def labs(self, labs: Iterable[Lab]) -> tuple[Lab, ...]:
        """Return the laboratory values of the case, named as ``labs`` are, marked; a value ends with its cell."""
        return tuple(
            self._lab(n, lab, named.name) for n, (lab, named) in enumerate(zip(self._case.labs, labs, strict=True))
        )

    def _lab(self, number: int, lab: Lab, name: str) -> Lab:
        at = f"labs.{number}"
        whole = self._marker.marked(Origin(self._case.id, (f"{at}.value",), lab_text(lab)), lab.qualifier)
        return _MarkedLab(
            name=self.found(name, f"{at}.name"),
            value=lab.value,
            qualifier=whole.removesuffix(END),
            unit=self.own(f"{at}.unit", lab.unit),
            low=lab.low,
            high=lab.high,
            plain=lab,
        )

    def _list(self, name: str, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.own(f"{name}.{n}", text) for n, text in enumerate(texts))

    def _findings(self) -> tuple[Finding, ...]:
        studies = self._studies()
        return tuple(
            replace(
                each,
                study=studies.get(each.study, ""),
                observation=self.own(f"findings.{n}.observation", each.observation),
                interpretation=self.own(f"findings.{n}.interpretation", each.interpretation),
            )
            for n, each in enumerate(self._case.findings)
        )

    def _differential(self) -> tuple[DifferentialItem, ...]:
        return tuple(
            replace(
                each,
                diagnosis=self.own(f"differential.{n}.diagnosis", each.diagnosis),
                distinguishing=self.own(f"differential.{n}.distinguishing", each.distinguishing),
            )
            for n, each in enumerate(self._case.differential)
        )

    def _studies(self) -> dict[str, str]:
        """Return the studies by name, each marked with all findings on it: they stand below one heading."""
        places: dict[str, list[str]] = {}
        for number, finding in enumerate(self._case.findings):
            places.setdefault(finding.study, []).append(f"findings.{number}.study")
        return {
            study: self._marker.marked(Origin(self._case.id, tuple(parts), study)) if study else study
            for study, parts in places.items()
        }

    def pictures(self, pictures: Iterable[Picture]) -> list[Picture]:
        """Return the ``pictures`` of the case with their captions and credits marked."""
        shown = [number for number, image in enumerate(self._case.images) if image.file]
        return [
            replace(
                picture,
                caption=self.own(f"images.{n}.caption", picture.caption),
                front_caption=self.found(picture.front_caption, f"images.{n}.caption"),
                credit=self._credit(picture.credit),
            )
            for n, picture in zip(shown, pictures, strict=False)
        ]

    def _credit(self, credit: str) -> str:
        """Return ``credit`` marked with all images that have it: a back names it once."""
        same = tuple(f"images.{n}.credit" for n, image in enumerate(self._case.images) if image.credit == credit)
        return self._marker.marked(Origin(self._case.id, same, credit)) if credit else credit


def _is_study(part: str) -> bool:
    return part.startswith("findings.") and part.endswith(".study")
