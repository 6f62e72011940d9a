"""The cards beside a training on the page: how far it is, a checkpoint, all that was written."""

import math

import streamlit as st

from datasets import toycode_sample
from figures.numbers import signed
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.model import reading as char_reading
from lessons.text_generation.model.history import Checkpoint
from lessons.text_generation.model.plans import EVERY, MOST_BRANCHES, MOST_STEPS
from lessons.text_generation.own import text as own_text
from lessons.text_generation.own import training as own_training
from lessons.text_generation.own.held import Held, Setting
from ui import controls, training
from ui.cards import card, plain

RATES = (0.001, 0.003, 0.01, 0.02, 0.05, 0.2)
SIZES = {"16": "16", "32": "32", "64": "64"}
SHOWN = 10
WRITES = 220


def choose() -> tuple[Setting, float, float]:
    """What to train, at which learning rate; and the temperature of what is written."""
    own = (
        controls.choice(
            "learns",
            "Text",
            {"sample": "toy code", "own": "yours"},
            help=f"What is learned. Toy code: {toycode_sample.LENGTH:,} characters from our grammar. "
            f"Yours: {own_text.LIMITS}",
        )
        == "own"
    )
    own_text.button()
    hidden = controls.choice(
        "size",
        "Hidden units",
        SIZES,
        default=str(own_training.HIDDEN),
        help="H: the numbers of the memory C and of h. More can keep track of more.",
    )
    rate = controls.stop(
        "rate",
        "Learning rate η",
        RATES,
        own_training.RATE,
        help="Adam's step. Another rate goes on in a branch of its own, from the last checkpoint.",
    )
    temperature = controls.live(
        "temperature",
        "Temperature τ",
        0.0,
        2.0,
        0.1,
        0.7,
        low_text="0: best",
        help="p = softmax(y / τ), for what the chosen checkpoint writes.",
    )
    seed = own_training.seed_button()
    if own and not own_text.given():
        controls.remark(f"No text of yours yet, so this is toy code. Yours: {own_text.LIMITS}")
        own = False
    return Setting(own_text.current(own=own), own, int(hidden), seed), rate, temperature


def levels(setting: Setting) -> dict[str, float]:
    """What those pay who know less: nothing, or only how often each character occurs."""
    corpus = setting.corpus
    return {"guessing": math.log2(len(corpus.vocabulary)), "counting characters": corpus.unigram_bits()}


def show(held: Held, rate: float) -> None:
    """How far the training is, and its buttons."""
    branch, corpus = held.branch, held.setting.corpus
    with card("Training", _story(held)):
        with st.container(horizontal=True, gap="small"):
            if own_training.running():
                st.button("Pause", key="pause", on_click=own_training.pause, args=(held,), width=80)
            else:
                full = held.steps >= MOST_STEPS
                st.button(
                    "Train",
                    key="play",
                    on_click=own_training.play,
                    args=(held, rate),
                    width=80,
                    disabled=full or held.diverged is not None,
                )
            if held.setting.recorded and held.untouched:
                st.button("Show the recorded", key="recorded", type="tertiary", on_click=own_training.bring_back)
            else:
                st.button(
                    "Start over",
                    key="start_over",
                    type="tertiary",
                    args=(held,),
                    on_click=own_training.over,
                    disabled=not branch.losses,
                )
        st.caption(
            f"{len(corpus.tokens):,} characters, {len(corpus.vocabulary)} different; the last "
            "tenth is held out. " + ("The text is not in the link." if held.setting.own else "The link carries it all.")
        )


