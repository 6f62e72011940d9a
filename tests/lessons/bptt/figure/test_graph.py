"""The figure of the walk backwards: every number is the core's, in the step that reaches it."""

from dataclasses import replace

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph, Node
from figures.payload import as_data
from lessons.bptt.figure.equation import steps_of
from lessons.bptt.figure.graph import backwards, loss_step, step_of
from lessons.bptt.figure.layout import Unit
from lessons.bptt.model import Backwards, entry_name, window
from rnn_core.text import Vocabulary
from tests.figures.walks import LONGEST, MATRICES, SIZES, drawn, slide


def draw(found: tuple[Backwards, Vocabulary], view: View | None = None) -> Graph:
    b, vocabulary = found
    hints = [f"hint {k}" for k in range(int(np.prod([len(side) for side in window(b)])))]
    return backwards(b, vocabulary, view or View(), entry=b.largest_entry, hints=hints)


def node(graph: Graph, name: str) -> Node:
    (found,) = (node for node in graph.nodes if node.id == name)
    return found


def printed(graph: Graph, name: str) -> list[str]:
    return [cell.text for cell in node(graph, name).cells]


@pytest.mark.parametrize(("word", "H"), SIZES)
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("dense", [False, True])
def test_every_size_of_every_cell_is_a_drawing_without_overlaps_in_its_columns(
    word: str, H: int, matrix: str, dense: bool
) -> None:
    b, vocabulary = drawn(word, H, matrix)
    graph = draw((b, vocabulary), View(dense=dense))
    as_data(graph)
    assert len(graph.steps) == loss_step(len(b.dy)) + 1 + steps_of(b) * len(b.dy)
    boxes = graph.nodes
    for k, one in enumerate(boxes):
        assert one.x - one.width / 2 >= 0
        assert one.x + one.width / 2 <= graph.width
        assert one.y + one.height / 2 <= graph.height
        for other in boxes[k + 1 :]:
            apart = abs(one.x - other.x) >= (one.width + other.width) / 2 - 1e-9
            below = abs(one.y - other.y) >= (one.height + other.height) / 2 - 1e-9
            assert apart or below, (one.id, other.id)


def test_hello_fits_beside_its_cards_and_before_a_class() -> None:
    for matrix in ("W_hh", "W_xh"):
        laptop, projector = draw(slide(matrix)), draw(slide(matrix), View(dense=True))
        assert laptop.width * 12.01 / 14 <= 641
        assert laptop.height * 641 / laptop.width <= 579
        assert projector.height * 18.01 / 14 <= 508
        assert projector.width * 18.01 / 14 <= 881


def test_one_unit_s_boxes_leave_room_for_what_is_named_above_them() -> None:
    graph = draw(drawn("hel", 1, "W_hh"), View(dense=True))
    boxes = {box.id: box for box in graph.nodes}
    tops = {name: box.y - box.height / 2 for name, box in boxes.items()}
    for upper, lower in (("p.2", "h.2"), ("h.2", "da.2"), ("bar.1", "eq_da.1")):
        assert tops[lower] - (boxes[upper].y + boxes[upper].height / 2) >= 20
    back = next(edge for edge in graph.edges if edge.id == "W_hh_T.2")
    assert back.label_at > 0.5, "beyond the input's arrow, away from the name of da.2"


def test_the_boxes_print_the_core_s_numbers() -> None:
    b, vocabulary = slide()
    graph, unit = draw((b, vocabulary)), Unit.of(b)
    for t in range(1, 5):
        assert printed(graph, f"dh.{t}") == [unit(v) for v in b.dh[t - 1]]
        assert printed(graph, f"da.{t}") == [unit(v) for v in b.da[t - 1]]
        assert printed(graph, f"dy.{t}") == [unit(v) for v in b.dy[t - 1]]
        assert printed(graph, f"h.{t}") == [Unit(0)(v) for v in b.run.trace.h[t, 0]]


