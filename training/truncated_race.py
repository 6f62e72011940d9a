"""Train the racers of the lesson on truncated gradients, and store their curves.

    python -m training.truncated_race        # some minutes; make train-truncated-race

Writes models/truncated_race.json, which the lesson draws, and its card models/truncated_race.md.
Each racer is a function of k and its seed: what was not trained in one go has the same numbers.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from rnn_core.model import Model
from rnn_core.studies import memory_probe
from rnn_core.studies.truncation_study import GUESSING, Race

MODELS = Path(__file__).resolve().parents[1] / "models"
SEEDS = tuple(range(1, 10))
FARTHEST = 15
"""The most steps back that the states are asked about."""

CARD = """\
# The race of truncated gradients

What the lesson *Truncated gradients* draws; made by `make train-truncated-race` in {seconds:.0f} s on one core.

- **Task.** At each time step name which of two random characters was read {lag} steps ago. No data but
  random bits; half of the answers of a network that remembers nothing are right.
- **Trainings.** A vanilla RNN with {n_hidden} hidden units, sequences of {T} characters, windows of
  k = {windows}, seeds {first} to {last}. The trainings of a seed start from the same weights, read
  the same sequences, and take the same number of training steps: {updates} with Adam at {learning_rate},
  {B} new sequences each, gradients clipped to the norm {clip:g}. They differ in k alone.
- **Files.** `truncated_race.json`: settings, and for each training its mean loss over every {stretch}
  training steps, its accuracy on held-out sequences, and how often the character d = 0 … {farthest} steps
  back can be read from its frozen states (least squares). No weights are stored: a seed makes them
  again.

On held-out sequences, median over the seeds (least to most):

{table}

A network trained with the full gradient is right in {carried:.1%} of its answers when it is run
in chunks of 5 with the state carried on, and in {reset:.1%} when the state is set to 0 after each
chunk.

Limits: one task, one size, one learning rate. In practice a network is updated after each window,
so that a small k makes more updates from the same sequences; here all make as many.
"""


def racer(race: Race, k: int, seed: int, watch: Callable[[], None]) -> tuple[Model, list[float]]:
    """The network after the race and its curve; ``watch`` is called at every update."""
    losses: list[float] = []
    network = race.start(seed)
    for snapshot in race.snapshots(k, seed):
        network = snapshot.model
        losses.append(snapshot.loss)
        watch()
    return network, race.points(losses)


def measured(race: Race, network: Model) -> dict[str, Any]:
    """What the network knows: accuracy on held-out sequences, and recall by lag."""
    fitted_on, tested_on = race.held_out(0), race.held_out(1)
    return {
        "accuracy": memory_probe.accuracy(network, tested_on, race.T, carried=True),
        "recall": memory_probe.by_lag(network, fitted_on, tested_on, FARTHEST),
    }


def chunked(race: Race, network: Model) -> dict[str, dict[str, float]]:
    """The accuracy of a trained network run in chunks of each k, with states carried and reset."""
    tested_on = race.held_out(1)
    return {
        name: {str(k): memory_probe.accuracy(network, tested_on, k, carried=name == "carried") for k in race.windows}
        for name in ("carried", "reset")
    }


def trained(race: Race, seeds: tuple[int, ...], say: Callable[[str], None]) -> dict[str, Any]:
    """All racers: what is stored."""
    began, done = time.monotonic(), 0
    total = race.updates * len(race.windows) * len(seeds)
    racers = []

    def watch() -> None:
        nonlocal done
        done += 1
        if done % race.updates == 0:
            left = (time.monotonic() - began) * (total - done) / done
            say(f"{done / total:4.0%}  k = {k}, seed {seed} done, {left:.0f} s left")

    for seed in seeds:
        for k in race.windows:
            network, losses = racer(race, k, seed, watch)
            racers.append({"k": k, "seed": seed, "losses": losses, **measured(race, network)})
            if k == race.T:
                racers[-1]["chunked"] = chunked(race, network)
    untrained = [{"seed": seed, **measured(race, race.start(seed))} for seed in seeds]
    return {
        "settings": asdict(race),
        "seconds": round(time.monotonic() - began),
        "untrained": untrained,
        "racers": racers,
    }


def card(stored: dict[str, Any]) -> str:
    """The report of a race in Markdown."""
    settings, racers = stored["settings"], stored["racers"]
    rows = ["| k | last loss, nats | accuracy | character 4 time steps back read from the state |", "|---|---|---|---|"]
    groups = [("untrained", stored["untrained"])] + [
        (str(k), [each for each in racers if each["k"] == k]) for k in settings["windows"]
    ]
    for name, group in groups:
        loss = _spread([each["losses"][-1] for each in group], 3) if name != "untrained" else ""
        right = _spread([each["accuracy"] for each in group], 2)
        rows.append(f"| {name} | {loss} | {right} | {_spread([e['recall'][4] for e in group], 2)} |")
    rows.append(f"\nGuessing has a loss of ln 2 = {GUESSING:.3f} nats. k = {settings['T']} is the full gradient.")
    full = [each["chunked"] for each in racers if "chunked" in each]
    seeds = [each["seed"] for each in stored["untrained"]]
    return CARD.format(
        **{**settings, "windows": ", ".join(map(str, settings["windows"]))},
        first=seeds[0],
        last=seeds[-1],
        seconds=stored["seconds"],
        farthest=FARTHEST,
        table="\n".join(rows),
        carried=float(np.median([each["carried"]["5"] for each in full])),
        reset=float(np.median([each["reset"]["5"] for each in full])),
    )


def _spread(values: list[float], digits: int) -> str:
    low, middle, high = (f"{v:.{digits}f}" for v in np.quantile(values, (0, 0.5, 1)))
    return f"{middle} ({low} to {high})"


def main() -> None:
    """Train, and write the two files."""
    stored = trained(Race(), SEEDS, print)
    MODELS.mkdir(exist_ok=True)
    text = json.dumps(stored, indent=None, separators=(",", ":"))
    (MODELS / "truncated_race.json").write_text(f"{text}\n", encoding="utf-8")
    (MODELS / "truncated_race.md").write_text(card(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
