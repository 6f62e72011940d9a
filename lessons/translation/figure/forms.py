"""How the numbers of a translation were made: states of encoder and decoder, attention, scores, needs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from figures.forms import (
    Applied,
    Explained,
    Form,
    Forms,
    Function,
    Largest,
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
from lessons.translation.model.translated import OWN, Translated
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.lstm_trace import LSTMTrace
from rnn_core.types import Array, Tokens

GATES: tuple[tuple[str, Function], ...] = (("f", "σ"), ("i", "σ"), ("o", "σ"), ("C̃", "tanh"))
"""The gates in the order of the tables, each with its function."""
DRAWN = {"n": Number("place", ("i",))}
FED = {"fed": Number("fed", ("t",))}
WORD = Form(
    "x{_t}: the word “{t:source}”",
    words="Each word has a row of E. W₁ reads that row, not the characters.",
    lines=((Piece("x{_t} = E[{t:source}],", "input"), Piece("a row of learned numbers")),),
)
NEED = Form(
    "How much “{word:symbols}” at t = {t} needs “{i:source}”",
    (
        Step((Piece("log p({word:symbols}), all words read"),), Number("log p", ("t",)), one_line=True),
        Step(
            (Piece("log p({word:symbols}), “{i:source}” not read"),), Number("log p without", ("t", "i")), one_line=True
        ),
        Step(
            (Piece("the difference"),),
            Sum((Number("log p", ("t",)), Applied("−", Number("log p without", ("t", "i"))))),
            "hidden",
            one_line=True,
        ),
    ),
    "Not read: its row of E is 0. The words written before stay as they are.",
    where={"word": Number("written", ("t",))},
)
WEIGHT_TITLE = "The weight of “{i:source}” at t = {t}"


def _weight(score: Step | None) -> Form:
    """The form of a weight of attention; score: how its score is made, None where that is not shown."""

    def shifted(j: str) -> Applied:
        return Applied("exp", Sum((Number("scores", ("t", j)), Applied("−", Largest("scores", ("t",))))))

    weight = Product((shifted("i"), Applied("1/", Total(shifted("k"), ("scores", 1)))))
    return Form(
        WEIGHT_TITLE,
        (
            *(() if score is None else (score,)),
            Step((Piece("α = exp(score − m) / Σ exp(score − m)"),), weight, "hidden"),
        ),
        "m = {=m} is the largest of {words} scores; the weights α of a time step sum to 1.",
        where={"m": Largest("scores", ("t",)), "words": Number("words", (1,))},
    )


WEIGHT = _weight(
    Step(
        (Piece("score = h{_t}ᵀ W_a s{_i} = Σ (h{_t}ᵀ W_a)[k] · s{_i}[k]"),),
        Total(Product((Number("h W_a", ("t", "k")), Number("s", ("i", "k")))), ("s", 1)),
    )
)
WEIGHT_OF_MAP = _weight(Step((Piece("score = h{_t}ᵀ W_a s{_i}"),), Number("scores", ("t", "i")), one_line=True))
CONTEXT = Form(
    "c{_t}[{i}]: the encoder’s states, weighted",
    (
        Step(
            (Piece("c{_t}[{i}] = Σ α · s[{i}] over the words"),),
            Total(Product((Number("alpha", ("t", "k")), Number("s", ("k", "i")))), ("alpha", 1), label="“{k:source}”"),
            "hidden",
        ),
    ),
    "The states of the encoder, each multiplied by its weight.",
)
TILDE = Form(
    "h̃{_t}[{i}] = tanh( W_c[{i},·]·[c; h] + b_c )",
    (
        Step(
            (Piece("h̃{_t}[{i}]"),),
            Applied(
                "tanh",
                Sum(
                    (
                        Part(Number("W_c c", ("t", "n")), "from c"),
                        Part(Number("W_c h", ("t", "n")), "from h"),
                        Part(Number("b_c", ("n",)), "bias"),
                    )
                ),
            ),
            "hidden",
        ),
    ),
    "The readout reads h̃ where without attention it reads h.",
    where=DRAWN,
)


def _unit(state: str, tables: str, reads: str, n_products: int, suffix: str = "") -> Form:
    """The form of a unit of an LSTM whose tables' names begin with ``tables``.

    state and reads: the symbols of its state and of what it reads at the time step.
    """

    def of(name: str, *index: str | int) -> Number:
        return Number(f"{tables}{name}", ("t", *index, "n"))

    def gate(g: int) -> Step:
        name, squash = GATES[g - 1]
        value = Applied(squash, Sum((of("W h", g), of("W x", g), Number(f"{tables}b", (g, "n")))))
        return Step((Piece(f"{name}[{{i}}]"),), value, one_line=True)

    f, i, o, new = (of("gates", g) for g in range(1, 5))
    return Form(
        f"{state}[{{i}}]{suffix}",
        (
            *(gate(g) for g in range(1, 5)),
            Step(
                (Piece("C = f · C before + i · C̃"),),
                Sum((Product((f, of("C before"))), Product((i, new)))),
                one_line=True,
            ),
            Step(
                (Piece(f"{state}[{{i}}] = o · tanh(C)"),),
                Product((o, Applied("tanh", of("C")))),
                "hidden",
                one_line=True,
            ),
        ),
        f"In brackets: the state before (green), {reads} (red), bias. Each gate is σ of {n_products} products and a "
        "bias, C̃ is tanh.",
        where=DRAWN,
    )


def _scores(top: str) -> tuple[Form, Form]:
    """The forms of an output's word and of its box, its readout reading ``top``: "h" or "tilde"."""
    name = "h̃" if top == "tilde" else "h"
    score = Step(
        (Piece("y{_t}[{i:symbols}] = W_hy[{i:symbols},·]·" + name + "{_t} + b_y[{i:symbols}]"),),
        Sum((weighted("W_hy", ("row",), top, "t"), Number("b_y", ("i",)))),
        "output",
    )
    word = Form(
        "“{i:symbols}” at t = {t}: score (logit) and softmax over {count} words",
        (score, *softmax("y", "t", "i")),
        "m = {=m} is the largest score.",
        where={"row": Number("row", ("i",)), "m": Largest("y", ("t",)), "count": Number("count", (1,))},
    )
    return word, replace(word, where={"i": Number("written", ("t",)), **word.where})


