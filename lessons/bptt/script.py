"""The words of the lesson on back-propagation through time: what to look for, notes, asides."""

from lessons.bptt.figure.graph import loss_step
from lessons.bptt.state import Bptt
from ui.page import LookFor

MIXED_UP = """
**Total or immediate?** *dh_t/dW* can mean two things. *Immediate*: W moves in step t alone, h_{t−1}
stands still. *Total*: W moves in every step, and h_{t−1} has moved already. The gradient needs the
total derivative, which is the sum of the immediate ones of all steps, each carried on through the
later ones. A published textbook prints one symbol for both (issue 2616 of *Dive into Deep
Learning*). Switch to *immediate* and the finite differences no longer agree.

**Why / T?** The loss of this page is the mean of the T losses, as in the lesson on “hello”. So each
mistake p − target is divided by T. With the sum instead, every violet number would be T times as
large.
"""
NOTES = """
1. Forward first: four losses, two of them large. Ask which step will be blamed most.
2. One step back: ∂L/∂y = (p − target) / T, down through W_hy. At the last step no future.
3. From t = 3 on two arrows meet at h. Their sum is the total derivative.
4. Each step adds an outer product to one matrix: the sum grows from right to left.
5. t = 1 adds nothing to W_hh, for h_0 = 0; to W_xh it adds what came back all the way.
6. *Immediate* cuts the arrows from the future; the finite difference notices.
"""
LOOK_FOR = (
    LookFor(
        "At h₁ more comes from the future than from L₁.",
        Bptt(tape=()),
        ("dh.1", "eq_own.1", "eq_future.1"),
        step=loss_step(4) + 18,
    ),
    LookFor("Step 1 adds 0 to W_hh, for h₀ = 0.", Bptt(tape=()), ("bar.1.1", "eq_share.1")),
    LookFor(
        "To W_xh it adds what came back from t = 4.",
        Bptt(tape=(), matrix="W_xh"),
        ("bar.1.1", "W_hh_T.2", "W_hh_T.3", "W_hh_T.4"),
    ),
    LookFor(
        "Immediate: the future is cut and missed.",
        Bptt(tape=(), derivative="immediate"),
        ("W_hh_T.2", "W_hh_T.3", "W_hh_T.4", "eq_sum.1"),
    ),
)
QUESTION = "Forward is done. Which step will add most to ∂L/∂**{}**?"
BECAUSE = (
    "Its share is the product of what came back to it and "
    "of what it had in front of it: both have to be large. Step on and see them meet."
)
ANSWER = (
    "Back through every state between them, one factor W_hhᵀ and one 1 − h² a step; each "
    "step on the way adds its share to the one gradient of the one matrix."
)
