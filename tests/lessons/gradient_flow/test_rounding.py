"""Where the last digits of the weights change what a reader sees, the page says so, and nowhere else."""

import pytest

from lessons.gradient_flow.model import moved_by_rounding, twins_moved_by_rounding
from lessons.gradient_flow.state import VISIBLE, GradientFlow

CALM = (
    GradientFlow(),
    GradientFlow(sigma=0.5, rho=0.5),
    GradientFlow(sigma=6.0, rho=0.0),
    GradientFlow(sigma=6.0, rho=6.0, cell="linear"),
    GradientFlow(sigma=6.0, rho=6.0, length="5"),
)
CHAOTIC = tuple(GradientFlow(sigma=6.0, rho=6.0, length="200", seed=seed) for seed in range(1, 6))


@pytest.mark.parametrize("state", CALM, ids=lambda state: f"{state.sigma} {state.rho} {state.cell} {state.length}")
def test_calm_networks_keep_their_norms_when_every_last_digit_moves(state: GradientFlow) -> None:
    assert moved_by_rounding(state.networks) < 1e-9
    assert state.hangs_on_rounding() == ""


@pytest.mark.parametrize("state", CHAOTIC, ids=lambda state: f"seed {state.seed}")
def test_large_sigma_and_rho_over_many_steps_are_said_to_hang_on_rounding(state: GradientFlow) -> None:
    assert moved_by_rounding(state.networks) > 10 * VISIBLE
    assert "powers of ten" in state.hangs_on_rounding()


def test_twins_that_explode_hang_on_rounding_and_those_that_vanish_do_not() -> None:
    exploding, vanishing = (GradientFlow(view="twins", kind=kind) for kind in ("exploding", "vanishing"))
    assert twins_moved_by_rounding(exploding.twins) > 10 * VISIBLE
    assert "nats" in exploding.hangs_on_rounding()
    assert twins_moved_by_rounding(vanishing.twins) < 1e-9
    assert vanishing.hangs_on_rounding() == ""


def test_the_cliff_says_nothing_of_rounding() -> None:
    assert GradientFlow(view="cliff").hangs_on_rounding() == ""
