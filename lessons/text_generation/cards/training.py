"""The training of the page and the cards beside it: how far it is, a checkpoint, all that was written, its proof."""

import math
from dataclasses import replace

import streamlit as st

from datasets import toycode_sample
from figures.numbers import signed
from lessons.text_generation.cards.own_text import own_text
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.model import reading, texts, training
from lessons.text_generation.model.branches import Branch, Checkpoint
from lessons.text_generation.model.plans import EVERY, MOST_BRANCHES, MOST_STEPS
from lessons.text_generation.model.training import Setting, Training
from lessons.text_generation.state import LIMITS, TextGeneration
from rnn_core.model import Model
from rnn_core.text import Vocabulary
from ui import page as lesson
from ui import player
from ui.cards import card, plain
from ui.components.card import Card
from ui.player import Player
from ui.state import Page

SHOWN = 10
WRITES, LINE = 220, 40
ASKED_FOR = "asked for"
"""Where the page keeps which plans of which training were asked for last, so that they are followed once."""


def setting(page: Page[TextGeneration]) -> Setting:
    """What is trained; the sample where the reader asks for a text of their own and gave none."""
    state, corpus = page.now, own_text(page)
    if state.learns == "own" and corpus is not None:
        return Setting(corpus, True, state.size, state.seed, state.cell_type)
    if state.learns == "own":
        page.remark(f"No text of yours yet, so this is toy code. Yours: {LIMITS}")
    return Setting(toycode_sample.corpus(), False, state.size, state.seed, state.cell_type)


def load(page: Page[TextGeneration], of: Setting) -> Player[Training]:
    """The player of the training of ``of``, at what the link or the reader made of it.

    What a link says and was not recorded is caught up with by itself.
    """
    on: Player[Training] = player.player(page)
    said, rate = (None if of.own else page.now.trained), page.now.rate
    now = on.load(of, lambda: training.begun(of, said, rate))
    if said is not None and now.plans() != said and page.held.own.get(ASKED_FOR) != (of, said):
        now = training.begun(of, said, rate)
        on.pause()
        on.show(now)
    page.held.own[ASKED_FOR] = of, said
    if now.untouched and now.branch.rate != rate:
        on.show(training.begun(of, (now.branch.plan(),), rate))
    if now.ahead and not on.diverged:
        on.play()
    return on


def go_on(page: Page[TextGeneration], of: Setting) -> Training:
    """Train on for one slice, while it plays; what is reached stands in the page's state once it stands still."""
    on = load(page, of)
    assert on.shot is not None
    catching_up = bool(on.shot.ahead)
    on.advance(lambda shot: training.grow(of, shot), under=catching_up)
    if on.diverged:
        on.shot = replace(on.shot, ahead=())
    if catching_up and not on.shot.ahead:
        on.pause()
    if not on.playing and not on.shot.ahead:
        reached = None if of.own or _as_at_first(of, on.shot) else on.shot.plans()
        if page.now.trained != reached:
            page.change(trained=reached)
    return on.shot


def show_recorded(page: Page[TextGeneration]) -> None:
    """Show the training as it is before the reader trains; for use in a callback."""
    of, rate = setting(page), page.now.rate
    on: Player[Training] = player.player(page)
    on.load(of, lambda: training.begun(of, None, rate))
    on.pause()
    on.show(training.begun(of, None, rate))
    page.change(trained=None)


def levels(of: Setting) -> dict[str, float]:
    """The loss of those who know less: nothing, or only how often each character occurs."""
    corpus = of.corpus
    return {"guessing": math.log2(len(corpus.vocabulary)), "counting characters": corpus.unigram_bits()}


def progress(page: Page[TextGeneration], of: Setting) -> None:
    """How far the training is, and its buttons."""
    on = load(page, of)
    now = on.shot
    assert now is not None

    def another_branch() -> None:
        """Another rate than the branch has goes on in a branch of its own."""
        rate = page.now.rate
        if now.branch.losses and now.branch.rate != rate:
            _fork(page, on, now.current, now.branch.checkpoints[-1].step, rate)

    def give_up_the_link() -> None:
        assert on.shot is not None
        on.show(replace(on.shot, ahead=()))

    def start_over() -> None:
        on.pause()
        on.show(Training((Branch(-1, page.now.rate, ()),)))
        page.change(trained=None, inside=None)

    with card("Training", _story(on, of, now)):
        with st.container(horizontal=True, gap="small"):
            player.toggle(
                page,
                on,
                disabled=now.steps >= MOST_STEPS or on.diverged is not None,
                then=another_branch,
                paused=give_up_the_link,
            )
            if of.recorded and now.untouched:
                st.button(
                    "Show the recorded run",
                    key=page.key("recorded"),
                    type="tertiary",
                    on_click=lambda: show_recorded(page),
                )
            else:
                st.button(
                    "Start over",
                    key=page.key("start_over"),
                    type="tertiary",
                    on_click=start_over,
                    disabled=not now.branch.losses,
                )
        corpus = of.corpus
        st.caption(
            f"{len(corpus.tokens):,} characters, {len(corpus.vocabulary)} different; the last "
            "tenth is held out. "
            + ("The text is not in the link." if of.own else "The link contains the whole training.")
        )


