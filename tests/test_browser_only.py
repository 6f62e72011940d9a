"""What keeps the app deliverable as a static site that runs in every reader's own browser.

That build runs Streamlit 1.62 on Pyodide: no threads, no processes, no sockets, no waiting, no
machine's paths, pure-Python packages beside the few that Pyodide has, and no newer Streamlit API.
``streamlit_api.json`` lists that version's names and keywords; ``tools/streamlit_api.py`` made it.
"""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources import APP, ROOT, Source, dotted, plant, python

Guard = Callable[[Path], Iterator[str]]

PACKAGES = {"streamlit", "numpy", "plotly", "pandas", "PIL", "segno", "latex2mathml", "regex"}
OURS = {"lessons", "server", "ui", "figures", "datasets", "rnn_core"}
NOT_IN_A_BROWSER = {
    "_thread",
    "asyncio",
    "concurrent",
    "ctypes",
    "http",
    "multiprocessing",
    "select",
    "selectors",
    "signal",
    "socket",
    "socketserver",
    "sqlite3",
    "ssl",
    "subprocess",
    "threading",
    "urllib.request",
    "webbrowser",
}
NOT_OURS = {"data_editor", "secrets", "connection", "login", "logout", "camera_input"}
ABSOLUTE_PATH = re.compile(r"(/(home|tmp|usr|var|opt|root|etc|srv|mnt|Users)/|[A-Za-z]:\\|~/)")
READERS = {"open", "Path", "pathlib.Path", "np.load", "numpy.load"}
WHERE_AM_I = {"Path.cwd", "Path.home", "os.getcwd", "os.chdir", "os.path.abspath"}

API: dict[str, Any] = json.loads((ROOT / "tests" / "streamlit_api.json").read_text())
FUNCTIONS: dict[str, list[str] | None] = API["functions"]
CONTAINERS = {"sidebar", "bottom"}


def imports_a_browser_lacks(root: Path) -> Iterator[str]:
    """Packages outside the short list, and the parts of the standard library Pyodide cannot run.

    The server's own parts may use ``asyncio``, threads and Starlette, on which Streamlit's server stands: a browser
    never runs them.
    """
    for source in python(root, *APP):
        standard = set(sys.stdlib_module_names)
        for module, name, node in source.imports():
            top = module.partition(".")[0]
            whole = {top, module, f"{module}.{name}"}
            if source.layer in {"app.py", "server"} and top in {"asyncio", "starlette", "threading"}:
                continue
            if whole & NOT_IN_A_BROWSER:
                yield source.at(node, f"{module} does not run in a browser")
            elif top not in standard | PACKAGES | OURS:
                yield source.at(node, f"{top} is not among the runtime's packages")


def waiting(root: Path) -> Iterator[str]:
    """Sleeping anywhere but at the top level of a page."""
    for source in python(root, *APP):
        top_level = {id(node) for node in _outside_functions(source.tree)}
        sleep = {"time.sleep"} | {name for module, name, _ in source.imports() if (module, name) == ("time", "sleep")}
        for name, call in source.calls():
            if name in sleep and not (source.layer == "pages" and id(call) in top_level):
                yield source.at(call, "time.sleep blocks the reader's browser")


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _outside_functions(child)


def paths_of_one_machine(root: Path) -> Iterator[str]:
    """Absolute paths, the working directory, and files named without ``__file__``."""
    for source in python(root, *APP):
        for text, node in source.strings():
            if ABSOLUTE_PATH.match(text):
                yield source.at(node, f"absolute path {text!r}")
        for name, call in source.calls():
            if name in WHERE_AM_I:
                yield source.at(call, f"{name}: paths start at __file__")
            first = call.args[0] if call.args else None
            if name in READERS and isinstance(first, ast.Constant):
                yield source.at(call, f"{name}({first.value!r}): paths start at __file__")


