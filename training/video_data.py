"""Clips of the video lesson, drawn and looked at, kept in a file until their settings change."""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from datasets.clips.clip import Clip
from datasets.clips.drawing import frames
from lessons.video_to_text.model.clip_features import as_input, flow_into_frames, small_gray
from rnn_core import vision
from rnn_core.types import Array
from training import motion_network
from training.video_recipe import Draw

KEPT = Path(tempfile.gettempdir()) / "unrolled-video-to-text"
"""Where an interrupted training finds what was done; it is gone once all is."""
_SECONDS = KEPT / "seconds.json"


def flows(draw: Draw) -> Array:
    """The flows (N, 12, 2, 32, 32) of the clips, in 16 bits."""
    name = f"flows-{draw.seed}-{draw.n}"
    return kept(name, lambda: _each(draw, lambda clip: _flow(clip).astype(np.float16)))


def rgb_features(draw: Draw, network: vision.Network) -> Array:
    """What the network that looks at frames has before its last layer: (N, 12, F), float32."""

    def look(clip: Clip) -> Array:
        return motion_network.vectors(network, as_input(frames(clip)))

    name = f"rgb-{draw.seed}-{draw.n}"
    return kept(name, lambda: _each(draw, look))


def flow_features(network: vision.Network, moves: Array) -> Array:
    """What the flow network has before its last layer: (N, 12, F) as float32."""
    watched = tqdm(moves, "flows", mininterval=2)
    return np.array([motion_network.vectors(network, each) for each in watched])


def kept(name: str, make: Callable[[], Array]) -> Array:
    """The numbers of a stage: from its file, or made and written there."""
    file = KEPT / f"{name}.npy"
    if not file.exists():
        KEPT.mkdir(exist_ok=True)
        partial = file.with_suffix(".part.npy")
        np.save(partial, make())
        partial.rename(file)
    found: Array = np.load(file)
    return found


def spent(name: str, began: float) -> float:
    """Note the processor time of a stage that began then, unless it was only read again; now."""
    seconds = all_spent()
    seconds[name] = max(seconds.get(name, 0.0), round(time.process_time() - began, 1))
    KEPT.mkdir(exist_ok=True)
    _SECONDS.write_text(json.dumps(seconds), encoding="utf-8")
    return time.process_time()


def all_spent() -> dict[str, float]:
    """The seconds of all stages so far."""
    noted: dict[str, float] = {}
    if _SECONDS.exists():
        noted = json.loads(_SECONDS.read_text(encoding="utf-8"))
    return noted


def _flow(clip: Clip) -> Array:
    return flow_into_frames(small_gray(frames(clip))).transpose(0, 3, 1, 2)


def _each(draw: Draw, look: Callable[[Clip], Array]) -> Array:
    """What there is to see in each clip."""
    watched = tqdm(draw.clips(), f"clips of seed {draw.seed}", mininterval=2)
    return np.array([look(clip) for clip in watched])
