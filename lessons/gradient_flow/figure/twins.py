"""Two trainings side by side: loss above, gradient norm below, the clipped steps marked."""

import math
from collections.abc import Mapping

import numpy as np

from figures.axes import log_span
from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Curves, Panel, Series, Stop
from figures.forms import Applied, Constant, Explained, Expression, Form, Forms, Line, Number, Piece, Product, Table
from figures.numbers import signed
from rnn_core.studies.clipping_pair import STEPS, Twin
from rnn_core.weights import named

OUTCOMES = ("neither", "only without clipping", "only with clipping", "both")
LEARNED = 0.5
"""A training that ends below this part of the cost of guessing has learned."""


def curves(free: Twin, clipped: Twin, view: View, *, chosen: str | None = None) -> Curves:
    """Both twins, as far as an open question leaves them visible; ``chosen`` is the point that the reader chose."""
    asked = view.veil_after
    pair, threshold = free.pair, clipped.threshold or 0.0
    norms = {twin: tuple(map(_log10, twin.norms)) for twin in (free, clipped)}
    cuts = "clipped step" + f" ({len(clipped.clipped)} of {STEPS})" * (view.answer_after is None)
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
        "length of the gradient",
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
        x_label="training steps",
        panels=(losses, lengths),
        x_limits=(0, STEPS),
        steps=steps[: last + 1],
        start=min(view.start, last),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=None if asked is None else (asked + 1, STEPS),
        covered=view.dense,
        explained=_explained(free, clipped, chosen or view.selected),
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
        f"with clipping; {len(clipped.clipped)} of {STEPS} training steps were clipped."
    )
    return OUTCOMES[learned[0] + 2 * learned[1]], because


def _explained(free: Twin, clipped: Twin, chosen: str | None) -> Explained:
    """The forms of the points free.k and clipped.k of the losses, free.norm.k and clipped.norm.k of the lengths.

    The norms of the single arrays stand at the point that is ``chosen`` only: they take another back-propagation.
    """
    forms: dict[str, Form] = {}
    tables: dict[str, Table] = {}
    arrays = ", ".join(each.rpartition(".")[2] for each in named(free.snapshots[0].model))
    for kind, twin in (("free", free), ("clipped", clipped)):
        tables |= {kind: Table(np.array(twin.losses), (0,), box=kind)}
        tables |= {f"{kind}.norm": Table(np.array(twin.norms), (0,), box=f"{kind}.norm")}
        over = [] if twin.threshold is None else [k for k, norm in enumerate(twin.norms) if norm > twin.threshold]
        for line, index, every in ((kind, "t", kind), (f"{kind}.norm", "i", f"{kind}.norm.#")):
            forms[every] = _of_step(kind, twin, index, arrays, cut=False)
            forms |= {f"{line}.{k}": _of_step(kind, twin, index, arrays, cut=True) for k in over}
            step = (chosen or "").removeprefix(f"{line}.")
            if step.isdecimal() and int(step) < len(twin.snapshots):
                k = int(step)
                forms[f"{line}.{k}"] = _of_step(kind, twin, index, arrays, cut=k in over, parts=twin.parts(k))
    return Explained(Forms(forms), tables)


def _of_step(
    kind: str, twin: Twin, index: str, arrays: str, *, cut: bool, parts: Mapping[str, float] | None = None
) -> Form:
    name = "with clipping" if kind == "clipped" else "without clipping"
    where: dict[str, Expression] = {"loss": Number(kind, (index,)), "norm": Number(f"{kind}.norm", (index,))}
    squares = f"√( {' + '.join(f'{signed(value, 2)}²' for value in parts.values())} ) =" if parts else ""
    lines: list[Line] = [
        (Piece("loss {=loss} nats"),),
        (Piece(f"‖g‖ = {squares}".strip()), Piece("{=norm}", result=True)),
    ]
    words = f"One length over all weights together: {arrays}. "
    if twin.threshold is None:
        words += "This twin takes the step −η g as it is, however long."
    elif cut:
        threshold = signed(twin.threshold, 2)
        where["scale"] = Product((Constant(twin.threshold), Applied("1/", where["norm"])))
        lines.append((Piece(f"g × {threshold} / {{=norm}} = g ×"), Piece("{=scale}", "output", result=True)))
        words += "Above the threshold: the direction stays, the gradient is shortened to the threshold."
    else:
        words += f"Not above the threshold {signed(twin.threshold, 2)}: nothing is changed."
    return Form(
        f"Training step {{{index}}}, {name}: the length of the gradient", lines=tuple(lines), words=words, where=where
    )


def _step_text(twin: Twin, step: int) -> str:
    if step >= len(twin.norms):
        return f"step {step}"
    norm, threshold = twin.norms[step], twin.threshold or math.inf
    cut = f" → {signed(threshold, 2)}" if norm > threshold else ", not clipped"
    return f"step {step} · ‖g‖ {spoken(_log10(norm), log=True)}{cut}"


def _log10(value: float) -> float:
    return math.log10(value) if value > 0 else -math.inf