def _vector(own: bool, n: int, *, attends: bool) -> tuple[Form, Form]:
    source = "the encoder’s last states" if own else "other numbers than the encoder’s last states"
    rest = "Without attention it gets nothing else: the whole sentence must be in these numbers, however long it is."
    if attends:
        rest = "With attention it also gets a weighted mean of all states of the encoder, at every time step."
    whole = Form(
        "The one vector",
        words=f"The decoder starts from {source}. {rest}",
        lines=((Piece(f"h₀ of W₂: {n} numbers, C₀: {n} more"),),),
    )
    unit = Form(
        "The start of the decoder, unit {i}",
        (
            Step((Piece("C₀[{i}]"),), Number("C0", ("i",)), "hidden", one_line=True),
            Step((Piece("h₀[{i}]"),), Number("h0", ("i",)), "hidden", one_line=True),
        ),
        f"These are {source}; nothing is computed here.",
    )
    return whole, unit


@lru_cache(maxsize=16)
def _walk(n: int, encoder: int, decoder: int, *, attends: bool, own: bool) -> Forms:
    """The forms of the walk for states of n numbers; encoder and decoder: the products of their gates."""
    whole, handed = _vector(own, n, attends=attends)
    word, written = _scores("tilde" if attends else "h")
    state = Form(
        "h{_t}: W₂ reads “{fed:symbols}”",
        words="The decoder’s state is made of h{_t-1} and of E[{fed:symbols}], the word it has just written: its own "
        "output is its next input.",
        where=FED,
    )
    first = replace(
        state,
        words="The decoder’s state is made of the one vector and of E[{fed:symbols}], with which every sentence "
        "starts.",
    )
    two = " The second cell reads from the end: s also depends on what follows the word." if attends else ""
    read = Form(
        f"s{{_t}}: {n} numbers after “{{t:source}}”",
        words="All boxes of the lower row share W₁: s is made of the word and of the s before. Drawn are the {units} "
        f"units that change most in this sentence.{two}",
        where={"units": Number("units", (1,))},
    )
    forms = {
        **dict.fromkeys(("x", "in"), WORD),
        **dict.fromkeys(("s", "on", "back"), read),
        "s.#": _unit("s{_t}", "W_1 ", "“{t:source}”", encoder, "{i:directions}"),
        **dict.fromkeys(("v", "last", "hand"), whole),
        "v.#": handed,
        **dict.fromkeys(("h", "state", "fed"), state),
        "h.1": first,
        "h.#": _with_fed(_unit("h{_t}", "W_2 ", "“{fed:symbols}”", decoder)),
        **dict.fromkeys(("y", "W_hy"), written),
        "y.#": word,
    }
    if attends:
        tilde = _largest_of(TILDE, "largest tilde")
        forms |= {
            **dict.fromkeys(("a.#", "look.#"), WEIGHT),
            "a.0.#": Form("Attention", words="Before the first word is written there are no weights."),
            "ask": _largest_of(WEIGHT, "closest"),
            "c": _largest_of(CONTEXT, "largest c"),
            "c.#": CONTEXT,
            **dict.fromkeys(("tilde", "up", "add"), tilde),
            "tilde.#": TILDE,
        }
    return Forms(forms)


