"""The controls of the lesson translation."""

from dataclasses import dataclass
from typing import Literal

from lessons.translation.model.sentence import LECTURE, unusable, whole
from lessons.translation.model.translated import ELSEWHERE, NOTHING, OTHER, OWN
from ui import fields
from ui.fields import choice
from ui.state import PageState

NETWORKS = {"plain": "one vector", "reversed": "reversed", "bidirectional": "both ways", "attention": "attention"}
VIEWS = {"walk": "walk", "map": "map", "length": "length", "beam": "beam"}
HANDED = {OWN: "this sentence", NOTHING: "zeros", OTHER: "another sentence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(PageState):
    """Which network writes which sentence, from what its decoder starts, and how it is looked at."""

    network: Literal["plain", "reversed", "bidirectional", "attention"] = choice(
        "plain",
        NETWORKS,
        "Network",
        help="One vector: all that the decoder gets of the sentence are the encoder’s last states. "
        "Reversed: the same, but the sentence is read from its end. Both ways: W₁ reads in both directions "
        "and hands over one vector of the same size. Attention goes beyond the lecture: W₁ reads in both "
        "directions too, and W₂ looks back at every state.",
    )
    view: Literal["walk", "map", "length", "beam"] = choice(
        "walk",
        VIEWS,
        "View",
        help="Walk: word by word. Map: how much each written word uses each word read. Length: how often "
        "every word is right. Beam: several translations are followed at once.",
    )
    handed: Literal["own", "nothing", "other"] = choice(
        "own",
        HANDED,
        "Decoder starts from",
        help="h₀ and C₀ of the decoder: the encoder’s last states, zeros in their place, "
        f"or the last states after “{ELSEWHERE}”.",
    )
    width: int = fields.whole(3, 1, 5, "Beam", help="How many translations are followed at once; 1 is greedy.")
    sentence: str = fields.text(
        LECTURE,
        "English sentence",
        check=unusable,
        noun="sentence",
        width=236,
        help="Choose words from the list beside it, or type. The networks learned a small English, 1 to 4 clauses "
        "joined by and, but, because, when; a word that they never saw is read as <unk>.",
    )

    @property
    def whole_sentence(self) -> str:
        """The words that are read."""
        return whole(self.sentence)

    def shown(self, name: str) -> str:
        """Of the typed sentence the words that are read."""
        return self.whole_sentence if name == "sentence" else PageState.shown(self, name)

    @property
    def handed_over(self) -> str:
        """What the decoder starts from in this view; only in the walk can it be something else."""
        return self.handed if self.view == "walk" else OWN

    @property
    def about(self) -> tuple[str, str, str]:
        """What the page's question is about."""
        return self.network, self.whole_sentence, self.handed_over
