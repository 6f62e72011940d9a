"""The controls of the lesson rnn-vs-lstm."""

from dataclasses import dataclass
from typing import Literal

from rnn_core.studies.gradient_comparison import LONGEST, Setting
from ui.fields import choice, live, number, option, stop, whole
from ui.network_controls import MOST_SEED
from ui.state import PageState

HIDDEN = (1, 4, 8, 16, 32, 64)
PAIRS = ("1", "5", "11", "21")


@dataclass(frozen=True, slots=True, kw_only=True)
class RnnVsLstm(PageState):
    """How the networks begin, how large they are, how far the gradient walks back, and how many of each there are.

    third: whether GRUs stand beside the pairs of vanilla RNNs and LSTMs.
    """

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
