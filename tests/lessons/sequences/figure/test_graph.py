"""The drawing of the five wirings: which boxes exist, where they stand, what is summed."""

from itertools import pairwise

import pytest

from figures.columns import View
from figures.graph import Graph, Node
from figures.payload import as_data
from lessons.sequences.figure import graph as wirings
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from tests.lessons.sequences.runs import EVERY, shown
from ui.components.payload import encode

BOXES = {
    "one-one": "x.1 h.1 y.1 L.1",
    "one-many": "x.1 h.1 h.2 h.3 h.4 y.1 y.2 y.3 y.4 L.1 L.2 L.3 L.4",
    "many-one": "x.1 x.2 x.3 x.4 h.1 h.2 h.3 h.4 y.4 L.4",
    "seq2seq": "x.1 x.2 x.3 x.4 s.1 s.2 s.3 s.4 h.1 h.2 h.3 h.4 y.1 y.2 y.3 y.4 L.1 L.2 L.3 L.4",
    "aligned": "x.1 x.2 x.3 x.4 h.1 h.2 h.3 h.4 y.1 y.2 y.3 y.4 L.1 L.2 L.3 L.4",
}


def drawn(wiring: Wiring, n_read: int = 4, n_written: int = 4, *, dense: bool = False) -> Graph:
    return wirings.unrolled(shown(wiring, n_read, n_written), View(dense=dense), "count")


@pytest.mark.parametrize("wiring", BOXES)
def test_each_wiring_has_the_boxes_of_the_lecture(wiring: Wiring) -> None:
    assert {n.id for n in drawn(wiring).nodes} == {*BOXES[wiring].split(), "total.1"}


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
@pytest.mark.parametrize("dense", [False, True])
def test_every_length_gives_a_sound_drawing_of_the_same_height_that_is_wider_only_for_many_columns(
    wiring: Wiring, n_read: int, n_written: int, dense: bool
) -> None:
    graph = drawn(wiring, n_read, n_written, dense=dense)
    encode(as_data(graph))
    same, n_columns = drawn("aligned", dense=dense), sum(n.role == "hidden" for n in graph.nodes)
    assert graph.height == same.height
    assert (graph.width > same.width) == (n_columns > 8)
    for node in graph.nodes:
        assert 0 < node.x - node.width / 2 < node.x + node.width / 2 < graph.width
        assert 0 < node.y - node.height / 2 < node.y + node.height / 2 < graph.height


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
@pytest.mark.parametrize("dense", [False, True])
def test_no_two_boxes_overlap(wiring: Wiring, n_read: int, n_written: int, dense: bool) -> None:
    boxes = drawn(wiring, n_read, n_written, dense=dense).nodes

    def apart(a: Node, b: Node) -> bool:
        wide, tall = (a.width + b.width) / 2, (a.height + b.height) / 2
        return abs(a.x - b.x) >= wide or abs(a.y - b.y) >= tall

    assert all(apart(a, b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])


@pytest.mark.parametrize("wiring", BOXES)
def test_inputs_stand_below_states_and_these_below_outputs_and_losses(wiring: Wiring) -> None:
    graph = drawn(wiring)
    rows = [{n.y for n in graph.nodes if n.role == role} for role in ("input", "hidden", "output", "loss")]
    assert all(min(below) > max(above) for below, above in pairwise(rows))


@pytest.mark.parametrize("wiring", BOXES)
def test_an_arrow_from_each_loss_leads_to_the_one_sum(wiring: Wiring) -> None:
    graph = drawn(wiring)
    losses = {n.id for n in graph.nodes if n.id.startswith("L.")}
    assert {e.source for e in graph.edges if e.target == "total.1"} == losses
    assert sum(e.target == "total.1" for e in graph.edges) == len(losses)


