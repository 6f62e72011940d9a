"""The house's own rules: who may import whom, and what a page may contain."""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sources import APP, EVERYTHING, ROOT, plant, python

Guard = Callable[[Path], Iterator[str]]

MAY_IMPORT = {
    "rnn_core": {"rnn_core", "numpy"},
    "datasets": {"datasets", "rnn_core", "numpy", "PIL", "regex"},
    "figures": {"figures", "datasets", "rnn_core", "numpy", "plotly"},
    "ui": {
        "ui",
        "figures",
        "datasets",
        "rnn_core",
        "numpy",
        "plotly",
        "pandas",
        "PIL",
        "segno",
        "streamlit",
        "latex2mathml",
    },
    "lessons": {"lessons", "ui", "figures", "datasets", "rnn_core", "numpy", "pandas", "PIL", "plotly", "streamlit"},
    "pages": {"lessons", "ui", "figures", "datasets", "rnn_core", "streamlit"},
    "server": {"server", "lessons", "ui", "figures", "datasets", "rnn_core", "numpy", "streamlit", "starlette"},
    "app.py": {"server", "streamlit", "starlette"},
}
NOT_LEFT_TO_CHANCE = {"Generator", "default_rng", "SeedSequence", "BitGenerator", "PCG64"}
RANDOM_MODULES = {"random", "secrets", "uuid"}
INJECTION = {
    "unsafe_allow_html": "HTML in a page",
    "unsafe_allow_javascript": "JavaScript in a page",
    "components.v1": "an iframe component",
    "<style": "injected CSS",
}


def imports_against_the_layers(root: Path) -> Iterator[str]:
    """Imports that point upward, sideways or at a package that the layer must not know."""
    for source in python(root, *APP):
        allowed = MAY_IMPORT[source.layer] | set(sys.stdlib_module_names)
        for module, _, node in source.imports():
            if module.startswith("."):
                yield source.at(node, "a relative import hides the layer")
            elif module.partition(".")[0] not in allowed:
                yield source.at(node, f"{source.layer} must not import {module}")
        for name, call in source.calls():
            if name in {"__import__", "importlib.import_module", "import_module"}:
                yield source.at(call, f"{name} hides what is imported")


def lessons_that_meet(root: Path) -> Iterator[str]:
    """Imports of one lesson by another, or by another lesson's page."""
    for source in python(root, "lessons", "pages"):
        own = source.path.split("/")[1].removesuffix(".py")
        for module, name, node in source.imports():
            place = [*module.split("."), name]
            if place[0] == "lessons" and place[1] != own:
                yield source.at(node, f"{own} must not know {place[1]}")


def imported_pages(root: Path) -> Iterator[str]:
    """Imports of a page by anything."""
    for source in python(root, *EVERYTHING):
        for module, _, node in source.imports():
            if module.partition(".")[0] == "pages":
                yield source.at(node, "nothing imports a page")


def injected_markup(root: Path) -> Iterator[str]:
    """HTML, CSS or JavaScript smuggled past Streamlit's own elements."""
    for source in python(root, *APP):
        for name, node in source.calls():
            if name.endswith(("st.html", "?.html", "st.iframe")):
                yield source.at(node, f"{name} injects HTML")
        for line, text in enumerate(source.text.splitlines(), start=1):
            for word, what in INJECTION.items():
                if word in text:
                    yield f"{source.path}:{line}: {what}: {word}"


def global_randomness(root: Path) -> Iterator[str]:
    """Numbers drawn from anything but a generator that was seeded and passed."""
    for source in python(root, *EVERYTHING):
        for module, name, statement in source.imports():
            if module in RANDOM_MODULES:
                yield source.at(statement, f"import of {module}")
            if module == "numpy.random" and name not in NOT_LEFT_TO_CHANCE:
                yield source.at(statement, f"import of numpy.random.{name}")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value)
                if owner in {"np.random", "numpy.random"} and node.attr not in NOT_LEFT_TO_CHANCE:
                    yield source.at(node, f"global randomness: {owner}.{node.attr}")
        for name, call in source.calls():
            if name.endswith("default_rng") and not (call.args or call.keywords):
                yield source.at(call, "a generator without a seed")
            if name == "os.urandom":
                yield source.at(call, "os.urandom")


