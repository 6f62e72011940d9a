"""How many numbers a network learns, and how many without shared weights.

(1)  shared    Σ_W size(W)                       the same for any length of the sequence
(2)  unshared  Σ_W size(W) · copies of W         each arrow of the unrolled drawing its own
"""

from lessons.sequences.model.wirings import Network, Wiring
from rnn_core.weights import named


def used(wiring: Wiring, n_read: int, n_written: int) -> dict[str, int]:
    """How often each set of weights is used when T_x steps are read and T_y written."""
    if wiring == "seq2seq":
        encoder = {"W_xs": n_read, "W_ss": n_read - 1, "b_s": n_read}
        return encoder | dict.fromkeys(("W_hh", "b_h", "W_hy", "b_y"), n_written)
    n_states = max(n_read, n_written)
    copies = {"W_xh": n_read, "b_h": n_states, "W_hy": n_written, "b_y": n_written}
    return copies if wiring == "one-one" else copies | {"W_hh": n_states - 1}


def unshared(wiring: Wiring, network: Network, n_read: int, n_written: int) -> int:
    """Equation (2): how many numbers there would be if each copy had weights of its own."""
    copies = used(wiring, n_read, n_written)
    return sum(copies[name] * array.size for name, array in named(network).items())
