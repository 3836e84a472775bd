"""What Cloud's bulk moves leave behind: tasks, old keys that still answer, ids that stay."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Group:
    """Issues that are to become one type of one project."""

    project: str
    type_id: str
    keys: tuple[str, ...]


@dataclass
class Task:
    """One bulk move. ``polls`` counts how often somebody asked; it is carried out meanwhile."""

    id: str
    account: str
    created: float
    groups: tuple[Group, ...]
    status: str = "ENQUEUED"
    polls: int = 0
    processed: list[int] = field(default_factory=list)
    failed: dict[str, list[str]] = field(default_factory=dict)
    invalid: int = 0

    @property
    def total(self) -> int:
        return sum(len(group.keys) for group in self.groups)


class Moves:
    """All tasks, and where issues have gone."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Back to none. ``ends_as``: what tasks come to, ``COMPLETE`` or one of the bad ends."""
        self.tasks: dict[str, Task] = {}
        self.gone_to: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.ends_as = "COMPLETE"

    def add(self, account: str, groups: tuple[Group, ...], now: float) -> Task:
        """A new task, which waits."""
        id_ = str(10_000 + len(self.tasks))
        self.tasks[id_] = Task(id_, account, now, groups)
        return self.tasks[id_]

    def note(self, old: str, new: str, id_: str) -> None:
        """The issue has another key now; each that it ever had leads to it, and its id stays."""
        self.gone_to = {key: new if to == old else to for key, to in self.gone_to.items()}
        self.gone_to[old] = new
        self.gone_to.pop(new, None)
        self.ids.pop(old, None)
        self.ids[new] = id_

    def key_now(self, said: str) -> str:
        """The key that an issue has now, from any that it had, or from the id of a moved one."""
        by_id = {id_: key for key, id_ in self.ids.items()}
        return self.gone_to.get(said, by_id.get(said, said))
