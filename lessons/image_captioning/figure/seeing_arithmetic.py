"""How the numbers of the upper half were made: of a map, of the vector, of the class scores."""

import numpy as np

from figures.arithmetic import Arithmetic, Piece, plus
from figures.numbers import signed
from lessons.image_captioning.figure.long_sums import terms
from lessons.image_captioning.figure.shown import Shown
from lessons.image_captioning.model import brightest

NAMES = {"v": "v", "v'": "v'", "scores": "score"}
FORMULAS = {"v": "max(W_6 · all maps + b_6, 0)", "v'": "W_v·v + b_v", "scores": "W_7·v + b_7"}
WORDS = {
    "v": "Nothing else of the picture reaches the decoder: no pixel, no map, no class name.",
    "v'": "Made as long as a word's vector, so that the decoder can read it like a word.",
    "scores": "The layer that names classes. It is cut off: the decoder gets v itself.",
}


def picture(shown: Shown) -> Arithmetic:
    """The picture as numbers."""
    channels, rows, columns = shown.told.image.shape[1:]
    total = rows * columns * channels
    return Arithmetic(
        f"The picture: {shown.what}",
        ((Piece(f"{rows}·{columns}·{channels} = {total:,} numbers", "input"),),),
        words=f"Red, green and blue of each pixel. The vector has {len(shown.told.vector)}.",
    )


def layer_map(shown: Shown, layer: int, k: int) -> Arithmetic | None:
    """The largest number of map k, from 0, of a layer, from 1."""
    told = shown.told
    if not 1 <= layer <= len(told.seen.maps) or not 0 <= k < told.seen.maps[layer - 1].shape[1]:
        return None
    found = told.seen.maps[layer - 1][0, k]
    below = told.image[0] if layer == 1 else told.seen.maps[layer - 2][0]
    filters = told.network.convolutions[layer - 1]
    r, c = brightest(found)
    margin, s, weights = filters.padding, filters.stride, filters.W[k]
    framed = np.pad(below, ((0, 0), (margin, margin), (margin, margin)))
    patch = framed[:, s * r : s * r + weights.shape[1], s * c : s * c + weights.shape[2]]
    return Arithmetic(
        f"Layer {layer}, map {k + 1}: its brightest place, row {r + 1}, column {c + 1}",
        (
            (Piece(f"max(0, W·patch + b), a patch of {'×'.join(map(str, patch.shape))}"),),
            *terms(weights.ravel(), patch.ravel(), "input"),
            (
                Piece(f"{plus(float(filters.b[k]))}, not less than 0 ="),
                Piece(signed(float(found[r, c]), 3), "input", result=True),
            ),
        ),
        words=f"The same {weights.size} weights slide over all that is below. White is where they answer most.",
    )


def dense(shown: Shown, kind: str, k: int | None) -> Arithmetic | None:
    """Number k, from 0, of v, v' or the scores; None for k: all of them."""
    told, role = shown.told, "" if kind == "scores" else "input"
    model, network = told.run.model, told.network
    W, b, below, values = {
        "v": (network.dense.W, network.dense.b, told.seen.maps[-1][0].ravel(), told.vector),
        "v'": (model.W_v, model.b_v, told.vector, told.as_input),
        "scores": (network.last.W, network.last.b, told.vector, told.seen.scores[0]),
    }[kind]
    name = NAMES[kind]
    if k is None:
        formula = ((Piece(f"{name} = {FORMULAS[kind]}", role),),)
        return Arithmetic(f"{name}: {len(values)} numbers", formula, words=WORDS[kind])
    if not 0 <= k < len(values):
        return None
    of = shown.classes[k] if kind == "scores" else str(k + 1)
    floor = ", not less than 0" if kind == "v" else ""
    return Arithmetic(
        f"{name}[{of}], a sum of {len(below)} products",
        (
            *terms(W[k], below, role),
            (Piece(f"{plus(float(b[k]))}{floor} ="), Piece(signed(float(values[k]), 3), role, result=True)),
        ),
        words=WORDS[kind],
    )
