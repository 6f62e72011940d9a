"""The race of truncated gradients on the page: what was stored, and one racer trained now."""

import time
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
import streamlit as st

from figures.columns import View
from figures.curves import Curves
from lessons.truncated_bptt.figure import race as figure
from lessons.truncated_bptt.figure.race import Stored
from rnn_core.loop import Snapshot
from rnn_core.model import Model
from ui import controls, shipped, training

SLICE = 0.08
"""Seconds of training between two paints."""
PROVED = 20
"""Updates of each racer that the proof repeats."""


@dataclass(frozen=True, slots=True, eq=False)
class Racer:
    """A racer that was trained here: its last snapshot, all losses, updates made in a slice."""

    k: int
    seed: int
    losses: tuple[float, ...] = ()
    snapshot: Snapshot[Model] | None = None
    pace: int = 1


@lru_cache(maxsize=1)
def stored() -> Stored:
    """The curves that ``training/truncated_race.py`` made."""
    return Stored.of(shipped.measured("truncated_race"))


def first() -> tuple[int, int]:
    """The racer that is chosen at first: the longest window below the lag, the first seed."""
    settings = stored().race
    return max(k for k in settings.windows if k < settings.lag), stored().seeds[0]


def choose() -> tuple[int, int]:
    """The racer to run now: its window k and its seed."""
    names = {str(k): "full" if k == stored().race.T else str(k) for k in stored().race.windows}
    k = controls.choice(
        "racer",
        "Racer k",
        names,
        default=str(first()[0]),
        help="Over how many steps the gradient of the racer to run now walks back.",
    )
    seed = controls.option(
        "race_seed",
        "Seed",
        [str(seed) for seed in stored().seeds],
        help="Start weights and sequences. The racers of one seed differ in k alone.",
    )
    return int(k), int(seed)


def curves(view: str, k: int, seed: int, place: View, *, hidden: bool) -> Curves:
    """The figure of ``view``, the race or what the states hold, where ``place`` says.

    ``hidden`` leaves out the racers whose end is still asked about.
    """
    everything = stored()
    if view != "race":
        return figure.recall(everything, place)
    if hidden:
        return figure.losses(everything, (everything.race.T,), place)
    live = everything.race.points(trained(k, seed).losses)
    return figure.losses(everything, everything.race.windows, place, live)


def tick(view: str, k: int, seed: int) -> None:
    """Train the chosen racer on for one slice while it runs; it runs only where it is seen."""
    if view != "race":
        play(playing=False)
    elif running():
        _advance(k, seed)


def _advance(k: int, seed: int) -> None:
    race, now = stored().race, trained(k, seed)
    began, losses, snapshot = time.perf_counter(), list(now.losses), now.snapshot
    loop = race.training(k, seed)
    snapshots = iter(loop) if snapshot is None else loop.resume(snapshot)
    while len(losses) < race.updates and time.perf_counter() - began < SLICE:
        snapshot = next(snapshots)
        losses.append(snapshot.loss)
    pace = max(1, len(losses) - len(now.losses))
    keep(Racer(k, seed, tuple(losses), snapshot, pace))
    if len(losses) >= race.updates:
        play(playing=False)


def trained(k: int, seed: int) -> Racer:
    """The racer as far as it was trained in this visit."""
    return _racers().get((k, seed), Racer(k, seed))


def running() -> bool:
    """True while a racer runs."""
    return bool(st.session_state.get("race.running"))


def errors(seed: int) -> dict[str, float]:
    """How far the first updates of each racer, trained again now, are from the stored ones."""
    race, found = stored().race, {}
    for k in race.windows:
        losses = [snapshot.loss for snapshot in islice(race.snapshots(k, seed), PROVED)]
        found[figure.name(race, k)] = distance(race.points(losses), stored().curve(k, seed))
    return found


def keep_time() -> None:
    """Run the page anew when a race began or ended."""
    training.keep_time(running)


def distance(points: list[float], curve: tuple[float, ...]) -> float:
    """The largest relative difference of the points there are."""
    pairs = np.array(list(zip(points, curve, strict=False))).reshape(-1, 2)
    return float((np.abs(pairs[:, 0] - pairs[:, 1]) / pairs[:, 1]).max(initial=0.0))


def keep(racer: Racer) -> None:
    """Show this racer from now on; one that was not trained yet stands still."""
    _racers()[racer.k, racer.seed] = racer
    if not racer.losses:
        play(playing=False)


def play(*, playing: bool) -> None:
    """Let the racer run, or pause it."""
    st.session_state["race.running"] = playing


def _racers() -> dict[tuple[int, int], Racer]:
    racers: dict[tuple[int, int], Racer] = st.session_state.setdefault("race.racers", {})
    return racers
