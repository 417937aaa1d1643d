"""Which names lead back to themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def loops(edges: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Give the names from which a way along `edges` leads back, by Tarjan's algorithm.

    Each stands beside the first name, in the order of `edges`, that is on a loop with it.
    Without recursion, and in linear time.
    """
    order = {name: number for number, name in enumerate(edges)}
    found: dict[str, str] = {}
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    opened: dict[str, None] = {}
    for root in edges:
        ways = [] if root in numbers else [(root, iter(edges[root]))]
        if ways:
            numbers[root] = lowest[root] = len(numbers)
            opened[root] = None
        while ways:
            name, targets = ways[-1]
            for target in targets:
                if target in edges and target not in numbers:
                    numbers[target] = lowest[target] = len(numbers)
                    opened[target] = None
                    ways.append((target, iter(edges[target])))
                    break
                if target in opened:
                    lowest[name] = min(lowest[name], numbers[target])
            else:
                ways.pop()
                if ways:
                    above = ways[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == numbers[name]:
                    group = [opened.popitem()[0]]
                    while group[-1] != name:
                        group.append(opened.popitem()[0])
                    if len(group) > 1 or name in edges[name]:
                        found |= dict.fromkeys(group, min(group, key=order.__getitem__))
    return found
