"""What pictures' vectors tell: of each fact, and of layers before and after the last one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets.scenes import layout
from datasets.scenes.draw_lots import scenes
from datasets.scenes.drawing import as_input
from datasets.scenes.scene import Scene
from rnn_core.activations import softmax
from rnn_core.studies.linear_readout import accuracy, by_chance
from rnn_core.types import Array
from rnn_core.vision import Network, features
from training import scene_data

CHUNK = 100
FIT, ASK = (1500, 21), (500, 22)
"""Scenes that the readouts are fitted to and asked about, with their seeds."""
VECTOR, SCORES, CHANCES, MAPS = (
    "before the last layer", "scores after it", "probabilities after it", "last maps, averaged",
)  # fmt: skip


def vectors_of(network: Network, drawn: Any) -> Array:
    """The vectors (N, F) of uint8 pictures (N, 64, 64, 3)."""
    return layers_of(network, drawn)[VECTOR].astype(np.float64)


def layers_of(network: Network, drawn: Any) -> dict[str, Array]:
    """What each layer says of the pictures, by name, in float32, one row a picture."""
    found: dict[str, list[Array]] = {name: [] for name in (VECTOR, SCORES, CHANCES, MAPS)}
    for k in range(0, len(drawn), CHUNK):
        inputs = np.stack([as_input(picture) for picture in drawn[k : k + CHUNK]])
        seen = features(network, inputs)
        found[VECTOR].append(seen.vectors)
        found[SCORES].append(seen.scores)
        found[CHANCES].append(softmax(seen.scores))
        found[MAPS].append(seen.maps[-1].mean((2, 3)))
    return {name: np.concatenate(rows).astype(np.float32) for name, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to read out: from scenes of one kind (None for all), the answer as a string."""

    of: str | None
    answer: Callable[[Scene], str]


FACTS = {
    "what it is": Fact("single", lambda scene: scene.subject.name),
    "its color": Fact("single", lambda scene: scene.subject.color),
    "the place": Fact(None, lambda scene: scene.place),
    "what people do": Fact("activity", lambda scene: scene.action),
    "man or woman": Fact("activity", lambda scene: scene.subject.name),
    "what animals do": Fact("single", lambda scene: f"{scene.subject.name} {scene.action}"),
    "how many": Fact("count", lambda scene: str(scene.count)),
    "color of the first of two": Fact("relation", lambda scene: scene.subject.color),
    "color of the other of two": Fact("relation", lambda scene: scene.things[1].color),
    "which of two is left": Fact("relation", lambda scene: _left(scene)),
}


def _left(scene: Scene) -> str:
    """Whether the first of two things stands on the left, or lies above."""
    placed = [part for part in layout.of(scene) if isinstance(part, layout.Placed)]
    other, first = placed
    return "first" if first.x < other.x else "other"


def told_of_each(networks: dict[str, Network]) -> dict[str, dict[str, dict[str, float]]]:
    """By network and fact: how often a linear readout of the vector is right, and by chance."""
    found: dict[str, dict[str, dict[str, float]]] = {name: {} for name in networks}
    for kind in dict.fromkeys(fact.of for fact in FACTS.values()):
        fitted, asked = (scenes(n, seed, "train", kind) for n, seed in (FIT, ASK))
        drawn = scene_data.pictures(fitted), scene_data.pictures(asked)
        for name, network in networks.items():
            fit, ask = (vectors_of(network, some) for some in drawn)
            for fact in (fact for fact, about in FACTS.items() if about.of == kind):
                y, z = (_answers(FACTS[fact], some) for some in (fitted, asked))
                right = {"right": accuracy(fit, y, ask, z), "by_chance": by_chance(y, z)}
                found[name][fact] = {**right, "answers": len(set(y.tolist()))}
    return {name: {fact: told[fact] for fact in FACTS} for name, told in found.items()}


def _answers(fact: Fact, some: Sequence[Scene]) -> Any:
    return np.array([fact.answer(scene) for scene in some])
