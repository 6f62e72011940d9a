"""The shipped models and what their cards say they reach; read when first asked for, and once."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from rnn_core import store
from rnn_core.types import Array
from rnn_core.vision import Network
from ui.registry import ROOT

MODELS = ROOT / "models"


@lru_cache(maxsize=32)
def model(name: str) -> Any:
    """What `models/<name>.npz` holds: every visitor reads the same weights, nobody changes them."""
    return store.load(MODELS / f"{name}.npz")


def stored(name: str, *parts: str) -> dict[str, Array]:
    """The arrays of `models/<name>.npz` whose names begin with one of ``parts``, as they are stored."""
    with np.load(MODELS / f"{name}.npz") as found:
        return {each: found[each] for each in found.files if each.startswith(parts)}


@dataclass(frozen=True, slots=True, eq=False)
class PictureFeatures:
    """The convolution network that names what is in a picture, and the names that its last layer has scores for."""

    classes: tuple[str, ...]
    network: Network


def picture_features() -> PictureFeatures:
    """`models/picture_features.npz`."""
    classes, network = model("picture_features")
    return PictureFeatures(classes.symbols, network)


@lru_cache(maxsize=32)
def measured(name: str) -> Any:
    """What the training of ``name`` measured, from `models/<name>.json`."""
    return json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))
