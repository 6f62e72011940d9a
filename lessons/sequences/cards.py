"""The controls of the five wirings, the network behind each, and what is said about it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import copies, wirings
from lessons.sequences.model import networks as tiny_networks
from lessons.sequences.model.tasks import LONGEST, TASKS, read
from lessons.sequences.model.wirings import Network, Wiring
from rnn_core import weights
from rnn_core.grads import gradcheck
from ui import controls, presenting, seed
from ui.cards import card

NAMES = {
    "one-one": "one to one",
    "one-many": "one to many",
    "many-one": "many to one",
    "seq2seq": "sequence to sequence",
    "aligned": "many to many",
}
LECTURE: dict[Wiring, tuple[str, str]] = {
    "one-one": ("standard classification, regression", "an image → is its bar flat or tall?"),
    "one-many": ("image captioning", "an image → its caption, word by word."),
    "many-one": ("sentence and sentiment classification", "a review, word by word → good or bad?"),
    "seq2seq": ("machine translation", "English → Spanish, whose adjectives follow the noun."),
    "aligned": ("video captioning", "a light in each frame → how has it moved?"),
}
"""The lecture's examples for each wiring, and the task of the network here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which wiring, what it reads, for how many steps, with whose weights, and how it is drawn."""

    wiring: Wiring
    example: str
    n_read: int
    n_written: int
    weights: str
    seed: int
    drawing: str

    @property
    def about(self) -> tuple[str, str]:
        """What the question is about: the wiring alone, for the answer does not depend on more."""
        return ("count", self.wiring)


def choose() -> Choice:
    """The wiring the reader chose, its input and its lengths."""
    chosen = controls.choice(
        "wiring",
        "Wiring",
        NAMES,
        default="many-one",
        help="Which steps have an input, which an output, and where the losses are.",
    )
    wiring = next(name for name in TASKS if name == chosen)
    example = controls.option(
        "example",
        "Input",
        tuple(TASKS[wiring].shown),
        width=150,
        help="What the network reads. T_x cuts it; the weights stay.",
    )
    n_read = controls.whole(
        "T_x",
        "T_x, read",
        1,
        LONGEST,
        LONGEST,
        help=_why(wiring, reads=True),
        fixed=1 if wiring.startswith("one") else None,
    )
    only = {"one-one": 1, "many-one": 1, "aligned": n_read}.get(wiring)
    n_written = controls.whole("T_y", "T_y, written", 1, LONGEST, LONGEST, help=_why(wiring, reads=False), fixed=only)
    drawing = controls.choice(
        "drawing",
        "Time",
        {"unrolled": "unrolled", "rolled": "rolled"},
        help="Rolled: one box of each kind, and a loop through which it meets itself again.",
    )
    whose = controls.choice(
        "weights",
        "Weights",
        {"trained": "trained", "random": "random"},
        help="Trained: the drawn weights after at most "
        f"{tiny_networks.MOST_STEPS} steps of Adam on all that the task knows.",
    )
    return Choice(wiring, example, n_read, n_written, whose, seed.button(), drawing)


def network(choice: Choice) -> Network:
    """The weights of ``choice``, which depend on neither its input nor its lengths."""
    make = tiny_networks.trained if choice.weights == "trained" else tiny_networks.drawn
    return make(choice.wiring, choice.seed)


def compute(choice: Choice) -> Shown:
    """The network's run over the chosen input."""
    sequence, examples = read(choice.wiring, choice.example, choice.n_read, choice.n_written)
    return Shown(wirings.run(choice.wiring, network(choice), examples), sequence)


def gradient_errors(shown: Shown) -> dict[str, float]:
    """The relative errors of the gradients of the loss on the screen, by matrix."""
    run = shown.run

    def loss(other: Network) -> float:
        return wirings.run(run.wiring, other, run.examples).loss

    return gradcheck.directional(loss, run.network, wirings.backward(run), np.random.default_rng(0))


def counts(choice: Choice, times: int = 1) -> tuple[int, int]:
    """How many numbers are learned, shared and unshared, for sequences ``times`` as long."""
    own = network(choice)
    read = choice.n_read * (1 if choice.wiring.startswith("one-") else times)
    written = choice.n_written * (1 if choice.wiring.endswith("-one") else times)
    return weights.count(own), copies.unshared(choice.wiring, own, read, written)


def caption(choice: Choice, *, hidden: bool) -> str:
    """What the figure says about the number of weights; half of it while the question is open."""
    shared, unshared = counts(choice)
    if hidden:
        return f"{shared} learned numbers"
    if choice.wiring == "one-one":
        return f"{shared} learned numbers, none of them W_hh"
    return f"{shared} learned numbers for any T; if each copy had its own: {unshared}"


def question(choice: Choice) -> tuple[str, list[str], str, str]:
    """The question about the network on the screen, the options, the answer, and why."""
    shared, unshared = counts(choice)
    if choice.wiring == "one-one":
        W_hh = network(choice).W_hh
        answer = 0 if W_hh is None else W_hh.size
        squared = len(network(choice).b_h) ** 2
        return (
            f"This network learns **{shared}** numbers. How many of them carry something from one step to the next?",
            _options(answer, squared, shared),
            str(answer),
            "There is no next step, so there is no W_hh. This is a network without recurrence.",
        )
    after, alone = counts(choice, times=2)
    return (
        f"This network learns **{shared}** numbers. How many does it learn for a sequence **twice as long**?",
        _options(after, 2 * shared, alone),
        str(after),
        "The new steps use the same matrices again. If each copy had its own, it would be "
        f"{unshared} now and {alone} then, and nothing longer could be read or written.",
    )


def facts(choice: Choice, *, hidden: bool) -> None:
    """The card that names the lecture's examples, the task here, and counts the weights."""
    lecture, here = LECTURE[choice.wiring]
    right, of = tiny_networks.score(choice.wiring, network(choice))
    kind = "Trained" if choice.weights == "trained" else "Before training"
    body = f"In the lecture: **{lecture}**. Here: {here} {kind}, it is right on {right} of {of}."
    with card(NAMES[choice.wiring].capitalize(), body):
        if choice.wiring != "one-one" and not hidden:
            st.markdown(_table(choice))


def _table(choice: Choice) -> str:
    times = (1, 2, 10) if presenting.active() else (1, 2, 10, 100)
    rows = [counts(choice, factor) for factor in times]
    head = " | ".join(f"{factor}T" if factor > 1 else "T" for factor in times)
    return "\n".join(
        [
            f"numbers | {head}",
            "|".join(["---"] + ["--:"] * len(times)),
            "**shared** | " + " | ".join(f"**{shared:,}**" for shared, _ in rows),
            "not shared | " + " | ".join(f"{own:,}" for _, own in rows),
        ]
    )


def _options(*numbers: int) -> list[str]:
    return [str(number) for number in sorted(set(numbers))]


def _why(wiring: Wiring, *, reads: bool) -> str:
    if reads:
        if wiring.startswith("one"):
            return "How many steps are read. Fixed: this wiring has one input, not a sequence."
        return "How many steps are read: of a sentence the last words, of a film the first frames."
    if wiring in ("one-one", "many-one"):
        return "How many steps are written. Fixed: this wiring has one output, not a sequence."
    if wiring == "aligned":
        return "How many steps are written. Fixed: every input has its output, so T_y = T_x."
    return "How many words are written; each of them has its loss L_t."
