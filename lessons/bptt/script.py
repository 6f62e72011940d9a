"""What the guide of the lesson on back-propagation through time says, and in which state of the page."""

import numpy as np

from lessons.bptt.figure.graph import loss_step
from lessons.bptt.model import Shown, by_loss, result
from lessons.bptt.state import Bptt
from ui.guide import Question, Script, Stop, num, part, word

SMALL = Bptt(network="random", word="hel", hidden=1, seed=3)
SLIDE = Bptt()
INPUTS = Bptt(matrix="W_xh", entry=1)
IMMEDIATE = Bptt(derivative="immediate")
STEPS_BACK = 5
"""Steps of the walk that one column takes backwards: scores, this loss, future, tanh, share."""


def _step(T: int, t: int, number: int) -> int:
    """The index of the ``number``-th backward step, from 1, of time step ``t`` of ``T``."""
    return loss_step(T) + (T - t) * STEPS_BACK + number


def _times(found: Shown) -> int:
    return len(found.walk.dy)


def _losses(found: Shown) -> np.ndarray:
    assert found.walk.run.losses is not None
    return found.walk.run.losses[:, 0]


def _loss(found: Shown) -> float:
    assert found.walk.run.loss is not None
    return found.walk.run.loss


def _length(vector: np.ndarray) -> float:
    return float(np.linalg.norm(vector))


def _typeset(found: Shown) -> str:
    matrix, _, entry = found.name.partition("[")
    name, _, index = matrix.partition("_")
    return f"${name}_{{{index}}}[{entry.rstrip(']')}]$"


def _last_text(found: Shown) -> str:
    b, T = found.walk, _times(found)
    at_scores = part(rf"$\gradient{{\partial L/\partial y_{T}}}$", f"dy.{T}")
    return (
        f"The way back begins at the last scores. Because of softmax and logarithm, {at_scores} is simply "
        f"probability minus target "
        f"(1 or 0), divided by {T} because $L$ is the mean of {T} losses. The transpose of $W_{{hy}}$ carries it "
        f"to the hidden "
        f"state, where it is {num(b.dh[-1, 0], 2, f'dh.{T}.1')}. Nothing comes from later time "
        "steps: this is the last one."
    )


def _meet_text(found: Shown) -> str:
    b = found.walk
    own, future, total = float(b.from_loss[0, 0]), float(b.from_future[0, 0]), float(b.dh[0, 0])
    return (
        f"The state $h_1$ changes the loss in two ways. Through its own scores it changes $L_1$; this part is "
        f"{num(own, 2, 'eq_own.1', 'W_hy_T.1')}. Through $h_2$ it also changes $L_2$; this part, "
        f"{num(future, 2, 'eq_future.1', 'W_hh_T.2')}, comes back through $W_{{hh}}$, from the future. The "
        f"gradient is {part('their sum', 'dh.1')}, {num(total, 2, 'dh.1.1')}"
        f"{word(own * future < 0, '; here the two parts have opposite signs', '')}."
    )


def _shares_text(found: Shown) -> str:
    b, T = found.walk, _times(found)
    return (
        f"$W_{{hh}}$ is used at every time step, so every time step adds a share to its one gradient: "
        f"{num(b.shares[-1, 0, 0], 3, f'bar.1.{T}')} at $t={T}$, and {part('0', 'bar.1.1')} at $t=1$, "
        "because there $W_{hh}$ multiplies $h_0 = 0$. The card “Is the gradient right?” checks the sum: it moves the "
        "weight a little and computes the loss again."
    )


def _forward_text(found: Shown) -> str:
    return (
        "Now the network of the slide. **Forward through the whole sequence to compute the loss**: "
        f"{num(_loss(found), 3, 'L.')} nats, the mean of {part(f'{_times(found)} losses', 'L.')}."
    )


def _share_question(found: Shown) -> str:
    return (
        f"Each time step adds a share to the gradient of {_typeset(found)}. Which share is the largest in "
        f"absolute value?"
    )


