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

    def project_keys(self) -> set[str]:
        return set(seed.PROJECTS)


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
    app = make_app(store=SeededStore(world(arguments.persist)))
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=arguments.fd)])


if __name__ == "__main__":
    main()
