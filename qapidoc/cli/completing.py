"""What the words of a command line can be completed to, beyond what click knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def schemas(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete the path of a schema."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="json")]


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete the path of any file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete families, names and codes of rules, the last of several with commas between."""
    from click.shell_completion import CompletionItem

    from qapidoc.rules.registry import BY_EXACT, SELECTORS

    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(
            f"{before}{comma}{name}",
            help=BY_EXACT[name].summary if name in BY_EXACT else f"The family {name}.",
        )
        for name in sorted(SELECTORS)
        if name.startswith(last)
    ]
