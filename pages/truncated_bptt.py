"""Lesson: the gradient is cut every k steps, the state is not."""

from functools import partial

from lessons.truncated_bptt import model as chunks
from lessons.truncated_bptt import race_training as race
from lessons.truncated_bptt.cards import race as race_cards
from lessons.truncated_bptt.cards import windows as cards
from lessons.truncated_bptt.export import race as race_export
from lessons.truncated_bptt.export import windows as chunks_export
from lessons.truncated_bptt.figure import arithmetic as chunk_arithmetic
from lessons.truncated_bptt.figure import race as race_curves
from lessons.truncated_bptt.figure import scissors
from lessons.truncated_bptt.model import Chunks
from rnn_core.cells import rnn
from rnn_core.grads import bptt
from rnn_core.studies import memory_probe as recall
from rnn_core.studies.truncation_study import Race
from rnn_core.text import Vocabulary
from ui import arithmetic, choose, networks, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "truncated-bptt"
SLIDE = {"view": "update", "network": "slide", "word": "hello"}
LINES = (
    LookFor(
        "W_hy is exact: its gradient asks no other step.", {**SLIDE, "k": "1"}, ("W_hy.1", "W_hy.2", "W_hy.3", "W_hy.4")
    ),
    LookFor("k = 1: only the immediate derivative is left.", {**SLIDE, "k": "1"}, ("own.1", "own.2", "own.3", "own.4")),
    LookFor("k ≥ T cuts nothing: it is the full gradient.", {**SLIDE, "k": "4"}, ("back.1", "back.2", "back.3")),
    LookFor(
        "Once trained, a cut doubles the gradient of W_hh.",
        {"view": "update", "network": "trained", "word": "hello hello", "k": "3"},
    ),
    LookFor("k below the lag fails, k above it learns.", {"view": "race"}),
    LookFor("Cut is not forgotten: k = 1 remembers 4 steps.", {"view": "memory"}, ("k1.4", "k50.10"), step=10),
)
NOTES = """
1. Green goes on, violet stops: step through with the clicker; ask what h₂ is to the second window.
2. Drag the scissors. Which matrix does not care where they are? W_hy: it needs no other step.
3. k = 4: cosine 1. Nothing is approximate about the full gradient.
4. The echo is 10 steps old. Let the class bet on k = 5, then go on to the race.
5. *memory*: the same trained network, cut, carried or set to 0. Only the last forgets.
"""

lesson.begin(SLUG, notes=NOTES)


def one_update(choice: networks.Choice, k: int) -> tuple[Chunks, Vocabulary]:
    """The word with scissors, and how far the cut gradient is from the full one."""
    trained = training.current(choice)
    found = chunks.of(networks.read(choice, trained.model), k)
    first = scissors.first_cut(found)
    figure = scissors.graph(found, trained.vocabulary, lesson.view(choice, selected=first))
    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG, on_cut=partial(cards.move_scissors, k=k)) or first
    with right:
        arithmetic.show(chunk_arithmetic.explain(found, trained.vocabulary, node))
        answer, options = cards.bet(found)
        predict.question(
            SLUG,
            choice,
            f"The word is cut into chunks of **{k}**. Which matrix still gets exactly its full gradient?",
            options,
            answer=answer,
            because="A score needs the state of its own step alone, so W_hy asks no other step. "
            "W_hh and W_xh act on later losses through later states.",
            reveal=lambda: walk.jump(walk.LAST),
        )
        cards.compare(found, hidden=predict.is_open(choice))
        lesson.look_for(*LINES[:5], scenes=LINES)
    return found, trained.vocabulary


def trainings(view: str, k: int, seed: int) -> tuple[int, int]:
    """Trainings that differ in k alone: their losses, or what their states hold."""
    hidden = view == "race" and predict.is_open(view)
    figure = race.curves(view, k, seed, lesson.view(view), hidden=hidden)
    left, right = lesson.halves()
    with left:
        point = lesson.plot(figure, SLUG)
    with right:
        if point:
            arithmetic.show(race_curves.explain(race.stored(), figure, point))
        if view == "race":
            text, answer, options = race_cards.bet()
            predict.question(
                SLUG,
                view,
                text,
                options,
                answer=answer,
                reveal=lambda: None,
                because="No loss reaches back to where the symbol was read: nothing teaches the "
                "weights to keep it. What is above 50% the states happen to hold.",
            )
            race_cards.results(hidden=hidden)
            race_cards.run_one(k, seed, hidden=hidden)
        else:
            race_cards.not_forgetting()
        lesson.look_for(*LINES[3:], scenes=LINES)
    return k, seed


def page() -> tuple[Chunks, Vocabulary] | tuple[int, int]:
    """Controls, one computation, the figure, and the cards beside it."""
    with lesson.control_row():
        view = cards.view()
        word = (choose.network(), cards.steps_back()) if view == "update" else None
        racer = race.choose() if view == "race" else race.first()
    race.tick(view, *racer)
    shown = one_update(*word) if word else trainings(view, *racer)
    cards.keep_footer(view)
    race.keep_time()
    return shown


shown = training.live(page, race.running)
with lesson.footer():
    if isinstance(shown[0], Chunks):
        cards.proof(shown[0])
        cards.cost(shown[0])
        lesson.code_that_ran(chunks.of, rnn.backward, bptt.compare)
        chunks_export.offer(SLUG, *shown)
    else:
        race_cards.proof(shown[1])
        lesson.code_that_ran(Race.batch, Race.training, bptt.truncated, recall.by_lag)
        race_export.offer(SLUG, race.stored(), *shown)
lesson.end(
    SLUG,
    answer="Every dependence longer than the window: W_hh and W_xh are no longer told "
    "of it. The state still carries it.",
)
