"""The controls that choose a character network: its kind, its word, its size, its seed."""

import streamlit as st

from ui import controls, link, networks, seed
from ui.networks import Choice

KINDS = {"slide": "slide", "trained": "trained", "random": "random"}
CELLS = {"rnn": "RNN", "lstm": "LSTM"}
SLIDE_UNITS = 3
RATES, LECTURE_RATE = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), 0.1


def network(*, cells: bool = False) -> Choice:
    """The network the reader chose; what the slide's network cannot be or spell is a drawn one.

    With ``cells`` the reader also chooses between the vanilla cell and the LSTM.
    """
    kind = controls.choice(
        "network",
        "Network",
        KINDS,
        help="Whose weights: the lecture's picture, drawn ones after training, or just drawn ones.",
    )
    word = controls.word(
        "word",
        "Word",
        "hello",
        help="2 to 40 symbols of any script. Its different symbols are the vocabulary.",
    )
    if kind == "slide" and not networks.slide_can_read(word):
        controls.remark(
            f"The slide's network knows only h, e, l and o. “{word}” is read by a trained one."
        )
        kind = "trained"
    cell = _cell() if cells else "rnn"
    if kind == "slide" and cell == "lstm":
        controls.remark("The slide's network is a vanilla RNN. The LSTM here is a trained one.")
        kind = "trained"
    hidden = controls.whole(
        "hidden",
        "Hidden units",
        1,
        32,
        SLIDE_UNITS,
        help="H, the length of the vector h. The slide's network has 3. "
        "Drawn weights stay; more units are drawn beside them.",
        disabled=kind == "slide",
    )
    drawn_from = seed.button(fixed=kind == "slide")
    return slide(word) if kind == "slide" else Choice(kind, word, hidden, drawn_from, cell)


def _cell() -> str:
    return controls.choice(
        "cell",
        "Cell",
        CELLS,
        help="RNN: h = tanh(…), so each step back multiplies by W_hhᵀ. "
        "LSTM: a memory C beside h, which each step back multiplies by f alone.",
    )


def slide(word: str = "hello") -> Choice:
    """The lecture's network, whose size and weights are fixed, reading ``word``."""
    return Choice("slide", word, SLIDE_UNITS, seed.FIRST)


def learning_rate() -> float:
    """The learning rate η of plain gradient descent."""
    return controls.stop(
        "rate",
        "Learning rate η",
        RATES,
        LECTURE_RATE,
        help="How far one step goes: W ← W − η · dL/dW. Too large a step overshoots.",
    )


def sampling(choice: Choice) -> tuple[float, str, int]:
    """How to write: the temperature, the first symbol, and the seed of the dice."""
    temperature = controls.live(
        "temperature",
        "Temperature τ",
        0.0,
        3.0,
        0.1,
        0.0,
        help="p = softmax(y / τ). Near 0 the best symbol always wins, large τ makes all alike.",
        low_text="0: best",
    )
    start = controls.option(
        "start",
        "Start with",
        networks.vocabulary_of(choice).symbols,
        help="The first symbol fed to the network; everything after it is the network's own.",
    )
    dice = link.recall("dice", seed.FIRST, seed.parse)

    def throw_again() -> None:
        link.remember("dice", dice % seed.LAST + 1)

    st.button(
        "",
        icon=":material/casino:",
        key="throw_again",
        on_click=throw_again,
        disabled=temperature == 0,
        help="Draw again: throw the dice anew. The weights stay.",
    )
    return temperature, start, dice
