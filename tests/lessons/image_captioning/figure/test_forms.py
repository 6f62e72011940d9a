"""What the browser says of how the numbers from the picture to the sentence were made."""

from dataclasses import replace

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from lessons.image_captioning.figure.graph import caption_figure
from lessons.image_captioning.figure.twins import twins
from lessons.image_captioning.model.caption_trace import brightest
from lessons.image_captioning.model.captioners import WRITERS, Writer, caption
from lessons.image_captioning.model.pictures import drawing, held_out
from lessons.image_captioning.model.twins import DRAWING, FACTS, Twin, Twins
from rnn_core.caption import EVERY_STEP, ONCE
from tests.explained import computed, said, silent, unexplained
from tests.lessons.image_captioning.tiny_captioner import shown

KINDS = [("LSTM", ONCE), ("LSTM", EVERY_STEP), ("RNN", ONCE), ("RNN", EVERY_STEP)]
LAST = View(start=10**6)


def lines(figure: Graph, name: str) -> list[str]:
    return said(figure, name).splitlines()


@pytest.mark.parametrize(("kind", "when"), KINDS)
@pytest.mark.parametrize("dense", [False, True])
def test_every_number_is_computed_and_every_box_and_arrow_is_explained(kind: str, when: str, dense: bool) -> None:
    figure = caption_figure(shown(kind, when), replace(LAST, dense=dense))
    assert unexplained(figure) == []
    boxes = {name for node in figure.nodes for name in [frame.id for frame in node.frames] or [node.id]} - {"grade"}
    assert silent(figure, [*boxes, *(edge.id for edge in figure.edges)]) == []


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_the_numbers_of_the_shipped_captioners_are_computed(writer: Writer) -> None:
    here = caption(writer, drawing(held_out("test")[0]))
    assert unexplained(caption_figure(here, LAST)) == []


def test_a_map_says_where_its_largest_number_is_and_computes_it() -> None:
    here = shown()
    figure = caption_figure(here, LAST)
    for layer, maps in enumerate(here.trace.features.maps, start=1):
        for node in figure.nodes:
            if node.id.startswith(f"map{layer}."):
                found = maps[0, int(node.id.partition(".")[2]) - 1]
                row, column = brightest(found)
                assert f"its brightest place, row {row + 1}, column {column + 1}" in said(figure, node.id)
                assert computed(figure, [node.id]) == [pytest.approx(float(found[row, column]))]


def test_a_long_sum_names_its_largest_terms_and_how_many_the_others_are() -> None:
    assert "from 16 smaller terms" in said(caption_figure(shown(), LAST), "v.1")


def test_a_gate_names_what_comes_from_the_state_and_what_from_the_input() -> None:
    here = shown()
    figure, run = caption_figure(here, LAST), here.trace.run
    unit = next(node for node in figure.nodes if node.id == "h.2").cells[0].index
    assert unit
    cell = run.model.decoder.cell
    before, x, row = run.decoder.cell.h[2, 0], run.decoder.cell.x[2, 0], cell.W[unit - 1]
    from_h, from_x = signed(row[:7] @ before, 3), signed(row[7:] @ x, 3)
    sign = "−" if from_x.startswith("−") else "+"
    (first, *_, last, words) = lines(figure, f"h.2.{unit}")[1:]
    assert f"= σ( {from_h} from h₁ {sign} {from_x.removeprefix('−')} from x₂ " in first
    assert first.endswith(f"= {signed(run.decoder.cell.gates[2, 0, 0, unit - 1], 3)}")
    assert words.startswith("Each of i, f, o and C̃ adds")
    assert last.endswith(f"= {signed(run.decoder.cell.h[3, 0, unit - 1], 3)}")


def test_the_state_before_the_words_has_read_the_picture_and_the_state_before_it_is_zero() -> None:
    figure = caption_figure(shown("RNN", ONCE), LAST)
    unit = next(node for node in figure.nodes if node.id == "h.0").cells[0].index
    text = said(figure, f"h.0.{unit}")
    assert "0 (because h₋₁ = 0)" in text
    assert text.endswith("It has read the picture and no word yet.")


@pytest.mark.parametrize("name", ["grade", "zzz", "b.1"])
def test_what_has_no_arithmetic_says_nothing(name: str) -> None:
    assert said(caption_figure(shown(), LAST), name) == ""


def far(view: View) -> Graph:
    """A picture and two twins of it."""
    moved = np.array([[3.0, 4.0], [0.0, 1.0]])
    found = tuple(
        Twin(f"twin.{k}", shown().image, change, float(np.linalg.norm(moved[row])), sentence, kind, moved[row])
        for row, (k, change, sentence, kind) in enumerate(
            [(2, "dog → cat", "a cat", FACTS), (5, "noisy", "a dog", DRAWING)]
        )
    )
    return twins(shown().image, "a dog", Twins("a dog", 7.0, found), view)


def test_a_twin_and_its_bar_say_how_far_the_vector_moves() -> None:
    figure = far(LAST)
    assert lines(figure, "twin.2") == lines(figure, "twin.2.d")
    assert lines(figure, "twin.2")[0] == "dog → cat: how far v moves"
    assert "= √( 25.000 ) = 5.000" in said(figure, "twin.2")
    assert "the length ‖v‖ is 7.000. “a dog” becomes “a cat”." in said(figure, "twin.2")
    assert "Its vector v has 2 numbers and the length ‖v‖ = 7.000." in said(figure, "picture")


def test_an_open_question_hides_how_far_twins_are() -> None:
    figure = far(View(veil_after=0))
    assert [said(figure, name) for name in ("twin.2", "twin.2.d", "twin.5")] == ["", "", ""]
    assert figure.explained is not None
    assert np.isnan(figure.explained.tables["moved"].values).all()
    assert "a cat" not in figure.explained.names["sentences"]
