"""A whole run: what is known of it already, else what reading and the rules give."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from qapidoc.config import Config
from qapidoc.engine.plan import Plan
from qapidoc.engine.recall import Recall
from qapidoc.engine.result import Result
from qapidoc.engine.telling import Tell, silent
from qapidoc.findings import counted
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store

if TYPE_CHECKING:
    from qapidoc.engine.selection import Selection


def check(
    plan: Plan,
    select: Callable[[], Selection],
    workspace: Workspace,
    config: Config,
    *,
    store: Store | None = None,
    fork: bool = False,
    tell: Tell = silent,
    note: Tell = silent,
) -> Result:
    """Lint what `plan` says; raise `UnreadableRootError`.

    With a `store`, a result that is known is given without calling `select`, which must choose
    what `config` does; a selection with notes is not known, so that they are told. `fork` lets
    a second process do a part of the work. `tell` is called at the end of each stage with what
    it did, and `note` with what could not be read of the history.
    """
    recall = Recall(plan, config, workspace, store) if store is not None else None
    known = recall.get() if recall is not None else None
    if known is not None:
        tell(f"took the result from the cache: {counted(len(known.sources), 'file')}, unchanged")
        return known
    from qapidoc.engine.reading import read_ahead

    selection = cache(select)
    if fork:
        read_ahead(plan.files, workspace, meanwhile=selection)
        tell(f"read {counted(workspace.read, 'file')}, and took {workspace.known} from the cache")
    from qapidoc.engine.dating import Histories
    from qapidoc.engine.run import lint

    chosen = selection()
    histories = Histories(config, workspace, store)
    result = lint(
        plan.jobs,
        chosen.rules,
        workspace,
        config,
        store=store,
        fork=fork,
        tell=tell,
        histories=histories,
    )
    for told in histories.notes:
        note(told)
    if recall is not None and store is not None:
        if not chosen.notes and not histories.notes:
            recall.put(result)
        store.prune()
        tell("wrote to the cache")
    return result
