"""A page's state: one frozen dataclass, read from its controls and its link, written to the address.

Everything a visit knows of a page lies in one object of its own (`Held`), so nothing of one page reaches another.
A control's key is the page, the field and a version. A button that sets a field takes the next version: the browser
then draws another control, and a message about the old one that was under way says nothing any more.
"""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

import streamlit as st

from ui import fields
from ui.components import address
from ui.fields import Live, Text, Unusable, kept

VISIT = "visit"
LONGEST_SHOWN = 24
PRESENT, EMBED = "present", "embed"
OF_THE_BROWSER = (PRESENT, EMBED, "embed_options")
"""Parameters that belong to the app or to Streamlit, not to a page."""
LAST = 10**6
"""Beyond the last step of any walk; figures stop at their last one."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parameter of the link that could not be used, and why."""

    parameter: str
    reason: str


def _read_step(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text) else None


def _read_name(text: str) -> str | None:
    return text if 0 < len(text) <= 80 and text.isprintable() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What every page's state has: the step of the walk asked for, from 1, the thing selected, the guide's stop.

    A page's own state adds its controls as fields of `ui.fields`. The step shown at this moment is the browser's,
    which keeps it in the address. ``stop`` is the name of the guide's stop, None for the first; it stays while the
    reader changes controls.
    """

    stop: str | None = kept(None, _read_name, str, "no stop of the guide")
    step: int | None = kept(None, _read_step, str, "no step of a walk")
    selected: str | None = kept(None, _read_name, str, "no part of a figure")

    def fitted(self, changed: frozenset[str]) -> Self:
        """The state with what cannot stand beside the fields just ``changed`` made to fit."""
        del changed
        return self

    def hangs_on_rounding(self) -> str:
        """How far the page's numbers differ visibly between processors, as a sentence; "" where they do not."""
        return ""

    def shown(self, name: str) -> str:
        """The text that the page shows for the text field ``name``, where that is not the text itself."""
        text: str = getattr(self, name)
        return text

    def problems(self) -> Mapping[str, str]:
        """Fields that cannot have their value beside the others, as a link may ask, and why: "none of h, e"."""
        return {}