def pages_that_are_functions(root: Path) -> Iterator[str]:
    """Pages registered as callables; the browser-only build wants files."""
    for source in python(root, *APP):
        functions = {
            node.name for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for name, call in source.calls():
            if name in {"st.Page", "Page", "streamlit.Page"} and call.args:
                page = call.args[0]
                if isinstance(page, ast.Lambda) or dotted(page) in functions:
                    yield source.at(call, "a page is a file, not a function")


def newer_or_unwanted_streamlit(root: Path) -> Iterator[str]:
    """Names and keywords that Streamlit 1.62 lacks, and the commands this app does without."""
    for source in python(root, *APP):
        yield from _unknown_imports(source)
        yield from _unknown_attributes(source)
        yield from _unknown_keywords(source)


def _unknown_imports(source: Source) -> Iterator[str]:
    for module, name, node in source.imports():
        if module == "streamlit" and name:
            known = name in FUNCTIONS and name not in NOT_OURS
        elif module.startswith("streamlit."):
            known = name in API["modules"].get(module, ())
        else:
            continue
        if not known:
            yield source.at(node, f"{module} {name} is not in Streamlit {API['version']}")


def _unknown_attributes(source: Source) -> Iterator[str]:
    attributes = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
    inner = {id(node.value) for node in attributes}
    for node in attributes:
        name = dotted(node)
        if id(node) in inner or not name.startswith(("st.", "streamlit.")):
            continue
        head, *rest = name.split(".")[1:]
        if head in CONTAINERS and rest:
            head, *rest = rest
        if head in {"components", "column_config"}:
            known = ".".join((head, *rest)) in FUNCTIONS
        elif f"streamlit.{head}" in API["modules"] and rest:
            known = rest[0] in API["modules"][f"streamlit.{head}"]
        elif head == "context" and rest:
            known = rest[0] in API["objects"]["context"]
        else:
            known = head in FUNCTIONS and head not in NOT_OURS
        if not known:
            yield source.at(node, f"{name} is not for us in Streamlit {API['version']}")


def _unknown_keywords(source: Source) -> Iterator[str]:
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    components = {
        target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if dotted(node.value.func).endswith("v2.component")
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for name, call in source.calls():
        owner, _, method = name.rpartition(".")
        if name in components:
            allowed: list[str] | None = API["component_call"]
        elif owner in {"st", "streamlit"} or owner.endswith(("v2", "column_config")):
            allowed = FUNCTIONS.get(name.removeprefix("streamlit.").removeprefix("st."))
        elif owner and owner.partition(".")[0] not in imported - {"st"}:
            allowed = FUNCTIONS.get(method)
        else:
            continue
        for keyword in call.keywords if allowed is not None else []:
            callback = name in components and re.fullmatch(r"on_\w+_change", keyword.arg or "")
            if keyword.arg is not None and keyword.arg not in (allowed or ()) and not callback:
                yield source.at(call, f"{name}({keyword.arg}=) is not in {API['version']}")


GUARDS: tuple[Guard, ...] = (
    imports_a_browser_lacks,
    waiting,
    paths_of_one_machine,
    pages_that_are_functions,
    newer_or_unwanted_streamlit,
)

FAULTS = [
    (imports_a_browser_lacks, "ui/a.py", "import threading"),
    (imports_a_browser_lacks, "ui/a.py", "from concurrent.futures import ThreadPoolExecutor"),
    (imports_a_browser_lacks, "ui/a.py", "def f():\n    import subprocess"),
    (imports_a_browser_lacks, "ui/a.py", "from urllib import request"),
    (imports_a_browser_lacks, "ui/a.py", "import asyncio"),
    (imports_a_browser_lacks, "rnn_core/a.py", "import multiprocessing.pool"),
    (imports_a_browser_lacks, "rnn_core/a.py", "import scipy"),
    (imports_a_browser_lacks, "app.py", "import socket"),
    (waiting, "ui/a.py", "import time\ntime.sleep(1)"),
    (waiting, "ui/a.py", "from time import sleep\nsleep(1)"),
    (waiting, "pages/a.py", "import time\ndef f():\n    time.sleep(1)"),
    (paths_of_one_machine, "ui/a.py", "LOG = '/tmp/log.txt'"),
    (paths_of_one_machine, "ui/a.py", "text = open('notes.txt').read()"),
    (paths_of_one_machine, "ui/a.py", "text = Path('ui/components/graph/graph.js').read_text()"),
    (paths_of_one_machine, "ui/a.py", "here = Path.cwd()"),
    (pages_that_are_functions, "ui/a.py", "def home(): ...\nst.Page(home)"),
    (pages_that_are_functions, "ui/a.py", "st.Page(lambda: None)"),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.grid(3)"),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.sidebar.echarts_chart({})"),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.plotly_chart(f, alt='loss')"),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.sidebar.tabs(['a'], bind='query-params')"),
    (newer_or_unwanted_streamlit, "pages/a.py", "left.plotly_chart(f, alt='loss')"),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.columns(2)[0].title('a', wrap=True)"),
    (newer_or_unwanted_streamlit, "pages/a.py", "@st.fragment(key='a')\ndef f(): ..."),
    (newer_or_unwanted_streamlit, "pages/a.py", "st.data_editor(x)"),
    (newer_or_unwanted_streamlit, "pages/a.py", "key = st.secrets['key']"),
    (newer_or_unwanted_streamlit, "ui/a.py", "from streamlit import echarts_chart"),
    (newer_or_unwanted_streamlit, "ui/a.py", "from streamlit.components.v1 import html"),
    (newer_or_unwanted_streamlit, "ui/a.py", "import streamlit.runtime.caching"),
    (newer_or_unwanted_streamlit, "ui/a.py", "st.column_config.NoSuchColumn('a')"),
    (newer_or_unwanted_streamlit, "ui/a.py", "st.context.no_such"),
    (
        newer_or_unwanted_streamlit,
        "ui/a.py",
        "G = st.components.v2.component('g', html='', css='', js='', shadow=True)",
    ),
    (newer_or_unwanted_streamlit, "ui/a.py", "G = st.components.v2.component('g', js='')\nG(data={}, tooltip='no')"),
]

HARMLESS = {
    "app.py": "import asyncio",
    "pages/a.py": (
        "import time\nimport streamlit as st\ntime.sleep(1)\n"
        "left, right = st.columns(2, gap='small')\n"
        "left.plotly_chart(figure, key='a', config={})\n"
        "st.sidebar.slider('T', 1, 9, key='T', bind='query-params')\n"
        "if st.context.theme.type == 'dark':\n    st.stop()\n"
    ),
    "ui/a.py": (
        "from pathlib import Path\nfrom urllib.parse import urlencode\n"
        "from streamlit.delta_generator import DeltaGenerator\nfrom ui import graph\n"
        "JS = Path(__file__).with_name('graph.js').read_text()\n"
        "G = st.components.v2.component('g', js=JS)\n"
        "G(key='g', data={}, default={}, on_selected_change=lambda: None)\n"
        "graph.slider('T', anything=1)\nst.session_state.pop('x', None)\n"
        "st.Page(Path(__file__).parents[1] / 'pages' / 'hello.py', title='Hello')\n"
        "rate = '/second'\n"
    ),
}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_app_stays_ready_for_the_browser(guard: Guard) -> None:
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
