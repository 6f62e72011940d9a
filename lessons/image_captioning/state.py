"""What a reader chose of the lesson on captions: the view, the writer, the picture."""

from dataclasses import dataclass
from functools import lru_cache

from datasets.disturbed import KINDS
from datasets.scenes import draw_lots
from datasets.scenes.scene import Scene
from lessons.image_captioning import captions, upload
from lessons.image_captioning.captions import DECODERS, WHEN, Look, Writer
from lessons.image_captioning.cards import scene_editor
from ui import controls, link

VIEWS = {"write": "write", "beam": "beam", "grades": "grades", "features": "features"}
SOURCES = {"test": "new scene", "held out": "new mix", "novel": "new thing", "own": "my scene", "upload": "upload"}
MOST = 200
FIRST = 94
WIDEST = 6
SEEDS = {"test": 3, "held out": 4, "novel": 5}
"""Those of the model's card; training uses others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The view, who writes, and the picture: where it is from, its number, what was done to it.

    view: a key of `VIEWS`; source: of `SOURCES`; width: the beam's; disturbed: one of `KINDS`.
    """

    view: str
    writer: Writer
    source: str
    number: int
    seen: Look
    width: int = 1
    disturbed: str = "as drawn"

    @property
    def about(self) -> tuple[object, ...]:
        """What a question is asked about."""
        return self.view, self.writer, self.seen, self.width


@lru_cache(maxsize=4)
def scenes(kind: str) -> tuple[Scene, ...]:
    """Scenes that training never saw: `MOST` of a kind, always the same."""
    return tuple(draw_lots.scenes(MOST, SEEDS[kind], kind))


def choose() -> Choice:
    """The row of controls."""
    view = controls.choice(
        "view",
        "View",
        VIEWS,
        help="Write: from the picture to the sentence. Beam: the search for a likelier sentence. "
        "Grades: many sentences judged. Features: what the 256 numbers tell apart.",
    )
    decoder = controls.choice(
        "decoder",
        "Decoder",
        DECODERS,
        help="LSTM as in Show and Tell, or the plain RNN of Karpathy and Fei-Fei. Both learned "
        "from the same pictures and sentences.",
    )
    when = controls.choice(
        "image",
        "Told of it",
        WHEN,
        help="Once: v' is the input before the first word. Every step: v' is added to each word's "
        "input x, so that it cannot be forgotten.",
    )
    named = controls.option(
        "pictures",
        "Picture",
        tuple(SOURCES.values())[: len(SEEDS) if view == "grades" else None],
        width=112,
        help="New scene: drawn like those in training, never seen. New mix: a combination that "
        "training left out. New thing: something training never showed. Or your own.",
    )
    source = next(key for key, name in SOURCES.items() if name == named)
    number, scene = FIRST, None
    if source in SEEDS:
        number = controls.whole(
            "number", "No.", 1, MOST, FIRST, help="Which of 200 held-out scenes; in the grades, the first of 24."
        )
        scene = scenes(source)[number - 1]
    elif source == "own":
        scene = scene_editor.edit()
    kind, width = "as drawn", 1
    if view == "beam":
        width = controls.whole(
            "width",
            "Beam width k",
            1,
            WIDEST,
            3,
            help="How many unfinished sentences are kept at each length; 1 is greedy, as in write.",
        )
    elif view == "write":
        kind = controls.option(
            "disturb",
            "Shown",
            KINDS,
            width=106,
            help="What is done to the pixels before the network sees them. The facts stay.",
        )
    seen = upload.picture(kind) if source == "upload" else None
    if seen is None:
        seen = captions.look(scene or scenes("test")[FIRST - 1], kind)
    return Choice(view, Writer(decoder, when), source, number, seen, width, kind)


def go_to(number: int) -> None:
    """Open a scene of the gallery in *write*; for use in a callback."""
    controls.set_to({"view": "write", "number": number})


def compose(scene: Scene) -> None:
    """Take a scene as the reader's own, in *write*; for use in a callback."""
    link.remember("scene", scene)
    controls.set_to({"view": "write", "pictures": SOURCES["own"]})
