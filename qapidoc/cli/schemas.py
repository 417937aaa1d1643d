"""Read the schema that a command is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from qapidoc.cli.failure import fail, note
from qapidoc.cli.inputs import read_inputs
from qapidoc.cli.progress import ReadingBar
from qapidoc.config.lookup import read_settings
from qapidoc.edition import allowed
from qapidoc.engine.plan import target_release
from qapidoc.findings import counted
from qapidoc.releases import Release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.problems import Problem
from qapidoc.schema.workspace import Workspace

_MORE = "'qapidoc lint --select language' tells more"


class Opened(msgspec.Struct, frozen=True):
    """A schema, the release that it is for, and what this release does not accept in it."""

    schema: Schema
    target: Release
    wrong: tuple[Problem, ...]

    def require_sound(self) -> None:
        """End the program if anything is wrong."""
        if self.wrong:
            first = self.wrong[0]
            place = self.schema.source(first.path).position(first.span.start)
            count = len(self.wrong)
            which = "the only problem" if count == 1 else f"the first of {count} problems"
            fail(
                f"{first.path}:{place.line}:{place.column}: {first.message}"
                f" ({which} for QEMU {self.target}; {_MORE})"
            )

    def note_problems(self) -> None:
        """Tell that something is wrong, if it is, and go on."""
        if self.wrong:
            count = counted(len(self.wrong), "problem")
            note(f"{self.schema.root}: {count} for QEMU {self.target}; {_MORE}")


def open_schema(
    path: str,
    configs: Sequence[str] = (),
    target_version: str | None = None,
    stdin_filename: Path | None = None,
    *,
    outside: bool = False,
) -> Opened:
    """Read the schema with the root module at `path`; end the program if that cannot be read.

    Raises `qapidoc.config.ConfigError`.
    """
    (root,), texts = read_inputs([path], stdin_filename)
    config = read_settings(root, configs, {"target_version": target_version}).config
    target = target_release(root, config)
    with ReadingBar() as bar:
        workspace = Workspace(texts=texts, outside=outside, on_read=bar.step)
        try:
            schema = load_schema(root, workspace, configured=config.folder)
        except OSError as error:
            fail(f"{workspace.shown(root)}: cannot be read: {error.strerror or error}")
    wrong = (p for p in schema.problems if p.usage is None or not allowed(p.usage, target))
    return Opened(schema, target, tuple(wrong))
