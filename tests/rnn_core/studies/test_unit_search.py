"""The search finds the unit that follows a property, and scores it without flattering it."""

import math

import numpy as np
import pytest

from rnn_core.studies import unit_search

RNG = np.random.default_rng(0)
N, H, PLANTED = 4000, 12, 7
DEPTH = RNG.integers(0, 5, N).astype(float)
YES = (RNG.random(N) < 0.2).astype(float)


def units(sign: int, target: np.ndarray) -> np.ndarray:
    found = np.random.default_rng(1).standard_normal((N, H))
    found[:, PLANTED] = sign * target + 0.3 * found[:, PLANTED]
    return found


@pytest.mark.parametrize("sign", [1, -1])
def test_a_planted_number_is_found_with_its_correlation(sign: int) -> None:
    values = units(sign, DEPTH)
    found = unit_search.search(values, DEPTH, yes_or_no=False)
    assert (found.unit, found.sign, found.measure) == (PLANTED, sign, "r")
    assert found.value == pytest.approx(abs(np.corrcoef(values[:, PLANTED], DEPTH)[0, 1]))
    assert unit_search.again(found, values, DEPTH) == pytest.approx(found.value)
    assert unit_search.again(found, -values, DEPTH) == pytest.approx(-found.value)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_planted_yes_or_no_is_found_with_its_threshold(sign: int) -> None:
    values = units(sign, YES)
    found = unit_search.search(values, YES, yes_or_no=True)
    assert (found.unit, found.sign) == (PLANTED, sign)
    assert found.value > 0.9
    assert unit_search.again(found, values, YES) == pytest.approx(found.value)


def test_chance_is_small_for_numbers_and_a_half_for_yes_or_no() -> None:
    noise = np.random.default_rng(2).standard_normal((N, H))
    assert unit_search.search(noise, DEPTH, yes_or_no=False).value < 0.1
    assert unit_search.search(noise, YES, yes_or_no=True).value < 0.6


def test_what_never_changes_scores_nothing() -> None:
    values = units(1, DEPTH)
    assert unit_search.search(values, np.ones(N), yes_or_no=False).value == 0
    assert unit_search.search(values, np.ones(N), yes_or_no=True).value == 0.5
    values[:, 3] = 1
    assert math.isfinite(unit_search.correlations(values, DEPTH)[3])
