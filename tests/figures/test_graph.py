"""The plain data of a diagram."""

import json
from dataclasses import replace

import numpy as np
import pytest

from datasets.pictures import gray
from figures.graph import Cell, Edge, Frame, Graph, Node, Step
from figures.payload import as_data

NODES = (
    Node("h.1", "hidden", 50, 50, 60, 20, (Cell("0.3", 0.3), Cell("−0.1", -0.1, "b", "target"))),
    Node("h.2", "hidden", 150, 50, 60, 20, (Cell("0.9", 0.9),)),
)
GRAPH = Graph(
    200,
    100,
    NODES,
    (Edge("W.2", "hidden", "h.1", "h.2", "W", "W_hh"),),
    steps=(Step("first", ("h.1",), ("h.1",)), Step("second", ("W.2", "h.2"), ("h.2",))),
)


def test_a_payload_survives_json_unchanged() -> None:
    payload = as_data(GRAPH)
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_a_payload_keeps_texts_labels_and_marks_in_the_order_of_the_rows() -> None:
    node = as_data(GRAPH)["nodes"][0]
    assert node["texts"] == ["0.3", "−0.1"]
    assert node["labels"] == ["", "b"]
    assert node["marks"] == ["", "target"]


def test_values_are_sent_only_where_they_are_drawn_as_heat() -> None:
    heat = replace(NODES[0], display="heat")
    sent = as_data(replace(GRAPH, nodes=(heat, NODES[1])))["nodes"]
    assert sent[0]["values"] == [0.3, -0.1]
    assert "values" not in sent[1]


def test_rows_without_an_index_are_numbered_by_their_place() -> None:
    cells = (Cell("0.3"), Cell("⋮", index=0), Cell("0.7", index=32))
    sent = as_data(replace(GRAPH, nodes=(replace(NODES[0], cells=cells), NODES[1])))
    assert sent["nodes"][0]["indices"] == [1, 0, 32]


def test_a_drawing_has_its_cells_by_the_numbers_in_their_ids() -> None:
    cells = (Cell("0.3"), Cell("⋮", index=0), Cell("0.7", index=32))
    framed = Node(
        "f", "hidden", 0, 0, 20, 20, (Cell("0"),), frames=(Frame((Cell("1"),), id="f.1"), Frame((Cell("2"),)))
    )
    graph = replace(GRAPH, nodes=(replace(NODES[0], cells=cells), NODES[1], framed))
    for name in ("h.1", "h.1.1", "h.1.32", "h.2.1", "W.2", "f", "f.1", "f.1.1"):
        assert name in graph.names(), name
    for name in ("", "h", "h.1.0", "h.1.2", "h.1.3", "h.2.2", "h.1.x", "f.2", "W.2.1"):
        assert name not in graph.names(), name


@pytest.mark.parametrize(("cells", "columns", "height"), [(0, 1, 28), (1, 1, 28), (3, 1, 68), (12, 4, 68), (13, 4, 88)])
def test_a_box_is_as_high_as_its_longest_column(cells: int, columns: int, height: float) -> None:
    node = Node("h.1", "hidden", 0, 0, 60, 20, (Cell("0"),) * cells, columns=columns)
    assert node.height == height


def test_a_circle_is_as_high_as_wide() -> None:
    assert Node("s", "gate_f", 0, 0, 34, 20, shape="circle").height == 34


def test_two_things_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match=r"doubled: h\.1"):
        as_data(replace(GRAPH, nodes=(*NODES, NODES[0])))


def test_pictures_are_sent_for_the_box_and_each_of_its_frames() -> None:
    dot, line = gray(np.eye(1)), gray(np.eye(2))
    film = Node("f", "input", 0, 0, 72, 64, frames=(Frame(picture=dot), Frame(picture=line)))
    still = replace(film, id="s", frames=(), picture=line)
    sent = as_data(replace(GRAPH, nodes=(*NODES, film, still)))["nodes"]
    assert [frame["picture"] for frame in sent[2]["frames"]] == [dot, line]
    assert (sent[2]["picture"], sent[3]["picture"]) == ("", line)
    assert not any("picture" in node for node in sent[:2])
    assert still.height == 72


