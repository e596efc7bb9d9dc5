"""Rules of the house that no linter knows: who commits, what operations and queries take, how large a file is."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from marketplace.settings import ROOT
from tests.conftest import clone

PACKAGES = ("marketplace", "provider_portal", "broker_console", "search_index")
CONCEPTS = ("people", "catalogue", "choosing", "budgets", "plans", "purchasing", "voice", "commissioning", "keeping")
# the files that may begin, commit or end a transaction: the two ways in, and the schema's own migrations
TRANSACTIONS = {"marketplace/foundation/database.py", "marketplace/foundation/schema.py"}
# programs that make or check a database of their own before the product runs on it
BEFORE = {"marketplace/demo/runner.py"}
NO_LAYER = re.compile(r"(^|_)(utils?|helpers?|common|manager|base|services?)(_|\.|$)")
FILE, TEMPLATE, TEST = 320, 120, 400


def _tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [Path(line) for line in listed.stdout.splitlines()]
    return [path for path in paths if path.suffix in endings and (ROOT / path).exists()]


def _trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in _tracked(".py"):
        if path.parts[0] in folders:
            yield path, ast.parse((ROOT / path).read_text())


def test_only_the_database_module_commits() -> None:
    ends = {"commit", "rollback", "begin", "begin_nested", "connect"}
    found = [
        f"{path}:{node.lineno} {node.func.attr}"
        for path, tree in _trees(*PACKAGES)
        if str(path) not in TRANSACTIONS | BEFORE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ends
        if not (node.func.attr == "connect" and "database" in ast.unparse(node.func))
    ]
    assert found == []


@pytest.mark.parametrize("concept", CONCEPTS)
def test_operations_and_queries_take_session_and_actor_first(concept: str) -> None:
    wrong = []
    for path, tree in _trees("marketplace"):
        if path.parts[1] != concept or not {"operations", "queries"} & {path.stem, *path.parts}:
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = [argument.arg.lstrip("_") for argument in node.args.args]
            if "session" in names and names[:2] != ["session", "actor"] and not _is_shared_read(node):
                wrong.append(f"{path}:{node.lineno} {node.name}({', '.join(names)})")
    assert wrong == []


def _is_shared_read(node: ast.FunctionDef) -> bool:
    """Whether a function takes the condition that scopes it instead of an actor."""
    return any(argument.arg == "reach" for argument in node.args.args)


def test_names_say_what_a_thing_is() -> None:
    found = [str(path) for path in _tracked(".py", ".html") if NO_LAYER.search(path.name) or _bad_folder(path)]
    assert found == []


def _bad_folder(path: Path) -> bool:
    return any(NO_LAYER.search(part) for part in path.parts[:-1])


def test_sizes_feel_good() -> None:
    large = []
    for path in _tracked(".py", ".html"):
        lines = len((ROOT / path).read_text().splitlines())
        most = TEMPLATE if path.suffix == ".html" else TEST if path.parts[0] == "tests" else FILE
        if lines > most and path.parts[0] != "migrations":
            large.append(f"{path}: {lines} lines, at most {most}")
    assert large == []


def test_every_module_opens_with_a_sentence() -> None:
    folders = (*PACKAGES, "tests", "bench", "migrations")
    bare = [str(path) for path, tree in _trees(*folders) if tree.body and not ast.get_docstring(tree)]
    assert bare == []


def test_migrations_make_exactly_the_models() -> None:
    engine = create_engine(clone("migrations_check"))
    with engine.connect() as connection:
        config = Config(ROOT / "alembic.ini")
        config.attributes["connection"] = connection
        command.check(config)
        command.downgrade(config, "base")
        command.upgrade(config, "head")
    engine.dispose()


def test_nothing_of_a_page_needs_script() -> None:
    """What htmx improves is a form with an address, a box of one, or a link; nothing listens inside a page."""
    wrong = []
    for path in _tracked(".html"):
        if path.parts[0] not in PACKAGES:
            continue
        text = re.sub(r"\{[%#].*?[%#]\}", "", (ROOT / path).read_text(), flags=re.DOTALL)
        improved = re.findall(r"<[a-z][^>]*\shx-(?:get|post)[^>]*>", text)
        wrong += [
            f"{path}: {tag[:80]}" for tag in improved if not re.search(r"\s(action|href)=|^<input\s.*\sname=", tag)
        ]
        wrong += [f"{path}: {found}" for found in re.findall(r"\son[a-z]+=|javascript:", text)]
    assert wrong == []


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "/work/", "/root/")
    found = []
    for path in _tracked(".py", ".html", ".md", ".toml", ".txt", ".json", ".css", ".js", ".ini", ".yml", ""):
        content = (ROOT / path).read_text(errors="replace")
        found += [f"{path}: {host}" for host in hosts if host in content and path.name != "test_code.py"]
    assert found == []