S = TypeVar("S", bound=PageState)
T = TypeVar("T")
MOST_RESULTS = 24


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of the figure to ``step`` (from 0), None for where the page starts; ``count`` makes it new."""

    count: int = 0
    step: int | None = None
    highlight: tuple[str, ...] = ()
    about: Hashable = None
    fresh: bool = False


@dataclass(slots=True)
class Held:
    """All that a visit knows of one page.

    versions: of the controls that a button has set. reported: what each control said last. drawn: what each was drawn
    with at first. unusable: what is wrong with what was typed into a control. cleaned: what was done to it. told: what
    was done to a file. own: what a lesson keeps (trainings, a picture). results: of what was computed for the page.
    home: the step, from 0, at which the figure starts by itself. commands: how often a button has set the whole state.
    walk: the steps, from 0, between which a presenter walks.
    """

    state: PageState
    refusals: tuple[Refusal, ...] = ()
    versions: dict[str, int] = field(default_factory=dict)
    reported: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)
    unusable: dict[str, str] = field(default_factory=dict)
    cleaned: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    jump: Jump = Jump()
    home: int | None = None
    commands: int = 0
    walk: tuple[int, int] | None = None
    own: dict[str, Any] = field(default_factory=dict)
    results: dict[Hashable, Any] = field(default_factory=dict)

    def forget(self, name: str) -> None:
        """Forget what was said of the text typed into the control of the field ``name``."""
        self.unusable.pop(name, None)
        self.cleaned.pop(name, None)


@dataclass(slots=True)
class Visit:
    """What a session knows: the page that is open, whether it presents, what it knows of each page.

    embedded: the page stands in one of another site. answers: by page and question, as `ui.progress` keeps them.
    forgotten: how often the reader took them all back. leaving: 1 where a clicker asked for the next lesson, −1 for the
    one before, whose end is then where it begins (from_behind). notes: the notes are shown. trainings, seconds: what of
    `ui.limits` was used. costs: the processor's time, in seconds, of the last run of each page (`ui.turns`).
    """

    page: str = ""
    presenting: bool = False
    embedded: bool = False
    pages: dict[str, Held] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    forgotten: int = 0
    leaving: int = 0
    from_behind: bool = False
    notes: bool = False
    trainings: int = 0
    seconds: float = 0.0
    costs: dict[str, float] = field(default_factory=dict)


def visit() -> Visit:
    """The visit of this session."""
    found: Visit | None = st.session_state.get(VISIT)
    if found is None:
        st.session_state[VISIT] = found = Visit(
            presenting=st.query_params.get(PRESENT) == "1", embedded=bool(st.context.is_embedded)
        )
    return found


def arrive(slug: str) -> bool:
    """Note that the page ``slug`` is open; True if it was not before."""
    now = visit()
    if now.page == slug:
        return False
    now.page = slug
    if PRESENT in st.query_params:
        now.presenting = st.query_params[PRESENT] == "1"
    return True


def open_from_behind(slug: str) -> None:
    """Let the page ``slug``, which is opened next, begin at its last stop."""
    visit().pages.pop(slug, None)
    visit().from_behind = True


class Page(Generic[S]):
    """A lesson's page as this visit has it.

    ``kind`` is the class of its state, ``script`` what its guide goes through (`ui.guide.script.Script`).
    """

    def __init__(self, slug: str, kind: type[S], script: Any = None) -> None:
        """Open the page. On arrival a link that says anything counts for more than what the visit remembers."""
        self.slug, self.kind, self._visit = slug, kind, visit()
        self.script = script
        self.stops: Mapping[str, S] = script.states() if script else {}
        self.first: S = script.state(0) if script else kind()
        self.columns: Any = None
        if arrive(slug) and (slug not in self._visit.pages or self._asked()):
            self._begin()
        if self._visit.from_behind:
            self._visit.from_behind = False
            self.set([self.first, *self.stops.values()][-1])

    @property
    def held(self) -> Held:
        """All that the visit knows of this page."""
        return self._visit.pages[self.slug]

    @property
    def now(self) -> S:
        """The state, without looking at the controls again; for callbacks."""
        state = self.held.state
        assert isinstance(state, self.kind)
        return state

    def state(self) -> S:
        """The state that the controls and the link say; once a run, before the controls are drawn."""
        held = self.held
        held.remarks, held.told = [], []
        said = {name: value for name in fields.of(self.kind) if (value := self._said(name)) is not None}
        changed = frozenset(name for name, value in said.items() if value != getattr(held.state, name))
        if changed:
            before = held.state
            held.state = dataclasses.replace(before, **{name: said[name] for name in changed}).fitted(changed)
            shown = {name: said.get(name, getattr(before, name)) for name in fields.of(self.kind)}
            self._renew(name for name, value in shown.items() if getattr(held.state, name) != value)
        held.remarks.extend(held.unusable.values())
        return self.now

    def set(self, state: S) -> None:
        """Put the page into exactly ``state``, as *Show me* does; for use in a callback."""
        self.held.commands += 1
        self._put(state, frozenset(fields.of(self.kind)))

    def change(self, **values: Any) -> None:
        """Set some fields; what cannot stand beside them is made to fit. For use in a callback."""
        self._put(dataclasses.replace(self.now, **values), frozenset(values))

    def reset(self) -> None:
        """Put everything back to what the page starts with, trainings too; for use in a callback."""
        self.held.own.clear()
        self.held.refusals = ()
        self.set(self.first)
        self.jump(None)

    def key(self, name: str) -> str:
        """The key of a widget of this page; of a field's control, the one that counts now."""
        version = self.held.versions.get(name, 0)
        return f"{self.slug}.{name}.{version}" if version else f"{self.slug}.{name}"

    def token(self, name: str) -> str:
        """Changes whenever a button has set the field; for controls that keep their key."""
        return str(self.held.versions.get(name, 0))

    def memo(self, make: Callable[..., T], *of: Hashable) -> T:
        """``make(*of)``, computed once in this visit; what a reader typed or uploaded leaves with it.

        The last 24 results of all functions are kept.
        """
        held = self.held
        key = (make, of)
        found: T = held.results.pop(key) if key in held.results else make(*of)
        held.results[key] = found
        while len(held.results) > MOST_RESULTS:
            del held.results[next(iter(held.results))]
        return found

    def remark(self, text: str) -> None:
        """Say beside the controls what could not be done, and what stands in its place."""
        self.held.remarks.append(text)

    def tell(self, text: str) -> None:
        """Say beside the controls what was done to what the reader brought."""
        self.held.told.append(text)

    def query(self, *, leaving_out: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """The state as a link says it: the guide's stop and what is not as there.

        The step is the browser's.
        """
        state, base = self.now, self.base()
        stop = [] if state.stop is None else [("stop", state.stop)]
        return stop + [
            (name, kind.show(getattr(state, name)))
            for name, kind in fields.of(self.kind).items()
            if name not in ("step", "stop", *leaving_out) and getattr(state, name) != getattr(base, name)
        ]

    def base(self, stop: str | None = None) -> S:
        """The page's state at the guide's stop of this name, by default where the guide is."""
        return self.stops.get(stop or self.now.stop or "", self.first)

    def write_address(self, *, leaving_out: tuple[str, ...] = ()) -> None:
        """Bring the address bar in step with the state; at the end of every run."""
        write_address(self.slug, self.query(leaving_out=leaving_out))

    def jump(self, step: int | None, *, highlight: tuple[str, ...] = ()) -> None:
        """Send the figure to ``step``, from 0, None for where it starts; for use in a callback."""
        held = self.held
        held.jump = Jump(held.jump.count + 1, step, highlight, fresh=True)

    def place(
        self, about: Hashable, start: int, *, stay: bool = False, home: int | None = None
    ) -> tuple[int, str, tuple[str, ...]]:
        """The step to show, a token that changes whenever the figure shall jump, and what to highlight.

        A figure about something new starts at ``start``, unless a jump was asked for just now, or, with ``stay``, at
        the step at which it stands. ``home`` is where it starts for a new reader: the address need not name it.
        """
        held = self.held
        now = held.jump
        if now.fresh or now.about is None:
            now = dataclasses.replace(now, about=about, fresh=False)
        elif now.about != about:
            now = dataclasses.replace(now, about=about) if stay else Jump(now.count + 1, None, (), about)
        held.jump, held.home = now, start if home is None else home
        return start if now.step is None else now.step, f"{self.slug}.{now.count}", now.highlight

    def _put(self, state: S, chosen: frozenset[str]) -> None:
        held, before = self.held, self.held.state
        held.state = state.fitted(chosen)
        self._renew(
            name
            for name in fields.of(self.kind)
            if getattr(held.state, name) != getattr(before, name) or name in held.unusable or name in held.cleaned
        )

    def _asked(self) -> bool:
        return any(name not in OF_THE_BROWSER for name in st.query_params)

    def _begin(self) -> None:
        """Start the page as the link says, with what it cannot have refused."""
        known = fields.of(self.kind)
        names = {alias: name for name, kind in known.items() for alias in (name, *kind.was)}
        values: dict[str, Any] = {}
        refused: list[Refusal] = []
        done: dict[str, str] = {}
        for parameter in st.query_params:
            if parameter in OF_THE_BROWSER:
                continue
            texts = st.query_params.get_all(parameter)
            try:
                if parameter not in names:
                    raise Unusable("nothing that this page can set")
                name = names[parameter]
                kind = known[name]
                values[name] = kind.parse(texts)
                if isinstance(kind, Text) and (remarks := kind.cleaned(texts[0]).remarks):
                    done[name] = f"The {kind.noun} of the link: {remarks}"
            except Unusable as reason:
                refused.append(Refusal(parameter, f"“{_shortened(' to '.join(texts))}” is {reason}"))
        if values.get("stop") not in (None, *self.stops):
            refused.append(Refusal("stop", f"“{_shortened(values.pop('stop'))}” is no stop of the guide"))
        base = self.stops.get(values.get("stop", ""), self.first)
        state = dataclasses.replace(base, **values)
        while problems := {name: why for name, why in state.problems().items() if name in values}:
            for name, why in problems.items():
                refused.append(Refusal(name, f"“{_shortened(known[name].show(values.pop(name)))}” is {why}"))
            state = dataclasses.replace(base, **values)
        state = state.fitted(frozenset(values))
        step = None if state.step is None else state.step - 1
        before = self._visit.pages.get(self.slug)
        self._visit.pages[self.slug] = held = Held(state, tuple(refused), jump=Jump(step=step))
        if before is not None:
            held.versions = {name: count + 1 for name, count in before.versions.items()}
            held.own, held.commands = before.own, before.commands + 1
            held.jump = Jump(before.jump.count + 1, step)
            self._renew(name for name in known if name not in before.versions)
        held.cleaned = {name: said for name, said in done.items() if name in values}

    def _said(self, name: str) -> Any:
        """What the control of the field newly says, if that can be used; None for nothing."""
        kind, held, key = fields.of(self.kind)[name], self.held, self.key(name)
        if isinstance(kind, Live):
            report = (st.session_state.get(f"{self.slug}.{name}") or {}).get("value")
            value = report["at"] if report and report["token"] == self.token(name) else None
        elif kind.has_widget and key in st.session_state:
            value = st.session_state[key]
        else:
            return None
        if value is None or (name in held.reported and value == held.reported[name]):
            return None
        held.reported[name] = value
        held.forget(name)
        if not isinstance(kind, Text):
            return value
        found = kind.cleaned(value)
        if found.remarks:
            held.cleaned[name] = f"The {kind.noun}: {found.remarks}"
        if problem := kind.problem(found.text):
            still = _shortened(held.state.shown(name), 120)
            held.unusable[name] = f"The {kind.noun} is {problem}. Still showing “{still}”."
            return None
        return found.text

    def _renew(self, names: Any) -> None:
        """Let the browser draw these controls anew, for they were set by something else."""
        held = self.held
        for name in names:
            held.versions[name] = held.versions.get(name, 0) + 1
            held.reported.pop(name, None)
            held.forget(name)


def write_address(slug: str, query: list[tuple[str, str]]) -> None:
    """Write the page's part of the address, and whether it is presented."""
    if visit().presenting:
        query = [*query, (PRESENT, "1")]
    if visit().embedded:
        query = [*query, (EMBED, "true")]
    address.write(slug, query)


def _shortened(text: str, most: int = LONGEST_SHOWN) -> str:
    return text if len(text) <= most else text[:most] + "…"
