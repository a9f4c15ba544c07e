"""The names of people and groups as articles state them."""

from __future__ import annotations

from lxml import etree

from tfcards.sources.xml.lines import children, local, text_of

_GIVEN_FIRST = ("given-names", "surname", "suffix")
_SURNAME_FIRST = ("surname", "given-names", "suffix")
_GROUP_DETAILS = frozenset({"contrib-group", "aff", "xref", "fn", "email", "address"})


def signed(person: etree._Element) -> str:
    """Return how the author ``person`` signs: given names, surname, degrees; the name of a group as it is."""
    found = next((e for e in person.iter() if local(e) in {"name", "string-name", "collab"}), None)
    whole = "" if found is None else called(found, _GIVEN_FIRST)
    degrees = text_of(next(children(person, "degrees"), None))
    return f"{whole}, {degrees}" if whole and degrees else whole


def cited(people: list[etree._Element]) -> str:
    """Return people as a list of references names them."""
    return ", ".join(name for person in people if (name := called(person, _SURNAME_FIRST)))


def called(element: etree._Element, order: tuple[str, ...]) -> str:
    """Return a name by its parts in ``order``; in its own order where it has none, such as that of a group."""
    parts = {local(e): text_of(e) for e in children(element)}
    name = " ".join(parts[part] for part in order if parts.get(part))
    if name and (local(element) == "name" or not (element.text or "").strip()):
        return name
    return text_of(element, _GROUP_DETAILS)
