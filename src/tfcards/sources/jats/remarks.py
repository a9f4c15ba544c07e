"""Says what of the figures a person should look at, and what of an article was left out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tfcards.sources.document.notes import Remarks
from tfcards.sources.jats.figures import Figure
from tfcards.sources.xml.lines import local

_MOST_NAMED = 20


def remark_figures(remarks: Remarks, figures: list[Figure]) -> None:
    """Name the figures that were put on the side of the answer, and those without a file."""
    if marked := [f for f in figures if f.marked]:
        message = f"captions speak of marks on {_named(marked)}: put on the side of the answer"
        remarks.add("TF165", marked[0].line, message, "remove side: where the marks give nothing away")
    if missing := [f for f in figures if not f.image.file]:
        message = f"no image file beside the article fits {_named(missing)}"
        remarks.add("TF167", missing[0].line, message, "put the files there under their names, and import again")


def remark_left_out(remarks: Remarks, article: etree._Element) -> None:
    """Count the tables, and the supplements and films, that no case holds."""
    tables = [e for e in article.iter() if local(e) == "table-wrap"]
    if tables:
        message = f"{len(tables)} table(s) of the article were left out"
        remarks.add("TF166", tables[0].sourceline or 0, message, "add what matters of them by hand")
    more = [e for e in article.iter() if local(e) in {"supplementary-material", "media"} and not _within(e)]
    if more:
        message = f"{len(more)} supplement(s) or video(s) of the article were left out"
        remarks.add("TF168", more[0].sourceline or 0, message, "save what matters of them as images")


def _within(element: etree._Element) -> bool:
    return any(local(around) == "supplementary-material" for around in element.iterancestors())


def _named(figures: Iterable[Figure]) -> str:
    labels = list(dict.fromkeys(figure.image.label for figure in figures))
    more = f" and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else ""
    return ", ".join(labels[:_MOST_NAMED]) + more
