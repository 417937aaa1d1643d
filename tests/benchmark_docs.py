"""Compare the time and memory of rendering QEMU's manuals with those of QEMU's own extension.

``python -m tests.benchmark_docs /path/to/qemu``, or ``make bench-docs QEMU=/path/to/qemu``.

Both build the same pages with the same Sphinx and theme, one process each, in turn: all anew, with
nothing changed, and with a line added to one module. Nothing of QEMU is copied but for the time of
a run: its extension is imported from the tree, and what is changed is a file in a temporary folder.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmark import CHANGED, Bench, Command, Program, print_table

ROUNDS = 3

MANUALS: Mapping[str, str] = {
    "QMP": "qapi/qapi-schema.json",
    "QGA": "qga/qapi-schema.json",
    "QSD": "storage-daemon/qapi/qapi-schema.json",
}
"""The roots of QEMU's schemas, by their namespaces."""

CONF = """\
import sys

sys.path[:0] = {path!r}
project = "QEMU"
extensions = {extensions!r}
qapidoc_srctree = {tree!r}
qapi_namespaces = {namespaces!r}
default_role = "any"
html_theme = "alabaster"
"""

SIDES: Mapping[str, tuple[str, ...]] = {
    "QEMU's extension": ("qapi_domain", "qapidoc"),
    "qapidoc": ("qapidoc",),
}
"""What is compared, QEMU's first, and its Sphinx extensions."""


def main() -> None:
    """Run everything, and print tables."""
    parser = argparse.ArgumentParser(description="Compare qapidoc with QEMU's Sphinx extension.")
    parser.add_argument("qemu", type=Path, help="a source tree of QEMU, 10.1 or newer")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    arguments = parser.parse_args()
    qemu = arguments.qemu.resolve()
    if not (qemu / "docs" / "sphinx" / "qapi_domain.py").is_file():
        parser.error(f"{qemu} has no docs/sphinx/qapi_domain.py; name a source tree of QEMU")
    with tempfile.TemporaryDirectory() as folder:
        bench = Manuals(Path(folder), qemu)
        for namespaces in (("QMP",), tuple(MANUALS)):
            print(f"\n{', '.join(namespaces)}: a page for each")
            bench.compare_manuals(namespaces, arguments.rounds)
        print("\nQMP: a page for each module, QEMU's extension one page")
        bench.compare_pages(arguments.rounds)


class Manuals(Bench):
    """Builds manuals of a copy of QEMU's schemas."""

    def __init__(self, folder: Path, qemu: Path) -> None:
        super().__init__(folder, qemu / "scripts", qemu / MANUALS["QMP"])
        self.qemu = qemu
        for top in ("qga", "storage-daemon"):
            shutil.copytree(qemu / top, self.tree / top, ignore=shutil.ignore_patterns("*.c"))

    def compare_manuals(self, namespaces: tuple[str, ...], rounds: int) -> None:
        """Print what building these manuals takes."""
        projects = {side: self.project(side, namespaces) for side in SIDES}
        for what, fresh, before in (
            ("all anew", True, self.nothing),
            ("nothing changed", False, self.nothing),
            ("a module changed", False, self.add_line),
        ):
            programs = [
                Program(f"{side}, {what}", self.build(project, fresh=fresh), before)
                for side, project in projects.items()
            ]
            print_table(self.schema, self.runs(programs, rounds))

    def compare_pages(self, rounds: int) -> None:
        """Print what a change takes if modules have pages of their own, and how large these are."""
        (theirs, ours) = (self.folder / f"{each}-1" for each in map(_last_word, SIDES))
        split = self.project("qapidoc", ("QMP",), split="module")
        programs = [
            Program("QEMU's extension, a module changed", self.build(theirs), self.add_line),
            Program("qapidoc, a module changed", self.build(split), self.add_line),
        ]
        print_table(self.schema, self.runs(programs, rounds))
        one = _size(theirs / "_build" / "QMP.html")
        print(f"QEMU's page: {one[0]:,} bytes, {one[1]:,} elements")
        print(f"qapidoc's one page: {_of(_size(ours / '_build' / 'QMP.html'), one)}")
        sizes = [_size(page) for page in sorted((split / "_build" / "QMP").glob("*.html"))]
        columns = list(zip(*sizes, strict=True))
        print(f"largest of {len(sizes)} pages: {_of(tuple(map(max, columns)), one)}")
        print(f"median: {_of(tuple(map(statistics.median, columns)), one)}")

    def project(self, side: str, namespaces: tuple[str, ...], split: str = "none") -> Path:
        """Write a project, and give its folder."""
        folder = self.folder / f"{_last_word(side)}-{len(namespaces)}{split.replace('none', '')}"
        folder.mkdir()
        extensions = SIDES[side]
        own = [str(self.qemu / "docs" / "sphinx"), str(self.scripts)]
        conf = CONF.format(
            path=own if len(extensions) > 1 else [],
            extensions=list(extensions),
            tree=str(self.tree),
            namespaces=set(MANUALS),
        )
        (folder / "conf.py").write_text(conf, "utf-8")
        for name in namespaces:
            page = f"{name}\n===\n\n.. qapi-doc:: {MANUALS[name]}\n   :namespace: {name}\n"
            if split != "none":
                page += f"   :split: {split}\n"
            (folder / f"{name}.rst").write_text(page, "utf-8")
        pages = "".join(f"   {name}\n" for name in namespaces)
        (folder / "index.rst").write_text(f"QEMU\n====\n\n.. toctree::\n\n{pages}", "utf-8")
        return folder

    @staticmethod
    def build(project: Path, *, fresh: bool = False) -> Command:
        """Give the command that builds a project."""
        options = ("-E", "-a") if fresh else ()
        return (sys.executable, "-m", "sphinx", "-q", *options, project, project / "_build")

    def nothing(self, _round: int) -> None:
        """Leave everything as it is."""

    def add_line(self, _round: int) -> None:
        """Add a comment to a module."""
        path = self.tree / "qapi" / CHANGED
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# {time.monotonic_ns()}\n")


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]


def _size(page: Path) -> tuple[int, int]:
    """Give the bytes of a page, and the number of its elements."""
    text = page.read_text("utf-8")
    return len(text.encode()), len(re.findall(r"<[a-zA-Z]", text))


def _of(size: Sequence[float], whole: Sequence[float]) -> str:
    parts = zip(size, whole, ("bytes", "elements"), strict=True)
    return ", ".join(f"{part:,.0f} {what} ({part / all_:.2f})" for part, all_, what in parts)


if __name__ == "__main__":
    main()
