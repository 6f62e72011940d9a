"""The card that shows the loss and trains the network on the screen, and the buttons that write again."""

import numpy as np
import streamlit as st

from figures.curve_data import as_data
from figures.curves import loss_curve
from figures.numbers import signed
from lessons.hello.state import Hello
from ui import character_model, player
from ui.cards import plain
from ui.character_model import Choice
from ui.components import curves
from ui.components.card import Card, Press
from ui.fields import Whole, of
from ui.network_controls import go_on, kept_aside, training
from ui.state import LAST, Page

STEPS_A_TICK = 2


def throw_again(page: Page[Hello]) -> None:
    """The button that throws the dice again while the weights stay."""
    dice = of(Hello)["dice"]
    assert isinstance(dice, Whole)
    st.button(
        "",
        icon=":material/casino:",
        key=page.key("throw_again"),
        on_click=lambda: page.change(dice=page.now.dice % dice.high + 1),
        disabled=page.now.temperature == 0,
        help="Draw other characters with the same probabilities. The weights stay.",
    )


def loss(page: Page[Hello], choice: Choice) -> Card:
    """The mean loss against guessing, and the buttons that train; they turn the figure to the last step.

    Training goes on in slices; the reader may pause it, or go back to the weights of the start.
    """
    on = training(page, choice)
    trained = on.shot
    assert trained is not None
    steps = character_model.length(trained.tape)
    n_symbols = len(trained.vocabulary)
    mean, guessing = trained.losses[-1], float(np.log(n_symbols))
    if n_symbols == 1:
        verdict = ":gray[nothing to guess]"
    elif mean > guessing:
        verdict = ":orange[worse than guessing]"
    else:
        verdict = ":green[better than guessing]"
    body = f"mean **{signed(mean, 3)}** nats: {verdict} (ln {n_symbols} = {signed(guessing, 3)})"
    if diverged := on.diverged or trained.diverged:
        body += (
            f"\n\n:orange[Training stopped at step {diverged.step}: {plain(diverged.reason)}.] "
            "A smaller learning rate does not overshoot so far."
        )
    elif steps >= character_model.MOST_STEPS:
        body += f"\n\n:gray[That is the most a link can carry: {character_model.MOST_STEPS} steps.]"
    title = f"Loss after {steps} step{'s' * (steps > 1)}" if steps else "Loss"
    at_start = trained.tape == character_model.start_tape(choice)
    return Card("loss", title, body, _presses(page, choice, at_start=at_start))


def curve(page: Page[Hello], choice: Choice) -> None:
    """The losses of the training so far, once there was a step."""
    trained = training(page, choice).shot
    assert trained is not None
    if character_model.length(trained.tape):
        drawn = loss_curve(trained.losses, guessing=float(np.log(len(trained.vocabulary))))
        curves.mount(as_data(drawn), page.key("loss_curve"))


def _presses(page: Page[Hello], choice: Choice, *, at_start: bool) -> list[Press]:
    on = training(page, choice)

    def watch() -> None:
        page.jump(LAST)

    def one_step() -> None:
        watch()
        on.play()
        go_on(page, choice, page.now.rate, steps=1)
        on.pause()

    def start_over() -> None:
        on.start_over(character_model.replay(choice, character_model.start_tape(choice)))
        page.change(tape=None)

    def bring_back() -> None:
        on.bring_back()
        assert on.shot is not None
        page.change(tape=on.shot.tape)

    aside = kept_aside(on, choice)
    back = Press(
        "Start over",
        start_over,
        disabled=at_start,
        help="Back to the weights before this training, which is kept aside.",
    )
    if at_start and aside:
        back = Press(f"Bring back {aside} steps", bring_back)
    return [
        Press(
            "One gradient step",
            one_step,
            icon="trending_down",
            help="Every weight moves against its gradient: W ← W − η · ∂L/∂W, L the mean loss.",
            disabled=on.playing,
        ),
        player.turn(on, then=watch),
        back,
    ]