def _share_replies(found: Shown) -> dict[str, str]:
    b, (i, j) = found.walk, found.entry
    losses, replies = _losses(found), {}
    best = b.largest_share(found.entry)
    for t in range(1, _times(found) + 1):
        left, right, share = float(b.left[t - 1, i]), float(b.right[t - 1, j]), float(b.shares[t - 1, i, j])
        product = (
            f"Its share is ∂L/∂a times the state before: {num(left, 2, f'da.{t}.{i + 1}')} · "
            f"{num(right, 2, *([f'h.{t - 1}.{j + 1}'] if t > 1 else []))} = {num(share, 2, f'bar.1.{t}')}."
        )
        if t == best:
            reason = f"{product} A large gradient meets a large state there."
        elif not right:
            reason = (
                f"Its loss is {word(losses[t - 1] > np.median(losses), 'one of the large ones', 'small')}, and "
                f"$h_{t}$ changes all "
                f"later losses too. {product} The share is a product, and $h_0 = 0$."
            )
        elif t == _times(found):
            reason = (
                f"It is the first on the way back, but its own loss is small already and no later one comes "
                f"back to it. {product}"
            )
        else:
            reason = f"Its loss is already smaller than those before it, so little comes back. {product}"
        replies[f"t = {t}"] = reason
    return replies


def _backward_text(found: Shown) -> str:
    t = _times(found) - 1
    return (
        "**Backward through the whole sequence to compute the gradient.** From "
        f"$t={t}$ on, two arrows meet at each hidden state: "
        f"{part('one from the loss of this time step', f'W_hy_T.{t}')}, "
        f"{part('one from the future', f'W_hh_T.{t + 1}')}, which "
        "already contains all later losses. Each time step back multiplies by $1-h_t^2$, the slope of tanh, and by "
        "$W_{hh}$ transposed."
    )


def _parts(found: Shown) -> list[float]:
    return [_length(one) for one in by_loss(found.walk, 1)]


def _whose_text(found: Shown) -> str:
    T = _times(found)
    return f"The state $h_1$ changes all {T} losses, so {part('its gradient', 'dh.1')} can be split into {T} parts."


def _whose_replies(found: Shown) -> dict[str, str]:
    lengths, losses = _parts(found), _losses(found)
    best = int(np.argmax(lengths))
    replies = {}
    for s, length in enumerate(lengths):
        measured = f"Its part has the length {num(length, 2, f'L.{s + 1}')}"
        if s == best:
            reason = (
                f"{measured}, more than the part of $L_1$, {num(lengths[0], 2, 'L.1')}. $L_{s + 1}$ is the largest "
                f"loss, "
                f"{num(float(losses[s]), 2, f'L.{s + 1}')}, and one step of tanh and $W_{{hh}}$ does not shrink "
                f"its part enough: "
                "the past can be corrected for a mistake that shows only later."
            )
        elif s == 0:
            reason = (
                f"{measured}. It has the shortest way, which is a good reason to expect it; but the way through "
                f"$h_2$ is open too, "
                "and along it more comes back."
            )
        elif s == len(lengths) - 1:
            reason = (
                f"{measured}. It has the longest way, and its loss is the smallest, so its gradient is small "
                f"from the start."
            )
        else:
            reason = (
                f"{measured}. This loss is small, {num(float(losses[s]), 2, f'L.{s + 1}')}, so its gradient "
                f"is small from the start."
            )
        replies[f"L_{s + 1}"] = reason
    return {f"${name}$": reason for name, reason in replies.items()}


def _immediate_text(found: Shown) -> str:
    (i, j), b = found.entry, found.walk
    return (
        "Suppose each loss counted only at its own time step, and the arrows from the future were left out: the "
        f"immediate derivative. Then the gradient of {_typeset(found)} would be "
        f"{num(b.gradient[i, j], 2, 'eq_sum.1')}. The loss really changes by {num(found.slope, 2)} per unit of "
        f"this weight: {num(found.slope - b.gradient[i, j], 2)} is missing."
    )


def _inputs_replies(found: Shown) -> dict[str, str]:
    b, T = found.walk, _times(found)
    lengths = _parts(found)
    later = ", ".join(f"{num(length, 2, f'L.{s}')} ($L_{s}$)" for s, length in enumerate(lengths, start=1))
    return {
        "nothing": (
            "For $W_{hh}$ that is so, because it multiplies $h_0 = 0$. $W_{xh}$ multiplies the input $x_1$, which "
            "is not 0: "
            f"one column gets {num(_length(b.shares[0]), 2, 'da.1')}, the length of ∂L/∂a."
        ),
        "only what comes from its own loss": (
            "Its own loss is nearest, but every later loss depends on $h_1$ as well, and so on this weight at this "
            "time step. "
            f"The lengths of the parts at $h_1$ are {later}."
        ),
        f"what comes from all {T} losses": (
            f"The share is ∂L/∂a times the one-hot input, and in ∂L/∂h all {T} losses are contained, with the "
            f"lengths {later}. "
            "Only the column of the character that was read gets anything."
        ),
    }


