"""``qapidoc completion``: scripts for shells, and what these ask for.

A script calls the command again with the words of the line, of which the last is to be
completed. It gets a line for each candidate, ``kind TAB value TAB help``; a kind other than
``plain`` leaves it to the shell to find files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click
from click.shell_completion import ShellComplete

_BASH = r"""_qapidoc() {
    local kind value help word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    while IFS=$'\t' read -r kind value help; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            dir) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
            file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
            json)
                compopt -o filenames
                mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.json' -- "$word")
                ;;
        esac
    done < <("$1" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _qapidoc qapidoc
"""

_ZSH = r"""#compdef qapidoc
_qapidoc() {
    local line
    local -a parts described
    for line in "${(@f)$($words[1] completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        parts=("${(@ps:\t:)line}")
        case $parts[1] in
            plain) described+=("${parts[2]//:/\\:}${parts[3]:+:$parts[3]}") ;;
            dir) _files -/ ;;
            file) _files ;;
            json) _files -g '*.json' ;;
        esac
    done
    (( $#described )) && _describe -V qapidoc described
}
if [[ $funcstack[1] == _qapidoc ]]; then _qapidoc "$@"; else compdef _qapidoc qapidoc; fi
"""

_FISH = r"""function __qapidoc_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] completion fish -- $words[2..-1] 2>/dev/null)
        set -l parts (string split \t -- $line)
        switch $parts[1]
            case plain
                printf '%s\t%s\n' $parts[2] $parts[3]
            case dir
                __fish_complete_directories $words[-1]
            case file
                __fish_complete_path $words[-1]
            case json
                __fish_complete_suffix .json
        end
    end
end
complete -c qapidoc -f -a '(__qapidoc_complete)'
"""

SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""The shells, and the script of each."""


@click.command("completion")
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="")
@click.pass_context
def command(ctx: click.Context, shell: str, words: Sequence[str]) -> None:
    """Print the script that lets a shell complete commands, options, rules and paths.

    bash: eval "$(qapidoc completion bash)", in ~/.bashrc;
    zsh: the same with zsh in ~/.zshrc, below compinit;
    fish: qapidoc completion fish > ~/.config/fish/completions/qapidoc.fish
    """
    if not words:
        click.echo(SCRIPTS[shell], nl=False)
        return
    for line in _candidates(ctx.find_root().command, words):
        click.echo(line)


def _candidates(program: click.Command, words: Sequence[str]) -> Iterator[str]:
    *before, last = words
    for item in ShellComplete(program, {}, "qapidoc", "").get_completions(before, last):
        yield f"{item.type}\t{item.value}\t{item.help or ''}"
