"""What the lesson deep-rnn says: the lecturer's notes, what to look for, the answer."""

from lessons.deep_rnn.state import DeepRnn
from ui.page import LookFor

NOTES = """
1. Walk forward: every box does the same sum, from below and from before. Click a number.
2. Hover an arrow of layer 1: vertical and horizontal ones light together. One n×2n block.
3. Stop where the loss appears. Bet: which layer hears more of it at t = 1?
4. Walk back. Count the paths from each corner: the lower layer has more of them.
5. Four layers, then the heat map of a long word: layers below never change.
"""
LOOK_FOR = (
    LookFor(
        "One block **W¹**, two arrows into each state.",
        DeepRnn(),
        ("below1.2", "before1.2", "h1.2"),
        step=4,
        closes=False,
    ),
    LookFor("Back to t = 1: 4 paths to layer 1, 1 to layer 2.", DeepRnn(), ("g1.1", "g2.1")),
    LookFor("New layers on top change nothing below.", DeepRnn(layers=4), ("h1.1", "h2.1", "h1.4", "h2.4")),
    LookFor("All states of a long word at one glance.", DeepRnn(word="abracadabra", layers=4, hidden=8, view="heat")),
)
ANSWER = (
    "A second memory that reads the first: 2n² weights more, one step more from x to y, and "
    "many more paths through time for the gradient."
)
