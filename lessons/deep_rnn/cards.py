"""The stack of layers that a reader chose: its controls, its reading of the word, its question."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from figures.numbers import subscript
from lessons.deep_rnn import model as stacks
from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.model import Reading
from rnn_core import model
from rnn_core.grads import gradcheck
from rnn_core.model import Model
from rnn_core.studies import grid_paths
from rnn_core.text import Vocabulary
from ui import cards, controls, predict, seed, walk

MOST_LAYERS = 4
MOST_PATHS = 3000
"""So many paths are summed one by one when the proof is asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which stack reads which word, and whether its loss is taken at every step."""

    kind: str
    word: str
    layers: int
    hidden: int
    seed: int
    every: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Which of some states gets the largest gradient: their names by the option of each."""

    text: str
    options: dict[str, str]
    answer: str
    because: str


def choose() -> Choice:
    """The stack that the controls say."""
    kind = controls.choice(
        "network",
        "Network",
        {"random": "random", "trained": "trained"},
        help="Weights drawn from the seed, or the same after learning the word by heart. Once "
        "learned, the loss is near 0, and so is every gradient.",
    )
    word = controls.word(
        "word", "Word", "hello", help="2 to 40 symbols of any script; the stack reads all but the last."
    )
    layers = controls.whole(
        "layers",
        "Layers L",
        1,
        MOST_LAYERS,
        2,
        help="How many states stand above each other. A layer more is a matrix W more; the layers below keep theirs.",
    )
    hidden = controls.whole(
        "hidden",
        "Units n",
        1,
        stacks.MOST_UNITS,
        3,
        help="n, the length of x and of every h. Each W is n×2n. Drawn weights stay; more are drawn beside them.",
    )
    loss = controls.choice(
        "loss",
        "Loss",
        {"last": "last step", "every": "every step"},
        help="Where outputs are compared with the next symbol: all gradients start there.",
    )
    return Choice(kind, word, layers, hidden, seed.button(), loss == "every")


@lru_cache(maxsize=64)
def read(choice: Choice) -> Reading:
    """The word as the chosen stack reads it, forward and backward."""
    vocabulary = Vocabulary.of(choice.word)
    sizes = choice.hidden, choice.layers, choice.seed
    if choice.kind == "trained":
        network = stacks.trained(vocabulary, choice.word, *sizes)
    else:
        network = stacks.drawn(vocabulary, *sizes)
    return stacks.read(network, vocabulary, choice.word, every=choice.every)


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
            f"‖dL/dh{subscript(t)}‖ = {norm_text(norm)}" for t, norm in zip(times, found.tolist(), strict=True)
        )
    else:
        return None
    return Question(text, options, list(options)[int(found.argmax())], f"{because}.")


def ask(slug: str, about: Hashable, reading: Reading) -> None:
    """The predict-first card, where there is something to ask."""
    asked = question(reading)
    if asked:
        predict.question(
            slug,
            about,
            asked.text,
            list(asked.options),
            answer=asked.answer,
            because=asked.because,
            reveal=lambda: walk.jump(walk.LAST, highlight=tuple(asked.options.values())),
        )


def show_size(choice: Choice) -> None:
    """The number of weights against the number of layers, and the single layer that has as many."""
    n, depths = choice.hidden, range(1, MOST_LAYERS + 1)

    def row(name: str, entries: list[str]) -> str:
        shown = [f"**{e}**" if choice.layers == L else e for L, e in zip(depths, entries, strict=True)]
        return f"| {name} | {' | '.join(shown)} |"

    table = "\n".join(
        [
            f"| layers | {' | '.join(map(str, depths))} |",
            "|---" * (MOST_LAYERS + 1) + "|",
            row("in all W", [str(2 * n * n * L) for L in depths]),
            row("one layer of n", [f"{n * L**0.5:.1f}" for L in depths]),
        ]
    )
    cards.note(
        f"Parameters: each W has {n}·{2 * n} = {2 * n * n}",
        f"{table}\n\n:gray[The last line: how many units one layer would need for as many. "
        f"Each b has {n} more; the slide leaves them out, and here they start at 0.]",
    )


def errors(reading: Reading) -> dict[str, float]:
    """Relative errors of the gradients, and of dL/dh at (1, 1) against the sum over its paths."""
    run, mask = reading.run, reading.run.mask

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets, mask=mask)
        return float("nan") if again.loss is None else again.loss

    found = gradcheck.directional(loss, run.model, reading.grads.model, np.random.default_rng(0))
    n_paths = grid_paths.count(reading.steps, reading.layers, 1, 1)
    if len(reading.asked) == 1 and n_paths <= MOST_PATHS:
        end = reading.from_above(reading.layers)[-1]
        summed = grid_paths.gradient(run.model.cell, run.trace, end, 1, 1)
        total = reading.gradients[0, 1]
        scale = float(np.linalg.norm(total)) or 1.0
        name = f"h at t = 1, layer 1: sum over {n_paths} path{'s' * (n_paths != 1)}"
        found[name] = float(np.linalg.norm(summed - total)) / scale
    return found


def _counted(reading: Reading, layer: int) -> str:
    n_paths = reading.paths(1, layer)
    return f"{n_paths} path{'s' * (n_paths != 1)}"
