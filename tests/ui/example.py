"""A page with a field of every kind, and what it shows."""

from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import address, component, control, held, presses
from tests.pages.conftest import press as press_card
from ui import words
from ui.fields import choice, kept, live, number, option, span, stop, text, whole
from ui.guide import Question, Script, Stop
from ui.state import PageState


def read_marks(text: str) -> tuple[int, ...] | None:
    """``1-2`` as numbers."""
    parts = text.split("-")
    return tuple(map(int, parts)) if all(part.isdigit() and len(part) < 5 for part in parts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(PageState):
    """Every kind of field once; ``low`` is at most ``high``, and ``start`` a letter of ``word``."""

    kind: Literal["a", "b"] = choice("a", {"a": "Alpha", "b": "Beta"}, "Kind", help="?", was=("sort",))
    units: int = whole(3, 1, 32, "Units", help="?")
    rate: float = stop(0.1, (0.01, 0.1, 1.0, 10.0), "Rate", help="?")
    word: str = text("hello", "Word", help="?", check=words.unusable)
    start: str = option("h", "Start", help="?")
    part: tuple[int, int] = span((2, 5), 1, 9, "Part", help="?")
    low: float = live(0.0, 0.0, 3.0, 0.1, "Low", help="?")
    high: float = live(1.0, 0.0, 3.0, 0.1, "High", help="?", low_text="none")
    seed: int = number(1, 1, 9999)
    marks: tuple[int, ...] = kept((), read_marks, lambda marks: "-".join(map(str, marks)), "no marks")

    def fitted(self, changed: frozenset[str]) -> Self:
        """The number just moved takes the other along; the first letter of another word."""
        state = self
        if state.low > state.high:
            state = replace(state, high=state.low) if "low" in changed else replace(state, low=state.high)
        return state if state.start in tuple(state.word) else replace(state, start=state.word[0])

    def problems(self) -> dict[str, str]:
        """A start that the word does not have."""
        return {} if self.start in tuple(self.word) else {"start": f"none of {', '.join(self.word)}"}


START = Example()


def _replies(state: Example) -> dict[str, str]:
    return {symbol: f"Among {state.units} units {symbol} is a wish." for symbol in "el*"}


SCRIPT: Script[Example, Example] = Script(
    lambda state: state,
    (
        Stop(name="task", title="The task", text="What is to be done.", state=START, holds=bool, step=1, covers=True),
        Stop(
            name="asked",
            title="Which symbol?",
            text=lambda state: f"It has {state.units} units, [one of them](h.2) is lit.",
            state=START,
            holds=bool,
            step=4,
            question=Question(
                text="Which symbol wins?",
                replies=_replies,
                answer=lambda state: "l" if state.units else "e",
                step=7,
                highlight=("y.2",),
            ),
            note="Ask the class first.",
        ),
        Stop(name="nine", title="Nine units", text="Nine.", state=Example(units=9, kind="b"), holds=bool, step=5),
        Stop(name="far", title="Far", text="Far.", state=Example(units=9, kind="b"), holds=bool, step=9),
        Stop(name="summary", title="In short", text="All.", state=START, holds=bool),
    ),
    symbols=("h", "W_hh"),
)
"""A question at the second stop, another state from the third on."""


def page() -> None:
    """The page; a test says in the session what its buttons do."""
    import streamlit as st

    from tests.ui.example import SCRIPT, Example
    from ui import controls, player
    from ui import page as lesson
    from ui.guide import guide
    from ui.state import LAST

    session = st.session_state
    page = lesson.begin(session.get("slug", "hello"), Example, SCRIPT)
    page.held.own.setdefault("seen", 0)

    def view() -> None:
        state = page.state()
        for remark in session.get("remark", ()):
            page.remark(remark)
        with lesson.control_row(page):
            if session.get("fewer"):
                controls.draw(page, "kind")
            else:
                controls.draw(page, "kind", "units", "rate", "word", "part", "low", "high")
                controls.control(page, "start", options=tuple(dict.fromkeys(state.word)))
            controls.seed_button(page)
        if "about" in session or "start" in session:
            session["place"] = page.place(
                session.get("about", "x"), session.get("start", 4), stay=session.get("stay", False)
            )
        else:
            session["view"] = lesson.stand(page, SCRIPT, "x", selected="h.2")
            session["place"] = (session["view"].start, session["view"].token, session["view"].highlight)
        session["walk"] = page.held.walk
        left, right = lesson.halves(page)
        left.text("figure")
        with right:
            lesson.cards(page)
        session["open"] = guide.asks(page, SCRIPT)
        st.button("set", on_click=lambda: page.change(**session["set"]))
        st.button("go", on_click=page.jump, args=(7,), kwargs={"highlight": ("y.2",)})
        st.button("end", on_click=page.jump, args=(LAST,))
        if by := session.pop("move", 0):
            guide.move(page, SCRIPT, by)
        session["state"] = state

    player.live(page, view)


def opened(*, session: Any = None, **link: Any) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_function(page, default_timeout=30)
    for name, value in (session or {}).items():
        app.session_state[name] = value
    app.query_params.update(link)
    return ran(app)


def ran(app: AppTest, **session: Any) -> AppTest:
    """The page's next run, after ``session`` was set."""
    for name, value in session.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str, **session: Any) -> AppTest:
    """The page after the button whose label begins with ``label`` was pressed."""
    for name, value in session.items():
        app.session_state[name] = value
    for key, found in presses(app):
        if found.startswith(label):
            press_card(app, key, label)
            assert not app.exception, app.exception
            return app
    next(one for one in app.button if one.label.startswith(label)).click()
    return ran(app)


def state(app: AppTest) -> Example:
    """The state of the last run."""
    found: Example = app.session_state["state"]
    return found


def shown(app: AppTest, slug: str = "hello") -> dict[str, Any]:
    """What the controls themselves show, by field."""
    return {
        "kind": control(app.button_group, f"{slug}.kind").value,
        "units": control(app.slider, f"{slug}.units").value,
        "rate": control(app.select_slider, f"{slug}.rate").value,
        "word": control(app.text_input, f"{slug}.word").value,
        "start": control(app.selectbox, f"{slug}.start").value,
        "part": control(app.slider, f"{slug}.part").value,
        "low": component(app, f"{slug}.low")["value"],
        "high": component(app, f"{slug}.high")["value"],
    }


def refused(app: AppTest, slug: str = "hello") -> list[str]:
    """The parameters of the link that were refused."""
    return [refusal.parameter for refusal in held(app, slug).refusals]


__all__ = [
    "SCRIPT",
    "START",
    "Example",
    "address",
    "control",
    "held",
    "opened",
    "page",
    "press",
    "ran",
    "refused",
    "shown",
    "state",
]
