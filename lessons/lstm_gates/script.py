"""What the lesson lstm-gates says: notes, its answer, what to look for, what the network was trained to do."""

from lessons.lstm_gates.state import LstmGates
from ui.page import LookFor

NOTES = """
1. Five clicks: the lecture's panels at t = 1, where a letter is written.
2. Go on through time. At a wait f is near 1 and i near 0: the memory stays. Ask for f before each.
3. The erasure: f and i both near 0. The question: only o opens.
4. Let the class bet, then hold f at 0 for one wait. The gray numbers are the untouched run.
5. The violet strip (s: the score of a minus that of b at the question): past the held step hardly
   any gradient comes back. What does goes through h and the gates; the belt itself is cut.
"""
ANSWER = (
    "Its gates decide, number by number: f what to keep, i what to write, o what to show; "
    "each is a sigmoid of what was said before and what is read now."
)
TASK = """
The network reads letters **a** and **b**, waits **.**, erasures **!** and questions **?**. At a
question it says the last letter that was not erased; else nothing (–). Nobody told its gates what
to do: weights, data and held-out scores are in its card, `models/keeper.md`. The violet numbers are
∂s/∂C, where s is the score of a minus that of b at the last question: how clearly it answers.
"""
LINES = (
    LookFor("At a wait f ≈ 1 and i ≈ 0: C stays.", LstmGates(reads="a......?"), ("f.5.1", "i.5.1", "C.5.1"), step=9),
    LookFor("A new letter shuts f and opens i.", LstmGates(reads="a..b..?"), ("f.4.1", "i.4.1", "C.4.1"), step=8),
    LookFor(
        "f[1] = 0 at t = 4 stops memory **and** gradient.",
        LstmGates(reads="a.....?", gate="f", unit="1", value=0.0, times=(4, 4)),
        ("strip_C.4", "strip_dC.3"),
    ),
    LookFor(
        "f = 1, i = 0: it never hears the b.",
        LstmGates(reads="a..b..?", gate="keep", unit="all", times=(4, 7)),
        ("p.7",),
    ),
)
