"""Print Streamlit's public names and keyword parameters as JSON.

The browser-only build runs Streamlit 1.62, so the app may use nothing newer. Run this with a
Python that has exactly that version:

    python -m venv /tmp/oldest && /tmp/oldest/bin/pip install streamlit==1.62.0
    /tmp/oldest/bin/python tools/streamlit_api.py > tests/streamlit_api.json
"""

import importlib
import inspect
import json
import sys

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

OBJECTS = ("context", "query_params", "session_state")
MODULES = (
    "streamlit.column_config",
    "streamlit.components.v2",
    "streamlit.delta_generator",
    "streamlit.errors",
    "streamlit.navigation.page",
    "streamlit.runtime.scriptrunner",
    "streamlit.starlette",
)


def parameters(function: object) -> list[str] | None:
    """The names that may be passed by keyword; None when the function takes any keyword."""
    if not callable(function):
        return []
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in found):
        return None
    kinds = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sorted(each.name for each in found if each.kind in kinds)


def public(obj: object) -> list[str]:
    """The public attributes of an object, submodules left out."""
    names = getattr(obj, "__all__", None) or [n for n in dir(obj) if not n.startswith("_")]
    return sorted(name for name in names if not inspect.ismodule(getattr(obj, name, None)))


def main() -> None:
    """Write the names to standard output."""
    functions = {name: parameters(getattr(st, name)) for name in public(st)}
    functions["components.v2.component"] = parameters(st.components.v2.component)
    for name in public(st.column_config):
        functions[f"column_config.{name}"] = parameters(getattr(st.column_config, name))
    callbacks = inspect.signature(ComponentRenderer.__call__).parameters
    api = {
        "version": st.__version__,
        "functions": functions,
        "objects": {name: public(type(getattr(st, name))) for name in OBJECTS},
        "modules": {name: public(importlib.import_module(name)) for name in MODULES},
        "component_call": sorted(name for name in callbacks if name not in {"self", "kwargs"}),
    }
    json.dump(api, sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
