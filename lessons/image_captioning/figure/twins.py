"""One picture, others that differ from it in one thing, and how far each moves the vector."""

from dataclasses import dataclass

import numpy as np

from figures import forms
from figures.columns import View
from figures.forms import Applied, Explained, Form, Forms, Number, Piece, Product, Table, Total
from figures.graph import Cell, Graph, Node, Note, Step
from figures.numbers import signed
from lessons.image_captioning.figure.gallery import wrap
from lessons.image_captioning.model.twins import DRAWING, FACTS, Twin, Twins

LEFT, TOP, LETTERS, LINE = 10.0, 42.0, 19, 15.0


MOVED = Form(
    "{t:changes}: how far v moves",
    (
        forms.Step(
            (Piece("‖u − v‖ = √( Σ (u[k] − v[k])² )"),),
            Applied("√", Total(Product((Number("moved", ("t", "k")), Number("moved", ("t", "k")))), ("moved", 1))),
            "input",
        ),
    ),
    "v is the vector of the picture, u that of the other one; the length ‖v‖ is {=length}. "
    "“{one:sentences}” becomes “{after:sentences}”.",
    where={"length": Number("length", (1,)), "one": forms.Constant(1), "after": Number("after", ("t",))},
)
PICTURE = Form(
    "The picture",
    words="Its vector v has {size} numbers and the length ‖v‖ = {=length}. Each other picture differs from it in one "
    "thing alone, and so shows how far that one thing moves v.",
    where={"length": Number("length", (1,)), "size": Number("size", (1,))},
)
FORMS = Forms({"picture": PICTURE, "twin": MOVED, "twin.#": MOVED})


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sides of the pictures, a row's height, where columns begin, their width, a bar's."""

    big: float
    side: float
    room: float
    begin: float
    column: float
    bar: float


DENSE_ROWS = 4
"""So many rows a presenter's figure has."""
ROOMY, LOW = Sizes(112, 72, 84, 136, 306, 66), Sizes(96, 58, 70, 116, 285, 54)


def twins(picture: str, what: str, found: Twins, view: View) -> Graph:
    """The picture at the left; its twins, those with the same facts apart, the nearest first.

    ``what`` is to be seen in the picture. While a question hides the distances, the twins stand in the order of the
    names of their changes, without sentences.
    """
    sizes, sentence, others = LOW if view.dense else ROOMY, found.sentence, found.twins
    asked = view.veil_after is not None
    big = sizes.big
    x, y = LEFT + big / 2, TOP + big / 2
    nodes = [Node("picture", "input", x, y, big, big - 8, picture=picture, alt=what)]
    notes = [
        Note(x, TOP + big + 18 + k * LINE, text, anchor="middle")
        for k, text in enumerate([] if asked else wrap(sentence, LETTERS - 4))
    ]
    scale = max((twin.distance for twin in others), default=1.0) or 1.0
    steps, most = [Step("the picture and those that differ in one thing", now=("picture",))], 0
    for place, kind in enumerate((FACTS, DRAWING)):
        left = sizes.begin + place * sizes.column
        notes.append(Note(left, 14, f"{kind}: v moves by"))
        mine = [twin for twin in others if twin.kind == kind]
        if view.dense:
            mine = sorted(mine, key=lambda one: one.distance)[:DENSE_ROWS]
        mine.sort(key=lambda one: one.change if asked else one.distance)
        most = max(most, len(mine))
        names: list[str] = []
        for row, twin in enumerate(mine):
            y = TOP - 8 + row * sizes.room + sizes.side / 2
            boxes = _boxes(twin, left, y, scale, sizes)
            nodes += boxes
            notes += _words(twin, None if asked else sentence, left + sizes.side + sizes.bar + 18, y)
            names.append(boxes[1].id)
        steps.append(Step(kind if asked else f"{kind}, the nearest first", tuple(names), tuple(names)))
    return Graph(
        title="What the vector tells apart",
        width=sizes.begin + 2 * sizes.column,
        height=TOP + most * sizes.room,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained(found, hidden=asked),
    )


def _explained(found: Twins, *, hidden: bool) -> Explained:
    """How far each twin moves the vector; no number of it if ``hidden``, and then no sentence either."""
    numbers = {int(twin.name.rpartition(".")[2]): twin for twin in found.twins}
    last = max(numbers, default=0)
    moved, changes = np.full((last, len(found.twins[0].moved) if last else 0), np.nan), [""] * last
    sentences = ["" if hidden else found.sentence] + [""] * last
    for number, twin in numbers.items():
        changes[number - 1] = twin.change
        if not hidden:
            moved[number - 1], sentences[number] = twin.moved, twin.sentence
    return Explained(
        FORMS,
        {
            "moved": Table(moved, (1, 1), "input"),
            "length": Table(np.array([found.length]), (1,)),
            "size": Table(np.array([moved.shape[1]]), (1,)),
            "after": Table(np.arange(2, last + 2), (1,)),
        },
        {"changes": tuple(changes), "sentences": tuple(sentences)},
    )


def _boxes(twin: Twin, left: float, y: float, scale: float, sizes: Sizes) -> list[Node]:
    side, bar = sizes.side, sizes.bar
    return [
        Node(twin.name, "plain", left + side / 2, y, side, side - 8, picture=twin.image, alt=twin.change, veil="none"),
        Node(
            f"{twin.name}.d",
            "input",
            left + side + 8 + bar / 2,
            y,
            bar,
            20,
            (Cell(signed(twin.distance), twin.distance, index=0),),
            display="bars",
            scale=scale,
            alt=f"Distance after: {twin.change}",
        ),
    ]


def _words(twin: Twin, sentence: str | None, x: float, y: float) -> list[Note]:
    """What was changed and, beside the picture's ``sentence``, what is written now; None: only what was changed."""
    text = wrap(twin.change, LETTERS, 2)
    if sentence is not None:
        text += ["the same sentence"] if twin.sentence == sentence else wrap(twin.sentence, LETTERS, 3)
    return [Note(x, y + (k - (len(text) - 1) / 2) * LINE, part) for k, part in enumerate(text)]
