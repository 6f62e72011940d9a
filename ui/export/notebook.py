"""A Jupyter notebook that recomputes numbers with NumPy and asserts that they agree."""

import base64
import inspect
import io
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from rnn_core.weights import named

_ASSERT = """\
for name, numbers in on_the_page.items():
    np.testing.assert_allclose(
        np.array(globals()[name]), numbers, rtol=1e-10, atol=1e-12, err_msg=name
    )
print("Every number agrees with the page.")
"""


_UNPACK = """\
import base64, io
packed = '''
{text}
'''
stored = np.load(io.BytesIO(base64.b85decode("".join(packed.split()))))
"""
LINE = 4000
"""The letters in a line of weights that are carried as text."""


@dataclass(frozen=True, slots=True, eq=False)
class Notebook:
    """What a page's notebook holds.

    given: the weights, inputs and settings by name; arrays keep their full precision. functions: of
    the core, whose source the notebook repeats. code: computes from both, in NumPy, every name of
    ``shown``, which holds the numbers of the page. stored: weights too many to be printed, as they are
    shipped; the notebook carries them compressed, and ``code`` finds them in the archive ``stored``.
    """

    given: Mapping[str, object]
    functions: tuple[Callable[..., object], ...]
    code: str
    shown: Mapping[str, Array]
    stored: Mapping[str, Array] = field(default_factory=dict)


def weights(model: Any) -> dict[str, Array]:
    """The matrices and biases of ``model``, or a part of it, by the lecture's names."""
    return {name.rpartition(".")[2]: array for name, array in named(model).items()}


def word(run: Run, vocabulary: Vocabulary) -> dict[str, object]:
    """What a run reads, and what it should have said: None where nothing was asked."""
    return {
        "vocabulary": list(vocabulary.symbols),
        "inputs": run.x[:, 0].tolist(),
        "targets": None if run.targets is None else run.targets[:, 0].tolist(),
    }


def as_json(notebook: Notebook, title: str) -> str:
    """The notebook as the text of an ``.ipynb`` file."""
    sources = dict.fromkeys(source for each in notebook.functions for source in _sources(each))
    shown = ",\n".join(f"    {name!r}: {_literal(array)}" for name, array in notebook.shown.items())
    cells = [
        _markdown(
            f"# {title}\n\nThe numbers of the page, recomputed with NumPy from its weights. "
            "The last cell fails unless every number agrees."
        ),
        _code("import numpy as np\nfrom types import SimpleNamespace"),
        _markdown("What is on the screen, in full precision."),
        _code("\n".join(f"{name} = {_literal(value)}" for name, value in notebook.given.items())),
    ]
    if notebook.stored:
        cells += [
            _markdown("The weights as they are stored, 16-bit numbers: a compressed archive of NumPy arrays as text."),
            _code(_UNPACK.format(text=_packed(notebook.stored))),
        ]
    if sources:
        cells += [
            _markdown("The functions of the page, as their source stands."),
            _code("Array = np.ndarray\nRNNParams = LSTMParams = SimpleNamespace"),
            *map(_code, sources),
        ]
    cells += [
        _code(notebook.code),
        _markdown("The numbers the page showed."),
        _code(f"on_the_page = {{\n{shown},\n}}"),
        _code(_ASSERT),
    ]
    return json.dumps(
        {
            "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def _packed(arrays: Mapping[str, Array]) -> str:
    archive = io.BytesIO()
    np.savez_compressed(archive, allow_pickle=False, **arrays)
    return "\n".join(textwrap.wrap(base64.b85encode(archive.getvalue()).decode(), LINE))


def _sources(function: Callable[..., object]) -> list[str]:
    """The source of ``function``, after the sources of the functions that it calls by name."""
    called = inspect.getclosurevars(function).globals.values()
    needed = [text for each in called if inspect.isfunction(each) for text in _sources(each)]
    return [*needed, inspect.getsource(function)]


def _literal(value: object) -> str:
    return f"np.array({value.tolist()!r})" if isinstance(value, np.ndarray) else repr(value)


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}
