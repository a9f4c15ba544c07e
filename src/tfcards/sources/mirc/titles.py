"""The diagnosis and the histories of a document: what its titles and abstracts say where no section does."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.mirc.patient import GAP
from tfcards.sources.mirc.sections import HINT, squashed, text_blocks
from tfcards.sources.mirc.tree import table
from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary.words import key


def completed(found: list[Section], root: etree._Element, remarks: Remarks) -> Document:
    """Return the document of the sections ``found``, with what titles, abstracts and references add to them."""
    sections = list(_diagnosed(found, root, remarks))
    if not _words(sections, "diagnosis") and (title := _stated(root, "title")) is not None:
        sections.append(_section("diagnosis", title))
        message = "no diagnosis is stated, so the title was taken for it"
        remarks.add("TF140", title.sourceline or 0, message, "confirm or correct it")
    sections += _safe_texts(sections, root)
    everything = " ".join(map(squashed, sections))
    for element in children(root, "abstract"):
        abstract = _section("discussion", element)
        if (words := squashed(abstract)) and words not in everything:
            sections.insert(0, abstract)
    for element in [e for e in root.iter() if local(e) == "references"]:
        entries = list(children(element, "reference")) or [element]
        lines = [[Line(entry.sourceline or 0, text)] for entry in entries if (text := text_of(entry))]
        sections.append(Section("references", element.sourceline or 0, lines))
    return Document(tuple(sections))


def _diagnosed(found: list[Section], root: etree._Element, remarks: Remarks) -> Iterator[Section]:
    """Yield the sections, of a diagnosis its first paragraph alone; tell what else it or the title says."""
    for section in found:
        paragraphs = section.paragraphs() if section.name == "diagnosis" else []
        if len(paragraphs) < 2:  # noqa: PLR2004 - a diagnosis and something else
            yield section
            continue
        first, *others = paragraphs
        yield Section("diagnosis", section.number, [[first]])
        yield Section("discussion", others[0].number, [[line] for line in others])
        message = "the diagnosis goes on in further paragraphs, which were added to the discussion"
        remarks.add("TF141", others[0].number, message, HINT)
    diagnoses, title = [key(s.text()) for s in found if s.name == "diagnosis"], _stated(root, "title")
    if not diagnoses or title is None:
        return
    said = key(text_of(title))
    if not any(said in diagnosis or diagnosis in said for diagnosis in diagnoses):
        message = f'the title says something else than the diagnosis, and was left out: "{text_of(title)}"'
        remarks.add("TF140", title.sourceline or 0, message, "add it under aliases: if it names the diagnosis")


def _safe_texts(sections: list[Section], root: etree._Element) -> Iterator[Section]:
    """Yield the texts that a server shows while the case is unknown, where no history says the same."""
    histories = " ".join(squashed(s) for s in sections if s.name in {"brief_history", "full_history"})
    brief = not _words(sections, "brief_history")
    title = _stated(root, "title")
    for element in children(root, "alternative-abstract"):
        if (section := _section("brief_history" if brief else "full_history", element)).blocks:
            if squashed(section) not in histories:
                yield section
            brief = False
    alternative = _stated(root, "alternative-title")
    if brief and alternative is not None and (title is None or text_of(alternative) != text_of(title)):
        yield _section("brief_history", alternative)


def _stated(root: etree._Element, name: str) -> etree._Element | None:
    """Return the first element ``name`` of the root that says something, and not whom the images show."""
    for element in children(root, name):
        words = text_of(element).replace(GAP, "").strip(" .:^-").casefold()
        if "^" not in words and words.removeprefix("unknown -").strip() not in table("untitled"):
            return element
    return None


def _section(name: str, element: etree._Element) -> Section:
    return Section(name, element.sourceline or 0, text_blocks(element))


def _words(sections: list[Section], name: str) -> str:
    return " ".join(s.text() for s in sections if s.name == name).strip()
