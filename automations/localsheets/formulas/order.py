"""The order in which formulas are computed, and the circles among them."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Key = TypeVar("Key")


def components(keys: Iterable[Key], precedents: Callable[[Key], Iterable[Key]]) -> list[list[Key]]:
    """The groups of keys that need one another, each after what it needs.

    A group of several is a circle; so is one key that is its own precedent. Tarjan's algorithm
    with a stack of its own, because a column of running totals is deeper than Python recurses.
    """
    numbers: dict[Key, int] = {}
    lowest: dict[Key, int] = {}
    waiting: list[Key] = []
    on_stack: set[Key] = set()
    found: list[list[Key]] = []
    for root in keys:
        if root in numbers:
            continue
        work = [(root, iter(list(precedents(root))))]
        numbers[root] = lowest[root] = len(numbers)
        waiting.append(root)
        on_stack.add(root)
        while work:
            key, rest = work[-1]
            step = next(rest, None)
            if step is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[key])
                if lowest[key] == numbers[key]:
                    found.append(_popped(waiting, on_stack, key))
            elif step not in numbers:
                numbers[step] = lowest[step] = len(numbers)
                waiting.append(step)
                on_stack.add(step)
                work.append((step, iter(list(precedents(step)))))
            elif step in on_stack:
                lowest[key] = min(lowest[key], numbers[step])
    return found


def _popped(waiting: list[Key], on_stack: set[Key], key: Key) -> list[Key]:
    """The keys above and with *key*, taken off the stack."""
    group: list[Key] = []
    while True:
        one = waiting.pop()
        on_stack.discard(one)
        group.append(one)
        if one == key:
            return group
