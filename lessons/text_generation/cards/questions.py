"""What the lesson on text asks first: what a cell does at a bracket, or which character comes."""

from collections.abc import Hashable

import numpy as np

from datasets import toycode_marks
from figures.columns import View
from figures.numbers import quoted, signed, visible
from lessons.text_generation.cards import writing_bets
from lessons.text_generation.cards.question import Question
from lessons.text_generation.characters import Choice
from lessons.text_generation.model.reading import Reading
from ui import page as lesson
from ui import predict, walk

MOST_OPTIONS = 5
LEAST_CHANGE = 0.3
"""A cell that changes less at the bracket is not asked about."""


def of(reading: Reading, unit: int) -> Question | None:
    """The question about a text, colored by the unit, from 0; None where there is none."""
    if reading.given < len(reading.symbols):
        return writing_bets.of(reading)
    if reading.steps < 3:
        return None
    return _bracket(reading, unit) or _next(reading)


def place(choice: Choice, question: Question | None) -> View:
    """Where the figure stands: at the question while it is open."""
    ask_after = question.after if question else None
    return lesson.view(_about(choice), str(choice), ask_after=ask_after)


def ask(slug: str, choice: Choice, question: Question | None) -> None:
    """The card of the question."""
    if question is None:
        return
    predict.question(
        slug,
        _about(choice),
        question.text,
        question.options,
        answer=question.answer,
        because=question.because,
        reveal=lambda: walk.jump(question.reveal),
    )


def _about(choice: Choice) -> Hashable:
    """What is read; or that this network writes, whatever the start, the dice and τ."""
    return ("written", choice.whose) if choice.writes else choice


def _bracket(reading: Reading, unit: int) -> Question | None:
    text = "".join(s if len(s) == 1 else "?" for s in reading.symbols)
    found = [p for p in toycode_marks.pairs(text) if p.closes - p.opens > 2]
    for pair in sorted(found, key=lambda p: p.opens):
        opens, closes = reading.times[pair.opens], reading.times[pair.closes]
        memory = reading.memory(unit)
        if opens < 2 or not closes:
            continue
        before, inside, after = (float(memory[t - 1]) for t in (opens - 1, opens, closes))
        if abs(inside - before) < LEAST_CHANGE:
            continue
        options = landings(before, inside)
        nearest = min(options, key=lambda value: abs(value - after))
        close = toycode_marks.CLOSERS[pair.kind]
        return Question(
            f"C[{unit + 1}] is {signed(before, 1)} before the {quoted(pair.kind)} at t = {opens} "
            f"and {signed(inside, 1)} after it. What will it be after its {quoted(close)} at "
            f"t = {closes}?",
            tuple(options.values()),
            options[nearest],
            f"It is {signed(after, 2)} there.",
            closes - 2,
            closes - 1,
        )
    return None


def landings(before: float, inside: float) -> dict[float, str]:
    """The options of the bracket's question by the numbers they stand for."""
    beyond = 2 * inside - before
    return {
        before: f"back, near {signed(before, 1)}",
        inside: f"still near {signed(inside, 1)}",
        beyond: f"further on, near {signed(beyond, 1)}",
    }


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
