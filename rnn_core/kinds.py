"""The classes that a stored file may be made of, by name."""

from rnn_core.loop import Snapshot
from rnn_core.lstm import LSTMParams
from rnn_core.model import Model
from rnn_core.optim import State
from rnn_core.readout import ReadoutParams
from rnn_core.rnn import RNNParams
from rnn_core.text import Vocabulary
from rnn_core.vision import Convolution, Dense, Network

KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Snapshot,
        State,
        Model,
        RNNParams,
        LSTMParams,
        ReadoutParams,
        Vocabulary,
        Network,
        Convolution,
        Dense,
    )
}
"""Nothing else is ever made from a file."""
