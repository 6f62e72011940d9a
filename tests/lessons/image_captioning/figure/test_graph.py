"""The figure from a picture to its sentence: what is drawn, walked through and explained."""

from dataclasses import replace

import pytest

from datasets.scenes.judge import Verdict
from figures.columns import View
from figures.graph import Graph
from lessons.image_captioning.figure.graph import caption_figure, last_word
from rnn_core.caption import EVERY_STEP, ONCE
from tests.lessons.image_captioning.tiny_captioner import MINOR, shown

LAST = View(start=10**6)


def ids(graph: Graph) -> set[str]:
    """The names of all boxes and arrows."""
    return {node.id for node in graph.nodes} | {edge.id for edge in graph.edges}


@pytest.mark.parametrize("when", [ONCE, EVERY_STEP])
def test_all_that_leads_from_the_picture_to_the_decoder_goes_through_the_vector(when: str) -> None:
    graph = caption_figure(shown(when=when), LAST)
    above = {"picture"} | {node.id for node in graph.nodes if node.id.startswith("map")}
    below = {node.id for node in graph.nodes if node.id.partition(".")[0] in ("w", "x", "h", "p")}
    leave = {(edge.source, edge.target) for edge in graph.edges if edge.source in above}
    assert {target for _, target in leave} - above == {"v"}
    assert {edge.target for edge in graph.edges if edge.source == "v"} == {"v'", "scores"}
    (cut,) = (edge for edge in graph.edges if edge.target == "scores")
    assert (cut.cut, cut.style) == (True, "dashed")
    assert not any(edge.source == "scores" for edge in graph.edges)
    assert {edge.source for edge in graph.edges if edge.target in below} - below == {"v'"}


def test_the_vector_enters_once_or_with_every_word() -> None:
    once = caption_figure(shown(when=ONCE), LAST)
    every = caption_figure(shown(when=EVERY_STEP), LAST)
    assert [edge.target for edge in once.edges if edge.source == "v'"] == ["h.0"]
    assert [edge.target for edge in every.edges if edge.source == "v'"] == [f"x.{t}" for t in range(1, 5)]
    assert "h.0" not in ids(every)


def test_each_number_drawn_is_that_of_the_run() -> None:
    here = shown()
    boxes = {node.id: node for node in caption_figure(here, LAST).nodes}
    trace_of = here.trace
    assert [cell.value for cell in boxes["v"].cells] == trace_of.vector.tolist()
    assert [cell.value for cell in boxes["v'"].cells] == trace_of.v_in.tolist()
    h = trace_of.run.decoder.cell.h[:, 0]
    for t in range(5):
        values = [cell.value for cell in boxes[f"h.{t}"].cells]
        assert values == [h[t + 1, cell.index - 1] for cell in boxes[f"h.{t}"].cells if cell.index]
    for t in range(1, 5):
        p = trace_of.run.p[t - 1, 0]
        (cell,) = boxes[f"p.{t}"].cells
        assert cell.value == pytest.approx(p[trace_of.tokens[t - 1]], rel=1e-12)
        frame = boxes["next"].frames[last_word(here) - 4 + t]
        assert [c.value for c in frame.cells] == sorted(p.tolist(), reverse=True)[:5]
        assert [c.label for c in frame.cells if c.mark] == [
            here.written[t - 1] for c in frame.cells if c.index == trace_of.tokens[t - 1] + 1
        ]


@pytest.mark.parametrize("when", [ONCE, EVERY_STEP])
@pytest.mark.parametrize("verdict", [None, MINOR])
def test_the_walk_ends_with_the_last_word_and_then_the_judge(when: str, verdict: Verdict | None) -> None:
    here = shown(when=when, verdict=verdict)
    graph = caption_figure(here, replace(LAST, veil_after=None))
    last = last_word(here)
    assert graph.steps[last].now == ("h.4", "p.4")
    assert len(graph.steps) == last + (2 if verdict else 1)
    assert ("grade" in ids(graph)) == bool(verdict)
    lit = {name for step in graph.steps for name in step.lit}
    assert lit == ids(graph) - {"next"}


def test_an_open_question_hides_the_grade_and_nothing_else() -> None:
    here = shown()
    last = last_word(here)
    graph = caption_figure(here, View(start=last, veil_after=last))
    assert graph.veils("grade")
    assert not any(graph.veils(node.id) for node in graph.nodes if node.id != "grade")


def test_before_a_word_is_written_nothing_names_it_while_the_figure_is_covered() -> None:
    here = shown()
    at = last_word(here) - len(here.written)
    words = {node.id: node for node in caption_figure(here, View(start=at, veil_after=at)).nodes}
    for t, word in enumerate(here.written, start=1):
        assert words[f"p.{t}"].caption == "?"
        assert word not in words[f"p.{t}"].alt.split()
