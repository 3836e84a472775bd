"""What becomes possible, and what waits for what. Pure: no tables, no clock of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Node:
    """A step as far as its order matters; ``needs`` are keys of others in the same case."""

    key: str
    needs: tuple[str, ...] = ()
    settled: bool = False
    not_before: datetime | None = None


Nodes = Mapping[str, Node]


def nodes(found: Iterable[Node]) -> dict[str, Node]:
    """By key, in order."""
    return {node.key: node for node in found}


def waits_for(node: Node, among: Nodes) -> list[str]:
    """The keys of what comes first and is not settled."""
    return [key for key in node.needs if key in among and not among[key].settled]


def is_possible(node: Node, among: Nodes, now: datetime) -> bool:
    """Whether it can be done now: all before it is settled, and its time has come."""
    has_come = node.not_before is None or node.not_before <= now
    return not node.settled and has_come and not waits_for(node, among)


def followers(key: str, among: Nodes) -> list[str]:
    """The keys of what needs it, directly."""
    return [node.key for node in among.values() if key in node.needs]


def in_the_way(moved: str, before: str | None, order: Sequence[str], among: Nodes) -> str | None:
    """What forbids putting ``moved`` before another (None: last); None where nothing does.

    ``order`` is that of now. What stands between the old and the new place must neither need
    ``moved`` (it goes back) nor be needed by it (it comes forward).
    """
    old = order.index(moved)
    new = order.index(before) if before is not None else len(order)
    if new > old:
        passed = order[old + 1 : new]
        return next((key for key in passed if moved in among[key].needs), None)
    passed = order[new:old]
    return next((key for key in reversed(passed) if key in among[moved].needs), None)


def reordered(moved: str, before: str | None, order: Sequence[str]) -> list[str]:
    """The order after putting ``moved`` before another; None: last."""
    rest = [key for key in order if key != moved]
    place = rest.index(before) if before is not None else len(rest)
    return [*rest[:place], moved, *rest[place:]]


def out_of_order(found: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Pairs (key, needed) where what is needed does not stand before: unknown, later, or itself.

    Where there is none, nothing can wait for itself in a circle.
    """
    seen: set[str] = set()
    for node in found:
        yield from ((node.key, needed) for needed in node.needs if needed not in seen)
        seen.add(node.key)


def needs_in_the_end(key: str, needed: str, among: Nodes) -> bool:
    """Whether ``needed`` comes before ``key``, over however many steps."""
    waiting, seen = [key], set[str]()
    while waiting:
        node = among[waiting.pop()]
        if needed in node.needs:
            return True
        waiting += [one for one in node.needs if one in among and one not in seen]
        seen.update(node.needs)
    return False
