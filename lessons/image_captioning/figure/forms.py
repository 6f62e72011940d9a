"""How each number of the figure was made, from a pixel to the probability of a word."""

from dataclasses import dataclass

import numpy as np

from figures.forms import (
    Applied,
    Constant,
    Explained,
    Expression,
    Form,
    Forms,
    Function,
    Index,
    Line,
    Number,
    Part,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
)
from figures.reading_forms import softmax, weighted
from lessons.image_captioning.model.caption_trace import brightest
from lessons.image_captioning.model.captioners import Caption
from rnn_core.cells.lstm import LSTMParams
from rnn_core.types import Array, Tokens

MOST = 4
"""So many terms of a sum over maps, pixels or the vector travel to the browser, the largest; the others as one sum."""
GATES: tuple[tuple[str, str, Function], ...] = (("i", "i", "σ"), ("f", "f", "σ"), ("o", "o", "σ"), ("C", "C̃", "tanh"))
"""Of each gate of an LSTM: the index of its weights, its symbol, its function."""
TOGETHER = "Arrows of one matrix light up together."


@dataclass(frozen=True, slots=True)
class Drawn:
    """What of the run stands in boxes, in ascending order, counted from 0.

    maps: of each layer. classes: with a score. units: of h. inputs: of x. words: with a probability.
    """

    maps: tuple[tuple[int, ...], ...]
    classes: tuple[int, ...]
    units: tuple[int, ...]
    inputs: int
    words: tuple[int, ...]


def explained(caption: Caption, drawn: Drawn) -> Explained:
    """The forms of all boxes and arrows, with the numbers behind those that are drawn."""
    forms, tables = {**_seen(caption), **_read(caption), **_arrows(caption)}, _tables(caption, drawn)
    for more, behind in (
        _maps(caption, drawn.maps),
        _vector(caption),
        _input_of_decoder(caption),
        _scores(caption, drawn.classes),
        _states(caption, drawn.units),
        _probabilities(caption, drawn.words),
    ):
        forms |= more
        tables |= behind
    return Explained(
        Forms(forms),
        tables,
        {
            "symbols": tuple(caption.word(token) for token in range(len(caption.words))),
            "classes": caption.classes,
            "pictures": (caption.what,),
        },
    )


def _tables(caption: Caption, drawn: Drawn) -> dict[str, Table]:
    """What several forms read: the vector as the decoder gets it, inputs, states, the words read and written."""
    trace = caption.trace
    cell, before = trace.run.decoder.cell, trace.steps_before_words
    words = trace.run.batch.x[:, 0]
    return {
        "v'": Table(trace.v_in, (1,), "input", "v'"),
        "x": Table(cell.x[:, 0], (1 - before, 1), "input", "x"),
        "h": Table(cell.h[:, 0], (-before, 1), "hidden", "h"),
        "E": Table(trace.run.model.E[words, : drawn.inputs], (1, 1), "input", group="E"),
        "read": Table(words + 1, (1,), box="w"),
        "token": Table(trace.tokens + 1, (1,), box="p"),
    }


def _shortened(
    name: str, weights: Array, values: Array, role: str = "input", row: Index = "i"
) -> tuple[Expression, dict[str, Table]]:
    """Each row of Σ weights·values (R, K), as its largest terms and the sum of the others, and the tables of these.

    ``name`` is that of the matrix.
    """
    products = weights * values
    n_others = products.shape[1] - MOST
    most = _largest_of_rows(products, min(MOST, products.shape[1]))
    largest = np.take_along_axis(products, most, 1)
    inputs = np.broadcast_to(values, products.shape)
    first, second, rest = f"{name}, weights", f"{name}, inputs", f"{name}, rest"
    tables = {
        first: Table(np.take_along_axis(weights, most, 1), (1, 1), role, group=name),
        second: Table(np.take_along_axis(inputs, most, 1), (1, 1), role),
        rest: Table(products.sum(1) - largest.sum(1), (1,)),
    }
    terms: Expression = Total(Product((Number(first, (row, "k")), Number(second, (row, "k")))), (first, 1))
    if n_others > 0:
        terms = Sum((terms, Part(Number(rest, (row,)), f"from {n_others:,} smaller terms")))
    return terms, tables


