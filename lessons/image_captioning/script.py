"""What to look for in each view of the lesson on captions."""

from ui.page import LookFor

DOG = {"decoder": "LSTM", "image": "once", "pictures": "new scene", "number": 94}
WRITE, BEAM, GRADES, FEATURES = ({**DOG, "view": view} for view in ("write", "beam", "grades", "features"))
SCENES: dict[str, tuple[LookFor, ...]] = {
    "write": (
        LookFor("256 numbers are all that passes.", {**WRITE, "disturb": "as drawn"}, ("v", "W_v", "v'")),
        LookFor(
            "Told at every step, it says that the dog is brown.",
            {**WRITE, "image": "every step", "disturb": "as drawn"},
            ("v'",),
        ),
        LookFor(
            "A guitar is new to it: it makes a woman of it.",
            {**WRITE, "pictures": "new thing", "number": 2, "disturb": "as drawn"},
            ("p.2",),
        ),
    ),
    "beam": (
        LookFor("A beam of 1 is greedy: “in a black shirt”.", {**BEAM, "number": 28, "width": 1}),
        LookFor("A beam of 5 finds “wearing black”: likelier.", {**BEAM, "number": 28, "width": 5}),
    ),
    "grades": (
        LookFor("New scenes: most without errors.", {**GRADES, "number": 1}),
        LookFor("A mix it never saw: more errors.", {**GRADES, "pictures": "new mix", "number": 1}),
        LookFor("A thing it never saw: no sentence is right.", {**GRADES, "pictures": "new thing", "number": 1}),
    ),
    "features": (
        LookFor("Dog or cat: less to v than a new drawing.", {**FEATURES, "number": 27}),
        LookFor("Man or woman: little to v, another sentence.", {**FEATURES, "number": 9}),
    ),
}
