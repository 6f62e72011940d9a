"""The training on the page: its branches, how far each is, and what a link says of it.

It goes on in slices while it plays, or until it has caught up with what the link says.
"""

import time

import streamlit as st

from datasets import toycode_sample
from lessons.text_generation.model import history as char_history
from lessons.text_generation.model import plans as char_plans
from lessons.text_generation.model.history import Branch
from lessons.text_generation.model.plans import MOST_BRANCHES, MOST_STEPS, Plan
from lessons.text_generation.own import record as own_record
from lessons.text_generation.own.held import Held, Setting
from rnn_core.loop import Diverged
from rnn_core.model import Model
from rnn_core.studies import character_training as char_training
from ui import link, seed

SLICE = 0.09
"""Seconds of training at every tick."""
HIDDEN, RATE = 64, 0.01
"""What is chosen at first."""
_KEY = "own_training"


def current(setting: Setting, rate: float) -> Held:
    """The training of ``setting``: the recorded one, or what a link says.

    What was not recorded is caught up with, slice by slice.
    """
    recorded = setting.recorded
    at_first: tuple[Plan, ...] = (recorded.plan(),) if recorded else ()
    said = link.recall("trained", at_first, char_plans.parse, char_plans.show, of=setting.key[1:], mirror=not running())
    held: Held | None = st.session_state.get(_KEY)
    if held is None or held.setting != setting or (held.told != said and not setting.own):
        plays(playing=False)
        held = st.session_state[_KEY] = _begun(setting, said, rate)
    if held.untouched:
        held.branches = (Branch(-1, rate, ()),)
    return held


def _begun(setting: Setting, said: tuple[Plan, ...], rate: float) -> Held:
    """The training as the link says it, from the recorded branch where it can go on from that."""
    recorded = setting.recorded
    plans = said if said and said[0].until and not setting.own else ()
    if recorded and plans and own_record.leads_to(recorded, plans):
        return Held(setting, (recorded,), plans, said)
    return Held(setting, (Branch(-1, plans[0].rate if plans else rate, ()),), plans, said)


def start(held: Held) -> Model:
    """The network of the current branch as it is; before any training, as it was drawn."""
    if held.branch.latest:
        return held.branch.latest.model
    setting = held.setting
    return char_training.start(len(setting.corpus.vocabulary), setting.hidden, setting.seed)


def demonstrate(steps: int) -> None:
    """Train the sample for so many steps, from the beginning; for use in a callback."""
    first, plans = _first(), (Plan(-1, 0, RATE, steps),)
    st.session_state[_KEY] = Held(first, (Branch(-1, RATE, ()),), plans, plans)
    link.remember("seed", seed.FIRST)
    link.remember("trained", plans, of=first.key[1:])


def bring_back() -> None:
    """Show the recorded training again; for use in a callback."""
    st.session_state.pop(_KEY, None)
    plays(playing=False)
    link.remember("seed", seed.FIRST)
    link.remember("trained", (own_record.branch().plan(),), of=_first().key[1:])


def held() -> Held | None:
    """The training of this visit; None if there is none yet."""
    found: Held | None = st.session_state.get(_KEY)
    return found


def running() -> bool:
    """True while training plays or catches up, and is looked at."""
    held: Held | None = st.session_state.get(_KEY)
    return (
        bool(st.session_state.get("own_training.shown"))
        and held is not None
        and bool(st.session_state.get("own_training.plays") or held.behind is not None)
    )


def seed_button() -> int:
    """The seed of the weights and batches, and the button that draws them anew."""
    return seed.button()


def look(*, shown: bool) -> None:
    """Say whether the training is on the screen; it goes on only there."""
    st.session_state["own_training.shown"] = shown


def tick(held: Held) -> None:
    """Train on for one slice."""
    began = time.perf_counter()
    while running() and time.perf_counter() - began < SLICE:
        if not _step(held):
            break
    held.seconds += time.perf_counter() - began
    _tell(held)


def play(held: Held, rate: float) -> None:
    """Train on; with another rate than the branch has, on a branch of its own."""
    branch = held.branch
    if branch.losses and branch.rate != rate:
        fork(held, held.current, branch.checkpoints[-1].step, rate)
    plays(playing=True)


def plays(*, playing: bool) -> None:
    """Let the training go on, or stand still."""
    st.session_state["own_training.plays"] = playing


def pause(held: Held) -> None:
    """Stop; what the link said further on is given up."""
    plays(playing=False)
    held.plans = ()
    _tell(held)


def over(held: Held) -> None:
    """Forget all branches."""
    st.session_state.pop(_KEY, None)
    plays(playing=False)
    nothing = (Plan(-1, 0, held.branches[0].rate, 0),) if held.setting.recorded else ()
    link.remember("trained", nothing, of=held.setting.key[1:])


def fork(held: Held, number: int, step: int, rate: float) -> bool:
    """Begin a branch at a checkpoint of a branch; False where its weights were not kept."""
    branch = char_history.fork(held.branches, number, step, rate)
    if branch is None or len(held.branches) >= MOST_BRANCHES:
        return False
    held.branches = (*held.branches, branch)
    held.current = len(held.branches) - 1
    held.growth = held.diverged = held.inside = held.wrote = None
    _tell(held)
    return True


def follow(held: Held, number: int) -> None:
    """Go on with this branch from now on."""
    held.current, held.growth, held.diverged = number, None, None


def _first() -> Setting:
    """What is chosen at first."""
    return Setting(toycode_sample.corpus(), own=False, hidden=HIDDEN, seed=seed.FIRST)


def _step(held: Held) -> bool:
    """One gradient step of the branch whose turn it is; False where nothing is left to do."""
    behind = held.behind
    if behind is not None:
        if behind == len(held.branches):
            plan = held.plans[behind]
            made = char_history.fork(held.branches, plan.parent, plan.start, plan.rate)
            if made is None:
                held.plans = ()
                return False
            held.branches, held.growth = (*held.branches, made), None
        if held.current != behind:
            follow(held, behind)
    if held.steps >= MOST_STEPS or held.diverged:
        plays(playing=False)
        held.plans = ()
        return False
    branch = held.branch
    if held.growth is None or held.grown is not branch:
        keep = {plan.start for plan in held.plans}
        setting = held.setting
        held.growth = char_history.growth(setting.corpus, setting.hidden, setting.seed, branch, keep)
    try:
        held.grown = next(held.growth)
    except Diverged as event:
        held.diverged, held.growth = event, None
        return False
    grown = list(held.branches)
    grown[held.current] = held.grown
    held.done += 1
    held.branches = tuple(grown)
    return True


def _tell(held: Held) -> None:
    """Keep the link in step: what was reached, unless it is still being caught up with."""
    if held.setting.own or held.behind is not None:
        return
    held.plans = ()
    plans = tuple(branch.plan() for branch in held.branches)
    held.told = plans if plans[0].until or held.setting.recorded else ()
    link.remember("trained", held.told, of=held.setting.key[1:])
