"""The cards beside the race of truncated gradients: one training run now, and what came of all."""

import streamlit as st

from figures.numbers import signed, small
from lessons.truncated_bptt.model.race import PROVED, Racer, distance, errors, name, stored
from lessons.truncated_bptt.state import TruncatedBptt
from rnn_core.studies.truncation_study import GUESSING
from ui import page as lesson
from ui.cards import card, note
from ui.player import Player
from ui.state import Page


def run_one(page: Page[TruncatedBptt], running: Player[Racer]) -> None:
    """The buttons that train one racer now, and how it agrees with the stored run."""
    now = running.shot
    assert now is not None
    settings, done = stored().race, len(now.losses)
    title = f"**{name(settings, now.k)}**, seed {now.seed}: {_progress(running, now)}"
    with card("Run it now", title), st.container(horizontal=True, gap="small"):
        if running.playing:
            st.button("Pause", key=page.key("pause"), on_click=running.pause, width=80)
        else:
            st.button(
                "Run it now",
                key=page.key("play"),
                icon=":material/play_arrow:",
                on_click=running.play,
                disabled=done >= settings.updates,
                help="Do this training here, from its start; its curve grows over the stored ones.",
            )
        st.button(
            "Start over",
            key=page.key("start_over"),
            type="tertiary",
            on_click=lambda: running.start_over(Racer(now.k, now.seed)),
            disabled=not done,
        )


def results() -> None:
    """What came of the trainings: their last loss and their accuracy, medians over the seeds."""
    everything = stored()
    settings, rows = everything.race, ["| | loss | right answers |", "|:--|--:|--:|"]
    for k in settings.windows:
        loss, right = everything.median(k, "loss"), everything.median(k, "accuracy")
        rows.append(f"| {name(settings, k)} | {signed(loss, 3)} | {right:.0%} |")
    note(
        f"After {settings.updates} training steps (stored)",
        "\n".join(rows)
        + f"\n\n:gray[Which of two random characters was read {settings.lag} time steps ago? Guessing has a loss of "
        f"ln 2 = {signed(GUESSING, 3)} and is right in 50%. Same start weights, same sequences, as many training "
        f"steps: only k differs. "
        f"Medians of {len(everything.seeds)} seeds, on held-out sequences.]",
    )


def not_forgetting() -> None:
    """Two cards that set a truncated gradient apart from a lost state, with the stored numbers of the networks."""
    everything, size = stored(), 5
    settings, far = everything.race, 4
    rows = (
        ("run in one piece", everything.in_chunks(settings.T, "carried")),
        (f"in chunks of {size}, state carried on", everything.in_chunks(size, "carried")),
        (f"in chunks of {size}, state set to 0", everything.in_chunks(size, "reset")),
    )
    lines = ["| trained with the full gradient | right answers |", "|:--|--:|"]
    lines += [f"| {name} | {right:.0%} |" for name, right in rows]
    note(
        "A truncated gradient loses no state",
        "\n".join(lines)
        + "\n\n:gray[Only resetting the state forgets. Truncated training is the second line: the state is kept.]",
    )
    note(
        "What a truncated gradient cannot do",
        f"With k = 1 no gradient ever went back a time step, and still the character read {far} time steps ago can "
        f"be read from the state in "
        f"**{everything.recalled(1, far):.0%}** of the cases: random weights remember a little by themselves. But "
        f"the character read "
        f"{settings.lag} time steps ago only in {everything.recalled(1, settings.lag):.0%}, little more than "
        f"guessing, and with the full "
        f"gradient in {everything.recalled(settings.T, settings.lag):.0%}. To learn to keep a character for "
        f"{settings.lag} time steps, a loss "
        "must reach back to where it was read.",
    )


def proof(seed: int) -> None:
    """The line that trains the first updates of the racers again and compares the losses."""
    lesson.proof(
        lambda: errors(seed),
        "the stored curves come out again",
        of="training",
        how=f"The first {PROVED} training steps of seed {seed}, done again now.",
    )


def _progress(running: Player[Racer], now: Racer) -> str:
    settings, done = stored().race, len(now.losses)
    if not done:
        return f"{settings.updates} training steps."
    difference = distance(settings.points(now.losses), stored().curve(now.k, now.seed))
    if difference == 0:
        agreement = "the same bits as the stored run"
    else:
        agreement = f"agrees with the stored run to {small(difference)}"
    if done >= settings.updates:
        return f"{done} training steps, {agreement}."
    left = running.seconds_left(settings.updates - done)
    time = "" if left is None else f", about {left:.0f} s left"
    return f"{done} of {settings.updates} training steps{time}; so far {agreement}."
