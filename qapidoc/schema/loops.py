"""How far names lead to names, and which of them lead back to themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple


class Ways(NamedTuple):
    """``loops`` has the names that lead back to themselves, each beside the first on its loop.

    ``depths`` has the number of steps of the longest way from a name; none leads from a loop.
    """

    loops: Mapping[str, str]
    depths: Mapping[str, int]


def ways(edges: Mapping[str, Collection[str]]) -> Ways:
    """Follow `edges`, from names to names, by Tarjan's algorithm: once, and without recursion.

    The first on a loop is so in the order of `edges`.
    """
    order = {name: number for number, name in enumerate(edges)}
    loops: dict[str, str] = {}
    depths: dict[str, int] = {}
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    opened: dict[str, None] = {}
    path: list[tuple[str, Iterator[str]]] = []

    def enter(name: str) -> None:
        numbers[name] = lowest[name] = len(numbers)
        opened[name] = None
        path.append((name, iter(edges[name])))

    def leave(name: str) -> None:
        if path:
            lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[name])
        if lowest[name] < numbers[name]:
            return
        group = [opened.popitem()[0]]
        while group[-1] != name:
            group.append(opened.popitem()[0])
        if len(group) > 1 or name in edges[name]:
            loops.update(dict.fromkeys(group, min(group, key=order.__getitem__)))
        else:
            depths[name] = max((1 + depths.get(other, 0) for other in edges[name]), default=0)

    for start in edges:
        if start not in numbers:
            enter(start)
        while path:
            name, targets = path[-1]
            for target in targets:
                if target in edges and target not in numbers:
                    enter(target)
                    break
                if target in opened:
                    lowest[name] = min(lowest[name], numbers[target])
            else:
                path.pop()
                leave(name)
    return Ways(loops, depths)
