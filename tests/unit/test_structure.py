"""The structure of the source tree: names that exist once, sizes of files and folders, words that no text uses."""

import ast
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON, BROWSER = ROOT / "dockcycle", ROOT / "static" / "js"
FILES_AT_MOST, LINES_AT_MOST = 20, 250
#: The lifecycle table is data.
LONG_FILES = frozenset({"dockcycle/domain/lifecycle/table.py"})
#: Structs of the wire have the names of the values that they carry (`Container`, `Image`).
WIRE = PYTHON / "web" / "schemas"
#: Every tab of a container's page exports the same function.
SHARED_EXPORTS = frozenset({"create"})
#: Words and turns that docs/style.md rules out in comments, docstrings and messages.
BANNED = re.compile(
    r"\b(?:[Aa]new|[Bb]esides|[Ww]hoever|[Ww]homever|as good as none|by itself, later|the good-bye)\b"
    r"|\b(?:what|that) is none\b"
)


def python_files() -> list[Path]:
    return sorted(path for path in PYTHON.rglob("*.py") if path.name != "__init__.py")


def browser_files() -> list[Path]:
    return sorted(BROWSER.rglob("*.js"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def more_than_once(owners: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: files for name, files in owners.items() if len(files) > 1}


@pytest.mark.parametrize("files", [python_files(), browser_files()], ids=["python", "browser"])
def test_a_base_name_exists_once(files: list[Path]) -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for path in files:
        owners[path.name].append(name_of(path))

    assert more_than_once(owners) == {}


def test_a_class_name_exists_once() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for path in python_files():
        if path.is_relative_to(WIRE):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                owners[node.name].append(name_of(path))

    assert more_than_once(owners) == {}


def test_an_export_of_the_browser_exists_once() -> None:
    export = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for path in browser_files():
        for name in export.findall(path.read_text(encoding="utf-8")):
            owners[name].append(name_of(path))

    assert more_than_once({name: files for name, files in owners.items() if name not in SHARED_EXPORTS}) == {}


def test_a_folder_has_few_files() -> None:
    folders = {path.parent for path in [*python_files(), *browser_files()]}
    sizes = {
        name_of(one): len([*one.glob("*.py"), *one.glob("*.js")]) - (one / "__init__.py").exists() for one in folders
    }

    assert {name: size for name, size in sizes.items() if size > FILES_AT_MOST} == {}


def test_a_file_has_few_lines() -> None:
    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.js")]
    files = [*python_files(), *browser_files(), *tests, *(ROOT / "tools").glob("*.py"), *(ROOT / "bench").glob("*.py")]
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}

    too_long = {name: count for name, count in lines.items() if count > LINES_AT_MOST and name not in LONG_FILES}
    assert too_long == {}


def texts(path: Path) -> Iterator[str]:
    """Yield the comments and strings of a Python file, or all of another one."""
    if path.suffix != ".py":
        yield path.read_text(encoding="utf-8")
        return
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in (tokenize.COMMENT, tokenize.STRING):
                yield token.string


def test_no_comment_and_no_message_has_a_banned_word() -> None:
    files = [
        *PYTHON.rglob("*.py"),
        *browser_files(),
        *(ROOT / "templates").glob("*.html"),
        *(ROOT / "docs").glob("*.md"),
    ]
    style = ROOT / "docs" / "style.md"
    found = {name_of(path): BANNED.findall("\n".join(texts(path))) for path in files if path != style}

    assert {name: words for name, words in found.items() if words} == {}


DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_document_names_only_files_that_exist(document: Path) -> None:
    folders = [PYTHON, BROWSER, *(ROOT / name for name in ("tests", "tools", "types", "bench"))]
    files = [*ROOT.glob("*.*"), *(path for folder in folders for path in folder.rglob("*.*"))]
    names = {f"/{name_of(path)}" for path in files}
    named = set(re.findall(r"`([\w/.-]+\.(?:py|js|ts))`", document.read_text(encoding="utf-8")))

    assert {one for one in named if not any(name.endswith(f"/{one}") for name in names)} == set()
