"""Static files are named by their content, modules are announced together."""

from pathlib import Path

from dockcycle.web.http.assets import content_version, modules_of


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