@pytest.mark.parametrize("wiring", BOXES)
def test_all_copies_of_a_matrix_are_one_group_of_one_color(wiring: Wiring) -> None:
    graph, run = drawn(wiring), shown(wiring).run
    n, m = len(run.examples.x), len(run.y)
    copies = {
        "one-one": {"W_xh": 1, "W_hy": 1},
        "one-many": {"W_xh": 1, "W_hh": m - 1, "W_hy": m},
        "many-one": {"W_xh": n, "W_hh": n - 1, "W_hy": 1},
        "seq2seq": {"W_xs": n, "W_ss": n - 1, "W_hh": m, "W_hy": m},
        "aligned": {"W_xh": n, "W_hh": n - 1, "W_hy": n},
    }[wiring]
    groups = [e.group for e in graph.edges if e.group.startswith("W_")]
    assert {group: groups.count(group) for group in groups} == copies
    assert all(len({e.role for e in graph.edges if e.group == group}) == 1 for group in copies)


def test_sequence_to_sequence_names_encoder_decoder_and_the_vector_between_them() -> None:
    graph = drawn("seq2seq")
    notes = " ".join(note.text for note in graph.notes)
    assert "encoder W_{1}" in notes
    assert "decoder W_{2}" in notes
    assert "the one vector" in notes
    assert graph.highlight == ("s.4",)
    (bridge,) = (e for e in graph.edges if e.source.startswith("s.") and e.target.startswith("h."))
    assert (bridge.source, bridge.target, bridge.group) == ("s.4", "h.1", "W_hh")


@pytest.mark.parametrize("wiring", BOXES)
def test_the_walk_reads_updates_predicts_compares_and_at_last_sums(wiring: Wiring) -> None:
    graph = drawn(wiring)
    lit = [name for step in graph.steps for name in step.lit]
    assert sorted(lit) == sorted([n.id for n in graph.nodes] + [e.id for e in graph.edges])
    assert graph.steps[-1].now == ("total.1",)
    reached = {name: k for k, step in enumerate(graph.steps) for name in step.lit}
    assert all(reached[e.source] <= reached[e.id] <= reached[e.target] for e in graph.edges)


@pytest.mark.parametrize("wiring", BOXES)
def test_the_right_word_is_marked_and_stands_beside_its_comparison(wiring: Wiring) -> None:
    graph, run = drawn(wiring), shown(wiring)
    boxes = [n for n in graph.nodes if n.role == "output"]
    compared = [e.label for e in graph.edges if e.group == "L"]
    assert compared == list(run.targets)
    for box, target in zip(boxes, run.targets, strict=True):
        marked = [k for k, cell in enumerate(box.cells) if cell.mark == "right"]
        assert marked == [run.outputs.index(target)]


def test_an_untrained_network_s_mistakes_are_marked() -> None:
    graph = wirings.unrolled(shown("aligned", trained=False), View(), "")
    marks = {cell.mark for n in graph.nodes if n.role == "output" for cell in n.cells}
    assert {"wrong", "target"} <= marks


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
def test_rolled_there_is_one_box_of_each_kind_and_a_loop_where_time_is(
    wiring: Wiring, n_read: int, n_written: int
) -> None:
    view, run = View(), shown(wiring, n_read, n_written)
    graph, flat = wirings.rolled(run, view, ""), wirings.unrolled(run, view, "")
    encode(as_data(graph))
    kinds = [n.id.partition(".")[0] for n in graph.nodes]
    assert len(kinds) == len(set(kinds))
    assert (graph.width, graph.height) == (drawn(wiring).width, flat.height)
    assert len(graph.steps) == len(flat.steps)
    looped = {e.group for e in graph.edges if e.source == e.target}
    repeated = {e.group for e in flat.edges if e.source.partition(".")[0] == e.target.partition(".")[0]}
    assert looped == repeated


@pytest.mark.parametrize("wiring", TASKS)
def test_words_and_images_are_read_out_beside_or_in_their_boxes(wiring: Wiring) -> None:
    run = shown(wiring)
    for dense in (False, True):
        boxes = [n for n in wirings.unrolled(run, View(dense=dense), "").nodes if n.role == "input"]
        for box, word in zip(boxes, run.sequence, strict=True):
            assert word in box.alt
            assert box.display == "heat" or word in box.caption + box.title


@pytest.mark.parametrize("wiring", BOXES)
def test_the_number_chosen_at_first_is_one_of_the_first_state(wiring: Wiring) -> None:
    first = next(n.id for n in drawn(wiring).nodes if n.role == "hidden")
    assert shown(wiring).first == f"{first}.1"
