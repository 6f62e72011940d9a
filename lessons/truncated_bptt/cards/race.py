"""The cards beside the race of truncated gradients: one racer trained now, and what came of all."""

import streamlit as st

from figures.numbers import signed, small
from lessons.truncated_bptt import script
from lessons.truncated_bptt.model.race import PROVED, Racer, distance, errors, name, stored
from lessons.truncated_bptt.state import TruncatedBptt
from rnn_core.studies.truncation_study import GUESSING
from ui import page as lesson
from ui.cards import card, note
from ui.player import Player
from ui.state import Page


def run_one(page: Page[TruncatedBptt], running: Player[Racer], *, hidden: bool) -> None:
    """The buttons that train one racer now, and how it agrees with the stored run."""
    now = running.shot
    assert now is not None
    settings, done = stored().race, len(now.losses)
    if hidden:
        note("Run it now", "The question is still open: answer or skip it, then race.")
        return
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
                help="Train this racer here, from its start; its curve grows over the stored ones.",
            )
        st.button(
            "Start over",
            key=page.key("start_over"),
            type="tertiary",
            on_click=lambda: running.start_over(Racer(now.k, now.seed)),
            disabled=not done,
        )


def results(*, hidden: bool) -> None:
    """What came of the racers: their last loss and their accuracy, medians over the seeds."""
    everything = stored()
    settings, rows = everything.race, ["| | loss | right answers |", "|:--|--:|--:|"]
    for k in settings.windows:
        loss, right = everything.median(k, "loss"), everything.median(k, "accuracy")
        numbers = "? | ?" if hidden and k < settings.T else f"{signed(loss, 3)} | {right:.0%}"
        rows.append(f"| {name(settings, k)} | {numbers} |")
    note(
        f"After {settings.updates} updates",
        "\n".join(rows) + f"\n\n:gray[Which of two random symbols was read {settings.lag} steps ago? Guessing "
        f"costs ln 2 = {signed(GUESSING, 3)} and is right in 50%. Same starts, same sequences, as "
        f"many updates: only k differs. Medians of {len(everything.seeds)} seeds, on new "
        "sequences.]",
    )


def not_forgetting() -> None:
    """Two cards that set a cut gradient apart from a lost state, with the numbers of the models."""
    everything, size = stored(), 5
    settings, far = everything.race, 4
    rows = (
        ("run in one piece", everything.in_chunks(settings.T, "carried")),
        (f"in chunks of {size}, state carried on", everything.in_chunks(size, "carried")),
        (f"in chunks of {size}, state set to 0", everything.in_chunks(size, "reset")),
    )
    lines = ["| the full racer | right answers |", "|:--|--:|"]
    lines += [f"| {name} | {right:.0%} |" for name, right in rows]
    note(
        "A cut gradient loses no state",
        "\n".join(lines) + "\n\n:gray[Only the last line forgets. Truncation is the second: forward, nothing is cut.]",
    )
    note(
        "What a cut gradient cannot do",
        f"With k = 1 no gradient ever crossed a step, and still the state tells the symbol read "
        f"{far} steps ago in **{everything.recalled(1, far):.0%}** of the cases: drawn weights "
        f"remember a little by themselves. But {settings.lag} steps ago it tells "
        f"{everything.recalled(1, settings.lag):.0%}, little more than guessing, and with "
        f"the full gradient {everything.recalled(settings.T, settings.lag):.0%}. To learn to keep "
        f"a symbol for {settings.lag} steps, a loss must reach back to where it was read.",
    )


def bet() -> tuple[str, str, list[str]]:
    """The question about a window shorter than the lag, the option next to the truth, and all."""
    settings = stored().race
    k = stored().longest_below_lag
    right = stored().median(k, "accuracy")
    options = {"about 50%": 0.5, "about 75%": 0.75, "nearly all": 1.0}
    answer = min(options, key=lambda option: abs(options[option] - right))
    text = script.RACE_QUESTION.format(lag=settings.lag, k=k, updates=settings.updates)
    return text, answer, list(options)


def proof(seed: int) -> None:
    """The line that trains the first updates of the racers again and compares the losses."""
    lesson.proof(
        lambda: errors(seed),
        "the stored curves come out again",
        of="racer",
        how=f"The first {PROVED} updates of seed {seed}, trained again now.",
    )


def _progress(running: Player[Racer], now: Racer) -> str:
    settings, done = stored().race, len(now.losses)
    if not done:
        return f"{settings.updates} updates, its whole training."
    difference = distance(settings.points(now.losses), stored().curve(now.k, now.seed))
    if difference == 0:
        agreement = "the same bits as the stored run"
    else:
        agreement = f"agrees with the stored run to {small(difference)}"
    if done >= settings.updates:
        return f"{done} updates, {agreement}."
    left = running.seconds_left(settings.updates - done)
    time = "" if left is None else f", about {left:.0f} s left"
    return f"{done} of {settings.updates} updates{time}; so far {agreement}."
