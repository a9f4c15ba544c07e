"""The text of an article as the sections of a case: by the titles of its sections, nothing lost."""

from __future__ import annotations

from lxml import etree

from tfcards.sources.document.compose import Composer
from tfcards.sources.document.sections import Line, Section
from tfcards.sources.jats.citations import uncited
from tfcards.sources.jats.tables import beginnings, part_named
from tfcards.sources.prose.sentences import sentences
from tfcards.sources.xml.lines import blocks, children, local, take_out, text_of

_BREAKING = frozenset(
    {"p", "list-item", "disp-quote", "disp-formula", "def-item", "title", "boxed-text", "sec", "verse-line", "tr"}
)
_SKIPPED = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "supplementary-material", "fn", "media", "object-id"}
    | {"graphic", "inline-graphic", "ref-list", "label", "sec-meta", "alt-text", "long-desc", "annotation"}
)
_NESTED = ("sec", "boxed-text", "app")
_OF_DISCUSSION = frozenset({"differential", "teaching_points", "consent"})
"""What a section within the discussion may be; others there, such as its imaging, are those of the disease."""
_DEPTH = 12


def sections(article: etree._Element, composer: Composer) -> list[Section]:
    """Return the sections of ``article``; what stands before the first report of images is the brief history."""
    cutter = _Cutter(composer)
    for body in children(article, "body"):
        # A short report has no sections: all of it tells the case.
        cutter.walk(body, "" if next(children(body, "sec"), None) is not None else "history")
    for floating in children(article, "floats-group"):
        for box in children(floating, "boxed-text"):
            cutter.walk(box, "")
    for back in children(article, "back"):
        for part in (
            *children(back, "sec"),
            *(a for g in children(back, "app-group") for a in children(g, "app")),
        ):
            cutter.walk(part, "")
    if not any(section.name in {"brief_history", "findings"} for section in cutter.found):
        _take_abstract(article, composer, cutter)
    return cutter.found


def abstract_lines(article: etree._Element) -> list[Line]:
    """Return the paragraphs of the abstracts, which tell the case in short."""
    found = [e for e in article.iter() if local(e) == "abstract"]
    return [line for e in found for line in _paragraphs(e, ())]


def _take_abstract(article: etree._Element, composer: Composer, cutter: _Cutter) -> None:
    """Take the abstract for a body that tells nothing of the case."""
    bare = not cutter.found
    for abstract in [e for e in article.iter() if local(e) == "abstract" and not e.get("abstract-type")]:
        told = _Cutter(composer)
        told.walk(abstract, "")
        cutter.found += told.found if bare else [s for s in told.found if s.name in {"brief_history", "findings"}]
        if bare and told.found:
            message = "the article has no text but its abstract, which was taken"
            composer.remarks.add("TF163", abstract.sourceline or 0, message, "move its parts to where they belong")


class _Cutter:
    """Cuts elements into sections, in the order of the document."""

    def __init__(self, composer: Composer) -> None:
        self.found: list[Section] = []
        self._remarks = composer.remarks
        self._reported = False
        """Whether images were reported: a history that only goes on after that is none for a front."""

    def walk(self, element: etree._Element, inherited: str, depth: int = 0) -> None:
        """Take the own text of ``element`` under the part that its title names, then its sections."""
        title = next(children(element, "title"), None)
        heading = text_of(title)
        if title is not None:
            take_out(title)
        named = part_named(heading)
        if inherited == "discussion" and named not in _OF_DISCUSSION:
            named = ""
        if named == "consent":
            return
        nested = _NESTED if depth < _DEPTH else ()
        self._put(named, inherited, heading, element, _paragraphs(element, nested))
        unknown = not named and not inherited and heading
        for child in children(element, *nested) if nested else ():
            self.walk(child, "discussion" if unknown else named or inherited, depth + 1)

    def _put(self, named: str, inherited: str, heading: str, element: etree._Element, own: list[Line]) -> None:
        part = named or inherited
        if not own:
            return
        if not part and heading:
            message = f'no part of a case is called "{heading[:60]}"; it was added to the discussion'
            self._remarks.add("TF163", element.sourceline or 0, message, "move it to where it belongs")
        if part == "history":
            self._put_history(own, explicit=bool(named))
            return
        self._reported |= part == "findings"
        self.found.append(Section(part or "discussion", own[0].number, [[line] for line in own]))

    def _put_history(self, own: list[Line], *, explicit: bool) -> None:
        """Divide a history: its beginning, up to the first report of images, is the brief one."""
        brief: list[Line] = []
        rest = list(own)
        if explicit or not self._reported:
            while rest and not _reports(rest[0].text):
                brief.append(rest.pop(0))
            if rest and not brief:
                brief, rest = _divided(rest)
        if brief:
            self.found.append(Section("brief_history", brief[0].number, [[line] for line in brief]))
        if rest:
            message = "the case presentation reports images from here on; its text was taken for findings"
            self._remarks.add("TF164", rest[0].number, message, "leave there what is seen, and move the rest")
            self._reported = True
            self.found.append(Section("findings", rest[0].number, [[line] for line in rest]))


def _divided(paragraphs: list[Line]) -> tuple[list[Line], list[Line]]:
    """Divide a history that reports images in its first paragraph: the sentences before that are the brief one."""
    first = paragraphs[0]
    rest = sentences(first.text)
    before: list[str] = []
    while rest and not _reports(rest[0]):
        before.append(rest.pop(0))
    if not before:
        return [], paragraphs
    return [Line(first.number, " ".join(before))], [Line(first.number, " ".join(rest)), *paragraphs[1:]]


def _paragraphs(element: etree._Element, nested: tuple[str, ...]) -> list[Line]:
    """Return the paragraphs of ``element`` without citations, and without those of its ``nested`` sections."""
    found = blocks(element, breaking=_BREAKING, skipped=_SKIPPED.union(nested))
    texts = (Line(line.number, uncited(line.text)) for block in found for line in block)
    return [line for line in texts if line.text.strip(" .,;:-•")]


def _reports(text: str) -> bool:
    return bool(beginnings("imaging").search(text))
