"""What is measured of a translator, on sentences that training never contains."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from datasets.phrases.exam import Pair, exam
from lessons.translation.model import trace as traces
from lessons.translation.model.translator import Translator, exact, greedy, translations
from rnn_core import encoder
from rnn_core.batches import pad

SENTENCES = 400
"""In each exam: of 1 to 5 clauses, of one clause with a held-out noun and adjective, and of one with unknown words."""
FIRST, SEARCHED, WIDTH, SHOWN = 100, 200, 5, 3
LONG = 5
"""Clauses; training has at most four."""
STEP, FEWEST = 3, 15
"""So many lengths are counted together, and fewer sentences are not."""


def of(translator: Translator) -> dict[str, Any]:
    """All scores of a translator, as the report keeps them."""
    sets = {str(n): exam(SENTENCES, n) for n in range(1, LONG + 1)}
    sets["held out"] = exam(SENTENCES, 1, held_out=True)
    sets["unknown"] = exam(SENTENCES, 1, unknown=True)
    written = {name: translations(translator, [a for a, _ in pairs]) for name, pairs in sets.items()}
    trained = [name for name in "12345" if int(name) < LONG]
    return {
        "exact": {name: exact(written[name], [b for _, b in sets[name]]) for name in sets},
        "exact of the first": {name: first(written[name], sets[name]) for name in sets},
        "overlap": {name: overlap(written[name], sets[name]) for name in sets},
        "lengths": lengths([(sets[name], written[name]) for name in trained]),
        "lengths beyond": lengths([(sets[str(LONG)], written[str(LONG)])]),
        "wrong": {name: wrong(written[name], sets[name]) for name in sets},
        "nothing handed over": {name: from_nothing(translator, sets[name]) for name in "12"},
        "beam": searched(translator, sets["2"][:SEARCHED]),
    }


def data(pairs: Sequence[Pair]) -> dict[str, Any]:
    """How many words and how long the sentences of training are."""
    n = [len(words) for words, _ in pairs]
    return {
        "english words": len({word for words, _ in pairs for word in words}),
        "french words": len({word for _, words in pairs for word in words}),
        "shortest": min(n),
        "longest": max(n),
    }


def first(written: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> float:
    """The exact matches of the first FIRST sentences, which the tests and the page count anew."""
    return exact(written[:FIRST], [reference for _, reference in pairs[:FIRST]])


def overlap(written: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> float:
    """The mean share of words that written and reference have in common, in their order."""
    shares = [
        SequenceMatcher(None, one, reference, autojunk=False).ratio()
        for one, (_, reference) in zip(written, pairs, strict=True)
    ]
    return float(np.mean(shares))


def lengths(exams: Sequence[tuple[Sequence[Pair], Sequence[Sequence[str]]]]) -> list[dict[str, Any]]:
    """The exact matches of all exams by English words."""
    found: dict[int, list[tuple[int, bool]]] = {}
    for pairs, written in exams:
        for (source, reference), one in zip(pairs, written, strict=True):
            right = list(one) == reference
            found.setdefault(len(source) // STEP, []).append((len(source), right))
    return [
        {"words": float(np.mean([n for n, _ in found[k]])), "n": len(found[k]),
         "exact": float(np.mean([right for _, right in found[k]]))}
        for k in sorted(found)
        if len(found[k]) >= FEWEST
    ]  # fmt: skip


def wrong(written: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> list[list[str]]:
    """The first sentences that came out wrong: English, what was written, the reference."""
    found = [
        [" ".join(source), " ".join(one), " ".join(reference)]
        for one, (source, reference) in zip(written, pairs, strict=True)
        if list(one) != reference
    ]
    return found[:SHOWN]


def from_nothing(translator: Translator, pairs: Sequence[Pair]) -> float:
    """Exact matches when the decoder starts from 0 instead of the encoder's last states."""
    source, n = pad([translator.read(words) for words, _ in pairs])
    read = encoder.forward(translator.model.encoder, source, n)
    zeros = tuple(np.zeros_like(state) for state in read.last)
    written = greedy(translator, read, zeros, n)
    return exact([translator.words(one) for one in written], [b for _, b in pairs])


def searched(translator: Translator, pairs: Sequence[Pair]) -> dict[str, Any]:
    """How often a beam of WIDTH finds a likelier sentence than greedy, mends it, or spoils it."""
    found = {"n": len(pairs), "width": WIDTH, "likelier": 0, "mended": 0, "spoiled": 0}
    example: list[str] = []
    for source, reference in pairs:
        trace = traces.translate(translator, source)
        tree = traces.search(translator, source, WIDTH)
        best = translator.words(tree.tokens(tree.best))
        was, now = list(trace.written) == reference, best == reference
        found["likelier"] += tree.nodes[tree.best].total > trace.total + 1e-9
        found["mended"] += now and not was
        found["spoiled"] += was and not now
        if now and not was and not example:
            example = source
    return {**found, "example": " ".join(example)}
