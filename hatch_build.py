"""Build hook: put the grammars and their compiled tables into the package.

A wheel gets both, whatever the checkout holds. An editable install reads the grammars
where they are, and gets the tables written beside them in the checkout, where git
ignores them.
"""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SYNTAX = "qapidoc/syntax"


class GrammarBuildHook(BuildHookInterface[Any]):
    """Compile the grammars when a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the tables, and say where in the wheel they and the grammars belong."""
        root = Path(self.root)
        tables = _load(root / SYNTAX / "tables.py")
        if version == "editable":
            tables.write_tables(root / SYNTAX / "tables")
            return
        self._folder = tempfile.TemporaryDirectory()
        included = build_data["force_include"]
        for table in tables.write_tables(Path(self._folder.name)):
            included[str(table)] = f"{SYNTAX}/tables/{table.name}"
        for grammar in sorted((root / "grammar").glob("*.lark")):
            included[str(grammar)] = f"{SYNTAX}/grammar/{grammar.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 (the hook's signature)
        """Remove the tables that are in the wheel now."""
        if version != "editable":
            self._folder.cleanup()


def _load(path: Path) -> ModuleType:
    """Import one file by its path: the package's dependencies are not there yet."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