def _largest_of_rows(products: Array, n: int) -> Tokens:
    """(R, n): where the numbers farthest from 0 stand in each row, the largest first."""
    sizes, rows, found = np.abs(products), np.arange(len(products)), np.empty((len(products), n), np.intp)
    for k in range(n):  # a few maxima are found sooner than an order of thousands
        found[:, k] = sizes.argmax(1)
        sizes[rows, found[:, k]] = -1
    return found


def _places(rows: tuple[int, ...], n: int) -> Array:
    """(n,): the place, from 1, of each row among those that are sent; 0 for the others."""
    places = np.zeros(n)
    places[list(rows)] = np.arange(1, len(rows) + 1)
    return places


def _seen(caption: Caption) -> dict[str, Form]:
    trace = caption.trace
    channels, rows, columns = trace.image.shape[1:]
    return {
        "picture": Form(
            "The picture: {one:pictures}",
            lines=((Piece(f"{rows}·{columns}·{channels} = {rows * columns * channels:,} numbers", "input"),),),
            words=f"Red, green and blue of each pixel. The vector has {len(trace.vector)} numbers.",
            where={"one": Constant(1)},
        )
    }


def _maps(caption: Caption, drawn: tuple[tuple[int, ...], ...]) -> tuple[dict[str, Form], dict[str, Table]]:
    """Of each map that is drawn its largest number: a filter times what it covers."""
    trace = caption.trace
    forms: dict[str, Form] = {}
    tables: dict[str, Table] = {}
    for layer, (filters, chosen) in enumerate(zip(trace.network.convolutions, drawn, strict=True), start=1):
        below = trace.image[0] if layer == 1 else trace.features.maps[layer - 2][0]
        margin, s = filters.padding, filters.stride
        framed = np.pad(below, ((0, 0), (margin, margin), (margin, margin)))
        high, wide = filters.W.shape[2:]
        places = [brightest(trace.features.maps[layer - 1][0, k]) for k in chosen]
        patches = np.stack([framed[:, s * r : s * r + high, s * c : s * c + wide].ravel() for r, c in places])
        name, weights = f"W_c{layer}", filters.W[list(chosen)].reshape(len(chosen), -1)
        terms, more = _shortened(name, weights, patches, row="place")
        tables |= more | {
            f"map {layer}": Table(_places(chosen, len(filters.W)), (1,)),
            f"brightest {layer}": Table(np.array(places) + 1, (1, 1)),
            f"b_c{layer}": Table(filters.b, (1,)),
        }
        size = "×".join(map(str, filters.W.shape[1:]))
        forms[f"map{layer}"] = Form(
            f"Layer {layer}, map {{t}}: its brightest place, row {{row}}, column {{column}}",
            (
                Step(
                    (Piece(f"max( W·patch + b, 0 ), a patch of {size}"),),
                    Applied("max0", Sum((terms, Number(f"b_c{layer}", ("t",))))),
                    "input",
                ),
            ),
            f"The same {weights.shape[1]} weights slide over all that is below. White marks the largest numbers.",
            where={
                "place": Number(f"map {layer}", ("t",)),
                "row": Number(f"brightest {layer}", ("place", 1)),
                "column": Number(f"brightest {layer}", ("place", 2)),
            },
        )
    return forms, tables


def _vector(caption: Caption) -> tuple[dict[str, Form], dict[str, Table]]:
    trace, dense = caption.trace, caption.trace.network.dense
    terms, tables = _shortened("W_6", dense.W, trace.features.maps[-1][0].ravel()[np.newaxis])
    words = "The decoder gets these numbers of the picture and nothing else: no pixel, no map, no class name."
    step = Step(
        (Piece("v[{i}] = max( W_6[{i},·]·(all maps of the last layer) + b_6[{i}], 0 )"),),
        Applied("max0", Sum((terms, Number("b_6", ("i",))))),
        "input",
    )
    forms = {
        "v": Form(
            f"v: {len(dense.b)} numbers", lines=((Piece("v = max( W_6·(all maps) + b_6, 0 )", "input"),),), words=words
        ),
        "v#": Form(f"v[{{i}}], from a sum of {dense.W.shape[1]:,} products", (step,), words),
    }
    tables |= {"b_6": Table(dense.b, (1,))}
    return forms, tables


