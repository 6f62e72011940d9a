"""Nothing asks another host, nothing is unfinished or skipped, all of it is American English."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sources import APP, EVERYTHING, ROOT, dotted, files, plant, python

Guard = Callable[[Path], Iterator[str]]

RUNTIME = {"streamlit", "numpy", "pillow", "plotly", "pandas", "segno", "latex2mathml", "regex", "uvloop"}
WEB = (".js", ".css", ".svg", ".html")
CODE = (".py", ".sh", *WEB)
WRITTEN = (*CODE, ".md", ".toml", ".yml", ".txt", "Makefile")
OWN = "tests/test_house.py"  # holds the words it looks for

ADDRESS = re.compile(r"https?://[^\s\"'`)>]*")
NO_REQUEST = re.compile(r"https?://(www\.w3\.org/|localhost\b|127\.0\.0\.1\b|\{|$)")
MARKDOWN_LINK = re.compile(r"\]\(https?://[^)\s]*\)|<https?://[^>\s]*>")
REACHES_OUT = re.compile(
    r"\bfetch\(|XMLHttpRequest|\bWebSocket\(|EventSource\(|sendBeacon|importScripts"
    r"|\bimport\(|@import(?! \{)|url\(\s*[\"']?//"
)
BREAKS_OUT = re.compile(r"insertAdjacentHTML|outerHTML\s*=|document\.write|\beval\(|new Function\(")
UNFINISHED = re.compile(
    r"\b(todo|fixme|xxx)\b|notimplementederror|not\s+implemented|lorem ipsum|coming\s+soon"
    r"|(?<![\w:.-])place(?:holder)(?!\s*=)",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"colour|favour|flavour|honour|behaviour|neighbour|centre|centring|\bgrey\b|\bmetres?\b"
    r"|labelled(?!by| Sentences)|labelling|modelled|modelling|travell|signall(?=ed|ing)|fulfil\b|artefact"
    r"|\blicence|\bdefence|\bwhilst\b|\blearnt\b|\bspelt\b|\bprogrammes?\b|catalogue|\bcancell(?=ed\b)"
    r"|analys(?=e\b|ed\b|ing\b)|paralys(?=e|ing)"
    r"|\w*(optim|normal|initial|visual|recogn|summar|general|special|minim|maxim|serial|organ"
    r"|emphas|random|real|util|parallel|regular|synchron|token|vector|discret|factor|penal|categor"
    r"|memor|custom|standard|central|local|character|stabil|linear|final|equal|capital|digit"
    r"|modern|critic|apolog|prior|author|familiar|crystall|harmon)is(?=e|ed|es|er|ers|ing|ation)"
    r"(e|ed|es|er|ers|ing|ations?)\b",
    re.IGNORECASE,
)
SKIPS = ("skip", "skipif", "skipIf", "skipUnless", "xfail", "importorskip", "expectedFailure")


def addresses_of_other_hosts(root: Path) -> Iterator[str]:
    """Web addresses in code; a Markdown link that the reader may click is no request."""
    for source in python(root, *APP):
        for text, node in source.strings():
            for address in ADDRESS.findall(MARKDOWN_LINK.sub("", text)):
                if not NO_REQUEST.match(address):
                    yield source.at(node, f"the address of another host: {address}")
    for source in files(root, (*APP, ".streamlit"), (*WEB, ".toml")):
        for number, line in enumerate(source.text.splitlines(), start=1):
            for address in ADDRESS.findall(line):
                if not NO_REQUEST.match(address):
                    yield f"{source.path}:{number}: the address of another host: {address}"
            if REACHES_OUT.search(line):
                yield f"{source.path}:{number}: a request of its own: {line.strip()}"


def scripts_that_trust_text(root: Path) -> Iterator[str]:
    """JavaScript that turns text into markup or code, or that leaves something to chance."""
    for source in files(root, APP, (".js",)):
        for number, line in enumerate(source.text.splitlines(), start=1):
            if BREAKS_OUT.search(line) or re.search(r"innerHTML\s*\+?=(?!\s*(\"\"|''|``))", line):
                yield f"{source.path}:{number}: text becomes markup: {line.strip()}"
            if "Math.random" in line:
                yield f"{source.path}:{number}: Math.random"


def unfinished_words(root: Path) -> Iterator[str]:
    """Words that say that something is still to be done."""
    yield from _words(root, UNFINISHED, (*CODE, ".md"), "unfinished")


def british_spelling(root: Path) -> Iterator[str]:
    """Words that American English spells otherwise, in identifiers and in prose."""
    yield from _words(root, BRITISH, WRITTEN, "British")


def _words(root: Path, words: re.Pattern[str], kinds: tuple[str, ...], what: str) -> Iterator[str]:
    top = tuple(sorted(path.name for path in root.iterdir() if path.is_file()))
    for source in files(root, (*top, *EVERYTHING, "docs", ".streamlit"), kinds):
        for number, line in enumerate(source.text.splitlines(), start=1):
            for found in words.finditer(line) if source.path != OWN else ():
                yield f"{source.path}:{number}: {what}: {found.group()!r}"


def skipped_tests(root: Path) -> Iterator[str]:
    """Tests that do not run, or that may fail."""
    for source in python(root, "tests"):
        for node in ast.walk(source.tree):
            name = dotted(node)
            if re.fullmatch(rf"(pytest|pytest\.mark|unittest)\.({'|'.join(SKIPS)})", name):
                yield source.at(node, f"a test that does not count: {name}")
        for module, imported, statement in source.imports():
            if module in {"pytest", "unittest"} and imported in SKIPS:
                yield source.at(statement, f"a test that does not count: {imported}")


def loose_requirements(root: Path) -> Iterator[str]:
    """Packages that are not pinned, not justified, or not allowed at run time."""
    reasons = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-train.txt"):
        for line in (root / name).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "-r requirements.txt")):
                continue
            package = re.split(r"[=<>~!\[ ;]", line)[0]
            if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*(; [a-z_]+ .+)?", line):
                yield f"{name}: not pinned: {line}"
            if name == "requirements.txt" and package not in RUNTIME:
                yield f"{name}: not a package of the runtime: {package}"
            if f"`{package}`" not in reasons:
                yield f"docs/dependencies.md: no reason for {package}"


GUARDS: tuple[Guard, ...] = (
    addresses_of_other_hosts,
    scripts_that_trust_text,
    unfinished_words,
    british_spelling,
    skipped_tests,
    loose_requirements,
)

MARK = "pytest.mark"

SOUND = {
    "requirements.txt": "numpy==2.4.6\nuvloop==0.23.0; sys_platform != 'win32'\n",
    "requirements-dev.txt": "-r requirements.txt\npytest==9.2.0\n",
    "requirements-train.txt": "-r requirements.txt\ntorch==2.13.0\n",
    "docs/dependencies.md": "`numpy` computes. `uvloop` waits. `pytest` tests. `torch` trains. See https://example.org.\n",
    "ui/a.py": (
        '"""See https://example.org."""\n'
        "SVG = 'http://www.w3.org/2000/svg'\n"
        "st.markdown('[Paper](https://example.org/paper), <https://example.org>')\n"
        "st.text_input('Word', placeholder ='hello')\n"
    ),
    "ui/components/graph/graph.js": (
        "const NS = 'http://www.w3.org/2000/svg';\nroot.innerHTML = '';\ng.setAttribute('aria-labelledby', id);\n"
    ),
    "ui/components/graph/graph.css": "p { color: gray; }\n",
    "tests/test_a.py": "import pytest\n@pytest.mark.parametrize('a', [1])\ndef test(a): ...\n",
}