def checkpoint(page: Page[TextGeneration], of: Setting, node: str | None) -> None:
    """What the chosen checkpoint writes, and the way on from it; the latest if none is chosen."""
    on, state = load(page, of), page.now
    now = on.shot
    assert now is not None
    last = now.branch.checkpoints
    number, found = learning_curves.chosen(now.branches, now.current, node) or (now.current, last[-1] if last else None)
    if found is None:
        return

    def go_on_from_here() -> None:
        if _fork(page, on, number, found.step, page.now.rate):
            on.play()

    def look_inside() -> None:
        text = texts.excerpt(of.corpus) if of.own else page.now.text
        page.change(view="read", whose="mine", inside=(number, found.step), text=text)

    title = f"After {found.step} training steps" + (f", branch {number + 1}" if len(now.branches) > 1 else "")
    with card(title, f"held out **{signed(found.bits, 3)}** bits per character"):
        if found.snapshot is None:
            st.code(found.text, language=None, height=150)
            st.caption(
                "Of this checkpoint only the held-out loss and one line were kept. The filled dots mark "
                "checkpoints with weights."
            )
            return
        text = found.text
        if not on.playing:
            text = page.memo(_writes, of.corpus.vocabulary, found.snapshot.model, state.temperature)
        st.code(text, language=None, height=150)
        with st.container(horizontal=True, gap="small"):
            st.button(
                f"Go on from here, η = {state.rate:g}",
                key=page.key("fork"),
                on_click=go_on_from_here,
                disabled=len(now.branches) >= MOST_BRANCHES,
                help="A new branch from this checkpoint; the old curve stays.",
            )
            st.button(
                "Look inside",
                key=page.key("look_inside"),
                type="tertiary",
                on_click=look_inside,
                help="Read a text with the network of this checkpoint. A few lines of your text then stand in "
                "the link.",
            )


def written(now: Training) -> list[Card]:
    """A card with a line of what was written at the checkpoints, from the first to the last."""
    way = learning_curves.lineage(now.branches, now.current)
    if len(way) < 2:
        return []
    every = max(1, -(-len(way) // SHOWN))
    shown = [c for k, c in enumerate(way) if k % every == 0 or k == len(way) - 1]
    lines = [f"**{c.step}** {plain(learning_curves.one_line(c.text)[:LINE])}" for c in shown]
    return [Card("written", "What it writes after so many steps", "  \n".join(lines))]


def prove(of: Setting, now: Training) -> None:
    """The line that checks the gradients of the training, and that it can be repeated."""
    lesson.proof(
        lambda: training.errors(of, now),
        "every gradient agrees with finite differences, and the training repeats",
        of="what",
        how=f"{lesson.FINITE_DIFFERENCES} Training computes in float32, this check in float64. The "
        "first steps are trained again from the seed and compared.",
    )


def network_inside(page: Page[TextGeneration]) -> tuple[Setting, Model] | None:
    """The network of this visit to look into: of the checkpoint chosen for it, else the latest; None if there is none.

    The setting says which text it learns.
    """
    on: Player[Training] = player.player(page)
    now, of = on.shot, on.of
    if now is None or now.branch.latest is None:
        return None
    assert isinstance(of, Setting)
    number, step = page.now.inside or (now.current, now.branch.step)
    found = _at(now, number, step)
    kept = found.snapshot if found else None
    return of, (kept or now.branch.latest).model


def _at(now: Training, number: int, step: int) -> Checkpoint | None:
    checkpoints = now.branches[number].checkpoints if number < len(now.branches) else ()
    return next((found for found in checkpoints if found.step == step), None)


def _as_at_first(of: Setting, now: Training) -> bool:
    if of.recorded:
        return now.recorded and len(now.branches) == 1
    return now.untouched


def _fork(page: Page[TextGeneration], on: Player[Training], number: int, step: int, rate: float) -> bool:
    """Begin a branch at a checkpoint; False where its weights were not kept or there are too many branches."""
    assert on.shot is not None
    forked = on.shot.forked(number, step, rate)
    if forked is None:
        return False
    on.show(forked)
    page.change(inside=None)
    return True


def _writes(vocabulary: Vocabulary, model: Model, temperature: float) -> str:
    """What the network writes at this temperature, always with the same dice."""
    return "".join(reading.write(model, vocabulary, "", WRITES, temperature, 1).symbols[1:])


def _story(on: Player[Training], of: Setting, now: Training) -> str:
    branch = now.branch
    if on.diverged:
        return (
            f":orange[Stopped at step {on.diverged.step}: {plain(on.diverged.reason)}.] "
            "A smaller learning rate does not overshoot so far; go on from an earlier checkpoint."
        )
    if not branch.losses:
        return f"Nothing is trained yet. A checkpoint comes every {EVERY} steps."
    if now.recorded:
        return (
            f"Recorded: **{branch.step}** training steps from seed {of.seed}, made by this very "
            "code. *Train* goes on from there, *Start over* begins again."
        )
    done = f"step **{branch.step}**, batch **{signed(branch.losses[-1], 2)}** bits"
    if now.ahead:
        left = now.steps_ahead
        return f"{done}. Catching up with the link: {left} steps, {on.seconds_left(left) or 0:.0f} s left."
    if now.steps >= MOST_STEPS:
        return f"{done}. That is the most for one visit: {MOST_STEPS} training steps on all branches."
    if on.playing:
        return f"{done}, at most {on.seconds_left(MOST_STEPS - now.steps) or 0:.0f} s more."
    return f"{done}, of {MOST_STEPS} at most. Paused."