def _input_of_decoder(caption: Caption) -> tuple[dict[str, Form], dict[str, Table]]:
    model = caption.trace.run.model
    terms, tables = _shortened("W_v", model.W_v, caption.trace.vector[np.newaxis])
    words = "It is as long as a word's vector, so that the decoder can read it like a word."
    step = Step((Piece("v′[{i}] = W_v[{i},·]·v + b_v[{i}]"),), Sum((terms, Number("b_v", ("i",)))), "input")
    forms = {
        "v'": Form(f"v′: {len(model.b_v)} numbers", lines=((Piece("v′ = W_v·v + b_v", "input"),),), words=words),
        "v'#": Form(f"v′[{{i}}], a sum of {model.W_v.shape[1]} products", (step,), words),
    }
    tables |= {"b_v": Table(model.b_v, (1,))}
    return forms, tables


def _scores(caption: Caption, drawn: tuple[int, ...]) -> tuple[dict[str, Form], dict[str, Table]]:
    trace, last = caption.trace, caption.trace.network.last
    terms, tables = _shortened("W_7", last.W[list(drawn)], trace.vector[np.newaxis], "", "place")
    words = (
        "The last FC layer, which named the thing in the picture. It is removed: the decoder gets v itself. "
        "After that the "
        "layers below were trained further with captions, so these scores no longer fit as well as before."
    )
    step = Step(
        (Piece("score[{i:classes}] = W_7[{i:classes},·]·v + b_7[{i:classes}]"),), Sum((terms, Number("b_7", ("i",))))
    )
    place = {"place": Number("class", ("i",))}
    forms = {
        "scores": Form(f"{len(last.b)} class scores", lines=((Piece("scores = W_7·v + b_7"),),), words=words),
        "scores#": Form(
            f"The score of “{{i:classes}}”, a sum of {last.W.shape[1]} products", (step,), words, where=place
        ),
    }
    tables |= {"class": Table(_places(drawn, len(last.b)), (1,)), "b_7": Table(last.b, (1,))}
    return forms, tables


def _read(caption: Caption) -> dict[str, Form]:
    """The words that are read, and the inputs that are made of them."""
    trace = caption.trace
    width, read = trace.run.model.E.shape[1], {"read": Number("read", ("t",))}
    own = Number("E", ("t", "i"))
    if trace.steps_before_words:
        plus_v = ""
        number = Step((Piece("x{_t}[{i}] = E[{read:symbols},{i}]"),), own, "input", one_line=True)
    else:
        plus_v = " + v′"
        number = Step(
            (Piece("x{_t}[{i}] = E[{read:symbols},{i}] + v′[{i}]"),), Sum((own, Number("v'", ("i",)))), "input"
        )

    def word(fed: str) -> Form:
        return Form(
            "The word read at t = {t}: “{read:symbols}”",
            lines=((Piece(f"x{{_t}} = E[{{read:symbols}}]{plus_v}", "input"),),),
            words=f"It is {fed}; its row of E has {width} learned numbers.",
            where=read,
        )

    first, later = word("the sign that a sentence begins"), word("the network's own last word")
    return {
        "w": later,
        "x": later,
        "w.1": first,
        "x.1": first,
        "x.#": Form(f"x at t = {{t}}, number {{i}} of {width}", (number,), where=read),
    }


