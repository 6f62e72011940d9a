"""The state of the lesson: the weight that is followed, and which one a link may ask for."""

from dataclasses import replace

import pytest

from lessons.bptt.state import Bptt


def selecting(state: Bptt, node: str) -> Bptt:
    return replace(state, selected=node).fitted(frozenset({"selected"}))


@pytest.mark.parametrize("node", ["sum.1.7", "share.3.7"])
def test_a_cell_of_a_share_or_of_the_sum_is_the_weight_from_then_on(node: str) -> None:
    state = selecting(Bptt(), node)
    assert state.entry == 7
    assert selecting(state, "dh.2.1").entry == 7


@pytest.mark.parametrize("node", ["sum.1", "sum.1.10", "sum.1.0", "dh.2.1", "sum.1.7.7", "W_hh_T.2"])
def test_nothing_else_is_a_weight(node: str) -> None:
    assert selecting(Bptt(), node).entry is None


@pytest.mark.parametrize(
    ("state", "entries"),
    [
        (Bptt(), 9),
        (Bptt(matrix="W_xh"), 12),
        (Bptt(network="random", word="abcde", hidden=7, matrix="W_hy"), 35),
        (Bptt(network="random", word="abcde", hidden=7, cell="lstm", gate="W_C"), 49),
    ],
)
def test_a_link_may_ask_for_any_weight_there_is_and_for_no_other(state: Bptt, entries: int) -> None:
    assert not replace(state, entry=entries).problems()
    assert "entry" in replace(state, entry=entries + 1).problems()


def test_another_matrix_keeps_the_weight_only_where_it_is_selected() -> None:
    other = frozenset({"matrix"})
    assert replace(Bptt(entry=3), matrix="W_xh").fitted(other).entry is None
    assert replace(selecting(Bptt(), "sum.1.7"), matrix="W_xh").fitted(other).entry == 7
