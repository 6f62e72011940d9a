"""JavaScript modules glued into the single script that a Streamlit component is sent as.

A module imports named things from others by relative paths, and exports what they need. In the
bundle all share one scope: modules stand in the order in which they need each other, without their
import lines and without the word ``export``. So no two of a bundle may call something the same.
"""

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
JS = HERE / "js"
STYLES = ("roles.css", "bar.css")
"""The styles that all figures share."""

_IMPORT = re.compile(r"^import\s*\{([^}]*)\}\s*from\s*'([^']+)';\n", re.MULTILINE)
_ANY_IMPORT = re.compile(r"^import\b.*", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)
_DOCUMENTATION = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) (.+)", re.MULTILINE)
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
_NAME = re.compile(r"^[\w$]+")


class BundleError(ValueError):
    """Modules that cannot be glued: a circle, two things of one name, an import of nothing."""


def bundle(entry: Path) -> str:
    """The entry and all that it needs, as one script; BundleError if they do not fit together."""
    owners: dict[str, Path] = {}
    parts: list[str] = []
    for module in order(entry):
        text = module.read_text(encoding="utf-8")
        for name in declared(text):
            if name in owners:
                raise BundleError(f"{name} is declared in {owners[name].name} and {module.name}")
            owners[name] = module
        parts.append(_glued(text))
    return "".join(parts)


def order(entry: Path) -> list[Path]:
    """The entry after all modules that it needs, each of them after those that it needs itself."""
    done: list[Path] = []
    _visit(entry.resolve(), (), done)
    return done


def imports(module: Path) -> dict[Path, tuple[str, ...]]:
    """The modules that a module imports from, and the names.

    BundleError for an import that the bundle cannot keep: a renamed one, a default one, a package.
    """
    text = module.read_text(encoding="utf-8")
    found: dict[Path, tuple[str, ...]] = {}
    for names, address in _IMPORT.findall(text):
        wanted = tuple(name.strip() for name in names.split(",") if name.strip())
        if not address.startswith(".") or any(" " in name for name in wanted):
            raise BundleError(f"{module.name} imports {{{names}}} from {address}")
        found[(module.parent / address).resolve()] = wanted
    if len(_ANY_IMPORT.findall(text)) != len(_IMPORT.findall(text)):
        raise BundleError(f"{module.name} has an import of another form than {{ names }}")
    return found


def declared(text: str) -> list[str]:
    """The names that a module declares at its top level."""
    names = []
    for declaration in _DECLARED.findall(text):
        parts = _commas(_QUOTED.sub("''", declaration))
        names += [found.group() for part in parts if (found := _NAME.match(part.strip()))]
    return names


def exported(text: str) -> set[str]:
    """The names that a module exports."""
    exports = "\n".join(line for line in text.splitlines() if line.startswith("export "))
    return set(declared(exports))


def style(*own: Path) -> str:
    """The styles of a kind of figure: what all share, then its own."""
    paths = [*(JS / name for name in STYLES), *own]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def figure(entry: Path, *styles: Path) -> str:
    """The code that draws a kind of figure: it is sent once with the page."""
    return _with_style(style(*styles), entry)


def styled(entry: Path, sheet: Path) -> str:
    """A bundle beside a style of its own."""
    return _with_style(sheet.read_text(encoding="utf-8"), entry)


def mounting(kind: str) -> str:
    """The few lines that every update of a figure of this kind carries."""
    return f"const KIND = {json.dumps(kind)};\n{bundle(JS / 'mount.js')}"


def _with_style(text: str, entry: Path) -> str:
    return f"const STYLE = {json.dumps(text)};\n{bundle(entry)}"


def _visit(module: Path, above: tuple[Path, ...], done: list[Path]) -> None:
    if module in above:
        circle = [*above[above.index(module) :], module]
        raise BundleError("a circle: " + " → ".join(path.name for path in circle))
    if module in done:
        return
    for needed, names in imports(module).items():
        missing = set(names) - exported(needed.read_text(encoding="utf-8"))
        if missing:
            raise BundleError(f"{module.name}: {needed.name} does not export {sorted(missing)}")
        _visit(needed, (*above, module), done)
    done.append(module)


def _glued(text: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", _DOCUMENTATION.sub("", text)))


def _commas(declaration: str) -> list[str]:
    """The parts of ``a = f(1, 2), b = 3``: cut at the commas that stand outside of brackets."""
    parts, depth, begin = [], 0, 0
    for place, sign in enumerate(declaration):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            parts.append(declaration[begin:place])
            begin = place + 1
    return [*parts, declaration[begin:]]
