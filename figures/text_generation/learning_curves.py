"""The training of a character network as curves: bits a character, branches, checkpoints."""

import math
from collections.abc import Sequence

import numpy as np

from figures.columns import View
from figures.curves import Curves, Panel, Role, Series, Stop
from figures.numbers import signed, visible
from rnn_core.experiments.char_history import Branch, Checkpoint

ROLES: tuple[Role, ...] = ("loss", "other", "hidden", "gradient")
SMOOTHED = 20
"""The loss of the batches is drawn as the mean of so many."""
SHOWN = 34
"""So many characters of what is written stand in the bar."""


def curves(
    branches: Sequence[Branch], current: int, levels: dict[str, float], view: View
) -> Curves:
    """All branches over one axis; the walk goes through the checkpoints that lead to the current.

    levels: bits a character of those who know less, by name. A chosen point "2.300" is the second
    branch after 300 steps.
    """
    series = [Series(name, "reference", (bits,), dashed=True) for name, bits in levels.items()]
    for number, branch in enumerate(branches):
        role = ROLES[number % len(ROLES)]
        name = "" if len(branches) == 1 else f" {number + 1} (η {branch.rate:g})"
        series.append(_batches(branch, role, f"batches{name}"))
        series.append(_exams(branch, role, f"held out{name}", number + 1))
    way = lineage(branches, current)
    stops = tuple(Stop(c.step, said(c)) for c in way)
    last = max(200, *(branch.step for branch in branches))
    return Curves(
        "A character network learns a text", "gradient steps",
        (Panel("bits per character", tuple(series), y_unit="bits"),),
        x_limits=(0, last), steps=stops, start=max(len(stops) - 1, 0), start_token=view.token,
        highlight=view.highlight,
    )  # fmt: skip


def lineage(branches: Sequence[Branch], current: int) -> list[Checkpoint]:
    """The checkpoints from the first step on that lead to the current branch's last one."""
    branch = branches[current]
    if branch.parent < 0:
        return list(branch.checkpoints)
    before = [c for c in lineage(branches, branch.parent) if c.step < branch.start]
    return [*before, *branch.checkpoints]


def said(checkpoint: Checkpoint) -> str:
    """A checkpoint in one line: what it costs and what it writes."""
    return f"{signed(checkpoint.bits, 2)} bits: {line(checkpoint.text)[:SHOWN]}"


def line(text: str) -> str:
    """What was written, in one line."""
    return "".join(visible(symbol) if symbol == "\n" else symbol for symbol in text)


def point_of(node: str | None) -> tuple[int, int] | None:
    """The branch, from 0, and the step of the point that was chosen; None if it is none."""
    branch, _, step = (node or "").partition(".")
    if not (branch.isdigit() and step.isdigit()):
        return None
    return int(branch) - 1, int(step)


def _batches(branch: Branch, role: Role, name: str) -> Series:
    losses = np.array(branch.losses)
    if not len(losses):
        return Series(name, role, (), x=(), thin=True)
    sums = np.cumsum(np.concatenate([[0.0], losses]))
    ends = np.arange(1, len(losses) + 1)
    begins = np.maximum(ends - SMOOTHED, 0)
    means = (sums[ends] - sums[begins]) / (ends - begins)
    first = branch.step - len(losses) + 1
    return Series(
        name, role, tuple(means.tolist()), x=tuple((first - 1 + ends).tolist()), thin=True
    )


def _exams(branch: Branch, role: Role, name: str, number: int) -> Series:
    found = [c for c in branch.checkpoints if math.isfinite(c.bits)]
    kept = tuple(k for k, c in enumerate(found) if c.snapshot is not None)
    return Series(
        name, role, tuple(c.bits for c in found), x=tuple(float(c.step) for c in found),
        id=str(number), marks=kept, mark="" if number > 1 else "weights kept",
    )  # fmt: skip
