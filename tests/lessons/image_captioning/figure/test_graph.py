"""The figure from a picture to its sentence: what is drawn, walked through and explained."""

from dataclasses import replace

import numpy as np
import pytest

from datasets.pictures import png
from datasets.scenes.judge import Verdict
from figures.columns import View
from figures.graph import Graph
from figures.payload import as_data
from lessons.image_captioning.figure.arithmetic import explain
from lessons.image_captioning.figure.graph import caption_figure, last_word
from lessons.image_captioning.model.captioners import Caption
from rnn_core import caption
from rnn_core.caption import EVERY_STEP, ONCE, Described
from tests.lessons.image_captioning.tiny_captioner import CLASSES, ENDS, WORDS, captioner, trace

KINDS = [("LSTM", ONCE), ("LSTM", EVERY_STEP), ("RNN", ONCE), ("RNN", EVERY_STEP)]
LAST = View(start=10**6)
MINOR = Verdict(2)


def shown(kind: str = "LSTM", when: str = ONCE, verdict: Verdict | None = MINOR) -> Caption:
    """The tiny captioner's pass over four words as the figure gets it."""
    found = trace(kind, when)
    words = np.array([[ENDS.start, 2, 3, 5, ENDS.end]]).T
    given = Described(found.vector[np.newaxis], words[:-1], words[1:], np.ones((4, 1), bool))
    picture = png(np.zeros((8, 8, 3), np.uint8))
    passed = replace(found, run=caption.run(captioner(kind), given, when))
    return Caption(passed, WORDS, CLASSES, picture, "a dog", verdict)


def ids(graph: Graph) -> set[str]:
    """The names of all boxes and arrows."""
    return {node.id for node in graph.nodes} | {edge.id for edge in graph.edges}


@pytest.mark.parametrize(("kind", "when"), KINDS)
@pytest.mark.parametrize("dense", [False, True])
def test_every_box_number_and_arrow_has_its_arithmetic(kind: str, when: str, dense: bool) -> None:
    here = shown(kind, when)
    graph = caption_figure(here, replace(LAST, dense=dense))
    as_data(graph)
    for node in graph.nodes:
        for k, cell in enumerate(node.cells, start=1):
            index = cell.index if cell.index is not None else k
            if index:
                assert explain(here, f"{node.id}.{index}"), (node.id, index)
        for frame in node.frames:
            for cell in frame.cells:
                if cell.index:
                    assert explain(here, f"{frame.id}.{cell.index}"), frame.id
        if node.id not in ("grade", "next"):
            assert explain(here, node.id), node.id
    for edge in graph.edges:
        assert explain(here, edge.id), edge.id


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


def test_results_of_the_arithmetic_are_the_numbers_of_the_run() -> None:
    here = shown("RNN", EVERY_STEP)
    run = here.trace.run
    for name, value in (
        ("h.2.3", run.decoder.cell.h[2, 0, 2]),
        ("x.1.2", run.decoder.cell.x[0, 0, 1]),
        ("v'.4", here.trace.v_in[3]),
        ("scores.2", here.trace.features.scores[0, 1]),
        ("next.3.6", run.p[2, 0, 5]),
    ):
        found = explain(here, name)
        assert found is not None
        result = next(p.text for line in found.lines for p in line if p.result)
        assert float(result.replace("−", "-")) == pytest.approx(float(value), abs=6e-4)


@pytest.mark.parametrize(
    "name",
    ["h.9.1", "h.1.99", "x.0", "v.0", "v.999", "map3.1", "map1.99", "p.1.99", "W_c", "zzz",
     "h.a", "v.x", "next.0", "map1", "h.1.1.1"],
)  # fmt: skip
def test_what_is_not_there_has_no_arithmetic(name: str) -> None:
    assert explain(shown(), name) is None
