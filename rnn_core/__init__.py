"""Recurrent networks in NumPy, written to be read beside the lecture."""

from rnn_core import (
    activations,
    gradcheck,
    gradients,
    inputs,
    losses,
    model,
    notation,
    optim,
    presets,
    readout,
    rnn,
    sample,
    text,
    train,
    types,
    weights,
)

__all__ = [
    "activations",
    "gradcheck",
    "gradients",
    "inputs",
    "losses",
    "model",
    "notation",
    "optim",
    "presets",
    "readout",
    "rnn",
    "sample",
    "text",
    "train",
    "types",
    "weights",
]
