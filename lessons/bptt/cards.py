"""The cards beside the walk backwards, and what stands beside the cells of its sum."""

import numpy as np

from figures.numbers import significant, small
from lessons.bptt.model import Backwards, Shown, entry_name, window
from ui import cards, character_model

MOST_OPTIONS = 6


def hints(shown: Shown) -> list[str]:
    """What stands beside the cells of the finished sum: the finite difference of each."""
    rows, columns = window(shown.walk)
    return [
        f"{entry_name(shown.walk, shown.vocabulary, (i, j))}: "
        f"{_compared(float(shown.walk.gradient[i, j]), float(shown.numeric[i, j]), shown.walk)}"
        for j in columns
        for i in rows
    ]


def _compared(gradient: float, numeric: float, b: Backwards) -> str:
    difference = abs(gradient - numeric)
    if difference <= 1e-9 * max(float(np.abs(b.total).max()), 1e-12) or not difference:
        verdict = "agrees"
    elif difference < 1e-6 * abs(numeric):
        verdict = f"agrees to {small(difference / abs(numeric))}"
    else:
        verdict = f"{significant(numeric - gradient)} is missing"
    return f"{significant(gradient, 4)} · finite difference {significant(numeric, 4)}, {verdict}"


def verdict(shown: Shown) -> None:
    """The card that compares the chosen weight's gradient with how the loss really changes."""
    b, (i, j) = shown.walk, shown.entry
    gradient = float(b.gradient[i, j])
    numeric = shown.slope
    kind = "immediate" if b.immediate else "total"
    lines = [
        f"{kind} ∂L/∂{shown.name} = :violet[**{significant(gradient, 4)}**]",
        f"the slope of the loss is **{significant(numeric, 4)}** (finite difference)",
    ]
    missing = numeric - gradient
    if abs(missing) > 1e-6 * float(np.abs(b.total).max()):
        lines.append(f":orange[**{significant(missing, 4)}** is missing: it comes from the future]")
    elif b.immediate and b.matrix == "W_hy":
        lines.append("Nothing is missing: W_hy acts after h, no way leads through the future.")
    elif b.immediate:
        lines.append("Nothing is missing here.")
    else:
        lines.append(f":green[✓] They differ by {small(abs(missing))}.")
    cards.note("Is it right?", "  \n".join(line.replace("_", r"\_") for line in lines))


def bet(shown: Shown) -> tuple[str, list[str]]:
    """The step that adds most to the chosen weight's gradient, and up to six to choose from."""
    i, j = shown.entry
    pulls = np.abs(shown.walk.shares[:, i, j])
    likeliest = sorted(np.argsort(-pulls, kind="stable")[:MOST_OPTIONS].tolist())
    answer = shown.walk.largest_share(shown.entry)
    return f"t = {answer}", [f"t = {k + 1}" for k in likeliest]


def errors(shown: Shown) -> dict[str, float]:
    """Relative errors: of every set of weights along a random direction, of each visible entry."""
    found = character_model.gradient_errors(shown.choice, shown.walk.run.model)
    rows, columns = window(shown.walk)
    exact = shown.walk.total[np.ix_(rows, columns)]
    scale = np.maximum(np.abs(exact), 1e-7 * abs(shown.walk.run.loss or 1.0))
    worst = float((np.abs(shown.numeric - exact) / scale).max())
    return found | {f"{shown.walk.matrix}, each entry": worst}
