"""The state of the lesson: its racers are the stored ones, and what is selected stays in its figure."""

from dataclasses import replace

from lessons.truncated_bptt.model.race import name, stored
from lessons.truncated_bptt.state import RACERS, SEEDS, TruncatedBptt


def test_the_racers_to_choose_from_are_those_of_the_stored_race() -> None:
    assert tuple(RACERS) == stored().race.windows
    assert [name(stored().race, k).removeprefix("k = ") for k in RACERS] == list(RACERS.values())
    assert tuple(map(int, SEEDS)) == stored().seeds


def test_the_first_racer_is_too_short_sighted_for_the_task() -> None:
    assert TruncatedBptt().racer == stored().longest_below_lag
    assert int(TruncatedBptt().race_seed) == stored().seeds[0]


def test_another_figure_has_nothing_selected() -> None:
    state = TruncatedBptt(view="race", selected="k50.10")
    assert replace(state, view="memory").fitted(frozenset({"view"})).selected is None
    assert replace(state, racer=25).fitted(frozenset({"racer"})).selected == "k50.10"