def session_state_outside_ui(root: Path) -> Iterator[str]:
    """Session state touched where only the frame may touch it."""
    for source in python(root, "app.py", "server", "rnn_core", "datasets", "figures", "pages"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr == "session_state":
                yield source.at(node, "st.session_state belongs to ui")
        for _, name, statement in source.imports():
            if name == "session_state":
                yield source.at(statement, "st.session_state belongs to ui")


def unbounded_caches(root: Path) -> Iterator[str]:
    """Functions that remember an answer for every argument, without a limit."""
    for source in python(root, *APP):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in {"cache_data", "cache_resource"}:
                yield source.at(node, f"{node.attr}: lru_cache with a maxsize is the one cache")
            elif isinstance(node, ast.FunctionDef) and node.args.args:
                for decorator in node.decorator_list:
                    how = ast.unparse(decorator).removeprefix("functools.")
                    bare = how.startswith("lru_cache") and "maxsize=" not in how
                    if how == "cache" or bare or "maxsize=None" in how:
                        yield source.at(node, f"{how} can grow without limit")


def thawed_dataclasses(root: Path) -> Iterator[str]:
    """Dataclasses of core, worlds and figures that can be changed after they were made."""
    for source in python(root, "rnn_core", "datasets", "figures"):
        for node in ast.walk(source.tree):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else []:
                if "dataclass" in ast.unparse(decorator):
                    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
                    if not any(ast.unparse(each) == "frozen=True" for each in keywords):
                        yield source.at(node, "a dataclass that is not frozen")


GUARDS: tuple[Guard, ...] = (
    imports_against_the_layers,
    lessons_that_meet,
    imported_pages,
    injected_markup,
    global_randomness,
    session_state_outside_ui,
    unbounded_caches,
    thawed_dataclasses,
)

FAULTS = [
    (imports_against_the_layers, "rnn_core/a.py", "import plotly.graph_objects"),
    (imports_against_the_layers, "rnn_core/a.py", "from figures import curves"),
    (imports_against_the_layers, "rnn_core/a.py", "import datasets.reviews"),
    (imports_against_the_layers, "datasets/a.py", "import torch"),
    (imports_against_the_layers, "figures/a.py", "def f():\n    import streamlit as st"),
    (imports_against_the_layers, "ui/a.py", "from pages import hello"),
    (imports_against_the_layers, "ui/a.py", "import requests"),
    (imports_against_the_layers, "ui/a.py", "from . import graph"),
    (imports_against_the_layers, "ui/a.py", "m = importlib.import_module('torch')"),
    (imports_against_the_layers, "pages/a.py", "import numpy as np"),
    (imports_against_the_layers, "pages/a.py", "import plotly.graph_objects as go"),
    (imports_against_the_layers, "app.py", "from rnn_core import rnn"),
    (imports_against_the_layers, "ui/a.py", "from lessons.bptt import cards"),
    (lessons_that_meet, "lessons/hello/cards.py", "from lessons.bptt import model"),
    (lessons_that_meet, "lessons/hello/figure/a.py", "from lessons.bptt.model import walk"),
    (lessons_that_meet, "lessons/hello/cards.py", "from lessons import bptt"),
    (lessons_that_meet, "pages/hello.py", "from lessons.bptt import cards"),
    (imported_pages, "tests/test_a.py", "from pages.hello import main"),
    (imported_pages, "benchmarks/a.py", "import pages.hello"),
    (injected_markup, "pages/a.py", "st.html('<b>x</b>')"),
    (injected_markup, "ui/a.py", "left.container().html('<b>x</b>')"),
    (injected_markup, "ui/a.py", "st.markdown('<b>', unsafe_allow_html=True)"),
    (injected_markup, "ui/a.py", "CSS = '<style>p {}</style>'"),
    (injected_markup, "ui/a.py", "import streamlit.components.v1"),
    (global_randomness, "rnn_core/a.py", "x = np.random.randn(3)"),
    (global_randomness, "rnn_core/a.py", "np.random.seed(1)"),
    (global_randomness, "rnn_core/a.py", "from numpy.random import rand"),
    (global_randomness, "rnn_core/a.py", "rng = np.random.default_rng()"),
    (global_randomness, "ui/a.py", "import random"),
    (global_randomness, "tests/test_a.py", "x = np.random.uniform()"),
    (session_state_outside_ui, "pages/a.py", "st.session_state['x'] = 1"),
    (session_state_outside_ui, "figures/a.py", "from streamlit import session_state"),
    (unbounded_caches, "ui/a.py", "@st.cache_data\ndef f(): ..."),
    (unbounded_caches, "ui/a.py", "@st.cache_resource(max_entries=3)\ndef f(): ..."),
    (unbounded_caches, "ui/a.py", "@cache\ndef f(word): ..."),
    (unbounded_caches, "ui/a.py", "@functools.cache\ndef f(word): ..."),
    (unbounded_caches, "ui/a.py", "@lru_cache\ndef f(word): ..."),
    (unbounded_caches, "rnn_core/a.py", "@lru_cache(maxsize=None)\ndef f(word): ..."),
    (thawed_dataclasses, "rnn_core/a.py", "@dataclass\nclass A:\n    x: int"),
    (thawed_dataclasses, "datasets/a.py", "@dataclass\nclass A:\n    x: int"),
    (thawed_dataclasses, "figures/a.py", "@dataclass(slots=True)\nclass A:\n    x: int"),
]

HARMLESS = {
    "app.py": "from server.warmup import warm_up",
    "rnn_core/a.py": "import numpy as np\nrng = np.random.default_rng(7)\nG = np.random.Generator",
    "figures/a.py": "@dataclass(frozen=True, slots=True)\nclass A:\n    x: int",
    "ui/a.py": "st.session_state.x = 1\n@lru_cache(maxsize=64)\ndef f(number: int): ...",
    "ui/b.py": "@cache\ndef f(): ...",
    "lessons/hello/cards.py": "from lessons.hello import model",
    "pages/a.py": "import streamlit as st\nfrom lessons.a import cards",
}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_tree_keeps_the_rule(guard: Guard) -> None:
    assert list(guard(ROOT)) == []


@pytest.mark.parametrize(("guard", "path", "text"), FAULTS)
def test_a_planted_fault_is_found(guard: Guard, path: str, text: str, tmp_path: Path) -> None:
    found = list(guard(plant(tmp_path, {path: text})))
    assert found
    assert all(fault.startswith(path) for fault in found)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_what_is_allowed_is_not_reported(guard: Guard, tmp_path: Path) -> None:
    assert list(guard(plant(tmp_path, HARMLESS))) == []


def test_every_guard_has_a_planted_fault() -> None:
    assert {guard for guard, _, _ in FAULTS} == set(GUARDS)
