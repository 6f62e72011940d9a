"""What a reader can take home: a notebook that recomputes the page's numbers, and a table."""

import csv
import inspect
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from rnn_core import rnn
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from ui.cards import drawer
from ui.registry import BY_SLUG

_RECOMPUTE = """\
def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()

h, states, logits, losses = np.zeros(len(b_h)), [], [], []
for t, token in enumerate(inputs):
    x_t = np.eye(len(vocabulary))[token]
    h = step(weights, h, x_t)
    y = W_hy @ h + b_y
    states.append(h)
    logits.append(y)
    if targets is not None:
        losses.append(-np.log(softmax(y)[targets[t]]))
"""

_ASSERT = """\
np.testing.assert_allclose(states, states_on_the_page, rtol=1e-10, atol=1e-12)
np.testing.assert_allclose(logits, logits_on_the_page, rtol=1e-10, atol=1e-12)
if targets is not None:
    np.testing.assert_allclose(losses, losses_on_the_page, rtol=1e-10, atol=1e-12)
    print("mean loss", np.mean(losses), "nats; guessing costs", np.log(len(vocabulary)))
print("Every number agrees with the page.")
"""


def offer(slug: str, run: Run, vocabulary: Vocabulary) -> None:
    """Downloads of the page's state: a notebook that recomputes ``run``, and its numbers."""
    title = BY_SLUG[slug].question
    with drawer("Take it home", "take_home_drawer", icon=":material/download:") as opened:
        if not opened:
            return
        st.download_button(
            "Notebook that recomputes these numbers",
            lambda: notebook(run, vocabulary, title),
            f"{slug}.ipynb",
            "application/x-ipynb+json",
            on_click="ignore",
            icon=":material/menu_book:",
        )
        st.download_button(
            "The figure's numbers as CSV",
            lambda: table(run, vocabulary),
            f"{slug}.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/table:",
        )
        st.caption("The figure itself: the SVG and PNG buttons above it. Its numbers as a table:")
        st.dataframe(pd.read_csv(io.StringIO(table(run, vocabulary))), hide_index=True, height=180)


def notebook(run: Run, vocabulary: Vocabulary, title: str) -> str:
    """A Jupyter notebook (JSON text) that recomputes ``run`` and asserts that it agrees."""
    cell, readout = run.model.cell, run.model.readout
    weights = {
        "W_xh": cell.W_xh,
        "W_hh": cell.W_hh,
        "b_h": cell.b_h,
        "W_hy": readout.W_hy,
        "b_y": readout.b_y,
    }
    targets = None if run.targets is None else run.targets[:, 0].tolist()
    numbers = {
        "states_on_the_page": run.trace.h[1:, 0],
        "logits_on_the_page": run.y[:, 0],
        **({} if run.losses is None else {"losses_on_the_page": run.losses[:, 0]}),
    }
    cells = [
        _markdown(
            f"# {title}\n\nThe numbers of the page, recomputed with NumPy from its weights. "
            "The last cell fails unless every number agrees."
        ),
        _code("import numpy as np\nfrom types import SimpleNamespace"),
        _markdown("The weights on the screen, in full precision."),
        _code("\n".join(f"{name} = {_literal(array)}" for name, array in weights.items())),
        _code(
            f"vocabulary = {list(vocabulary.symbols)!r}\n"
            f"inputs = {run.x[:, 0].tolist()}\ntargets = {targets}\n"
            "weights = SimpleNamespace(W_xh=W_xh, W_hh=W_hh, b_h=b_h)\n"
            "weights.n_hidden, weights.n_inputs = W_xh.shape"
        ),
        _markdown("The step of the page, as its source stands."),
        _code("Array = np.ndarray\nRNNParams = SimpleNamespace"),
        *(_code(source) for source in _sources(rnn.step)),
        _code(_RECOMPUTE),
        _markdown("The numbers the page showed."),
        _code("\n".join(f"{name} = {_literal(array)}" for name, array in numbers.items())),
        _code(_ASSERT),
    ]
    return json.dumps(
        {
            "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def table(run: Run, vocabulary: Vocabulary) -> str:
    """The run as CSV: one row a step with input, target, every h, every logit, p and the loss."""
    units = range(1, run.trace.h.shape[2] + 1)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["t", "input", "target"]
        + [f"h[{unit}]" for unit in units]
        + [f"y[{symbol}]" for symbol in vocabulary.symbols]
        + [f"p[{symbol}]" for symbol in vocabulary.symbols]
        + ["loss"]
    )
    for t in range(run.y.shape[0]):
        target = "" if run.targets is None else vocabulary.symbols[int(run.targets[t, 0])]
        loss = "" if run.losses is None else repr(float(run.losses[t, 0]))
        numbers = np.concatenate([run.trace.h[t + 1, 0], run.y[t, 0], run.p[t, 0]])
        writer.writerow(
            [
                t + 1,
                vocabulary.symbols[int(run.x[t, 0])],
                target,
                *map(repr, numbers.tolist()),
                loss,
            ]
        )
    return out.getvalue()


def _sources(function: Callable[..., object]) -> list[str]:
    """The source of ``function``, after the sources of the functions that it calls by name."""
    called = inspect.getclosurevars(function).globals.values()
    needed = [text for each in called if inspect.isfunction(each) for text in _sources(each)]
    return list(dict.fromkeys([*needed, inspect.getsource(function)]))


def _literal(array: Array) -> str:
    return f"np.array({array.tolist()!r})"


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": text,
    }
