"""What a run that looked at the very same texts has found.

It is known before anything is read, and without the reader and the rules being imported.
"""

from __future__ import annotations

import msgspec

from qapidoc.config import Config
from qapidoc.engine.history_stamp import history_path, quick_stamp
from qapidoc.engine.plan import Plan, surroundings, target_release
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.schema.surroundings import answer
from qapidoc.schema.workspace import Workspace, tree_top
from qapidoc.store import Store, digest


class _Record(msgspec.Struct, frozen=True, array_like=True):
    findings: tuple[Finding, ...]
    paths: tuple[str, ...]
    roots: tuple[str, ...]
    shown: frozenset[str]
    asked: dict[str, bool]


_DECODER = msgspec.msgpack.Decoder(_Record)


class Recall:
    """Results of runs with `plan` and `config` over the files of `workspace`, kept in `store`."""

    def __init__(self, plan: Plan, config: Config, workspace: Workspace, store: Store) -> None:
        self._workspace = workspace
        self._store = store
        self._paths = {workspace.shown(path): path for path in plan.files}
        self._key = _key(plan, config, workspace)
        self._around = surroundings(plan.jobs, plan.files, workspace, config)

    def get(self) -> Result | None:
        """Give the result, if it is known."""
        data = self._store.get(self._key) if self._key is not None else None
        if data is None:
            return None
        try:
            record = _DECODER.decode(data)
            sources = {path: self._workspace.source(self._paths[path]) for path in record.paths}
        except (msgspec.MsgspecError, RecursionError, KeyError):
            return None
        if any(answer(self._around, question) != a for question, a in record.asked.items()):
            return None
        return Result(record.findings, sources, record.roots, record.shown, asked=record.asked)

    def put(self, result: Result) -> None:
        """Keep a result, if the plan has foreseen all that it hangs on.

        What is there in place of an include that could not be read counts too.
        """
        foreseen = not result.doubtful and result.sources.keys() <= self._paths.keys()
        if self._key is None or not foreseen:
            return
        record = _Record(
            result.findings, tuple(result.sources), result.roots, result.shown, dict(result.asked)
        )
        try:
            data = msgspec.msgpack.encode(record)
        except UnicodeEncodeError:  # names with bytes that are no UTF-8
            return
        self._store.put(self._key, data)


def _key(plan: Plan, config: Config, workspace: Workspace) -> bytes | None:
    """Give the key; ``None`` if looking at all that counts would take too long.

    Where a file is missing, what is there instead counts too.
    """
    parts: list[object] = [config, workspace.folder, workspace.outside]
    for job in plan.jobs:
        files = sorted(job.files) if job.files is not None else None
        top = tree_top(job.root, config.folder)
        stamp = quick_stamp(config, history_path(config, workspace), job.root)
        if stamp is None:
            return None
        parts.append((job.root, files, top, target_release(job.root, config), stamp))
    try:
        texts = [(path, workspace.digest(path)) for path in plan.files]
    except OSError:
        return None
    return digest(b"result", repr((parts, texts)).encode("utf-8", "backslashreplace"))
