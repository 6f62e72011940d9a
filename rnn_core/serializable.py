"""The classes that a stored file may be made of, by name."""

from rnn_core.attention import AttentionParams
from rnn_core.caption import Captioner
from rnn_core.cells import protocol
from rnn_core.decoder import DecoderParams
from rnn_core.encoder import EncoderParams
from rnn_core.loop import Snapshot
from rnn_core.model import Model
from rnn_core.optim import State
from rnn_core.readout import ReadoutParams
from rnn_core.s2vt import S2VT
from rnn_core.seq2seq import Seq2Seq
from rnn_core.text import Vocabulary
from rnn_core.vision import Convolution, Dense, Network

KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Snapshot,
        State,
        Model,
        *protocol.MODULES,
        ReadoutParams,
        EncoderParams,
        DecoderParams,
        AttentionParams,
        Seq2Seq,
        Captioner,
        S2VT,
        Vocabulary,
        Network,
        Convolution,
        Dense,
    )
}
"""Nothing else is ever made from a file."""
