"""What the lesson asks first: of a cell at a bracket, the next character, the dice, and what stays hard to learn."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import streamlit as st

from datasets import toycode_marks
from figures.columns import View
from figures.numbers import quoted, signed, visible
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.model.reading import Reading
from lessons.text_generation.model.training import Setting, Training
from lessons.text_generation.state import Asked, TextGeneration
from rnn_core.activations import softmax
from rnn_core.types import Array
from ui import page as lesson
from ui import predict
from ui.state import LAST, Page

MOST_OPTIONS = 5
LEAST_CHANGE = 0.3
"""A cell that changes less at the bracket is not asked about."""
BOUNDS = (10, 30, 60)
"""Counts from which on the next option is the true one."""
ASK_AFTER = 1
"""The checkpoint, from 0, after which the kinds of characters are hidden while it is asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the options, the true one and why; the figure shows the steps until `after`.

    reveal: the step, from 0, that shows the answer.
    """

    text: str
    options: tuple[str, ...]
    answer: str
    because: str
    after: int
    reveal: int


def of_text(reading: Reading, unit: int) -> Question | None:
    """The question about a text, colored by the unit, from 0; None where there is none."""
    if reading.given < len(reading.symbols):
        return _dice(reading)
    if reading.steps < 3:
        return None
    return _bracket(reading, unit) or _next(reading)


def place_of_text(page: Page[TextGeneration], asked: Asked, question: Question | None) -> View:
    """Where the text stands: at the question while it is open."""
    return lesson.view(page, _about_text(asked), str(asked), ask_after=question.after if question else None)


def ask_of_text(page: Page[TextGeneration], asked: Asked, question: Question | None) -> None:
    """The card of the question."""
    if question is None:
        return
    predict.question(
        page,
        _about_text(asked),
        question.text,
        question.options,
        answer=question.answer,
        because=question.because,
        reveal=lambda: page.jump(question.reveal),
    )


def place_of_training(page: Page[TextGeneration], of: Setting, now: Training) -> View:
    """Where the curves stand; a training that grows is shown at its last checkpoint."""
    about = _about_training(of)
    asking = now.recorded and predict.is_open(page, about)
    view = lesson.view(
        page, about, f"{now.current} {len(now.branch.checkpoints)}", ask_after=ASK_AFTER if asking else None
    )
    return view if now.recorded else replace(view, start=LAST)


def ask_of_training(page: Page[TextGeneration], of: Setting, now: Training) -> None:
    """Ask of the recorded training which kind of characters will cost most at its end.

    Where nothing is asked there is an empty place, so that what stands below keeps its own.
    """
    with st.container():
        if now.recorded:
            _ask_what_stays_expensive(page, of, now)


def landings(before: float, inside: float) -> dict[float, str]:
    """The options of the bracket's question by the numbers they stand for."""
    beyond = 2 * inside - before
    return {
        before: f"back, near {signed(before, 1)}",
        inside: f"still near {signed(inside, 1)}",
        beyond: f"further on, near {signed(beyond, 1)}",
    }


def counts() -> tuple[str, ...]:
    """The counts of written characters to bet on."""
    inner = (f"{low} to {high - 1}" for low, high in pairwise(BOUNDS))
    return (f"fewer than {BOUNDS[0]}", *inner, f"{BOUNDS[-1]} or more")


def overruled(reading: Reading) -> Array:
    """(n,): whether each written character is another than the best bet before it."""
    best = reading.run.y[:-1, 0].argmax(1)
    found: Array = best != reading.run.x[1:, 0]
    return found[reading.given - 1 :]


def unsure(reading: Reading) -> Array:
    """(n,): whether even the best bet before each written character had p below ½, at τ = 1."""
    found: Array = softmax(reading.run.y[:-1, 0]).max(1) < 0.5
    return found[reading.given - 1 :]


def first_letters(reading: Reading) -> Array:
    """(n,): whether each written character begins a word."""
    letter = np.array([symbol.isalpha() for symbol in reading.symbols])
    found: Array = letter[1:] & ~letter[:-1]
    return found[reading.given - 1 :]


