"""Everything that the card of the text model says it reaches, computed from its weights."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from datasets import toycode_marks
from datasets.toycode_exam import SEEDS, START, VOCABULARY, Exam, encoded, exam, read, score
from datasets.toycode_marks import CLOSERS, MARKS, YES_OR_NO
from rnn_core import sample, weights
from rnn_core.model import Model
from rnn_core.studies import unit_search
from rnn_core.types import Array, Tokens

ORDER = 5
DEEPER = 8
WRITTEN, WRITTEN_LENGTH = 20, 300


def measured(model: Model, text: Tokens) -> dict[str, Any]:
    """All scores of the model; `text` is what it was trained on."""
    held_out, unseen, deeper = (
        exam("held out"), exam("unseen", unseen=True), exam("deeper", deepest=DEEPER)
    )  # fmt: skip
    counts = np.bincount(text, minlength=len(VOCABULARY)) / len(text)
    return {
        "weights": weights.count(model),
        "texts": len(held_out.texts),
        "held out": score(model, held_out),
        "unseen": score(model, unseen),
        "deeper": score(model, deeper),
        "uniform": math.log2(len(VOCABULARY)),
        "unigram": float(-np.log2(counts[held_out.batch.targets[held_out.batch.mask]]).mean()),
        "markov": markov_bits(text[:400_000], held_out),
        "closing": closing(model, held_out),
        "closing deeper": closing(model, deeper),
        "cells": cells(model),
        "written": {str(tau): grammatical(samples(model, tau)) for tau in (0.5, 1.0)},
        "failures": failures(model),
    }


def closing(model: Model, test: Exam) -> list[dict[str, int]]:
    """By depth: how many brackets are closed, and for how many it prefers the right kind."""
    run = read(model, test)
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for column, text in enumerate(test.texts):
        for pair in toycode_marks.pairs(text):
            y = run.y[pair.closes, column]
            right = CLOSERS[pair.kind]
            wrong = next(c for c in CLOSERS.values() if c != right)
            better = y[VOCABULARY.symbols.index(right)] > y[VOCABULARY.symbols.index(wrong)]
            found[pair.depth][0] += 1
            found[pair.depth][1] += bool(better)
    return [{"depth": d, "brackets": n, "right": k} for d, (n, k) in sorted(found.items())]


def seen(model: Model, test: Exam) -> tuple[Array, dict[str, Array]]:
    """The memory C after each character of the texts (n, H), and the marks of these characters."""
    C = read(model, test).trace.C  # row 0 has read nothing, row 1 START alone
    rows = [C[2 : len(text) + 1, column] for column, text in enumerate(test.texts)]
    marks = [toycode_marks.marks(text[:-1]) for text in test.texts]
    named = {name: np.concatenate([each[name] for each in marks]) for name in MARKS}
    return np.concatenate(rows), named


def cells(model: Model) -> list[dict[str, Any]]:
    """For each mark the unit that scores best on texts of its own, and its score held out.

    The same search for the marks of other texts (half way round) says what chance alone finds.
    """
    (C, marks), held_out = seen(model, exam("search")), seen(model, exam("held out"))
    found = []
    for name in MARKS:
        kind = name in YES_OR_NO
        best = unit_search.search(C, marks[name], yes_or_no=kind)
        other = unit_search.search(C, np.roll(marks[name], len(C) // 2), yes_or_no=kind)
        every, _, _ = unit_search.ranked(held_out[0], held_out[1][name], yes_or_no=kind)
        found.append({
            "mark": name, "unit": best.unit + 1, "measure": best.measure, "sign": best.sign,
            "threshold": None if math.isnan(best.threshold) else best.threshold,
            "score": unit_search.again(best, held_out[0], held_out[1][name]),
            "typical": float(np.median(every)), "chance": other.value,
        })  # fmt: skip
    return found


def markov_bits(text: Tokens, test: Exam, order: int = ORDER) -> float:
    """Bits a character of the exam costs who knows only the last `order` ones, and counts."""
    counts: list[dict[tuple[int, ...], Counter[int]]]
    counts = [defaultdict(Counter) for _ in range(order + 1)]
    known = text.tolist()
    for k in range(order, len(known)):
        for n in range(order + 1):
            counts[n][tuple(known[k - n : k])][known[k]] += 1
    total = 0.0
    for program in test.texts:
        given = encoded(START + program).tolist()
        for k in range(1, len(given)):
            p = 1 / len(VOCABULARY)
            for n in range(min(order, k) + 1):
                if here := counts[n].get(tuple(given[k - n : k])):
                    size, kinds = here.total(), len(here)
                    p = (here[given[k]] + kinds * p) / (size + kinds)  # Witten and Bell (1991)
            total -= math.log2(p)
    return total / test.characters


def samples(model: Model, temperature: float, n: int = WRITTEN) -> list[str]:
    """Texts that the model writes from the end of a line on, whole lines of each only."""
    found = []
    for k in range(n):
        rng = np.random.default_rng([SEEDS["samples"], k])
        text = sample.temperature(model, VOCABULARY, START, WRITTEN_LENGTH, rng=rng, temperature=temperature).text
        found.append(text[1 : text.rindex("\n") + 1])
    return found


def grammatical(texts: Sequence[str]) -> dict[str, float]:
    """Shares of lines whose brackets are balanced, whose strings end, and both."""
    lines = [line for text in texts for line in text.splitlines()]
    brackets = [toycode_marks.is_balanced(line) for line in lines]
    strings = [toycode_marks.ends_strings(line) for line in lines]
    both = [a and b for a, b in zip(brackets, strings, strict=True)]
    return {"lines": len(lines), "balanced": float(np.mean(brackets)),
            "strings end": float(np.mean(strings)), "both": float(np.mean(both))}  # fmt: skip


def failures(model: Model, most: int = 4) -> list[str]:
    """Lines that the model wrote at temperature 1 and whose brackets or strings are wrong."""
    lines = [line for text in samples(model, 1.0) for line in text.splitlines()]
    return [line for line in lines if not (toycode_marks.is_balanced(line) and toycode_marks.ends_strings(line))][:most]
