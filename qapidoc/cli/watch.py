"""``--watch``: a command that runs again whenever what it reads has changed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from qapidoc.cli.failure import fail, failures
from qapidoc.cli.inputs import STANDARD_INPUT, resolved
from qapidoc.config import OWN_FILE, PROJECT_FILE
from qapidoc.config.arguments import split
from qapidoc.report.places import shown
from qapidoc.schema.roots import DEFAULT_EXCLUDE, matcher
from qapidoc.schema.workspace import VERSION_FILE, tree_top
from qapidoc.source import shown_path

SETTINGS = frozenset({VERSION_FILE, OWN_FILE, PROJECT_FILE})
"""The names of files, besides those that end in ``.json``, that tell how to lint."""

INTERRUPTED = 130
"""The exit status, as shells have it for a program that Ctrl-C ended."""

_PAUSE = 100
"""Milliseconds without a change after which several of them are taken for one."""

_TOLD = 3
"""So many changed files are named."""


def watchable(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command with the argument ``paths`` the option ``--watch``."""

    @click.option("--watch", is_flag=True, help="Lint again whenever a schema changes.")
    @wraps(command)
    def run(*, watch: bool, **arguments: Any) -> None:
        if watch:
            _keep_running(lambda: command(**arguments), _Watched(**arguments))
        command(**arguments)

    return run


class _Watched:
    """What a command line reads: the trees of its paths, and a file of settings among `configs`.

    Its ``output_file``, if there is one, is no reason to run again.
    """

    def __init__(
        self,
        paths: Sequence[str],
        configs: Sequence[str] = (),
        output_file: Path | None = None,
        **_others: object,
    ) -> None:
        if STANDARD_INPUT in paths:
            fail("--watch: standard input cannot be watched; name a file")
        self.named = [resolved(path) for path in paths]
        for path, name in zip(self.named, paths, strict=True):
            if not path.exists():
                fail(f"{name}: there is no such file or folder")
        self.tops = list(dict.fromkeys(_top(path) for path in self.named))
        config, _ = split(configs)
        self.config = resolved(str(config)) if config is not None else None
        self.output = resolved(str(output_file)) if output_file is not None else None
        self.leaves_out = matcher(DEFAULT_EXCLUDE)

    @property
    def places(self) -> list[Path]:
        """The folders and files to watch."""
        inside = self.config is None or any(self.config.is_relative_to(top) for top in self.tops)
        return self.tops if inside or self.config is None else [*self.tops, self.config]

    def matters(self, path: Path, *, new: bool) -> bool:
        """Tell whether a change at `path` may change what is found.

        A folder that is `new` does: what it came with may have been there before it was watched.
        """
        if path in {self.config, *self.named}:
            return True
        if path == self.output:
            return False
        folder = new and path.is_dir()
        if not (folder or path.suffix == ".json" or path.name in SETTINGS):
            return False
        return any(path.is_relative_to(named) for named in self.named) or not any(
            self.leaves_out(f"{path.relative_to(top)}{'/' if folder else ''}")
            for top in self.tops
            if path.is_relative_to(top)
        )


def _top(path: Path) -> Path:
    """Give the folder that holds all that is linted with `path`."""
    inside = path / "any" if path.is_dir() else path
    return tree_top(inside) or inside.parent


def _keep_running(run: Callable[[], None], watched: _Watched) -> None:
    """Run at once, and again after each change; end the program on Ctrl-C."""
    try:
        from watchfiles import Change, watch
    except ModuleNotFoundError:
        fail("--watch: watchfiles is missing: pip install 'qapidoc[watch]'")
    began = False
    with failures():
        try:
            # It tells of nothing every now and then, so that watching begins before the first run.
            for changes in watch(
                *watched.places,
                watch_filter=None,
                step=_PAUSE,
                rust_timeout=2 * _PAUSE,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            ):
                changed = sorted(
                    {
                        path
                        for change, name in changes
                        if watched.matters(path := Path(name), new=change is Change.added)
                    }
                )
                if changed or not began:
                    _run_once(run, changed)
                    began = True
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


def _run_once(run: Callable[[], None], changed: Sequence[Path]) -> None:
    if changed:
        click.clear()
        click.echo(f"qapidoc: changed: {_names(changed)}", err=True)
    try:
        run()
    except SystemExit as ended:
        # What the command could not do now, it may be able to do after the next change.
        if isinstance(ended.__context__, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        if isinstance(ended.__context__, BrokenPipeError):
            raise
    gc.collect()
    click.echo("qapidoc: watching for changes; Ctrl-C ends it", err=True)


def _names(paths: Iterable[Path]) -> str:
    names = [shown(shown_path(path)) for path in paths]
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