FAULTS = [
    (addresses_of_other_hosts, "ui/a.py", "FONT = 'https://fonts.example.org/a.woff2'"),
    (addresses_of_other_hosts, "ui/a.py", "u = f'https://example.org/{name}'"),
    (addresses_of_other_hosts, "ui/components/graph/graph.css", "@import 'other.css';"),
    (addresses_of_other_hosts, "ui/components/graph/graph.css", "p { background: url(//example.org/a) }"),
    (addresses_of_other_hosts, "ui/components/graph/graph.js", "import x from 'https://example.org/x.js'"),
    (addresses_of_other_hosts, "ui/components/graph/graph.js", "await fetch('/state')"),
    (addresses_of_other_hosts, ".streamlit/config.toml", "url = 'https://example.org/a.woff2'"),
    (scripts_that_trust_text, "ui/components/graph/graph.js", "box.innerHTML = `<b>${word}</b>`"),
    (scripts_that_trust_text, "ui/components/graph/graph.js", "box.insertAdjacentHTML('beforeend', word)"),
    (scripts_that_trust_text, "ui/components/graph/graph.js", "const jitter = Math.random()"),
    (unfinished_words, "rnn_core/a.py", "x = 1  # todo: other cells"),
    (unfinished_words, "ui/a.py", f"raise {NotImplemented}Error"),
    (unfinished_words, "pages/a.py", "st.write('Coming Soon')"),
    (unfinished_words, "pages/a.py", "text = 'a Placeholder for the text'"),
    (unfinished_words, "ui/components/graph/graph.js", "// fixme"),
    (unfinished_words, "docs/a.md", "Coming  soon."),
    (british_spelling, "rnn_core/a.py", "def normalise(x): ..."),
    (british_spelling, "rnn_core/a.py", "hidden_colour = 'green'"),
    (british_spelling, "ui/components/graph/graph.js", "const boxCentre = 1"),
    (british_spelling, "ui/components/graph/graph.css", "p { color: grey }"),
    (british_spelling, "README.md", "The neighbour's behaviour is labelled and initialised."),
    (british_spelling, "docs/a.md", "We analyse the visualisation."),
    (skipped_tests, "tests/test_a.py", f"@{MARK}.skip\ndef test(): ..."),
    (skipped_tests, "tests/test_a.py", f"@{MARK}.xfail(strict=False)\ndef test(): ..."),
    (skipped_tests, "tests/test_a.py", "def test():\n    pytest.importorskip('later')"),
    (skipped_tests, "tests/test_a.py", "torch = pytest.importorskip('torch')"),
    (skipped_tests, "tests/test_a.py", "from pytest import skip"),
    (loose_requirements, "requirements.txt", "numpy>=2\n"),
    (loose_requirements, "requirements.txt", "numpy==2.4.6\nscipy==1.0\n"),
    (loose_requirements, "requirements.txt", "uvloop>=0.20; sys_platform != 'win32'\n"),
    (loose_requirements, "requirements-dev.txt", "-r requirements.txt\nnox==1.0\n"),
    (loose_requirements, "requirements-train.txt", "-r requirements.txt\ntorch>=2\n"),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_house_is_in_order(guard: Guard) -> None:
    assert list(guard(ROOT)) == []


@pytest.mark.parametrize(("guard", "path", "text"), FAULTS)
def test_a_planted_fault_is_found(guard: Guard, path: str, text: str, tmp_path: Path) -> None:
    assert list(guard(plant(tmp_path, SOUND | {path: text})))


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_what_is_allowed_is_not_reported(guard: Guard, tmp_path: Path) -> None:
    assert list(guard(plant(tmp_path, SOUND))) == []


def test_every_guard_has_a_planted_fault() -> None:
    assert {guard for guard, _, _ in FAULTS} == set(GUARDS)


def test_the_server_reports_to_nobody() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
