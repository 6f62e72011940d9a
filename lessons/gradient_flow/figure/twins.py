"""Two trainings side by side: loss above, gradient norm below, the clipped steps marked."""

import math

from figures.arithmetic import Arithmetic, Piece
from figures.axes import log_span
from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Curves, Panel, Series, Stop
from figures.numbers import signed
from rnn_core.studies.clipping_pair import STEPS, Twin

OUTCOMES = ("neither", "only without clipping", "only with clipping", "both")
LEARNED = 0.5
"""A training that ends below this part of the cost of guessing has learned."""


def curves(free: Twin, clipped: Twin, view: View) -> Curves:
    """Both twins, as far as an open question leaves them visible."""
    asked = view.veil_after
    pair, threshold = free.pair, clipped.threshold or 0.0
    norms = {twin: tuple(map(_log10, twin.norms)) for twin in (free, clipped)}
    cuts = f"clipped step ({len(clipped.clipped)} of {STEPS})"
    ending = f"diverged: {free.diverged.reason}" if free.diverged else ""
    losses = Panel(
        "mean loss, nats",
        (
            Series("guessing", "reference", (pair.guessing,), dashed=True),
            Series("without clipping", "other", free.losses, id="free", ending=ending),
            Series("with clipping", "output", clipped.losses, id="clipped"),
        ),
    )
    level = math.log10(threshold)
    lengths = Panel(
        "gradient norm",
        (
            Series("threshold", "reference", (level,), dashed=True),
            Series("without clipping", "other", norms[free], id="free.norm"),
            Series("with clipping", "output", norms[clipped], id="clipped.norm", marks=clipped.clipped, mark=cuts),
        ),
        log=True,
        limits=log_span([v for line in norms.values() for v in line if math.isfinite(v)] + [level]),
    )
    steps = tuple(Stop(k, _step_text(clipped, k)) for k in range(STEPS + 1))
    last = STEPS if asked is None else asked
    return Curves(
        title="Clipping twins",
        x_label="gradient steps",
        panels=(losses, lengths),
        x_limits=(0, STEPS),
        steps=steps[: last + 1],
        start=min(view.start, last),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=None if asked is None else (asked + 1, STEPS),
        covered=view.dense,
    )


def seen(view: View) -> range:
    """The steps that an open question leaves visible."""
    return range(STEPS + 1 if view.veil_after is None else view.veil_after + 1)


def outcome(free: Twin, clipped: Twin) -> tuple[str, str]:
    """Who learned, one of OUTCOMES, and why, in numbers."""
    ends, guessing = (free.end, clipped.end), free.pair.guessing
    learned = [end < LEARNED * guessing for end in ends]
    because = (
        f"Over the last steps the loss is {signed(ends[0], 3)} without and {signed(ends[1], 3)} "
        f"with clipping; {len(clipped.clipped)} of {STEPS} steps were cut."
    )
    return OUTCOMES[learned[0] + 2 * learned[1]], because


def explain(free: Twin, clipped: Twin, point: str) -> Arithmetic | None:
    """The arithmetic of "free.12", "clipped.12", "free.norm.12" or "clipped.norm.12"."""
    kind, _, when = point.rpartition(".")
    twin = {"free": free, "clipped": clipped}.get(kind.partition(".")[0])
    if twin is None or not when.isdigit() or int(when) >= len(twin.snapshots):
        return None
    step, norm = int(when), twin.norms[int(when)]
    parts = twin.parts(step)
    name = "without clipping" if twin is free else "with clipping"
    squares = " + ".join(f"{signed(value, 2)}²" for value in parts.values())
    lines: list[tuple[Piece, ...]] = [
        (Piece(f"loss {signed(twin.losses[step], 3)} nats"),),
        (Piece(f"‖g‖ = √( {squares} ) ="), Piece(signed(norm, 3), "", result=True)),
    ]
    arrays = ", ".join(each.rpartition(".")[2] for each in parts)
    words = f"One length over all weights together: {arrays}. "
    if twin.threshold is None:
        words += "This twin takes the step −η g as it is, however long."
    elif norm > twin.threshold:
        scale = twin.threshold / norm
        lines.append(
            (
                Piece(f"g × {signed(twin.threshold, 2)} / {signed(norm, 3)} = g ×"),
                Piece(signed(scale, 3), "output", result=True),
            )
        )
        words += "Above the threshold: the direction stays, the length is cut."
    else:
        words += f"Not above the threshold {signed(twin.threshold, 2)}: nothing is changed."
    return Arithmetic(f"Step {step}, {name}: the gradient’s length", tuple(lines), words)


def _step_text(twin: Twin, step: int) -> str:
    if step >= len(twin.norms):
        return f"step {step}"
    norm, threshold = twin.norms[step], twin.threshold or math.inf
    cut = f" → {signed(threshold, 2)}" if norm > threshold else ", not clipped"
    return f"step {step} · ‖g‖ {spoken(_log10(norm), log=True)}{cut}"


def _log10(value: float) -> float:
    return math.log10(value) if value > 0 else -math.inf
