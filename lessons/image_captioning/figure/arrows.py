"""What each arrow of the figure carries."""

from figures.arithmetic import Arithmetic
from lessons.image_captioning.figure.shown import Shown


def arrow(shown: Shown, kind: str) -> Arithmetic | None:
    """What the arrow, or the judge's box, of this kind means; None if there is none."""
    told = shown.told
    model, network = told.run.model, told.network
    decoder = model.decoder
    if kind.startswith("W_c") and kind[3:].isdigit():
        layer = int(kind[3:])
        filters = network.convolutions[layer - 1].W.shape
        return Arithmetic(
            f"The filters of layer {layer}: {filters[0]} of {'×'.join(map(str, filters[1:]))}",
            words="Each slides over all maps below it and gives one map above.",
        )
    every = "the same v' is added to each word" if not told.before else "once, before any word"
    said = {
        "W_6": ("W_6", network.dense.W.shape, "from all maps of the last layer to v"),
        "W_7": (
            "W_7, the last layer",
            network.last.W.shape,
            "left out: its class scores say which of the known classes, v says more",
        ),
        "W_v": ("W_v", model.W_v.shape, "from the vector to one of the decoder's inputs"),
        "told": ("v' enters the decoder", model.b_v.shape, every),
        "E": ("E", model.E.shape, "a row for each word"),
        "W_x": ("the cell's weights", _cell(shown), "from the input to all units"),
        "W_h": ("the cell's weights", _cell(shown), "from all units to all units, a step later"),
        "W_hy": ("W_hy", decoder.readout.W_hy.shape, "from the units to a score for each word"),
        "fed": ("the word that was said is read next", (), "one word at a time; no going back"),
    }
    if kind not in said:
        return None
    title, shape, words = said[kind]
    size = f" ({'×'.join(map(str, shape))})" if shape else ""
    return Arithmetic(f"{title}{size}: {words}", words="Arrows of one matrix light up together.")


def _cell(shown: Shown) -> tuple[int, int]:
    cell = shown.told.run.model.decoder.cell
    gates = 4 if cell.has_memory else 1
    return gates * cell.n_hidden, cell.n_hidden + cell.n_inputs
