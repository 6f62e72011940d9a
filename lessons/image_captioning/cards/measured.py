"""What was measured of the captioners on all held-out pictures, from the model's card."""

from collections.abc import Iterable
from typing import Any

from datasets.scenes.facts import GRADE_NAMES
from figures.numbers import signed
from lessons.image_captioning.model.captioners import Writer, captioners
from lessons.image_captioning.state import SOURCES
from ui import cards, shipped

KINDS = ("test", "held out", "novel")
ABOUT = """
Drawings of 18 things in 6 places, described by a grammar of {words} words. Karpathy and Fei-Fei
(2015) and Show and Tell (Vinyals et al., 2015) described photographs with thousands of words, after
a convolution network had learned a thousand classes from over a million photographs. The wiring is
theirs; the world is a toy, so that a judge can know the facts.

**{seen:.0%}** of what the LSTM writes about new scenes are sentences of the training text, word for
word ({mix:.0%} for new mixes): mostly it knows which known sentence fits.

**The probability is a poor judge of the sentence.** It is a little higher where all is right, and
about the same for the unrelated as for the related. Mean log p per word, by grade:

{log_p}

Data, training, scores and known failures: `models/image_captioning.md`.
"""


def found() -> Any:
    """All that was measured."""
    return shipped.measured("image_captioning")


def named(writer: Writer) -> str:
    """The captioner's name there."""
    return f"{writer.decoder.lower()}, {writer.when}"


def about() -> str:
    """How small this world is, and what a caption's probability says."""
    all_of_it = found()
    by_grade = [
        (GRADE_NAMES[int(grade) - 1], signed(one["mean"], 3), str(one["n"]))
        for grade, one in all_of_it["log_p"].items()
    ]
    seen = all_of_it["seen_sentences"]
    return ABOUT.format(
        words=len(captioners().words) - 2,
        seen=seen["test"],
        mix=seen["held out"],
        log_p=cards.table(("grade", "mean log p", "sentences"), by_grade),
    )


def grades(writer: Writer, *, hidden: bool) -> None:
    """The shares of the four grades, for all held-out pictures of each kind, unless hidden."""
    if hidden:
        return
    mine = found()["decoders"][named(writer)]
    shares = zip(*(mine[kind]["grades"] for kind in KINDS), strict=True)
    rows = [(name, *_shares(three)) for name, three in zip(GRADE_NAMES, shares, strict=True)]
    table = cards.table(("percent", *(SOURCES[kind] for kind in KINDS)), rows)
    many = ", ".join(f"{mine[kind]['n']:,}" for kind in KINDS)
    cards.note(
        "All held-out pictures",
        f"{table}\n\n:gray[{writer.decoder}, told {writer.when}, on {many} pictures, as in the "
        "model's card. Those at the left are judged anew each time.]",
    )


def readouts() -> None:
    """What a linear readout of the vector tells of each fact."""
    readable = found()["told"]
    rows = [
        (fact, *map(_percent, (one["by_chance"], readable["named"][fact]["right"], one["right"])))
        for fact, one in readable["captioned"].items()
    ]
    table = cards.table(("what v tells of", "by chance", "names only", "captions"), rows)
    cards.note(
        "Measured: read off v by one matrix",
        f"{table}\n\n:gray[Percent right on held-out pictures. *Names only*: the network as it had "
        "learned to name things; *captions*: after it learned to caption as well.]",
    )


def layers() -> None:
    """How well a small captioner does that is told of one layer or another."""
    measured = found()["layers"]
    if not measured:
        return
    rows = [(name, f"{one['bleu4']:.3f}", f"{100 * one['grades'][0]:.1f}") for name, one in measured.items()]
    table = cards.table(("told of", "BLEU-4", GRADE_NAMES[0]), rows)
    cards.note(
        "Measured: which layer to take",
        f"{table}\n\n:gray[Small captioners about the network that only names things. "
        "The lecture takes what comes before the last layer.]",
    )


def disturbed(kind: str) -> str:
    """How the captioner does with many pictures disturbed in this way."""
    stress = found()["stress"]
    if kind not in stress or kind == "as drawn":
        return ""
    now, plain = (f"{100 * stress[name][0]:.0f} %" for name in (kind, "as drawn"))
    return f"Of many pictures made {kind}, {now} get a sentence without errors; as drawn, {plain}. "


def _shares(shares: Iterable[float]) -> list[str]:
    return [f"{100 * share:.1f}" for share in shares]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
