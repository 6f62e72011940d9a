"""The card that shows the loss and trains the network on the screen."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from figures.curve_data import as_data
from figures.curves import loss_curve
from figures.numbers import signed
from ui import networks, training
from ui.cards import card
from ui.components import curves
from ui.networks import Choice, Training


def show(choice: Choice, trained: Training, rate: float, *, watch: Callable[[], None]) -> None:
    """The mean loss against guessing, and the buttons that train; ``watch`` turns the figure to it.

    Training goes on in slices; the reader may pause it, or go back to the weights of the start.
    """
    steps = networks.length(trained.tape)
    n_symbols = len(trained.vocabulary)
    loss, guessing = trained.losses[-1], float(np.log(n_symbols))
    if n_symbols == 1:
        verdict = ":gray[nothing to guess]"
    elif loss > guessing:
        verdict = ":orange[worse than guessing]"
    else:
        verdict = ":green[better than guessing]"
    with card(
        f"Loss after {steps} step{'s' * (steps > 1)}" if steps else "Loss",
        f"mean **{signed(loss, 3)}** nats: {verdict} (ln {n_symbols} = {signed(guessing, 3)})",
    ):
        if trained.diverged:
            st.markdown(
                f":orange[Training stopped at step {trained.diverged.step}: "
                f"{trained.diverged.reason}.] A smaller learning rate does not overshoot so far."
            )
        elif steps >= networks.MOST_STEPS:
            st.caption(f"That is the most a link can carry: {networks.MOST_STEPS} steps.")
        _buttons(choice, rate, watch, at_start=trained.tape == networks.start_tape(choice))
        if steps:
            curves.mount(as_data(loss_curve(trained.losses, guessing=guessing)), "loss_curve")


def _buttons(choice: Choice, rate: float, watch: Callable[[], None], *, at_start: bool) -> None:
    def one_step() -> None:
        watch()
        training.advance(choice, rate)

    def play() -> None:
        watch()
        training.play()

    with st.container(horizontal=True, gap="small"):
        running = training.running()
        st.button(
            "One gradient step",
            key="one_step",
            icon=":material/trending_down:",
            on_click=one_step,
            disabled=running,
            help="Every weight moves against its gradient: W ← W − η · dL/dW, L the mean loss.",
        )
        if running:
            st.button("Pause", key="pause", on_click=training.stop, width=80)
        else:
            st.button("Train", key="play", on_click=play, width=80)
        aside = training.set_aside(choice)
        if at_start and aside:
            st.button(
                f"Bring back {networks.length(aside)} steps",
                key="bring_back",
                type="tertiary",
                on_click=training.bring_back,
                args=(choice,),
            )
        else:
            st.button(
                "Start over",
                key="start_over",
                type="tertiary",
                on_click=training.start_over,
                args=(choice,),
                disabled=at_start,
                help="Back to the weights before this training, which is kept aside.",
            )
    training.keep_time()