def _states(caption: Caption, drawn: tuple[int, ...]) -> tuple[dict[str, Form], dict[str, Table]]:
    """The hidden states; h_0 is the one that has read the picture alone."""
    cell = caption.trace.run.model.decoder.cell
    lstm = isinstance(cell, LSTMParams)
    steps, tables = (_lstm if lstm else _rnn)(caption, list(drawn))
    formula = "o{_t} ⊙ tanh(C{_t})" if lstm else "tanh(W_hh·h{_t-1} + W_xh·x{_t} + b_h)"
    line = (Piece(f"h{{_t}} = {formula}", "hidden"),)
    title, number = f"h at t = {{t}}: {cell.n_hidden} units", f"h at t = {{t}}, unit {{i}} of {cell.n_hidden}"
    where = {"unit": Number("unit", ("i",))}
    tables["unit"] = Table(_places(drawn, cell.n_hidden), (1,))
    words = (
        "Each of i, f, o and C̃ adds its row of W times h{_t-1}, its row of W times x{_t}, and a bias." if lstm else ""
    )
    forms = {"h": Form(title, lines=(line,)), "h.#": Form(number, steps, words, where=where)}
    if caption.trace.steps_before_words:
        first = "It has read the picture and no word yet."
        forms |= {
            "h.0": Form(title, lines=(line,), words=first),
            "h.0.#": Form(number, steps, f"{words} {first}".strip(), where=where),
        }
    return forms, tables


def _rnn(caption: Caption, rows: list[int]) -> tuple[tuple[Step, ...], dict[str, Table]]:
    cell = caption.trace.run.model.decoder.cell
    value = Applied(
        "tanh",
        Sum(
            (
                weighted("W_hh", ("unit",), "h", "t-1", zero="h{_t-1} = 0"),
                weighted("W_xh", ("unit",), "x", "t"),
                Number("b_h", ("unit",)),
            )
        ),
    )
    symbols: Line = (
        Piece("h{_t}[{i}] = tanh("),
        Piece("W_hh[{i},·]·h{_t-1}", "hidden"),
        Piece("+ W_xh[{i},·]·x{_t}", "input"),
        Piece("+ b_h[{i}] )"),
    )
    tables = {
        "W_hh": Table(cell.W_hh[rows], (1, 1), "hidden", group="W_h"),
        "W_xh": Table(cell.W_xh[rows], (1, 1), "input", group="W_x"),
        "b_h": Table(cell.b_h[rows], (1,)),
    }
    return (Step(symbols, value, "hidden"),), tables


def _lstm(caption: Caption, rows: list[int]) -> tuple[tuple[Step, ...], dict[str, Table]]:
    """What a gate gets from the state and from the input travels as two numbers, not as their products."""
    run = caption.trace.run
    cell, trace, before = run.model.decoder.cell, run.decoder.cell, caption.trace.steps_before_words
    H = cell.n_hidden
    tables = {"C": Table(trace.C[:, 0][:, rows], (-before, 1), "hidden")}
    steps: list[Step] = []
    for place, (name, symbol, squash) in enumerate(GATES):
        W, b = np.split(cell.W, 4)[place][rows], np.split(cell.b, 4)[place][rows]
        from_h, from_x, bias = f"{symbol} from h", f"{symbol} from x", f"b_{name}"
        tables |= {
            from_h: Table(trace.h[:-1, 0] @ W[:, :H].T, (-before, 1), box="h", group="W_h"),
            from_x: Table(trace.x[:, 0] @ W[:, H:].T, (1 - before, 1), box="x", group="W_x"),
            bias: Table(b, (1,)),
            symbol: Table(trace.gates[:, place, 0][:, rows], (1 - before, 1)),
        }
        parts = (
            Part(Number(from_h, ("t-1", "unit")), "from h{_t-1}"),
            Part(Number(from_x, ("t", "unit")), "from x{_t}"),
            Number(bias, ("unit",)),
        )
        steps.append(Step((Piece(f"{symbol}{{_t}}"),), Applied(squash, Sum(parts)), "hidden", one_line=True))

    def at(name: str, time: str = "t") -> Number:
        return Number(name, (time, "unit"))

    steps += [
        Step(
            (Piece("C{_t} = f{_t}·C{_t-1} + i{_t}·C̃{_t}"),),
            Sum((Product((at("f"), at("C", "t-1"))), Product((at("i"), at("C̃"))))),
            "hidden",
            one_line=True,
        ),
        Step(
            (Piece("h{_t} = o{_t}·tanh(C{_t})"),), Product((at("o"), Applied("tanh", at("C")))), "hidden", one_line=True
        ),
    ]
    return tuple(steps), tables