def test_a_picture_that_is_none_or_shares_its_box_is_refused() -> None:
    linked = Node("f", "input", 0, 0, 72, 64, picture="https://example.org/cat.png")
    with pytest.raises(ValueError, match="node f has a picture that is no PNG"):
        as_data(replace(GRAPH, nodes=(*NODES, linked)))
    crowded = replace(linked, picture=gray(np.eye(2)), cells=(Cell("1"),))
    with pytest.raises(ValueError, match="node f has cells and a picture"):
        as_data(replace(GRAPH, nodes=(*NODES, crowded)))


def test_an_arrow_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown node h\.9"):
        as_data(replace(GRAPH, edges=(Edge("e", "hidden", "h.1", "h.9"),)))


def test_a_step_that_lights_something_unknown_is_refused() -> None:
    with pytest.raises(ValueError, match=r"step 1 \(odd\) refers to the unknown id y\.1"):
        as_data(replace(GRAPH, steps=(Step("odd", ("y.1",)),)))


def test_a_start_beyond_the_last_step_is_refused() -> None:
    with pytest.raises(ValueError, match="start is 2"):
        as_data(replace(GRAPH, start=2))


def test_a_frame_shown_only_after_the_question_is_veiled() -> None:
    first, second = Frame((Cell("0.3"),), id="h.1"), Frame((Cell("0.9"),), id="h.2")
    box = Node("h.1", "hidden", 50, 50, 60, 20, (Cell("0.3"),), frames=(first, first, second))
    steps = (Step("one", now=("h.1",)), Step("two"), Step("three", ("h.1",)))
    graph = Graph(100, 100, (box,), steps=(*steps[:2], Step("three")), veil_after=1)
    assert [graph.veils(name) for name in ("h.1", "h.1.1", "h.2", "h.2.1")] == [0, 0, 1, 1]
    assert replace(graph, steps=steps).veils("h.1")
    assert not replace(graph, veil_after=None).veils("h.2")
    assert not replace(graph, nodes=(replace(box, veil="none"),)).veils("h.2")


def test_a_frame_is_sent_once_however_many_steps_show_it() -> None:
    first, second = Frame((Cell("0.3"),), "h_1", id="h.1"), Frame((Cell("0.9"),), "h_2")
    box = replace(NODES[1], frames=(first, second, first))
    sent = as_data(replace(GRAPH, nodes=(NODES[0], box), steps=(Step("a"), Step("b"), Step("c"))))
    assert [frame["id"] for frame in sent["nodes"][1]["frames"]] == ["h.1", "h.2"]
    assert sent["nodes"][1]["frame_of_step"] == [0, 1, 0]


def test_frames_that_do_not_fit_are_refused() -> None:
    frame = Frame((Cell("0.3"),))
    with pytest.raises(ValueError, match=r"h\.2 has 1 frames for 2 steps"):
        as_data(replace(GRAPH, nodes=(NODES[0], replace(NODES[1], frames=(frame,)))))
    with pytest.raises(ValueError, match=r"h\.1 has a frame with another number of cells"):
        as_data(replace(GRAPH, nodes=(replace(NODES[0], frames=(frame, frame)), NODES[1])))


def test_a_walk_begins_with_what_it_has_reached() -> None:
    frames = (Frame(id="f.1"), Frame(id="f.2"))
    nodes = (
        Node("a.1", "hidden", 0, 0, 20, 20),
        Node("b.1", "hidden", 0, 0, 20, 20),
        Node("f", "hidden", 0, 0, 20, 20, frames=frames),
    )
    steps = (Step("one", ("a.1",), ("a.1",)), Step("two", ("b.1",), ("f",)))
    graph = Graph(100, 100, nodes, steps=steps)
    assert graph.begun().selected is None
    for name, first in (("a.1.3", "a.1.3"), ("b.1.3", "a.1"), ("f.1", "f.1"), ("f.2.1", "a.1")):
        assert replace(graph, selected=name).begun().selected == first, name
        assert replace(graph, selected=name, start=1).begun().selected == name
    shown = replace(graph, steps=(Step("one", (), ("f",)), Step("two", ("b.1",))))
    assert replace(shown, selected="b.1").begun().selected == "f.1"