def checkpoint(held: Held, node: str | None, rate: float, temperature: float) -> None:
    """What the chosen checkpoint writes, and the way on from it; the latest if none is chosen."""
    number, found = chosen(held, node)
    if found is None:
        return
    title = f"After {found.step} steps" + (f", branch {number + 1}" if len(held.branches) > 1 else "")
    with card(title, f"held out **{signed(found.bits, 3)}** bits per character"):
        if found.snapshot is None:
            st.code(found.text, language=None, height=150)
            st.caption("Of this checkpoint only its exam and its line were kept; filled dots have weights.")
            return
        st.code(_writes(held, found, temperature), language=None, height=150)
        with st.container(horizontal=True, gap="small"):
            st.button(
                f"Go on from here, η = {rate:g}",
                key="fork",
                args=(held, number, found.step, rate),
                on_click=_fork,
                disabled=len(held.branches) >= MOST_BRANCHES,
                help="A new branch from this checkpoint; the old curve stays.",
            )
            st.button(
                "Look inside",
                key="inside",
                type="tertiary",
                on_click=_inside,
                args=(held, found),
                help="Read with it. A few lines of your text then stand in the link.",
            )


def written(held: Held) -> None:
    """A line of what was written at the checkpoints, from the first to the last."""
    way = learning_curves.lineage(held.branches, held.current)
    if len(way) < 2:
        return
    every = max(1, -(-len(way) // SHOWN))
    shown = [c for k, c in enumerate(way) if k % every == 0 or k == len(way) - 1]
    lines = [f"{c.step:>4}  {learning_curves.line(c.text)[:46]}" for c in shown]
    with card("From noise to words", ""):
        st.code("\n".join(lines), language=None)


def chosen(held: Held, node: str | None) -> tuple[int, Checkpoint | None]:
    """The branch, from 0, and the checkpoint of the chosen point; else the current one's last."""
    last = held.branch.checkpoints
    return learning_curves.chosen(held.branches, held.current, node) or (held.current, last[-1] if last else None)


def _writes(held: Held, checkpoint: Checkpoint, temperature: float) -> str:
    """What the checkpoint writes at this temperature; while training runs, what it wrote then."""
    if own_training.running() or checkpoint.snapshot is None:
        return checkpoint.text
    if held.wrote is None or held.wrote[:2] != (checkpoint.step, temperature):
        vocabulary, model = held.setting.corpus.vocabulary, checkpoint.snapshot.model
        drawn = char_reading.write(model, vocabulary, "", WRITES, temperature, 1)
        held.wrote = checkpoint.step, temperature, "".join(drawn.symbols[1:])
    return held.wrote[2]


def _fork(held: Held, number: int, step: int, rate: float) -> None:
    if own_training.fork(held, number, step, rate):
        own_training.plays(playing=True)


def _inside(held: Held, checkpoint: Checkpoint) -> None:
    held.inside = checkpoint.snapshot
    if held.setting.own:
        controls.set_to({"text": own_text.excerpt(held.setting.corpus)})
    controls.set_to({"view": "read", "whose": "mine"})


def _story(held: Held) -> str:
    branch, behind = held.branch, held.behind
    if held.diverged:
        return (
            f":orange[Stopped at step {held.diverged.step}: {plain(held.diverged.reason)}.] "
            "A smaller learning rate does not overshoot so far; fork from a checkpoint before."
        )
    if not branch.losses:
        return f"Nothing is trained yet. A checkpoint comes every {EVERY} steps."
    if held.at_record:
        return (
            f"Recorded: **{branch.step}** steps from seed {held.setting.seed}, made by this very "
            "code. *Train* goes on from there, *Start over* begins again."
        )
    pace = max(held.done, 1) / max(held.seconds, 0.01) * own_training.SLICE / training.TICK
    done = f"step **{branch.step}**, batch **{signed(branch.losses[-1], 2)}** bits"
    if behind is not None:
        left = sum(p.until - p.start for p in held.plans) - held.steps
        return f"{done}. Catching up with the link: {max(left, 0)} steps, {left / pace:.0f} s left."
    if held.steps >= MOST_STEPS:
        return f"{done}. That is the most of a visit: {MOST_STEPS} steps on all branches."
    if own_training.running():
        return f"{done}, at most {(MOST_STEPS - held.steps) / pace:.0f} s more."
    return f"{done}, of {MOST_STEPS} at most. Paused."
