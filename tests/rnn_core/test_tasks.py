"""Tasks: what they ask, how far back the clue lies, and that their chance level is the true one."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from rnn_core import tasks
from rnn_core.task import Task, score
from rnn_core.types import Array
from tests.rnn_core.languages import Brackets, Counting

ALL: list[Task] = [tasks.FirstSymbol(7), tasks.Adding(9), tasks.TemporalOrder(16), Counting(6), Brackets(9)]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("task", ALL, ids=lambda task: type(task).__name__)
def test_a_batch_fits_the_numbers_its_task_states(task: Task) -> None:
    batch = task.batch(rng(), 20)
    if batch.x.ndim == 2:
        assert set(np.unique(batch.x)) <= set(range(task.D))
    else:
        assert batch.x.shape[2] == task.D
    if batch.targets.ndim == 2:
        assert set(np.unique(batch.targets[batch.mask])) <= set(range(task.V))
    else:
        assert batch.targets.shape[2] == task.V
    assert batch.mask.any(0).all()
    assert task.published


@pytest.mark.parametrize("task", ALL, ids=lambda task: type(task).__name__)
def test_the_same_generator_gives_the_same_batch(task: Task) -> None:
    one, same, other = (task.batch(rng(seed), 8) for seed in (3, 3, 4))
    assert np.array_equal(one.x, same.x)
    assert np.array_equal(one.targets, same.targets)
    assert not np.array_equal(one.x, other.x)


def test_the_first_symbol_is_asked_for_lag_steps_later_and_noise_never_tells_it() -> None:
    batch = tasks.FirstSymbol(5, V=3, n_noise=2).batch(rng(), 200)
    assert batch.x.shape == (6, 200)
    assert np.array_equal(batch.mask, np.repeat([[0, 0, 0, 0, 0, 1]], 200, 0).T.astype(bool))
    assert np.array_equal(batch.targets[5], batch.x[0])
    assert set(np.unique(batch.x[0])) == {0, 1, 2}
    assert set(np.unique(batch.x[1:])) == {3, 4}


def test_the_adding_problem_marks_one_number_in_each_half_and_asks_for_their_sum() -> None:
    batch = tasks.Adding(10).batch(rng(), 300)
    values, marks = batch.x[..., 0], batch.x[..., 1]
    assert np.array_equal(marks[:10].sum(0), np.ones(300))
    assert np.array_equal(marks[10:].sum(0), np.ones(300))
    assert set(marks.argmax(0)) == set(range(10))
    for b in range(300):
        assert batch.targets[-1, b, 0] == pytest.approx(values[marks[:, b] == 1, b].sum())
    assert values.min() >= 0
    assert values.max() < 1


def test_always_answering_1_in_the_adding_problem_has_the_published_squared_error() -> None:
    task = tasks.Adding(3)
    batch = task.batch(rng(), 100_000)
    assert task.chance == pytest.approx(0.167, abs=5e-4)
    assert score(batch, np.ones(batch.targets.shape)) == pytest.approx(task.chance, abs=2e-3)
    assert score(batch, batch.targets) == 0


def test_temporal_order_has_the_original_places_at_lag_40() -> None:
    batch = tasks.TemporalOrder(40).batch(rng(), 400)
    lengths = batch.mask.argmax(0) + 1
    assert (lengths.min(), lengths.max()) == (100, 110)
    for b, T in enumerate(lengths):
        x = batch.x[:T, b]
        first, second = np.flatnonzero(x < 2) + 1
        assert 10 <= first <= 20
        assert 50 <= second <= 60
        assert T - second >= 40
        assert batch.targets[T - 1, b] == 2 * x[first - 1] + x[second - 1]
        assert (x[0], x[-1]) == (6, 7)
    assert set(batch.targets[lengths - 1, np.arange(400)]) == {0, 1, 2, 3}


@pytest.mark.parametrize("lag", [8, 9, 13, 25])
def test_temporal_order_keeps_two_symbols_at_every_lag(lag: int) -> None:
    batch = tasks.TemporalOrder(lag).batch(rng(), 200)
    assert ((batch.x < 2).sum(0) - (batch.x.shape[0] - batch.mask.argmax(0) - 1) == 2).all()


def test_counting_asks_only_after_each_b_and_ends_in_time() -> None:
    batch = Counting(4).of(np.array([1, 3]))
    assert batch.x.T.tolist() == [[2, 0, 1, 0, 0, 0, 0], [2, 0, 0, 0, 1, 1, 1]]
    assert batch.targets.T.tolist() == [[0, 1, 2, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 2]]
    assert batch.mask.sum(0).tolist() == [1, 3]
    assert batch.targets[batch.mask].tolist() == [2, 1, 1, 2]


def test_every_closing_bracket_names_the_one_it_closes() -> None:
    task = Brackets(13, V=3, deepest=4)
    batch = task.batch(rng(), 100)
    depths = []
    for x, kinds in zip(batch.x.T, batch.targets.T, strict=True):
        stack: list[int] = []
        for t, (symbol, kind) in enumerate(zip(x, kinds, strict=True)):
            if symbol < 3:
                stack.append(symbol)
            else:
                assert stack.pop() == kind
            assert bool(stack) == (t < 13)
            depths.append(len(stack))
    assert max(depths) == 4
    assert np.array_equal(batch.mask, batch.x == 3)


def best_constant(task: Task) -> float:
    """The best score of one fixed answer per current symbol."""
    batch = task.batch(rng(1), 4000)
    tables: list[Array] = [np.array(t) for t in product(range(task.V), repeat=task.D)]
    asked = sorted(set(batch.x[batch.mask]))
    seen, best = set(), 0.0
    for table in tables:
        if (key := tuple(table[asked])) not in seen:
            seen.add(key)
            best = max(best, score(batch, np.eye(task.V)[table[batch.x]]))
    return best


@pytest.mark.parametrize("task", [tasks.FirstSymbol(5, V=3), Counting(5), Brackets(3), Brackets(5)], ids=str)
def test_chance_is_what_the_best_answer_without_memory_reaches(task: Task) -> None:
    assert best_constant(task) == pytest.approx(task.chance, abs=0.03)


def test_a_score_counts_whole_sequences() -> None:
    batch = Counting(4).of(np.array([1, 3]))
    y = np.eye(3)[batch.targets]
    assert score(batch, y) == 1
    y[4, 1] = [1, 0, 0]
    assert score(batch, y) == 0.5
    y[6, 0] = [0, 1, 0]
    assert score(batch, y) == 0.5


def test_settings_without_a_task_are_named() -> None:
    with pytest.raises(ValueError, match="lag must be at least 1, got 0"):
        tasks.FirstSymbol(0)
    with pytest.raises(ValueError, match="V must be at least 2, got 1"):
        tasks.FirstSymbol(3, V=1)
    with pytest.raises(ValueError, match="lag must be at least 8, got 7"):
        tasks.TemporalOrder(7)
    with pytest.raises(ValueError, match=r"lag must be odd .* got 4"):
        replace(Brackets(5), lag=4)
