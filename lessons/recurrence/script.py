"""What the lesson recurrence says: the lecturer's notes, what to look for, the answer."""

from lessons.recurrence.model.edits import Edit
from lessons.recurrence.state import Recurrence
from ui.page import LookFor

NOTES = """
1. Step through: each h comes from the one before, by the same three matrices. Click W_hh.
2. *Rolled*: the copies go into one box with a loop. Step: its numbers change, the weights do not.
3. T = 6: two more steps, and not one more weight. That is why any length can be read.
4. Let the class bet which input h₄ owes most to. Then step once more.
5. *Inputs: reversed*. Same numbers, same weights, another h₄. A sum could not tell.
6. *W_hh = 0*, then swap the first two inputs: nothing moves, not by one digit. *Undo*.
"""
FORGETTING = Edit("W_hh", (), 0.0)
"""The edit after which nothing passes from step to step."""
LOOK_FOR = (
    LookFor("Reversed, the same inputs end in another h.", Recurrence(order="reversed"), ("x.1", "x.4", "h.4")),
    LookFor(
        "W_hh = 0: only the latest input is left in h.",
        Recurrence(edits=(FORGETTING,)),
        ("hh", "m.1", "m.2", "m.3", "m.4"),
    ),
    LookFor("T = 5: one more step, not one more weight.", Recurrence(steps=5), ("xh", "hh", "hy")),
)
PROOF = "every state is the same function of the one before"
HOW = "Each h and y of the figure is compared with the function above, called once a step."
ANSWER = (
    "The same function with the same weights is applied again at every step: "
    r"$h_t = f_W(h_{t-1}, x_t) = \tanh(W_{hh} h_{t-1} + W_{xh} x_t)$. Only T grows."
)
