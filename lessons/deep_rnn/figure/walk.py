"""The walk through the grid of time × depth: up each column, then back to the first state."""

from figures.graph import Step
from figures.numbers import quoted
from lessons.deep_rnn.model import Reading


def forward_steps(reading: Reading) -> int:
    """How many steps lead forward: a read and an update of each layer, and what is compared."""
    return reading.steps * (1 + reading.layers) + len(reading.asked)


def back_to(reading: Reading, t: int, layer: int) -> int:
    """The index of the step in which the gradient reaches h_t^l."""
    columns = reading.steps - t
    return forward_steps(reading) + columns * reading.layers + reading.layers - layer


def steps(reading: Reading, *, arrows: bool) -> tuple[Step, ...]:
    """The walk; without arrows only the boxes light up."""
    walk = _forward(reading) + _backward(reading)
    if arrows:
        return tuple(walk)
    boxes = ("x", "h", "g", "y", "L.")
    return tuple(Step(step.text, tuple(name for name in step.lit if name.startswith(boxes)), step.now) for step in walk)


def _forward(reading: Reading) -> list[Step]:
    walk: list[Step] = []
    for t in range(1, reading.steps + 1):
        symbol = quoted(reading.vocabulary.symbols[int(reading.run.x[t - 1, 0])])
        walk.append(Step(f"t = {t} · read {symbol}: its row of E is x", (f"x.{t}",), (f"x.{t}",)))
        for layer in range(1, reading.layers + 1):
            below = f"layer {layer - 1}" if layer > 1 else "x"
            past = "its own past" if t > 1 else "h₀ = 0"
            before = (f"before{layer}.{t}",) if t > 1 else ()
            node = f"h{layer}.{t}"
            walk.append(
                Step(f"t = {t} · layer {layer} reads {below} and {past}", (f"below{layer}.{t}", *before, node), (node,))
            )
        if t in reading.asked:
            targets = reading.run.targets
            token = 0 if targets is None else int(targets[t - 1, 0])
            walk.append(
                Step(
                    f"t = {t} · predict, compare with {quoted(reading.vocabulary.symbols[token])}",
                    (f"W_hy.{t}", f"y.{t}", f"L_edge.{t}", f"L.{t}"),
                    (f"y.{t}",),
                )
            )
    return walk


def _backward(reading: Reading) -> list[Step]:
    walk: list[Step] = []
    for t in range(reading.steps, 0, -1):
        for layer in range(reading.layers, 0, -1):
            arrows, sources = [], []
            if layer < reading.layers:
                arrows.append(f"down{layer + 1}.{t}")
                sources.append(f"from layer {layer + 1}")
            elif t in reading.asked:
                arrows.append(f"W_hyT.{t}")
                sources.append("from the loss")
            if t < reading.steps:
                arrows.append(f"back{layer}.{t + 1}")
                sources.append(f"from t = {t + 1}")
            if layer == 1:
                arrows.append(f"down1.{t}")
            node = f"g{layer}.{t}"
            text = f"t = {t} · back into layer {layer}: {' and '.join(sources)}"
            walk.append(Step(text, (*arrows, node), (node,)))
    return walk