def _probabilities(caption: Caption, drawn: tuple[int, ...]) -> tuple[dict[str, Form], dict[str, Table]]:
    """The score and the probability of a word: of the one that is written, or of any that is drawn."""
    run = caption.trace.run
    readout = run.model.decoder.readout
    tables = {
        "W_hy": Table(readout.W_hy[list(drawn)], (1, 1), "output", group="W_hy"),
        "word": Table(_places(drawn, len(readout.b_y)), (1,)),
        "b_y": Table(readout.b_y, (1,)),
        "y": Table(run.y[:, 0], (1, 1), "output", "p"),
        "m": Table(run.y[:, 0].max(1), (1,)),
    }

    def form(of: str) -> Form:
        name = f"{{{of}:symbols}}"
        score = Step(
            (Piece(f"y{{_t}}[{name}] ="), Piece(f"W_hy[{name},·]·h{{_t}}", "output"), Piece(f"+ b_y[{name}]")),
            Sum((weighted("W_hy", ("row",), "h", "t"), Number("b_y", (of,)))),
            "output",
        )
        token = {"token": Number("token", ("t",))}
        return Form(
            f"The probability of “{name}” at t = {{t}}",
            (score, *softmax("y", "t", of)),
            f"m = {{=m}} is the largest of {len(readout.b_y)} scores. The most probable word is written.",
            where={**token, "row": Number("word", (of,)), "m": Number("m", ("t",))},
        )

    forms = {name: form(of) for kind in ("p", "next") for name, of in ((kind, "token"), (f"{kind}.#", "i"))}
    forms["next.0"] = Form("The likeliest next words", words="The decoder scores words once it has read the first one.")
    return forms, tables


def _arrows(caption: Caption) -> dict[str, Form]:
    """What the arrows mean."""
    trace = caption.trace
    model, network, cell = trace.run.model, trace.network, trace.run.model.decoder.cell
    gates = 4 if cell.has_memory else 1
    of_cell = gates * cell.n_hidden, cell.n_hidden + cell.n_inputs
    every = "once, before the first word" if trace.steps_before_words else "the same v′ is added to each word"
    arrows: dict[str, tuple[str, tuple[int, ...], str]] = {
        "W_6": ("W_6", network.dense.W.shape, "from all maps of the last layer to v"),
        "W_7": (
            "W_7, the last layer",
            network.last.W.shape,
            "removed: a class names one thing, and v tells also of actions and places",
        ),
        "W_v": ("W_v", model.W_v.shape, "from the vector to one of the decoder's inputs"),
        "v_in": ("v′ enters the decoder", model.b_v.shape, every),
        "E": ("E", model.E.shape, "a row for each word"),
        "W_x": ("the cell's weights", of_cell, "from the input to all units"),
        "W_h": ("the cell's weights", of_cell, "from all units to all units, one time step later"),
        "W_hy": ("W_hy", model.decoder.readout.W_hy.shape, "from the units to a score for each word"),
        "fed": ("the word that was written is read next", (), "one word at a time; no word is changed later"),
    }
    forms = {}
    for kind, (title, shape, words) in arrows.items():
        size = f" ({'×'.join(map(str, shape))})" if shape else ""
        forms[kind] = Form(f"{title}{size}: {words}", words=TOGETHER)
    for layer, filters in enumerate(network.convolutions, start=1):
        size = "×".join(map(str, filters.W.shape[1:]))
        forms[f"W_c{layer}"] = Form(
            f"The filters of layer {layer}: {len(filters.W)} of {size}",
            words="Each slides over all maps below it and gives one map above.",
        )
    return forms
