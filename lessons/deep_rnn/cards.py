"""What stands beside the stack of layers: the question about its gradients, and how many weights it has."""

from dataclasses import dataclass

import numpy as np

from figures.numbers import subscript
from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.model import MOST_LAYERS, Reading, Stack
from lessons.deep_rnn.state import DeepRnn
from ui import predict
from ui.cards import note
from ui.state import LAST, Page


@dataclass(frozen=True, slots=True)
class Question:
    """Which of some states gets the largest gradient: their names by the option of each."""

    text: str
    options: dict[str, str]
    answer: str
    because: str


def question(reading: Reading) -> Question | None:
    """About the gradient of the layers at t = 1; of one layer about its steps; else None."""
    norms, L, T = reading.norms, reading.layers, reading.steps
    where = "the end, on top" if len(reading.asked) == 1 else "every step, on top"
    if L > 1:
        options = {f"layer {layer}": f"g{layer}.1" for layer in range(1, L + 1)}
        found = norms[:, 1]
        text = f"The loss is taken at {where}. At **t = 1**, which layer's state gets the largest gradient?"
        because = "; ".join(
            f"layer {layer}: {norm_text(norm)} over {_counted(reading, layer)}"
            for layer, norm in enumerate(found.tolist(), start=1)
        )
    elif T > 1:
        times = sorted({round(t) for t in np.linspace(1, T, min(T, 6)).tolist()})
        options = {f"t = {t}": f"g1.{t}" for t in times}
        found = norms[0, times]
        text = f"The loss is taken at {where}. Which of these states gets the largest gradient?"
        because = "; ".join(
            f"‖∂L/∂h{subscript(t)}‖ = {norm_text(norm)}" for t, norm in zip(times, found.tolist(), strict=True)
        )
    else:
        return None
    return Question(text, options, list(options)[int(found.argmax())], f"{because}.")


def ask(page: Page[DeepRnn], about: Stack, reading: Reading) -> None:
    """The predict-first card, where there is something to ask."""
    asked = question(reading)
    if asked:
        predict.question(
            page,
            about,
            asked.text,
            list(asked.options),
            answer=asked.answer,
            because=asked.because,
            reveal=lambda: page.jump(LAST, highlight=tuple(asked.options.values())),
        )


def size(stack: Stack) -> None:
    """The number of weights against the number of layers, and the single layer that has as many."""
    n, depths = stack.hidden, range(1, MOST_LAYERS + 1)

    def row(name: str, entries: list[str]) -> str:
        shown = [f"**{e}**" if stack.layers == L else e for L, e in zip(depths, entries, strict=True)]
        return f"| {name} | {' | '.join(shown)} |"

    table = "\n".join(
        [
            f"| layers | {' | '.join(map(str, depths))} |",
            "|---" * (MOST_LAYERS + 1) + "|",
            row("in all W", [str(2 * n * n * L) for L in depths]),
            row("one layer of n", [f"{n * L**0.5:.1f}" for L in depths]),
        ]
    )
    note(
        f"Parameters: each W has {n}·{2 * n} = {2 * n * n}",
        f"{table}\n\n:gray[The last line: how many units one layer would need for as many. "
        f"Each b has {n} more; the slide leaves them out, and here they start at 0.]",
    )


def _counted(reading: Reading, layer: int) -> str:
    n_paths = reading.paths(1, layer)
    return f"{n_paths} path{'s' * (n_paths != 1)}"
