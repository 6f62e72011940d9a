"""The stored race is what its script makes, and it shows what the lesson says."""

import json
from typing import Any

import numpy as np
import pytest

from rnn_core.studies.truncation_study import GUESSING, Race
from training.truncated_race import FARTHEST, MODELS, SEEDS, card, trained

STORED: dict[str, Any] = json.loads((MODELS / "truncated_race.json").read_text("utf-8"))
RACE = Race()


def of(k: int) -> list[dict[str, Any]]:
    return [each for each in STORED["racers"] if each["k"] == k]


def test_the_settings_are_those_of_the_race_and_every_seed_ran_every_window() -> None:
    assert {**STORED["settings"], "windows": RACE.windows} == {name: getattr(RACE, name) for name in STORED["settings"]}
    assert len(SEEDS) >= 5
    pairs = [(each["k"], each["seed"]) for each in STORED["racers"]]
    assert sorted(pairs) == sorted((k, seed) for k in RACE.windows for seed in SEEDS)
    for each in STORED["racers"]:
        assert len(each["losses"]) == RACE.updates // RACE.stretch
        assert len(each["recall"]) == FARTHEST + 1


@pytest.mark.parametrize("k", RACE.windows)
def test_a_racer_trained_again_has_the_stored_losses(k: int) -> None:
    losses = []
    for snapshot in RACE.snapshots(k, SEEDS[1]):
        losses.append(snapshot.loss)
        if len(losses) == 30:
            break
    stored = next(each for each in of(k) if each["seed"] == SEEDS[1])["losses"]
    np.testing.assert_allclose(RACE.points(losses), stored[:3], rtol=1e-10)


def test_windows_below_the_lag_stay_near_guessing_for_every_seed() -> None:
    for k in (k for k in RACE.windows if k < RACE.lag):
        assert min(each["losses"][-1] for each in of(k)) > 0.85 * GUESSING
        assert max(each["accuracy"] for each in of(k)) < 0.7


def test_windows_above_the_lag_learn_it_for_every_seed() -> None:
    for k in (k for k in RACE.windows if k > RACE.lag):
        assert max(each["losses"][-1] for each in of(k)) < 0.01
        assert min(each["accuracy"] for each in of(k)) > 0.99


def test_with_k_1_the_state_holds_symbols_that_no_gradient_ever_saw() -> None:
    assert min(each["recall"][4] for each in of(1)) > 0.95
    assert np.median([each["recall"][RACE.lag] for each in of(1)]) < 0.65
    assert min(each["recall"][RACE.lag] for each in of(RACE.T)) > 0.99


def test_a_carried_state_loses_nothing_and_a_state_set_to_0_everything() -> None:
    for each in of(RACE.T):
        carried, reset = each["chunked"]["carried"], each["chunked"]["reset"]
        assert set(carried.values()) == {each["accuracy"]}
        assert reset["5"] == pytest.approx(0.5, abs=0.03)
        assert reset[str(RACE.T)] == each["accuracy"]


def test_the_script_makes_the_same_numbers_again_says_how_long_and_writes_a_card() -> None:
    short, said = Race(updates=4, stretch=2, windows=(5, 50)), list[str]()
    one, other = trained(short, (1, 2), said.append), trained(short, (1, 2), said.append)
    assert one["racers"] == other["racers"]
    assert len(said) == 8
    assert said[-1].startswith("100%")
    assert "seeds 1 to 2" in card(one)


def test_the_stored_card_is_the_one_of_the_stored_numbers() -> None:
    assert (MODELS / "truncated_race.md").read_text("utf-8") == card(STORED)


def test_the_files_are_small_enough_for_a_browser() -> None:
    assert (MODELS / "truncated_race.json").stat().st_size < 100_000
