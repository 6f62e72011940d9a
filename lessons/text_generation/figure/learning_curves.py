"""The training of a character network as curves: bits a character, branches, checkpoints."""

import math
from collections.abc import Sequence

import numpy as np

from figures.columns import View
from figures.curves import Curves, Panel, Role, Series, Stop
from figures.numbers import signed, visible
from lessons.text_generation.model.branches import Branch, Checkpoint
from lessons.text_generation.model.kinds import KINDS

ROLES: tuple[Role, ...] = ("loss", "other", "hidden", "gradient")
KIND_ROLES: tuple[Role, ...] = ("input", "hidden", "output", "gradient", "other")
KIND = "kind"
"""How the ids of the lines of `KINDS` begin; a number from 1 follows."""
SHARES = (0.58, 0.42)
SMOOTHED = 20
"""The loss of the batches is drawn as the mean of so many."""
SHOWN = 48
"""So many characters of what is written stand above the curves."""


def curves(branches: Sequence[Branch], current: int, levels: dict[str, float], view: View) -> Curves:
    """All branches over one axis; the walk goes through the checkpoints that lead to the current.

    levels: bits a character of those who know less, by name; the first one is guessing. A chosen
    point "2.300" is the second branch after 300 steps. The loss by the kind of character is
    hidden after the checkpoint ``view.veil_after``.
    """
    series = [Series(name, "reference", (bits,), dashed=True) for name, bits in levels.items()]
    for number, branch in enumerate(branches):
        role = ROLES[number % len(ROLES)]
        name = "" if len(branches) == 1 else f" {number + 1} (η {branch.rate:g})"
        series.append(_batches(branch, role, f"batches{name}"))
        series.append(_exams(branch, role, f"held out{name}", number + 1))
    way = lineage(branches, current)
    stops = tuple(Stop(c.step, f"{signed(c.bits, 2)} bits", sample(c)) for c in way)
    last = max(200, *(branch.step for branch in branches))
    return Curves(
        "A character network learns a text",
        "training steps",
        (
            Panel("bits per character", tuple(series), y_unit="bits", seen=True),
            Panel(_label(way), _kinds(way, levels), y_unit="bits"),
        ),
        x_limits=(0, last),
        steps=stops,
        start=min(view.start, max(len(stops) - 1, 0)),
        start_token=view.token,
        highlight=view.highlight,
        shares=SHARES,
        covered=view.dense,
        veil=None if view.veil_after is None else (way[view.veil_after].step + 1, last),
    )


def lineage(branches: Sequence[Branch], current: int) -> list[Checkpoint]:
    """The checkpoints from the first step on that lead to the current branch's last one."""
    return [checkpoint for _, checkpoint in _way(branches, current)]


def chosen(branches: Sequence[Branch], current: int, node: str | None) -> tuple[int, Checkpoint] | None:
    """The branch, from 0, and the checkpoint of the point that was chosen; None if it is none."""
    line, _, step = (node or "").rpartition(".")
    if line.startswith(KIND):
        among = _way(branches, current)
    elif line.isdigit() and 1 <= int(line) <= len(branches):
        among = [(int(line) - 1, c) for c in branches[int(line) - 1].checkpoints]
    else:
        return None
    return next((each for each in among if str(each[1].step) == step), None)


def line_of(kind: str) -> str:
    """The id of the line of a kind of characters."""
    return f"{KIND}{KINDS.index(kind) + 1}"


def sample(checkpoint: Checkpoint) -> str:
    """The beginning of what the network wrote at a checkpoint, in one line."""
    return f"It writes: {one_line(checkpoint.text)[:SHOWN]}"


def one_line(text: str) -> str:
    """What was written, in one line."""
    return "".join(visible(symbol) if symbol == "\n" else symbol for symbol in text)


def _way(branches: Sequence[Branch], current: int) -> list[tuple[int, Checkpoint]]:
    """The lineage with the branch, from 0, of each checkpoint."""
    branch = branches[current]
    own = [(current, checkpoint) for checkpoint in branch.checkpoints]
    if branch.parent < 0:
        return own
    return [each for each in _way(branches, branch.parent) if each[1].step < branch.start] + own


def _label(way: Sequence[Checkpoint]) -> str:
    """What the lower panel shows; a single line is named by it, for it has no legend."""
    names = list(way[0].by_kind) if way else []
    return names[0] if len(names) == 1 else "by kind"


def _kinds(way: Sequence[Checkpoint], levels: dict[str, float]) -> tuple[Series, ...]:
    """A line for each kind of character, and the level of guessing."""
    level = [Series(name, "reference", (levels[name],), dashed=True) for name in list(levels)[:1]]
    names = way[0].by_kind if way else {}
    lines = [
        Series(
            name,
            KIND_ROLES[KINDS.index(name)],
            tuple(c.by_kind[name] for c in way),
            x=tuple(float(c.step) for c in way),
            id=line_of(name),
        )
        for name in names
    ]
    return (*level, *lines)


def _batches(branch: Branch, role: Role, name: str) -> Series:
    losses = np.array(branch.losses)
    if not len(losses):
        return Series(name, role, (), x=(), thin=True)
    sums = np.cumsum(np.concatenate([[0.0], losses]))
    ends = np.arange(1, len(losses) + 1)
    begins = np.maximum(ends - SMOOTHED, 0)
    means = (sums[ends] - sums[begins]) / (ends - begins)
    first = branch.step - len(losses) + 1
    return Series(name, role, tuple(means.tolist()), x=tuple((first - 1 + ends).tolist()), thin=True)


def _exams(branch: Branch, role: Role, name: str, number: int) -> Series:
    found = [c for c in branch.checkpoints if math.isfinite(c.bits)]
    kept = tuple(k for k, c in enumerate(found) if c.snapshot is not None)
    return Series(
        name,
        role,
        tuple(c.bits for c in found),
        x=tuple(float(c.step) for c in found),
        id=str(number),
        marks=kept,
        mark="" if number > 1 else "weights kept",
    )
