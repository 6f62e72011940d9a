"""Training in slices while the reader watches: one step, play, pause, and back to the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from ui import link, networks
from ui.controls import late
from ui.networks import Choice, Tape, Training

Shown = TypeVar("Shown")
TICK = 0.15
STEPS_A_TICK = 2


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The training this visit looks at, so that a slice continues it instead of replaying it."""

    choice: Choice
    tape: Tape
    training: Training


def current(choice: Choice) -> Training:
    """The network of ``choice`` after all the training the reader gave it."""
    tape = link.recall(
        "tape",
        networks.start_tape(choice),
        networks.parse_tape,
        networks.show_tape,
        of=choice,
        mirror=not running(),
    )
    held: _Held | None = st.session_state.get("training")
    if held is not None and held.choice == choice and held.tape == tape:
        return held.training
    return _hold(choice, tape, networks.replay(choice, tape))


def advance(choice: Choice, rate: float, steps: int = 1) -> None:
    """Train ``choice`` on for ``steps`` at ``rate``; stops at the most steps a link can carry."""
    before = current(choice)
    steps = min(steps, networks.MOST_STEPS - networks.length(before.tape))
    after = networks.advance(choice, before, rate, steps) if steps else before
    if not steps or after.diverged:
        stop()
    link.remember("tape", after.tape, of=choice)
    _hold(choice, after.tape, after)


def start_over(choice: Choice) -> None:
    """Back to the weights the network began with; the training is set aside, not lost."""
    stop()
    tape = current(choice).tape
    if tape != networks.start_tape(choice):
        _aside()[choice] = tape
    link.remember("tape", networks.start_tape(choice), of=choice)


def set_aside(choice: Choice) -> Tape | None:
    """The training of ``choice`` that was set aside; None if there is none."""
    return _aside().get(choice)


def bring_back(choice: Choice) -> None:
    """Take up again the training that was set aside."""
    link.remember("tape", _aside().pop(choice), of=choice)


def running() -> bool:
    """True while training plays."""
    return bool(st.session_state.get("training.running"))


def live(view: Callable[[], Shown], playing: Callable[[], bool] = running) -> Shown:
    """What ``view`` returns, run as a fragment of its page, at every tick while training plays."""
    st.session_state["training.ticking"] = playing()
    return st.fragment(view, run_every=TICK if playing() else None)()


def keep_time(playing: Callable[[], bool] = running) -> None:
    """Run the page anew when playing or pausing changed whether it shall tick."""
    if st.session_state["training.ticking"]:
        late.ticks()
    changed = playing() != st.session_state["training.ticking"]
    late.told(again=changed)
    if changed:
        st.rerun()


def play() -> None:
    """Let training run, a slice at every tick."""
    st.session_state["training.running"] = True


def stop() -> None:
    """Pause training."""
    st.session_state["training.running"] = False


def _aside() -> dict[Choice, Tape]:
    tapes: dict[Choice, Tape] = st.session_state.setdefault("training.aside", {})
    return tapes


def _hold(choice: Choice, tape: Tape, training: Training) -> Training:
    st.session_state["training"] = _Held(choice, tape, training)
    return training
