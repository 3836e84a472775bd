"""The child process: jira820 with our projects and people, on a socket it was handed.

Started by `playground.jira.process`; it ends when its standard input ends, which is when its
parent is gone, however the parent went.
"""

from __future__ import annotations

import argparse
import os
import socket
import threading
from pathlib import Path

import uvicorn
from jira820 import Config, Store, make_app

from playground.jira import seed


class SeededStore(Store):  # type: ignore[misc]
    """jira820's store with our world in it; projects exist before their first issue does."""

    def __init__(self, config: Config) -> None:
        super().__init__(config, seed=False)
        if config.persist and Path(config.persist).exists():
            self._load(config.persist)
        self.users = {
            account.name: {"name": account.name, "displayName": account.display}
            for account in seed.ACCOUNTS
        }

        self.last: dict[str, int] = {}

    def project_keys(self) -> set[str]:
        return set(seed.PROJECTS)

    def new_key(self, project: str | None = None) -> str:
        """The next number of the project; that of an issue that was moved away is used up."""
        if not self.issues:
            self.last.clear()
        to = project or self.config.project_key
        self.last[to] = max(self.last.get(to, 0), self._max_counter(to)) + 1
        return f"{to}-{self.last[to]}"

    def move(self, key: str, project: str, kind: str) -> str:
        """Have an issue in another project; returns its new key."""
        issue = self.get_issue(key)
        new = self.new_key(project)
        del self.issues[key]
        self.issues[new] = issue | {"key": new, "project": project, "type": kind}
        self.reindex()
        self._touch_persist()
        return new


def world(persist: str | None) -> Config:
    """jira820's configuration for our agency. Its first project is only its default."""
    key, name = next(iter(seed.PROJECTS.items()))
    return Config(
        project_key=key,
        project_name=name,
        modules=["General"],
        components_extra=[],
        statuses=[list(status) for status in seed.STATUSES],
        transition_screens={name: [] for name, _, _ in seed.STATUSES},
        issue_types=[[name, id_] for name, id_ in seed.ISSUE_TYPES.items()],
        priorities=[[name, id_] for name, id_ in seed.PRIORITIES.items()],
        default_priority="Medium",
        current_user="perron",
        persist=persist,
    )


def end_with_parent() -> None:
    """Leave at once when the other end of standard input is closed."""
    while os.read(0, 4096):  # a buffered read would hold a lock when we end by ourselves
        pass
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="listening socket")
    parser.add_argument("--persist", help="file that keeps the issues")
    arguments = parser.parse_args()
    threading.Thread(target=end_with_parent, daemon=True).start()
    store = SeededStore(world(arguments.persist))
    app = make_app(store=store)

    async def move(key: str, to: dict[str, str]) -> dict[str, str]:
        return {"key": store.move(key, to["project"], to["type"])}

    app.add_api_route("/rest/api/2/issue/{key}/move", move, methods=["POST"])
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=arguments.fd)])


if __name__ == "__main__":
    main()
