"""How the gradient of the memory was made on the way back, in the lecture's notation."""

from figures.arithmetic import Arithmetic, Piece, bracketed
from figures.numbers import signed, small, subscript
from rnn_core.studies.clamped_run import Play


def gradient(play: Play, t: int, u: int) -> Arithmetic:
    """What unit ``u`` of C at time ``t`` does to how clearly the network says a, not b."""
    grads, trace, n, now = play.grads, play.trace, f"[{u + 1}]", subscript(t)
    asked = play.asked + 1
    value = float(grads.C[t, 0, u])
    dh, o, tanh_C = (float(v) for v in (grads.h[t, 0, u], trace.o[t - 1, 0, u], trace.tanh_C[t - 1, 0, u]))
    through = f"∂s/∂h{now}{n} · o{now}{n} (1 − tanh²C{now}{n})"
    own = f"{_gradient_text(dh)} · {signed(o, 3)} · {signed(1 - tanh_C**2, 3)}"
    if t < asked:
        later, f = float(grads.C[t + 1, 0, u]), float(trace.f[t, 0, u])
        through += f" + f{subscript(t + 1)}{n} · ∂s/∂C{subscript(t + 1)}{n}"
        own += f" + {signed(f, 3)} · {_gradient_text(later)}"
    return Arithmetic(
        f"∂s/∂C{now}{n}, by back-propagation",
        ((Piece(f"∂s/∂C{now}{n} = {through}"),), (Piece(f"= {own} ="), Piece(_gradient_text(value), result=True))),
        words=f"s = y{subscript(asked)}[a] − y{subscript(asked)}[b]: how clearly the network says "
        f"a rather than b at t = {asked}. Back along the belt there is one factor: f.",
    )


def _gradient_text(value: float) -> str:
    return small(value) if 0 < abs(value) < 1e-3 else bracketed(value)
