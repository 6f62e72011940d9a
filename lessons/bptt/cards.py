"""The cards beside the backward pass, and what stands beside the cells of its sum."""

import numpy as np

from figures.numbers import significant, small, subscript
from lessons.bptt.model import Backwards, Shown, by_loss, entry_name, window
from ui import character_model
from ui.components.card import Card

BAR, MOST_BARS, MOST_LINES = "▆", 10, 6


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


def verdict(shown: Shown) -> Card:
    """The card that compares the chosen weight's gradient with how the loss really changes."""
    b, (i, j) = shown.walk, shown.entry
    gradient = float(b.gradient[i, j])
    numeric = shown.slope
    kind = "immediate" if b.immediate else "total"
    lines = [
        f"The {kind} derivative gives ∂L/∂{shown.name} = :violet[**{significant(gradient, 4)}**].",
        "Moving this weight a little up and down and computing the loss again (finite difference) gives "
        f"**{significant(numeric, 4)}**.",
    ]
    missing = numeric - gradient
    if abs(missing) > 1e-6 * float(np.abs(b.total).max()):
        lines.append(f":orange[**{significant(missing, 4)}** is missing: it comes from the future.]")
    elif b.immediate and b.matrix == "W_hy":
        lines.append(
            "Nothing is missing: W_hy acts after the hidden state, no way from it leads through a later time step."
        )
    elif b.immediate:
        lines.append("Nothing is missing here.")
    else:
        lines.append(f":green[✓] They differ by {small(abs(missing))}.")
    return Card("verdict", "Is the gradient right?", "  \n".join(line.replace("_", r"\_") for line in lines))


def itemized(shown: Shown, t: int) -> Card:
    """The card that splits ∂L/∂h_t by the loss that each part comes from."""
    parts = by_loss(shown.walk, t)
    lengths = [float(np.linalg.norm(part)) for part in parts]
    largest = max(lengths) or 1.0
    lines = [
        f"[from L{subscript(s)}](L.{s}): {BAR * round(MOST_BARS * length / largest)} {significant(length, 2)}"
        for s, length in enumerate(lengths, start=1)
        if s >= t
    ]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f":gray[and {len(lines) - MOST_LINES} more]"]
    whole = significant(float(np.linalg.norm(parts.sum(0))), 2)
    words = (
        f"Lengths of the parts of [∂L/∂h{subscript(t)}](dh.{t}), by the loss that each comes from. "
        f"The parts are vectors; added up, they have the length {whole}."
    )
    return Card("itemized", f"Which loss does ∂L/∂h{subscript(t)} come from?", "  \n".join([words, *lines]))


def time_of(selected: str | None) -> int:
    """The time step of the selected ∂L/∂h_t, else the first."""
    kind, _, rest = (selected or "").partition(".")
    t = rest.split(".")[0]
    return int(t) if kind in ("dh", "own", "future", "h") and t.isdigit() and int(t) else 1


def errors(shown: Shown) -> dict[str, float]:
    """Relative errors: of every set of weights along a random direction, of each visible entry."""
    found = character_model.gradient_errors(shown.choice, shown.walk.run.model)
    rows, columns = window(shown.walk)
    exact = shown.walk.total[np.ix_(rows, columns)]
    scale = np.maximum(np.abs(exact), 1e-7 * abs(shown.walk.run.loss or 1.0))
    worst = float((np.abs(shown.numeric - exact) / scale).max())
    return found | {f"{shown.walk.matrix}, each entry": worst}
