"""What stands beside the five wirings: what each is for, the question, how many numbers are learned."""

import streamlit as st

from lessons.sequences.model import networks
from lessons.sequences.model.wirings import Wiring
from lessons.sequences.script import LECTURE
from lessons.sequences.state import WIRINGS, Sequences
from rnn_core import weights
from ui import controls, presenter
from ui.cards import card
from ui.state import Page


def lengths(page: Page[Sequences], state: Sequences) -> None:
    """The sliders of T_x and T_y; one whose length the wiring itself says stands still and says why."""
    wiring = state.wiring
    if wiring.startswith("one"):
        why = "How many steps are read. Fixed: this wiring has one input, not a sequence."
        controls.control(page, "T_x", fixed=1, help=why)
    else:
        controls.draw(page, "T_x")
    if wiring in ("one-one", "many-one", "aligned"):
        controls.control(page, "T_y", fixed=state.n_written, help=_why_fixed(wiring))
    else:
        controls.draw(page, "T_y")


def counts(state: Sequences, times: int = 1) -> tuple[int, int]:
    """How many numbers are learned, shared and unshared, for sequences ``times`` as long."""
    own = state.network
    read = state.n_read * (1 if state.wiring.startswith("one-") else times)
    written = state.n_written * (1 if state.wiring.endswith("-one") else times)
    return weights.count(own), networks.unshared(state.wiring, own, read, written)


def caption(state: Sequences, *, hidden: bool) -> str:
    """What the figure says about the number of weights; half of it while the question is open."""
    shared, unshared = counts(state)
    if hidden:
        return f"{shared} learned numbers"
    if state.wiring == "one-one":
        return f"{shared} learned numbers, none of them W_hh"
    return f"{shared} learned numbers for any T; if each copy had its own: {unshared}"


def question(state: Sequences) -> tuple[str, list[str], str, str]:
    """The question about the network on the screen, the options, the answer, and why."""
    shared, unshared = counts(state)
    if state.wiring == "one-one":
        W_hh = state.network.W_hh
        answer = 0 if W_hh is None else W_hh.size
        squared = len(state.network.b_h) ** 2
        return (
            f"This network learns **{shared}** numbers. How many of them carry something from one step to the next?",
            _options(answer, squared, shared),
            str(answer),
            "There is no next step, so there is no W_hh. This is a network without recurrence.",
        )
    after, alone = counts(state, times=2)
    return (
        f"This network learns **{shared}** numbers. How many does it learn for a sequence **twice as long**?",
        _options(after, 2 * shared, alone),
        str(after),
        "The new steps use the same matrices again. If each copy had its own, it would be "
        f"{unshared} now and {alone} then, and nothing longer could be read or written.",
    )


def facts(state: Sequences, *, hidden: bool) -> None:
    """The card that names the lecture's examples, the task here, and counts the weights."""
    lecture, here = LECTURE[state.wiring]
    right, of = networks.score(state.wiring, state.network)
    kind = "Trained" if state.weights == "trained" else "Before training"
    body = f"In the lecture: **{lecture}**. Here: {here} {kind}, it is right on {right} of {of}."
    with card(WIRINGS[state.wiring].capitalize(), body):
        if state.wiring != "one-one" and not hidden:
            st.markdown(_table(state))


def _table(state: Sequences) -> str:
    times = (1, 2, 10) if presenter.active() else (1, 2, 10, 100)
    rows = [counts(state, factor) for factor in times]
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


def _why_fixed(wiring: Wiring) -> str:
    if wiring == "aligned":
        return "How many steps are written. Fixed: every input has its output, so T_y = T_x."
    return "How many steps are written. Fixed: this wiring has one output, not a sequence."
