"""How well a network names what stands in pictures that it has not seen."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from datasets.scenes.scene import Scene
from rnn_core.vision import Network, features
from training import scene_data
from training.scene_data import LABELS


def measured(network: Network, scenes: Sequence[Scene]) -> dict[str, Any]:
    """How often class and color are right on these scenes, and what is taken for what."""
    parts = [scenes[k : k + 100] for k in range(0, len(scenes), 100)]
    best = [features(network, scene_data.inputs(part)).scores.argmax(1) for part in parts]
    said = [LABELS[k].split() for k in np.concatenate(best)]
    true = [[scene.subject.color, scene.subject.name] for scene in scenes]
    pairs = list(zip(said, true, strict=True))
    wrong = Counter(f"{' '.join(t)} → {' '.join(s)}" for s, t in pairs if s != t)
    return {
        "tested": len(scenes),
        "both": float(np.mean([s == t for s, t in pairs])),
        "color": float(np.mean([s[0] == t[0] for s, t in pairs])),
        "name": float(np.mean([s[1] == t[1] for s, t in pairs])),
        "confused": dict(wrong.most_common(8)),
    }


def n_weights(network: Network) -> int:
    """How many numbers the network was trained to."""
    convolutions = sum(layer.W.size + layer.b.size for layer in network.convolutions)
    return convolutions + sum(layer.W.size + layer.b.size for layer in (network.dense, network.last))