def test_the_equation_fills_factor_by_factor() -> None:
    b, vocabulary = slide()
    graph, unit = draw((b, vocabulary)), Unit.of(b)

    def at(name: str, step: int) -> list[str]:
        return [cell.text for cell in node(graph, name).frames[step].cells]

    for t in range(1, 5):
        parts = {
            "eq_own.1": (2, b.from_loss[t - 1]),
            "eq_future.1": (3, b.from_future[t - 1]),
            "eq_dh.1": (3, b.dh[t - 1]),
            "eq_da.1": (4, b.da[t - 1]),
        }
        for name, (fills, values) in parts.items():
            assert set(at(name, step_of(b, t, fills - 1))) == {""}
            assert at(name, step_of(b, t, fills)) == [unit(v) for v in values]
        share = step_of(b, t, 5)
        assert at("eq_share.1", share) == [unit(v) for v in b.shares[t - 1].T.ravel()]
        assert at("eq_sum.1", share) == [unit(v) for v in b.running[t - 1].T.ravel()]
        so_far = [unit(v) for v in b.running[t].T.ravel()] if t < 4 else [""] * 9
        assert at("eq_sum.1", share - 1) == so_far
    assert set(at("eq_sum.1", 0)) == {""}


def test_the_bars_appear_one_by_one_and_sum_to_the_entry() -> None:
    b, vocabulary = slide()
    graph, (i, j) = draw((b, vocabulary)), b.largest_entry
    lane = node(graph, "bar.1")
    for t in range(1, 5):
        values = [cell.value for cell in lane.frames[step_of(b, t, 5)].cells]
        assert values[: t - 1] == [None] * (t - 1)
        assert values[t - 1 :] == b.shares[t - 1 :, i, j].tolist()
    total = sum(cell.value or 0.0 for cell in lane.frames[-1].cells)
    assert total == pytest.approx(b.gradient[i, j], rel=1e-12)


def test_only_the_finished_sum_has_the_finite_differences_beside_it() -> None:
    total = node(draw(slide()), "eq_sum.1")
    assert [cell.hint for cell in total.frames[-1].cells] == [f"hint {k}" for k in range(9)]
    assert not any(cell.hint for frame in total.frames[:-1] for cell in frame.cells)


def test_a_cell_of_the_sum_is_numbered_row_by_row_of_the_whole_matrix() -> None:
    for found in (slide("W_xh"), drawn(LONGEST, 32, "W_hh"), drawn("hello", 5, "W_f")):
        b, _ = found
        across = b.total.shape[1]
        rows, columns = window(b)
        frame = node(draw(found), "eq_sum.1").frames[-1]
        places = [(i, j) for j in columns for i in rows]
        assert [cell.index for cell in frame.cells] == [i * across + j + 1 for i, j in places]
        assert [cell.value for cell in frame.cells] == [b.gradient[place] for place in places]


@pytest.mark.parametrize("matrix", ["W_hh", "W_f"])
def test_the_immediate_derivative_cuts_every_arrow_from_the_future_and_no_other(matrix: str) -> None:
    b, vocabulary = drawn("hello", 3, matrix, immediate=True)
    cut = {edge.id for edge in draw((b, vocabulary)).edges if edge.cut}
    kinds = {"W_hh_T"} if matrix == "W_hh" else {"W_T", "f_back"}
    assert cut == {f"{kind}.{t}" for kind in kinds for t in (2, 3, 4)}
    whole, _ = drawn("hello", 3, matrix)
    assert not any(edge.cut for edge in draw((whole, vocabulary)).edges)


def test_a_matrix_lights_with_its_copies_forward_and_backward() -> None:
    groups: dict[str, set[str]] = {}
    for edge in draw(slide()).edges:
        groups.setdefault(edge.group, set()).add(edge.id.split(".")[0])
    assert groups["W_hh"] == {"W_hh", "W_hh_T"}
    assert groups["W_hy"] == {"W_hy", "W_hy_T"}


def test_arrows_back_point_against_time_or_down() -> None:
    graph = draw(drawn("hello", 3, "W_f"))
    places = {box.id: box for box in graph.nodes}
    for edge in graph.edges:
        source, target = places[edge.source], places[edge.target]
        if edge.role == "gradient" and edge.id.split(".")[0] in ("W_T", "f_back", "W_hy_T"):
            assert target.x < source.x or target.y > source.y