def _with_fed(form: Form) -> Form:
    return replace(form, where={**form.where, **FED})


def _largest_of(form: Form, table: str) -> Form:
    """The form of a number for a whole box: that of its largest number, which ``table`` names."""
    return replace(form, where={"i": Number(table, ("t",)), **form.where})


def _map(top: str) -> Forms:
    word, written = _scores(top)
    weights = {"a": _largest_of(WEIGHT_OF_MAP, "closest"), "a.#": WEIGHT_OF_MAP}
    needs = {"need": _largest_of(NEED, "closest"), "need.#": NEED}
    return Forms({**(weights if top == "tilde" else needs), "y": written, "y.#": word})


MAP, MAP_OF_WEIGHTS = _map("h"), _map("tilde")


def of_walk(shown: Translated, drawn: Sequence[int]) -> Explained:
    """The forms and numbers of the walk; drawn: the tokens of the words in the boxes that no question hides."""
    trace = shown.trace
    model = trace.translator.model
    units, n = shown.units, trace.given[0].shape[1]
    decoder = model.decoder.cell
    place = np.zeros(n)
    place[units] = np.arange(1, len(units) + 1)
    fed = np.array([trace.translator.start, *trace.tokens[:-1]])
    h_0, C_0 = (state[0] for state in trace.given)
    tables = {
        **_output_tables(shown, drawn),
        **_encoder_tables(shown),
        **_unit_tables("W_2 ", "h", _parts(decoder, trace.wrote.cell, units)),
        "place": Table(place, (1,)),
        "units": Table(np.array([len(units)]), (1,)),
        "fed": Table(fed + 1, (1,), box="h"),
        "h0": Table(h_0, (1,), "hidden"),
        "C0": Table(C_0, (1,), "hidden"),
        **_attention_tables(shown),
    }
    encoder = model.encoder
    forms = _walk(
        n,
        encoder.ahead.n_hidden + encoder.ahead.n_inputs,
        decoder.n_hidden + decoder.n_inputs,
        attends=trace.translator.attends,
        own=shown.handed == OWN,
    )
    ahead = encoder.ahead.n_hidden
    names = {
        "source": shown.source,
        "symbols": shown.symbols,
        "directions": tuple("" if unit < ahead else ", reading from the end" for unit in range(n)),
    }
    return Explained(forms, tables, names)


def of_map(shown: Translated, needs: Array | None) -> Explained:
    """The forms and numbers of the map; needs: (T, J) for a network without attention."""
    trace = shown.trace
    drawn = sorted(set(trace.tokens))
    tables = dict(_output_tables(shown, drawn))
    names = {"source": trace.words, "symbols": shown.symbols}
    if needs is None:
        looked = trace.wrote.attention
        assert looked is not None
        scores = looked.scores[:, 0]
        tables |= {"scores": Table(scores, (1, 1)), "words": Table(np.array([scores.shape[1]]), (1,))}
        return Explained(MAP_OF_WEIGHTS, {**tables, "closest": Table(scores.argmax(1) + 1, (1,))}, names)
    own = trace.log_p[np.arange(len(trace.tokens)), trace.tokens]
    tables |= {
        "log p": Table(own, (1,), "output"),
        "log p without": Table(own[:, np.newaxis] - needs, (1, 1), "output"),
        "closest": Table(needs.argmax(1) + 1, (1,)),
    }
    return Explained(MAP, tables, names)


