"""Train the captioners of drawn scenes: `make train-image-captioning`, half an hour of one core.

    1  of the network that names pictures (`make train-picture-features`) the last layer is cut off
    2  an LSTM learns to speak of its vectors, which stay as they are            PyTorch
    3  both learn together                                                       PyTorch
    4  four captioners learn to speak of the vectors of 3, all in the same way   the core
    5  for comparison, others learn to speak of what there was before 3          the core

Writes models/image_captioning.npz (vocabulary, network, four captioners), .json and .md.
"""

import time
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from datasets.scenes.draw_lots import scenes
from rnn_core import store
from rnn_core.caption import ONCE, Captioner
from rnn_core.types import Array, Tokens
from rnn_core.vision import Network
from rnn_core.weights import flatten, unflatten
from training import captioners, convolutions, decoders, scene_data
from training.caption_probes import layers_of
from training.captions import VOCABULARY, encoded
from training.convolutions import pictures_as_inputs
from training.image_captioning_report import CAPTIONERS, report
from training.scene_data import SEEDS

FILE = Path(__file__).resolve().parents[1] / "models" / "image_captioning.npz"
SEED, N_TRAIN = 1, 24_000
EPOCHS = {"frozen": 2, "together": 6, "on": 4, "captioners": 8, "alone": 8, "layers": 5}
N_LAYERS = 8_000


def speak(vectors: Any, sentences: tuple[Tokens, Tokens]) -> decoders.Decoder:
    """Stage 2: an LSTM about vectors that stay as they are."""
    sizes = (vectors.shape[1], captioners.INPUTS, captioners.HIDDEN)
    decoder = decoders.build(len(VOCABULARY), *sizes)
    decoders.fit(
        decoder, vectors, *sentences, epochs=EPOCHS["frozen"], rate=3e-3,
        vectors=lambda rows: rows, say="lstm, network as it is",
    )  # fmt: skip
    return decoder


def together(body: Any, decoder: decoders.Decoder, pictures: Any, sentences: tuple[Tokens, Tokens]) -> None:
    """Stage 3: network and LSTM learn on, in two cycles of the learning rate; both are changed."""
    for cycle, part in enumerate(("together", "on")):
        if cycle:
            torch.manual_seed(SEED + cycle)
        decoders.fit(
            decoder, pictures, *sentences, epochs=EPOCHS[part], rate=2e-3, also=(body,),
            vectors=lambda some: body(pictures_as_inputs(some, mirrored=True)),
            say=f"network and lstm, {part}",
        )  # fmt: skip


def all_four(vectors: Array, sentences: tuple[Tokens, Tokens]) -> tuple[Captioner, ...]:
    """Stage 4: the captioners that are stored, about vectors (N, F) that stay as they are."""
    return tuple(
        captioners.trained(cell, when, vectors, sentences, seed=SEED, epochs=EPOCHS["captioners"], watch=watched)
        for cell, when in CAPTIONERS
    )


def alone(vectors: Array, sentences: tuple[Tokens, Tokens]) -> Captioner:
    """Stage 5: an LSTM about vectors that never change."""
    model = captioners.trained("lstm", ONCE, vectors, sentences, seed=SEED, epochs=EPOCHS["alone"], watch=watched)
    captioner: Captioner = kept(in_float64(model))
    return captioner


def main() -> None:
    """All stages, then the report about what was stored."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    clock = Clock()
    shown = scenes(N_TRAIN, SEEDS["train"], "train")
    drawn, sentences = scene_data.pictures(shown), encoded(shown)
    pictures = torch.from_numpy(drawn)
    clock.passed("drawing")
    _, named = store.load(FILE.with_name("picture_features.npz"))
    body, last = convolutions.imported(named, pictures_as_inputs(pictures[:2000]))
    frozen = convolutions.vectors(body, pictures, pictures_as_inputs)
    decoder = speak(frozen, sentences)
    clock.passed("frozen")
    together(body, decoder, pictures, sentences)
    network: Network = kept(convolutions.exported(body, last))
    clock.passed("together")
    vectors = convolutions.vectors(body, pictures, pictures_as_inputs).numpy()
    found = all_four(vectors, sentences)
    clock.passed("captioners")
    before = alone(frozen.numpy(), sentences)
    clock.passed("alone")
    stored = (VOCABULARY, network, tuple(map(in_float64, found)))
    store.save(FILE, stored, dtype=np.float16)
    layers = by_layer(named, drawn[:N_LAYERS], tuple(part[:N_LAYERS] for part in sentences))
    clock.passed("layers")
    settings = {"seed": SEED, "train": N_TRAIN, "epochs": EPOCHS, "layer_train": N_LAYERS}
    settings["cpu_seconds"] = clock.seconds
    report(FILE, settings, shown, before, layers)


def by_layer(named: Network, drawn: Any, sentences: tuple[Tokens, ...]) -> dict[str, tuple[Captioner, Array, Array]]:
    """Stage 5: for each layer a captioner about its numbers, made of equal spread, and how."""
    read = layers_of(named, drawn)
    found = {}
    for name, rows in read.items():
        mean, spread = rows.mean(0), rows.std(0) + 1e-3
        model = captioners.trained(
            "lstm", ONCE, (rows - mean) / spread, (sentences[0], sentences[1]),
            seed=SEED, epochs=EPOCHS["layers"], watch=watched,
        )  # fmt: skip
        found[name] = (model, mean, spread)
    return found


def in_float64(model: Captioner) -> Captioner:
    """The captioner in the numbers that the lessons compute in."""
    return unflatten(model, flatten(model).astype(np.float64))


def watched(snapshots: Iterable[Any], steps: int, of: str) -> Iterator[Any]:
    """The snapshots, with a bar that says how long the rest will take."""
    return iter(tqdm(snapshots, total=steps, desc=of, mininterval=1.0))


def kept(thing: Any) -> Any:
    """The thing with the numbers that a file in float16 holds."""
    file = BytesIO()
    store.save(file, thing, dtype=np.float16)
    file.seek(0)
    return store.load(file)


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, int] = {}
        self._began = time.process_time()

    def passed(self, stage: str) -> None:
        """Note what has passed since the last stage."""
        now = time.process_time()
        self.seconds[stage] = round(now - self._began)
        self._began = now


if __name__ == "__main__":
    main()
