"""The controls of the lesson on captions."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from datasets.disturbed import KINDS
from datasets.scenes.scene import Scene, Thing, encode, parse
from lessons.image_captioning.model.captioners import A_PAGE, Writer
from lessons.image_captioning.model.pictures import MOST, SEEDS, held_out
from ui.fields import choice, kept, none_of, option, whole
from ui.state import PageState

View = Literal["write", "beam", "grades", "features"]
VIEWS: dict[View, str] = {"write": "write", "beam": "beam", "grades": "grades", "features": "features"}
SOURCES = {
    "test": "held-out scene",
    "held out": "held-out mix",
    "novel": "unknown thing",
    "own": "my scene",
    "upload": "upload",
}
JUDGED_SOURCES = tuple(SOURCES[kind] for kind in SEEDS)
"""Those with many pictures, which *grades* can show."""
FIRST = 94
WIDEST = 6
OWN_SCENE = Scene("street", (Thing("cat", "orange"), Thing("bench", "red")), "", "on top of", 1, 7)


def _scene(text: str) -> Scene | None:
    try:
        return parse(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions(PageState):
    """The view, who writes, and the picture: where it is from, its number, what is done to it.

    scene: the one that the reader puts together.
    """

    view: View = choice(
        "write",
        VIEWS,
        "View",
        help="Write: from the picture to the sentence. Beam: the search for a more probable sentence. "
        "Grades: many sentences judged. Features: what the 256 numbers tell apart.",
    )
    decoder: Literal["LSTM", "RNN"] = choice(
        "LSTM",
        {"LSTM": "LSTM", "RNN": "RNN"},
        "Decoder",
        help="LSTM as in Show and Tell, or a vanilla RNN as in Karpathy and Fei-Fei. Both learned "
        "from the same pictures and sentences.",
    )
    image: Literal["once", "every step"] = choice(
        "once",
        {"once": "once", "every step": "at every step"},
        "Image enters",
        help="v′ is the image in as many numbers as a word has. Once: v′ is the input before the first word. At "
        "every step: v′ is added to the input x of every word.",
    )
    pictures: str = option(
        SOURCES["test"],
        "Picture",
        options=tuple(SOURCES.values()),
        width=140,
        help="Held-out scene: drawn like those in training, but not among them. Held-out mix: a combination of "
        "thing, color or place that training left out. Unknown thing: a guitar, an elephant or a snowman, which "
        "training never showed. Or your own.",
    )
    number: int = whole(FIRST, 1, MOST, "No.", help="Which of 200 held-out scenes; in the grades, the first of 24.")
    width: int = whole(
        3,
        1,
        WIDEST,
        "Beam width k",
        help="How many unfinished sentences are kept at each length; 1 is greedy writing, as in the view write.",
    )
    disturb: str = option(
        KINDS[0],
        "Picture is",
        options=KINDS,
        width=106,
        help="How the pixels are changed before the network gets them. The facts stay the same.",
    )
    scene: Scene = kept(OWN_SCENE, _scene, encode, "no scene that can be drawn")

    def fitted(self, changed: frozenset[str]) -> Self:
        """*Grades* shows a kind of picture of which there are many."""
        del changed
        return replace(self, pictures=SOURCES["test"]) if self._cannot_be_judged else self

    def problems(self) -> dict[str, str]:
        """A single picture, asked for in *grades*."""
        return {"pictures": none_of(JUDGED_SOURCES)} if self._cannot_be_judged else {}

    @property
    def _cannot_be_judged(self) -> bool:
        return self.view == "grades" and self.pictures not in JUDGED_SOURCES

    @property
    def writer(self) -> Writer:
        """The captioner that writes."""
        return Writer(self.decoder, self.image)

    @property
    def source(self) -> str:
        """The key in `SOURCES` of where the picture is from."""
        return next(key for key, name in SOURCES.items() if name == self.pictures)

    @property
    def shown_scene(self) -> Scene:
        """The facts of the picture, or of the scene that stands for an upload."""
        if self.source == "own":
            return self.scene
        return held_out(self.source if self.source in SEEDS else "test")[self.shown_number - 1]

    @property
    def shown_number(self) -> int:
        """The number of the held-out scene; an upload's stand-in is always the same."""
        return self.number if self.source in SEEDS else FIRST

    @property
    def shown_as(self) -> str:
        """What is done to the pixels: in *write* alone anything."""
        return self.disturb if self.view == "write" else KINDS[0]

    @property
    def page_of_scenes(self) -> tuple[int, tuple[Scene, ...]]:
        """The number of the first, and all scenes that *grades* shows."""
        all_of_them = held_out(self.source)
        first = min(self.number, len(all_of_them) - A_PAGE + 1)
        return first, all_of_them[first - 1 : first - 1 + A_PAGE]