def _output_tables(shown: Translated, drawn: Sequence[int]) -> Mapping[str, Table]:
    """What the outputs are made of; of W_hy the rows of the words that are drawn."""
    trace = shown.trace
    readout, looked = trace.translator.model.decoder.readout, trace.wrote.attention
    row = np.zeros(len(readout.W_hy))
    row[list(drawn)] = np.arange(1, len(drawn) + 1)
    if looked is None:
        top = {"h": Table(trace.wrote.cell.h[:, 0], (0, 1), "hidden", "h")}
    else:
        top = {"tilde": Table(looked.h_tilde[:, 0], (1, 1), "hidden", "tilde")}
    return {
        **top,
        "y": Table(trace.wrote.y[:, 0], (1, 1), "output", "y"),
        "written": Table(np.array(trace.tokens) + 1, (1,), box="y"),
        "W_hy": Table(readout.W_hy[list(drawn)], (1, 1), "output", group="W_hy"),
        "row": Table(row, (1,)),
        "b_y": Table(readout.b_y, (1,)),
        "count": Table(np.array([len(readout.W_hy)]), (1,)),
    }


def _attention_tables(shown: Translated) -> Mapping[str, Table]:
    """What weights, contexts and h~ are made of; none without attention.

    An open question hides what is made of the decoder's state, so the tables stand in its boxes.
    """
    params, looked = shown.trace.translator.model.decoder.attention, shown.trace.wrote.attention
    if params is None or looked is None:
        return {}
    scores, c, h, units = looked.scores[:, 0], looked.c[:, 0], looked.h[:, 0], shown.units
    rows = params.W_c[units]
    tilde = np.abs(looked.h_tilde[:, 0][:, units])
    return {
        "scores": Table(scores, (1, 1), box="h"),
        "alpha": Table(looked.alpha[:, 0], (1, 1), box="h"),
        "h W_a": Table(h @ params.W_a, (1, 1), "hidden", "h"),
        "s": Table(looked.s[:, 0], (1, 1), "hidden", "s"),
        "words": Table(np.array([scores.shape[1]]), (1,)),
        "closest": Table(scores.argmax(1) + 1, (1,), box="h"),
        "largest c": Table(np.abs(c).argmax(1) + 1, (1,), box="c"),
        "W_c c": Table(c @ rows[:, : c.shape[1]].T, (1, 1), "hidden", "c"),
        "W_c h": Table(h @ rows[:, c.shape[1] :].T, (1, 1), "hidden", "h"),
        "b_c": Table(params.b_c[units], (1,)),
        "largest tilde": Table(units[tilde.argmax(1)] + 1, (1,), box="tilde"),
    }


def _encoder_tables(shown: Translated) -> Mapping[str, Table]:
    """What the units of s_1 … s_J are made of: those of a second cell stand in the order of the words, too."""
    encoder, traces = shown.trace.translator.model.encoder, shown.trace.read.traces
    ahead = encoder.ahead.n_hidden
    parts = _parts(encoder.ahead, traces[0], shown.units[shown.units < ahead])
    if len(traces) == 2:
        back = _parts(encoder.back, traces[1], shown.units[shown.units >= ahead] - ahead)
        for name, values in back.items():
            aligned = values if name == "b" else values[::-1]
            parts[name] = np.concatenate([parts[name], aligned], axis=-1)
    return _unit_tables("W_1 ", "s", parts)


def _unit_tables(prefix: str, box: str, parts: Mapping[str, Array]) -> Mapping[str, Table]:
    roles = {"W h": "hidden", "W x": "input", "C": "hidden", "C before": "hidden"}
    return {
        f"{prefix}{name}": Table(values, (1,) * values.ndim, roles.get(name, ""), "" if name == "b" else box)
        for name, values in parts.items()
    }


def _parts(cell: LSTMParams, trace: LSTMTrace, units: Tokens) -> dict[str, Array]:
    """What some units (K) of an LSTM are made of at every time step, for B = 1.

    W h and W x: (T, 4, K) what the gates take from the state before and from the input; b: (4, K); gates: (T, 4, K);
    C before and C: (T, K).
    """
    W = np.stack([weights[units] for weights in (cell.W_f, cell.W_i, cell.W_o, cell.W_C)])
    h, x = trace.h[:-1, 0], trace.x[:, 0]
    gates = [gate[:, 0][:, units] for gate in (trace.f, trace.i, trace.o, trace.C_tilde)]
    C = trace.C[:, 0][:, units]
    return {
        "W h": np.einsum("gku,tu->tgk", W[..., : cell.n_hidden], h),
        "W x": np.einsum("gku,tu->tgk", W[..., cell.n_hidden :], x),
        "b": np.stack([bias[units] for bias in (cell.b_f, cell.b_i, cell.b_o, cell.b_C)]),
        "gates": np.stack(gates, axis=1),
        "C before": C[:-1],
        "C": C[1:],
    }