def test_a_backward_step_lights_the_arrow_in_use_and_outlines_it() -> None:
    b, vocabulary = slide()
    steps = draw((b, vocabulary)).steps
    future = steps[step_of(b, 2, 3)]
    assert "W_hh_T.3" in future.lit
    assert "W_hh_T.3" in future.now
    assert future.text == "t = 2 · from the future: W_hhᵀ ∂L/∂a₃"
    assert steps[step_of(b, 4, 3)].text.endswith("nothing, this is the last time step")
    assert steps[loss_step(4)].text == "L = 1.397 nats, the mean of 4 losses · now back"
    assert steps[step_of(b, 4, 1)].text == "t = 4 · ∂L/∂y₄ = (p₄ − target) / 4"
    assert steps[-1].text == "t = 1 · its share of ∂L/∂W_hh: 0, because h₀ = 0"


def test_an_open_question_hides_everything_that_comes_back() -> None:
    b, vocabulary = slide()
    graph = draw((b, vocabulary), View(start=12, veil_after=loss_step(4)))
    for t in range(1, 5):
        for kind in ("dy", "dh", "da", "share", "sum", "own", "future"):
            assert graph.veils(f"{kind}.{t}.1"), kind
        assert graph.veils(f"bar.1.{t}")
        assert not graph.veils(f"L.{t}")
        assert not graph.veils(f"h.{t}.1")


@pytest.mark.parametrize(
    ("largest", "text"), [(0.5, "0.50"), (5.0, "5.00"), (0.05, "0.50"), (4e-7, "0.40"), (250, "2.50")]
)
def test_small_and_large_gradients_are_printed_in_a_power_of_ten(largest: float, text: str) -> None:
    b, _ = slide()
    factor = largest / max(float(np.abs(array).max()) for array in (b.dy, b.from_loss, b.dh, b.da, b.gradient, b.total))
    unit = Unit.of(scaled(b, factor))
    assert unit(largest) == text
    assert bool(unit.note) == (not 0.1 <= largest < 10)


def scaled(b: Backwards, factor: float) -> Backwards:
    names = ("dy", "from_loss", "dh", "da", "running", "total")
    return replace(b, **{name: getattr(b, name) * factor for name in names})


def test_gradients_that_are_all_0_are_printed_as_0() -> None:
    b, _ = slide()
    assert Unit.of(scaled(b, 0.0))(0.0) == "0.00"


def test_weights_are_named_by_units_and_symbols() -> None:
    assert entry_name(*slide("W_hh"), (2, 0)) == "W_hh[3,1]"
    assert entry_name(*slide("W_xh"), (2, 0)) == "W_xh[3,h]"
    assert entry_name(*slide("W_hy"), (2, 0)) == "W_hy[l,1]"


def test_a_run_without_targets_has_nothing_to_walk_back_from() -> None:
    b, vocabulary = slide()
    blind = replace(b, run=replace(b.run, targets=None, losses=None))
    with pytest.raises(ValueError, match=r"run\.targets: expected"):
        draw((blind, vocabulary))


def test_a_long_vocabulary_shows_the_same_symbols_in_both_boxes_the_target_among_them() -> None:
    b, vocabulary = drawn(LONGEST, 3, "W_hh")
    graph = draw((b, vocabulary))
    assert b.run.targets is not None
    for t, target in enumerate(b.run.targets[:, 0].tolist(), start=1):
        rows = [cell.index for cell in node(graph, f"p.{t}").cells]
        assert rows == [cell.index for cell in node(graph, f"dy.{t}").cells]
        assert target + 1 in rows


def test_the_equation_and_its_signs_are_pinned_and_nothing_with_an_arrow_is() -> None:
    graph = draw(slide())
    pinned = {box.id for box in graph.nodes if box.pinned}
    assert pinned == {box.id for box in graph.nodes if box.id.startswith("eq_")}
    assert not {end for edge in graph.edges for end in (edge.source, edge.target)} & pinned
    assert sum(note.pinned for note in graph.notes) == 1 + 4 + 2
