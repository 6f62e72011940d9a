"""σ_max and ρ give way to each other, and what cannot be is said."""

from dataclasses import replace

import pytest

from lessons.gradient_flow.state import GradientFlow


def test_the_one_that_is_moved_takes_the_other_along() -> None:
    raised = replace(GradientFlow(), rho=3.0).fitted(frozenset({"rho"}))
    assert (raised.sigma, raised.rho) == (3.0, 3.0)
    lowered = replace(raised, sigma=0.5).fitted(frozenset({"sigma"}))
    assert (lowered.sigma, lowered.rho) == (0.5, 0.5)
    assert replace(lowered, sigma=4.0).fitted(frozenset({"sigma"})).rho == 0.5
    assert not lowered.remarks


def test_a_link_that_asks_for_too_large_a_radius_is_shown_with_one_that_can_be() -> None:
    asked = GradientFlow(sigma=1.0, rho=2.0)
    assert asked.fitted(frozenset({"sigma", "rho"})) == asked
    assert asked.networks.sigma_max == asked.networks.spectral_radius == 2.0
    assert "σ_max follows" in asked.remarks[0]


@pytest.mark.parametrize(("rho", "sigma"), [(0.9, 0.9), (0.0, 1e-6)])
def test_with_one_unit_both_are_the_one_weight(rho: float, sigma: float) -> None:
    state = GradientFlow(units="1", rho=rho)
    assert state.networks.sigma_max == sigma
    assert "one number" in state.remarks[0]
