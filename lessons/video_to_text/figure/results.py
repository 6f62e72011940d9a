"""What the stored networks find in held-out clips, by what they are given, to explore."""

from collections.abc import Mapping
from typing import Any

from figures import studies
from figures.plot import Plot

INPUTS = {"rgb": ("pixels", "input"), "flow": ("optical flow", "other"), "both": ("both", "output")}
SETS = {"test": "held-out clips", "unseen": "clips with pairs that training never showed"}
WORDS = (
    "In how many of the clips the sentence names the object, the color and the motions rightly, by what the network "
    "is given; each network was trained once. Compare what pixels and what flow alone find, and what both together "
    "add."
)


def found_in(measured: Mapping[str, Any], kind: str) -> Plot:
    """The share of right answers by fact and input; kind: of `SETS`."""
    facts = list(measured["scores"]["both"][kind]["counts"])
    groups = [
        (title, role, [100 * right / n for right, n in measured["scores"][name][kind]["counts"].values()])
        for name, (title, role) in INPUTS.items()
    ]
    return studies.bars(f"Found in {SETS[kind]}", facts, groups, "percent right")
