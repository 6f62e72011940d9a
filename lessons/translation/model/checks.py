"""What a translation is checked against: finite differences, and one step after another."""

import numpy as np

from datasets.phrases.exam import exam
from lessons.translation.model.trace import Trace
from lessons.translation.model.translator import exact, translations
from rnn_core import seq2seq
from rnn_core.activations import log_softmax, softmax
from rnn_core.cells import lstm
from rnn_core.grads import gradcheck
from rnn_core.types import Array
from ui import shipped

EXAM = 100
"""Sentences that are translated to compare with the card."""
EPSILON = 5e-3
"""How far the weights are moved for a finite difference; it is exact to the fourth power."""


def errors(network: str, of: Trace) -> dict[str, float]:
    """Gradients, log P, and an exam's score now against the one in the card of the shipped ``network``."""
    measured = shipped.measured("translation")[network]["exact of the first"]["1"]
    pairs = exam(EXAM, 1)
    now = exact(translations(of.translator, [source for source, _ in pairs]), [answer for _, answer in pairs])
    sentences = f"{EXAM} held-out sentences: {now:.2%} right now, {measured:.2%} in the card"
    return {**errors_of(of), sentences: abs(now - measured)}


def errors_of(of: Trace) -> dict[str, float]:
    """Relative errors: of all gradients for this sentence, and of log P taken step by step.

    The gradients are those of writing the words in reverse: the loss of a right translation is so
    near 0 that rounding would hide them.
    """
    translator = of.translator
    model = translator.model
    answer = np.array([token for token in of.tokens if token != translator.end], np.int64)
    pair = translator.read(of.words), answer[::-1]
    batch = seq2seq.Pairs.of([pair], translator.start, translator.end)
    grads = seq2seq.backward(seq2seq.run(model, batch)).model
    found = gradcheck.directional(
        lambda weights: seq2seq.run(weights, batch).loss, model, grads, np.random.default_rng(0), epsilon=EPSILON
    )
    by_name = {f"gradient of {name}": error for name, error in found.items()}
    total = step_by_step(of)
    return {**by_name, "log P, one lstm.step after another": abs(total - of.total) / abs(total)}


def step_by_step(of: Trace) -> float:
    """Log P of what was written, from `lstm.step` and the equations of attention alone.

    The decoder starts from the encoder's own last states.
    """
    model, source = of.translator.model, of.translator.read(of.words)
    states: list[list[Array]] = []
    lasts = []
    for cell, order in zip(model.encoder.cells, (source, source[::-1]), strict=False):
        h, C = np.zeros(cell.n_hidden), np.zeros(cell.n_hidden)
        own: list[Array] = []
        for token in order:
            _, _, _, C, _, h = lstm.step(cell, h, C, model.encoder.E[token])
            own.append(h)
        states.append(own if not states else own[::-1])
        lasts.append((h, C))
    s: Array = np.concatenate(states, axis=1)
    h, C = (np.concatenate(parts) for parts in zip(*lasts, strict=True))
    latest, total = of.translator.start, 0.0
    look, readout = model.decoder.attention, model.decoder.readout
    for token in of.tokens:
        _, _, _, C, _, h = lstm.step(model.decoder.cell, h, C, model.E[latest])
        top = h
        if look is not None:
            c = softmax(s @ (look.W_a.T @ h)) @ s
            top = np.tanh(look.W_c @ np.concatenate([c, h]) + look.b_c)
        total += float(log_softmax(readout.W_hy @ top + readout.b_y)[token])
        latest = token
    return total
