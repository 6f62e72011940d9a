"""The curves of a training: branches, checkpoints, and the walk that leads to the current one."""

from itertools import islice

import pytest

from figures.columns import View
from figures.curve_data import as_data
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.model import branches as branching
from lessons.text_generation.model.branches import Branch
from lessons.text_generation.model.plans import EVERY
from rnn_core.studies.character_training import Corpus

CORPUS = Corpus.of("one two three four five six seven eight nine ten. " * 30)


def grown(branch: Branch, steps: int) -> Branch:
    *_, last = islice(branching.growth(CORPUS, 5, 1, branch), steps)
    return last


@pytest.fixture(scope="module")
def branches() -> tuple[Branch, ...]:
    first = grown(Branch(-1, 0.02, ()), 2 * EVERY + 6)
    second = branching.fork((first,), 0, EVERY, 0.05)
    assert second is not None
    return first, grown(second, EVERY + 3)


def test_each_branch_has_its_batches_and_its_exams(branches: tuple[Branch, ...]) -> None:
    found = learning_curves.curves(branches, 1, {"guessing": 4.0}, View())
    named = {series.name: series for series in found.panels[0].series}
    assert set(named) == {"guessing", "batches 1 (η 0.02)", "held out 1 (η 0.02)",
                          "batches 2 (η 0.05)", "held out 2 (η 0.05)"}  # fmt: skip
    exams = named["held out 2 (η 0.05)"]
    assert exams.x == (EVERY, 2 * EVERY)
    assert exams.y == tuple(c.bits for c in branches[1].checkpoints)
    batches = named["batches 2 (η 0.05)"]
    assert batches.x is not None
    assert batches.x[0] == EVERY + 1
    assert batches.x[-1] == branches[1].step
    assert batches.y[0] == pytest.approx(branches[1].losses[0])
    as_data(found)


def test_the_walk_goes_along_the_parent_to_the_fork_and_then_along_the_branch(branches: tuple[Branch, ...]) -> None:
    found = learning_curves.curves(branches, 1, {}, View())
    assert [stop.x for stop in found.steps] == [0, EVERY, 2 * EVERY]
    way = learning_curves.lineage(branches, 1)
    assert way[-1] is branches[1].checkpoints[-1]
    assert found.steps[-1].sample == learning_curves.sample(way[-1])


def test_a_training_that_has_not_begun_is_drawn_too() -> None:
    found = learning_curves.curves((Branch(-1, 0.01, ()),), 0, {"guessing": 4.0}, View())
    assert not found.steps
    as_data(found)


def test_a_chosen_point_names_its_branch_and_checkpoint(branches: tuple[Branch, ...]) -> None:
    assert learning_curves.chosen(branches, 1, f"1.{EVERY}") == (0, branches[0].checkpoints[1])
    assert learning_curves.chosen(branches, 1, "kind2.0") == (0, branches[0].checkpoints[0])
    assert learning_curves.chosen(branches, 1, f"kind1.{2 * EVERY}") == (
        1, branches[1].checkpoints[1],
    )  # fmt: skip
    for node in (None, "", "x.1", "2", "2.x", "3.0", "0.0", "1.7", "kind1.7"):
        assert learning_curves.chosen(branches, 1, node) is None


def test_the_lower_lines_are_what_each_kind_of_characters_costs(branches: tuple[Branch, ...]) -> None:
    first = branches[0]
    lower = learning_curves.curves((first,), 0, {"guessing": 4.0}, View()).panels[1]
    level, *lines = lower.series
    assert level.name == "guessing"
    assert [line.name for line in lines] == list(first.checkpoints[0].by_kind)
    for line in lines:
        assert line.y == tuple(c.by_kind[line.name] for c in first.checkpoints)


def test_an_open_question_hides_the_kinds_only(branches: tuple[Branch, ...]) -> None:
    first = branches[0]
    figure = learning_curves.curves((first,), 0, {}, View(start=1, veil_after=1))
    upper, lower = as_data(figure)["panels"]
    assert upper["series"][1]["x"] == [c.step for c in first.checkpoints]
    for line in lower["series"]:
        assert line["x"] == [0, EVERY]
