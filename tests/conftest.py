"""Fixtures for all tests, and what becomes of a test that lacks something."""

from __future__ import annotations

import os
import shutil
import subprocess
import textwrap
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.store import FOLDER_VARIABLE

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no bug.
settings.register_profile("qapidoc", deadline=None)
settings.load_profile("qapidoc")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory) -> Iterator[Path]:
    """A cache of the tests' own, so that they neither read nor fill the user's."""
    folder: Path = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with QEMU's schemas, as each release shipped them."""
    folder = os.environ.get("QAPIDOC_CORPUS")
    if not folder:
        pytest.skip("QAPIDOC_CORPUS does not name the folder with the schemas of QEMU's releases")
    path = Path(folder).resolve()
    if not (path / "facts.tsv").is_file():
        pytest.fail(f"QAPIDOC_CORPUS is {folder}, but there is no facts.tsv in it", pytrace=False)
    return path


@pytest.fixture(scope="session")
def copy_to_change() -> Callable[[Path, Path], None]:
    """Copy the files of a folder; they can be written, even if those of the corpus cannot."""

    def copy(folder: Path, to: Path) -> None:
        for path in filter(Path.is_file, folder.rglob("*")):
            copied = to / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())

    return copy


@pytest.fixture(scope="session")
def qemu_tree() -> Path:
    """A source tree of QEMU, for acceptance tests."""
    folder = os.environ.get("QAPIDOC_QEMU")
    if not folder:
        pytest.skip("QAPIDOC_QEMU names no source tree of QEMU (make acceptance QEMU=DIR)")
    path = Path(folder).resolve()
    if not (path / "scripts" / "qapi").is_dir():
        pytest.fail(f"QAPIDOC_QEMU is {folder}, which is no source tree of QEMU", pytrace=False)
    return path


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Find a program that pip does not install, for acceptance tests."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed (make acceptance installs it)")
        return found

    return find


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Schema]:
    """Load a schema from its text."""

    def load(text: str) -> Schema:
        path: Path = tmp_path_factory.mktemp("schema") / "schema.json"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return load_schema(path)

    return load


@pytest.fixture(scope="session")
def good_schema() -> str:
    """A small schema with nothing to find."""
    return """\
##
# @greet:
#
# Say hello.
#
# Since: 8.2
##
{ 'command': 'greet' }
"""


@pytest.fixture(scope="session")
def bad_schema() -> str:
    """A small schema with an error in line 6: `union-branch-unknown-value`."""
    return """\
{ 'enum': 'Colour', 'data': [ 'red', 'green' ] }
{ 'struct': 'Depth', 'data': { 'depth': 'int' } }
{ 'union': 'Paint',
  'base': { 'colour': 'Colour' },
  'discriminator': 'colour',
  'data': { 'blue': 'Depth' } }
"""


class GitFolder:
    """A git repository to try things in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str | bytes | Path) -> str:
        """Run git, and give what it prints."""
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        command = ["git", "-C", self.folder, *identity, *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return os.fsdecode(done.stdout).strip()

    def write(self, name: str, text: str) -> Path:
        """Put a text into a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def commit(self, **files: str) -> str:
        """Commit all there is, and give the hash."""
        for name, text in files.items():
            self.write(f"{name}.json", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=More")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def plain_git(monkeypatch) -> None:
    """Run git without the user's settings, and without those of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def repo(tmp_path, plain_git) -> GitFolder:
    """An empty git repository."""
    folder = tmp_path / "repo"
    folder.mkdir()
    made = GitFolder(folder)
    made.git("init", "--quiet", "--initial-branch=master")
    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    """Make a failure of a skip where QAPIDOC_SKIP_NOTHING is set, as `make acceptance` does."""
    if (
        os.environ.get("QAPIDOC_SKIP_NOTHING")
        and report.skipped
        and not hasattr(report, "wasxfail")
    ):
        report.outcome = "failed"
        if isinstance(report.longrepr, tuple):
            path, line, reason = report.longrepr
            report.longrepr = f"{path}:{line}: {reason}"
    return report
