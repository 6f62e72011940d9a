"""Train one layer and stacks of layers on *Whose turn?*: `make train-stacked-layers`, some minutes.

Writes models/stacked_layers.json and its card, which the lesson on stacked layers quotes, and into
models/stacked_layers.npz the networks of the first seed that read a sequence there, and the readouts of the second.
"""

import json
import time
from dataclasses import asdict
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from rnn_core import store, weights
from rnn_core.model import Model
from rnn_core.studies import turn_task
from rnn_core.studies.turn_task import Trial, train

MODELS = Path(__file__).resolve().parents[1] / "models"
SEEDS, FEW, HELD_OUT = tuple(range(100, 110)), tuple(range(100, 105)), 2000
KINDS: dict[str, tuple[str, tuple[Trial, ...]]] = {
    "one": ("one layer of 26", tuple(Trial(1, 26, seed) for seed in SEEDS)),
    "two": ("two layers of 16", tuple(Trial(2, 16, seed) for seed in SEEDS)),
    "three": ("three layers of 13", tuple(Trial(3, 13, seed) for seed in FEW)),
    "late": ("one layer of 26, answering one time step later", tuple(Trial(1, 26, seed, delay=1) for seed in FEW)),
    "wide": ("one layer of 57", tuple(Trial(1, 57, seed) for seed in FEW)),
    "long": ("one layer of 26, four times the training steps", tuple(Trial(1, 26, s, steps=16000) for s in FEW)),
    "slow": ("two layers of 16, rate 0.003", tuple(Trial(2, 16, seed, rate=0.003) for seed in FEW)),
    "fast": ("two layers of 16, rate 0.03", tuple(Trial(2, 16, seed, rate=0.03) for seed in FEW)),
}

CARD = """\
# Whose turn?

What the lesson *Stacking layers* quotes; made by `make train-stacked-layers` in {seconds:.0f} s on one core.

- **Task.** One of {k} symbols at each of {T} time steps; with probability {p:g} it repeats its predecessor. With every
  repeat the turn passes to the next of {m} players; the target at every time step is whose turn it is. Chance: 1/{m}.
- **Networks.** Vanilla RNNs, recurrent weights orthogonal, the others normal, biases 0.
- **Training.** {steps} training steps of Adam at {rate:g} where no other is named, {batch} fresh sequences each,
  gradients clipped to {clip:g}; the rate falls to 0 in the second half. Seeds {first} to {last} or the first {few}.
- **Held out.** {held_out} sequences that no training drew: the share of right answers, mean over the seeds.
- **Shipped.** The networks with one layer of 26 and with two layers of 16 of seed {first}, the first that was trained.

| network | weights | seeds | right at the last time step (least to most) | right at all | last of T = 100 |
|---|---|---|---|---|---|
{table}

What the states carry, read by a linear readout fitted to other sequences, mean over the two-layer networks:
{carried}

Limits: one task and one length; nothing follows for other tasks. One layer is able to compute this one: with one more
time step, more weights or more training it comes nearer. Two layers need a fitting learning rate as well.
"""


SHIPPED = "one", "two"
"""The kinds of which the first network is stored."""


def measure(trial: Trial, network: Model) -> dict[str, Any]:
    """What the network of a training reached."""
    rng = np.random.default_rng(987654321)
    by_step = turn_task.accuracy(network, turn_task.words(rng, HELD_OUT, delay=trial.delay))
    long = turn_task.accuracy(network, turn_task.words(rng, HELD_OUT // 4, 100, delay=trial.delay))
    asked = by_step[trial.delay :]
    return {
        "trial": asdict(trial),
        "weights": weights.count(network),
        "by_step": [round(share, 4) for share in asked],
        "long": round(long[-1], 4),
        "carried": turn_task.carried(network) if trial.layers > 1 else [],
    }


def with_readouts(one: Model, two: Model) -> tuple[Any, ...]:
    """What is stored: both networks, and for each layer of the second its readouts in the order of `CARRIED`."""
    layers = turn_task.readouts(two)
    return one, two, tuple(tuple(layer[name] for name in turn_task.CARRIED) for layer in layers)


def row(name: str, found: list[dict[str, Any]]) -> str:
    """One kind of network in the card's table."""
    last = [one["by_step"][-1] for one in found]
    every = mean(mean(one["by_step"]) for one in found)
    return (
        f"| {name} | {found[0]['weights']} | {len(found)} | {mean(last):.2f} ({min(last):.2f} to {max(last):.2f}) "
        f"| {every:.2f} | {mean(one['long'] for one in found):.2f} |"
    )


def carried(found: list[dict[str, Any]]) -> str:
    """What each layer of the stacks of two carries."""
    lines = []
    for layer in range(2):
        shares = {name: mean(one["carried"][layer][name] for one in found) for name in ("repeat", "turn", "symbol")}
        lines.append(f"layer {layer + 1}: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()))
    return "; ".join(lines) + "."


def card(found: dict[str, list[dict[str, Any]]], seconds: float) -> str:
    """The report in Markdown."""
    common = KINDS["one"][1][0]
    return CARD.format(
        seconds=seconds, k=turn_task.SYMBOLS, T=turn_task.LENGTH, p=turn_task.REPEAT, m=turn_task.PLAYERS,
        steps=common.steps, rate=common.rate, batch=turn_task.BATCH, clip=turn_task.CLIP, first=SEEDS[0],
        last=SEEDS[-1], few=len(FEW), held_out=HELD_OUT, carried=carried(found["two"]),
        table="\n".join(row(KINDS[kind][0], one) for kind, one in found.items()),
    )  # fmt: skip


def main() -> None:
    """Train all, and write the files."""
    began, found = time.monotonic(), dict[str, list[dict[str, Any]]]()
    shipped = []
    for kind, (name, trials) in KINDS.items():
        found[kind] = []
        for trial in trials:
            network = train(trial)
            if kind in SHIPPED and trial is trials[0]:
                shipped.append(network)
            found[kind].append(measure(trial, network))
            print(f"{name}, seed {trial.seed}: {found[kind][-1]['by_step'][-1]:.3f}", flush=True)
    text = json.dumps(found, separators=(",", ":"))
    report = card(found, time.monotonic() - began)
    (MODELS / "stacked_layers.json").write_text(f"{text}\n", encoding="utf-8")
    store.save(MODELS / "stacked_layers.npz", with_readouts(*shipped))
    (MODELS / "stacked_layers.md").write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