def _about_text(asked: Asked) -> Hashable:
    """What is read; or that this network writes, whatever the start, the dice and τ."""
    return ("written", asked.mine) if asked.writes else asked


def _about_training(of: Setting) -> Hashable:
    return "training", of.own, of.hidden, of.seed, of.cell


def _bracket(reading: Reading, unit: int) -> Question | None:
    text = "".join(s if len(s) == 1 else "?" for s in reading.symbols)
    found = [p for p in toycode_marks.pairs(text) if p.closes - p.opens > 2]
    memory = reading.memory(unit)
    for pair in sorted(found, key=lambda p: p.opens):
        opens, closes = reading.times[pair.opens], reading.times[pair.closes]
        if opens < 2 or not closes:
            continue
        before, inside, after = (float(memory[t - 1]) for t in (opens - 1, opens, closes))
        if abs(inside - before) < LEAST_CHANGE:
            continue
        options = landings(before, inside)
        nearest = min(options, key=lambda value: abs(value - after))
        close = toycode_marks.CLOSERS[pair.kind]
        return Question(
            f"{reading.letter}[{unit + 1}] is {signed(before, 1)} before the {quoted(pair.kind)} at t = {opens} "
            f"and {signed(inside, 1)} after it. What will it be after its {quoted(close)} at "
            f"t = {closes}?",
            tuple(options.values()),
            options[nearest],
            f"It is {signed(after, 2)} there.",
            closes - 2,
            closes - 1,
        )
    return None


def _next(reading: Reading) -> Question:
    t = max(reading.steps // 2, 1)
    p = reading.p[t - 1]
    likeliest = sorted(np.argsort(-p, kind="stable")[:MOST_OPTIONS].tolist())
    symbols = reading.vocabulary.symbols
    read = "".join(visible(symbols[k]) for k in reading.tokens[max(0, t - 16) : t])
    best = int(p.argmax())
    return Question(
        f"After reading …{read} (t = {t}), which character does the network bet on?",
        tuple(visible(symbols[k]) for k in likeliest),
        visible(symbols[best]),
        f"It has p = {signed(float(p[best]))} there.",
        t - 2 if t > 1 else 0,
        t - 1,
    )


def _dice(reading: Reading) -> Question | None:
    written = len(reading.symbols) - reading.given
    if not written:
        return None
    calm = reading.temperature == 0
    found = (unsure if calm else overruled)(reading)
    begins = int((found & first_letters(reading)).sum())
    count = int(found.sum())
    asked = (
        "At τ = 0 the best bet is always taken. For how many of these was it a close call, with "
        "p below ½ even for the best?"
        if calm
        else "How many of these are **not** the network's best bet: the dice chose another?"
    )
    return Question(
        f"It wrote {written} characters. {asked}",
        counts(),
        counts()[sum(count >= bound for bound in BOUNDS)],
        f"It is {count} of {written}; {begins} of them begin a word, where most is open.",
        reading.given - 1,
        LAST,
    )


def _ask_what_stays_expensive(page: Page[TextGeneration], of: Setting, now: Training) -> None:
    last = now.branch.checkpoints[-1]
    early = now.branch.checkpoints[ASK_AFTER]
    by_cost = sorted(last.by_kind, key=last.by_kind.__getitem__)
    least, most = by_cost[0], by_cost[-1]
    dear = max(early.by_kind, key=early.by_kind.__getitem__)
    predict.question(
        page,
        _about_training(of),
        f"After {early.step} steps the network pays most for {dear}: "
        f"{signed(early.by_kind[dear], 1)} bits. For what does it pay most after {last.step}?",
        tuple(last.by_kind),
        answer=most,
        because=f"They cost {signed(last.by_kind[most], 1)} bits then, {least} only "
        f"{signed(last.by_kind[least], 1)}. What the text leaves open cannot be learned.",
        reveal=lambda: page.jump(LAST, highlight=(learning_curves.line_of(most),)),
    )
