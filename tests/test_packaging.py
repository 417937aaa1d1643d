"""What is released works where there is no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

USES_ITS_TABLES = """
import sys
from pathlib import Path

import qapidoc
from qapidoc.syntax import tables

assert Path(qapidoc.__file__).is_relative_to(sys.prefix), qapidoc.__file__
assert "sphinx" not in sys.modules

def compile_tables(name):
    raise AssertionError(f"the tables of {name} are not used")

tables.compile_tables = compile_tables
for name in tables.GRAMMARS:
    assert tables.load_tables(name)
"""


def run(*command: str | Path, cwd: Path, status: int = 0) -> str:
    """Run a command outside the checkout, and give what it wrote to standard output."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def outside(tmp_path_factory) -> Path:
    """A folder outside the checkout."""
    return tmp_path_factory.mktemp("outside")


@pytest.fixture(scope="module")
def built(checkout, outside) -> dict[str, Path]:
    """The source archive, the wheel made from the checkout, the wheel made from the archive."""
    # Without isolation the first is quick; the second shows that pyproject.toml names all it needs.
    python_m = (sys.executable, "-m")
    run(
        *(*python_m, "build", "--no-isolation", "--sdist", "--wheel"),
        *("--outdir", outside / "checkout", checkout),
        cwd=outside,
    )
    (sdist,) = (outside / "checkout").glob("*.tar.gz")
    run(
        *(*python_m, "pip", "wheel", "--no-deps", "--wheel-dir", outside / "sdist", sdist),
        cwd=outside,
    )
    (wheel,) = (outside / "checkout").glob("*.whl")
    (wheel_of_sdist,) = (outside / "sdist").glob("*.whl")
    return {"sdist": sdist, "wheel": wheel, "wheel of sdist": wheel_of_sdist}


@pytest.fixture(scope="module")
def scripts(built, outside) -> Path:
    """The commands of an environment that holds the wheel, and what it depends on, alone."""
    folder = outside / "environment"
    venv.create(folder, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    run(
        *(sys.executable, "-m", "pip", "--python", scripts / "python"),
        *("install", "--quiet", built["wheel of sdist"]),
        cwd=outside,
    )
    return scripts


def test_archives_hold_what_they_should(checkout, built):
    with tarfile.open(built["sdist"]) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(built["wheel"]) as archive:
        in_wheel = set(archive.namelist())
    with zipfile.ZipFile(built["wheel of sdist"]) as archive:
        in_wheel_of_sdist = set(archive.namelist())

    grammars = {path.stem for path in (checkout / "grammar").glob("*.lark")}
    assert in_sdist >= {f"grammar/{name}.lark" for name in grammars}
    assert in_sdist >= {"LICENSE", "hatch_build.py", "tests/test_packaging.py"}
    assert not {name for name in in_sdist if name.startswith("qapidoc/syntax/tables/")}
    assert in_wheel >= {f"qapidoc/syntax/grammar/{name}.lark" for name in grammars}
    assert "qapidoc/py.typed" in in_wheel
    assert in_wheel >= {"qapidoc/syntax/tables/schema.json", "qapidoc/syntax/tables/doc.json"}
    assert {name.partition("/")[0].partition("-")[0] for name in in_wheel} == {"qapidoc"}
    assert in_wheel == in_wheel_of_sdist


def test_installed_package_uses_its_tables(scripts, outside):
    run(scripts / "python", "-c", USES_ITS_TABLES, cwd=outside)


def test_installed_command_lints(scripts, tmp_path, good_schema, bad_schema):
    (tmp_path / "good.json").write_text(good_schema, encoding="utf-8")
    (tmp_path / "bad.json").write_text(bad_schema, encoding="utf-8")
    assert re.fullmatch(
        r"qapidoc\b.* \d+\.\d+\.\d+\n", run(scripts / "qapidoc", "--version", cwd=tmp_path)
    )
    assert run(scripts / "qapidoc", "lint", "good.json", cwd=tmp_path) == ""
    output = run(scripts / "qapidoc", "lint", "bad.json", cwd=tmp_path, status=1)
    assert re.search(r"(?m)^bad\.json:3:\d+: error: .* \[union-branch-unknown-value\]$", output)
