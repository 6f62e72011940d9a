"""The source tree as the guards see it: files with their text and, for Python, their syntax."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("rnn_core", "datasets", "figures", "ui", "lessons", "pages")
APP = ("app.py", "server", *LAYERS)
EVERYTHING = (*APP, "tests", "benchmarks", "tools", "training")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path below the root, its text, and its syntax tree when it is Python."""

    path: str
    text: str
    tree: ast.Module = field(default_factory=lambda: ast.Module(body=[], type_ignores=[]))

    @property
    def layer(self) -> str:
        """The first folder of the path, or the name of a file at the root."""
        return self.path.split("/")[0]

    def at(self, node: ast.AST, fault: str) -> str:
        """``path:line: fault``."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {fault}"

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the dotted name of what is called (empty for an expression)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node

    def imports(self) -> Iterator[tuple[str, str, ast.stmt]]:
        """Every import as (module, imported name or ``""``, statement)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, "", node
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield "." * node.level + (node.module or ""), alias.name, node

    def prose(self) -> set[int]:
        """The ids of the docstrings' nodes."""
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        return {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
        }

    def strings(self) -> Iterator[tuple[str, ast.AST]]:
        """Every string of the program that is not a docstring."""
        docstrings = self.prose()
        for node in ast.walk(self.tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and id(node) not in docstrings:
                yield value, node


def dotted(node: ast.AST) -> str:
    """``st.sidebar.slider`` for the syntax of that expression; "" for one without a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else f"?.{node.attr}"
    return ""


@lru_cache(maxsize=2048)
def parsed(text: str) -> ast.Module:
    """The syntax tree of a program; every guard looks at the same files."""
    return ast.parse(text)


def files(root: Path, places: tuple[str, ...], suffixes: tuple[str, ...]) -> Iterator[Source]:
    """The files of these kinds at or below these places, in a fixed order."""
    for place in places:
        start = root / place
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            hidden = any(part.startswith((".", "__py")) for part in path.relative_to(start).parts)
            if path.is_file() and path.name.endswith(suffixes) and not hidden:
                name = path.relative_to(root).as_posix()
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".py":
                    yield Source(name, text, parsed(text))
                else:
                    yield Source(name, text)


def python(root: Path, *places: str) -> Iterator[Source]:
    """The Python files at or below these places."""
    return files(root, places, (".py",))


def plant(root: Path, tree: Mapping[str, str]) -> Path:
    """Write the files of a small faulty tree and return its root."""
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
