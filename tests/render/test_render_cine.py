"""A picture with a cine: its own buttons and names; one without looks as it ever did."""

from __future__ import annotations

import dataclasses
import re

from tests.browser import samples

from tfcards.render.gate import sanitise
from tfcards.render.notes import Picture


def images(*shown: Picture) -> str:
    return samples.note(samples.diagnosis_card(), shown=shown).fields["Images"]


def test_a_picture_without_a_cine_has_no_trace_of_one() -> None:
    assert not re.search("cine|reel|halted", images(*samples.series(2)), re.IGNORECASE)


def test_a_cine_adds_its_image_its_two_inputs_and_its_button_and_changes_nothing_else() -> None:
    plain = samples.series(1)[0]
    html = images(samples.moving(plain))
    added = [
        r'<input class="tf-key tf-halted"[^>]*>\n<input class="tf-key tf-reel"[^>]*>\n',
        r'<img class="tf-cine"[^>]*>',
        r'<label class="tf-tool tf-when-halted[^>]*>Cine</label>',
        r'<label class="tf-tool tf-on tf-when-reel[^>]*>Cine</label>\n?',
    ]
    for piece in added:
        html, count = re.subn(piece, "", html)
        assert count == 1, piece
    assert html.split() == images(plain).split()


def test_the_names_of_many_cines_do_not_meet() -> None:
    html = images(*(samples.moving(picture) for picture in samples.series(8)))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2 + 4 * 8
    assert set(re.findall(r' for="([^"]+)"', html)) <= set(ids)
    assert sanitise(html) == html.strip()


def test_both_files_are_media_of_the_note_also_where_two_pictures_share_a_cine() -> None:
    first, second = samples.series(2)
    shared = samples.moving(first)
    shown = (shared, dataclasses.replace(second, cine=shared.cine))
    media = samples.note(samples.diagnosis_card(), shown=shown).media
    assert media == (shared.name, shared.cine, second.name)
