"""The controls of the lesson rnn-vs-lstm."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from datasets.typed import symbols
from lessons.rnn_vs_lstm import all_pairs
from rnn_core.studies.gradient_comparison import LONGEST, Setting
from ui.fields import choice, live, number, option, stop, text, whole
from ui.network_controls import MOST_SEED
from ui.state import PageState

HIDDEN = (1, 4, 8, 16, 32, 64)
PAIRS = ("1", "5", "11", "21")


@dataclass(frozen=True, slots=True, kw_only=True)
class RnnVsLstm(PageState):
    """How the networks begin, how large they are, how far the gradient walks back, and how many of each there are.

    third: whether GRUs stand beside the pairs of vanilla RNNs and LSTMs. In the view of all pairs: words, what three
    trained networks read; at, the time of the prediction that is looked at; measure, of the lengths.
    """

    view: Literal["curves", "pairs"] = choice(
        "curves",
        {"curves": "curves", "pairs": "all pairs"},
        "View",
        help="Curves: networks with random weights, the gradient of one loss at the end. All pairs: three trained "
        "networks at a text, the gradient of every prediction with respect to every state before it.",
    )
    bias: float = live(
        1.0,
        -2.0,
        6.0,
        0.1,
        "Forget bias",
        help="b_f of every forget gate. With h and x zero, f is the sigmoid of it: 0.50 at 0, 0.73 at 1, 0.95 at 3. "
        "The GRU's update gate z has the same bias.",
    )
    scale: float = live(
        1.0, 0.2, 3.0, 0.1, "Scale of W", help="All weights are drawn uniformly from ± scale/√H. 1 is the usual start."
    )
    hidden: int = stop(
        16, HIDDEN, "Hidden units", help="H of the LSTM; also of the vanilla RNN, unless Equal is set to weights."
    )
    same: Literal["H", "count"] = choice(
        "H",
        {"H": "H", "count": "weights"},
        "Equal",
        help="What the networks have in common: the hidden units, or nearly the number of weights.",
    )
    length: int = whole(100, 1, LONGEST, "T", help="How many time steps the gradient goes back.")
    pairs: str = option(
        "11",
        "Networks",
        options=PAIRS,
        help="How many networks of each kind: a line is their median, a band holds 80 % of them.",
    )
    seed: int = number(1, 1, MOST_SEED)
    third: Literal["none", "gru"] = choice(
        "none", {"none": "none", "gru": "GRU"}, "Third network", help="Whether a GRU is drawn too."
    )

    words: str = text(
        all_pairs.first_text(),
        "Text (yours: type here)",
        check=all_pairs.unreadable,
        noun="text",
        lines=True,
        trimmed=False,
        help=f"{all_pairs.LEAST} to {all_pairs.MOST} characters: small letters, digits, brackets, quotation marks and "
        "other signs of programs. Ctrl+Enter to read.",
    )
    at: int = whole(60, 1, all_pairs.MOST, "After t", help="Whose past is looked at; a click on a map chooses it, too.")
    measure: Literal["relative", "length"] = choice(
        "relative",
        {"relative": "relative", "length": "length"},
        "Color",
        help="Relative: the length of the gradient divided by its length at s = t. Length: as it is.",
    )

    def fitted(self, changed: frozenset[str]) -> Self:
        """A prediction beyond the end of the text is the last one of it."""
        del changed
        return replace(self, at=min(self.at, len(symbols(self.words))))

    @property
    def setting(self) -> Setting:
        """What is compared."""
        return Setting(
            self.bias,
            self.scale,
            self.hidden,
            self.same == "count",
            self.length,
            int(self.pairs),
            self.seed,
            self.third == "gru",
        )
