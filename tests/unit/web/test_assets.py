"""Static files are named by their content. A page announces all its scripts, as bundles or as single modules."""

import json
from pathlib import Path

import pytest

from dockcycle.web.http.assets import (
    ENTRIES,
    MANIFEST,
    STATIC,
    content_version,
    modules_of,
    scripts_of_views,
    source_digest,
)


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    before = content_version(tmp_path)
    (tmp_path / "a.css").write_text("b")

    assert content_version(tmp_path) != before


def test_all_imports_of_an_entry_are_found_once(tmp_path: Path) -> None:
    (tmp_path / "js" / "map").mkdir(parents=True)
    (tmp_path / "js" / "main.js").write_text(
        'import { a } from "./a.js";\nimport {\n  b,\n} from "./map/b.js";\na(b);\n'
    )
    (tmp_path / "js" / "a.js").write_text('import "./map/b.js";\nexport const a = 1;\n')
    (tmp_path / "js" / "map" / "b.js").write_text("export const b = 1;\n")

    assert modules_of(tmp_path / "js" / "main.js", tmp_path) == ["js/main.js", "js/a.js", "js/map/b.js"]


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A static folder with a module for each view, and bundles that were built from them."""
    for entry in ENTRIES.values():
        (tmp_path / entry).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / entry).write_text('import "./page.js";\n')
    (tmp_path / "js" / "pages" / "page.js").write_text("export const page = 1;\n")
    (tmp_path / "bundle").mkdir()
    manifest = {"sources": source_digest(tmp_path), "views": {view: [f"bundle/{view}.js"] for view in ENTRIES}}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    return tmp_path


def test_a_view_loads_its_bundles(static: Path) -> None:
    assert scripts_of_views(static)["wall"] == ["bundle/wall.js"]


def test_without_bundles_a_view_loads_its_modules(static: Path) -> None:
    (static / MANIFEST).unlink()

    assert scripts_of_views(static)["wall"] == ["js/pages/wall_page.js", "js/pages/page.js"]


@pytest.mark.parametrize("path", ["js/pages/page.js", "js/pages/more.js", "vendor/library.js"])
def test_bundles_of_other_sources_are_not_loaded(static: Path, path: str) -> None:
    (static / "vendor").mkdir()
    (static / path).write_text("export const page = 2;\n")

    assert scripts_of_views(static)["wall"] == ["js/pages/wall_page.js", "js/pages/page.js"]


def test_bundles_of_a_removed_source_are_not_loaded(static: Path) -> None:
    (static / "js" / "pages" / "missing_page.js").unlink()

    assert scripts_of_views(static)["wall"] == ["js/pages/wall_page.js", "js/pages/page.js"]


def test_a_changed_stylesheet_leaves_the_bundles(static: Path) -> None:
    (static / "css").mkdir()
    (static / "css" / "wall.css").write_text("p { margin: 0 }")

    assert scripts_of_views(static)["wall"] == ["bundle/wall.js"]


def test_every_view_has_an_entry() -> None:
    assert all((STATIC / entry).is_file() for entry in ENTRIES.values())