SCRIPT: Script[Bptt, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="What training needs",
            text="Training needs the gradient: for each weight, how fast the loss changes when that weight "
            "changes. The smallest case first: one hidden "
            "unit reads two characters, h and e. The forward pass is drawn; the empty boxes wait for the "
            "gradient, which is violet. Step through the forward pass, then press Next.",
            formula=r"\loss{L} = \frac{1}{T} \left( \loss{L_1} + \dots + \loss{L_T} \right)",
            state=SMALL,
            begin=0,
            step=loss_step(2),
            covers=True,
            highlight=("L.1", "L.2"),
            holds=lambda found: _times(found) == 2 and found.walk.dh.shape[1] == 1 and not found.walk.immediate,
            fails=SLIDE,
            note="Ask in which ways the two losses depend on W_hh: it is used twice, once at each time step.",
        ),
        Stop(
            name="last-step",
            title="The way back begins at the end",
            text=_last_text,
            formula=r"\gradient{\frac{\partial L}{\partial y_T}} = \frac{\output{p_T} - \target{\mathrm{target}_T}}{T}",
            state=SMALL,
            step=_step(2, 2, 3),
            covers=True,
            highlight=("dy.2", "W_hy_T.2", "dh.2"),
            holds=lambda found: bool(
                np.allclose(found.walk.dy.sum(1), 0)
                and not found.walk.from_future[-1].any()
                and np.allclose(found.walk.from_loss[-1], found.walk.dh[-1])
                and _times(found) == 2
            ),
            scope="seeds",
            fails=SLIDE,
            note="p minus target is one line of calculus: softmax and logarithm together.",
        ),
        Stop(
            name="two-ways",
            title="Two ways from a state to the loss",
            text=_meet_text,
            formula=r"\gradient{\frac{\partial L}{\partial h_t}} = \output{W_{hy}}^\top "
            r"\gradient{\frac{\partial L}{\partial y_t}} + \hidden{W_{hh}}^\top \gradient{\frac{\partial "
            r"L}{\partial a_{t+1}}},\quad \hidden{h_t} = \tanh(a_t)",
            state=SMALL,
            step=_step(2, 1, 3),
            covers=True,
            highlight=("dh.1", "W_hh_T.2", "W_hy_T.1"),
            holds=lambda found: bool(
                np.allclose(found.walk.from_loss[0] + found.walk.from_future[0], found.walk.dh[0], rtol=1e-12)
                and found.walk.from_future[0].any()
            ),
            scope="seeds",
            fails=IMMEDIATE,
            note="This sum is the whole of back-propagation through time. Everything else is the chain rule as usual.",
        ),
        Stop(
            name="shares",
            title="One weight, used at every time step",
            text=_shares_text,
            formula=r"\gradient{\frac{\partial L}{\partial W_{hh}}} = \sum_t \gradient{\frac{\partial L}{\partial "
            r"a_t}}\, "
            r"\hidden{h_{t-1}}^\top",
            state=SMALL,
            highlight=("bar.1", "eq_sum.1"),
            holds=lambda found: bool(
                not found.walk.shares[0].any()
                and np.allclose(found.walk.gradient, found.walk.shares.sum(0), rtol=1e-12)
                and abs(found.slope - found.walk.gradient[found.entry]) < 1e-6
            ),
            scope="seeds",
            fails=IMMEDIATE,
            note="Point at a cell of the sum: its finite difference stands beside it.",
        ),
        Stop(
            name="forward",
            title="Forward: the loss",
            text=_forward_text,
            state=SLIDE,
            step=loss_step(4),
            highlight=("L.1", "L.2", "L.3", "L.4"),
            question=Question(
                text=_share_question,
                replies=_share_replies,
                answer=lambda found: f"t = {found.walk.largest_share(found.entry)}",
                highlight=("da.2", "h.1", "bar.1.2"),
            ),
            holds=lambda found: _times(found) == 4 and found.walk.largest_share(found.entry) == 2,
            fails=Bptt(network="random", word="hello", seed=2),
            note="Let them vote. Two losses are large; ask what else a share depends on.",
        ),
        Stop(
            name="backward",
            title="Backward: the gradient",
            text=_backward_text,
            formula=r"\gradient{\frac{\partial L}{\partial a_t}} = \left(1-\hidden{h_t}^{2}\right)\odot"
            r"\gradient{\frac{\partial L}{\partial h_t}}",
            state=SLIDE,
            begin=_step(4, 4, 1),
            step=_step(4, 3, 3),
            highlight=("W_hy_T.3", "W_hh_T.4", "dh.3"),
            holds=lambda found: bool(
                found.walk.from_future[:-1].any(axis=1).all()
                and not found.walk.from_future[-1].any()
                and found.walk.run.model.cell.has_memory is False
            ),
            fails=IMMEDIATE,
            note="The future arrives as one vector: nobody has to go back from each loss separately.",
        ),
        Stop(
            name="whose-mistake",
            title="Whose mistake is this?",
            text=_whose_text,
            formula=r"\gradient{\frac{\partial L}{\partial h_1}} = \frac{1}{T}\sum_{s} \frac{\partial "
            r"\loss{L_s}}{\partial \hidden{h_1}}",
            state=SLIDE,
            begin=_step(4, 1, 1),
            step=_step(4, 1, 3),
            highlight=("dh.1", "W_hh_T.2", "W_hy_T.1"),
            question=Question(
                text="Which of the four losses contributes the largest vector to ∂L/∂h at $t=1$?",
                replies=_whose_replies,
                answer=lambda found: f"$L_{int(np.argmax(_parts(found))) + 1}$",
                step=_step(4, 1, 3),
                highlight=("L.2", "W_hh_T.2", "dh.1"),
            ),
            holds=lambda found: bool(
                int(np.argmax(_parts(found))) == 1
                and np.allclose(by_loss(found.walk, 1).sum(0), found.walk.dh[0], rtol=1e-10, atol=1e-15)
                and _losses(found)[1] == _losses(found).max()
                and _losses(found)[-1] == _losses(found).min()
            ),
            fails=Bptt(network="random", word="hello", seed=1),
            note="The part of $L_1$ has the shortest way, only $W_{hy}$; later ones pass through tanh and $W_{hh}$ "
            "once for each time step. Choose another ∂L/∂h: the card splits that one.",
        ),
        Stop(
            name="immediate",
            title="Without the future the gradient is wrong",
            text=_immediate_text,
            state=IMMEDIATE,
            highlight=("W_hh_T.2", "W_hh_T.3", "W_hh_T.4", "eq_sum.1"),
            holds=lambda found: bool(
                found.walk.immediate and abs(found.slope - found.walk.gradient[found.entry]) > 0.01
            ),
            scope="seeds",
            fails=SLIDE,
            note="One textbook writes the same symbol for both derivatives; see the text below.",
        ),
        Stop(
            name="inputs",
            title="The matrix of the input",
            text="$W_{xh}$ needs the way through time as $W_{hh}$ does; its share is ∂L/∂a times the input.",
            formula=r"\gradient{\frac{\partial L}{\partial W_{xh}}} = \sum_t \gradient{\frac{\partial L}{\partial "
            r"a_t}}\, "
            r"\input{x_t}^\top",
            state=INPUTS,
            step=loss_step(4),
            highlight=("x.1",),
            question=Question(
                text="What does time step $t=1$ add to the gradient of $W_{xh}$?",
                replies=_inputs_replies,
                answer=lambda found: f"what comes from all {_times(found)} losses",
                highlight=("eq_share.1", "da.1", "x.1"),
            ),
            holds=lambda found: bool(
                found.walk.matrix == "W_xh" and found.walk.shares[0][found.entry] and min(_parts(found)) > 0.05
            ),
            fails=SLIDE,
            note="At $W_{hh}$ the first share is 0; here it is not. $W_{hy}$ needs no way through time: its share uses "
            "only its own time step.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Forward through the whole sequence to compute the loss, backward through the whole sequence to "
            "compute the gradient. "
            "At each hidden state two parts are added; at each weight, one share of every time step. Memory and "
            "time grow "
            "with the length: the next lesson goes back only some steps.",
            formula=r"\gradient{\frac{\partial L}{\partial h_t}} = \output{W_{hy}}^\top \gradient{\frac{\partial "
            r"L}{\partial y_t}} + "
            r"\hidden{W_{hh}}^\top \gradient{\frac{\partial L}{\partial a_{t+1}}}",
            state=SLIDE,
            holds=lambda found: bool(abs(found.slope - found.walk.gradient[found.entry]) < 1e-6),
            scope="seeds",
            fails=IMMEDIATE,
            note="Next: truncated back-propagation through time.",
        ),
    ),
    symbols=(
        "T",
        "x",
        "h",
        "a",
        "y",
        "p",
        "targets",
        "losses",
        "loss",
        "W_xh",
        "W_hh",
        "W_hy",
        "dy",
        "dh",
        "da",
        "dW_hh",
        "odot",
    ),
)
