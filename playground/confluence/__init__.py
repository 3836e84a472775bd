"""A small Confluence for the playground: Cloud and Data Center, strict, and hostile on request.

confluence = build(on_traffic=log)             # an ASGI app: Mount("/confluence", app=confluence)
routes += control_routes(confluence)           # /control/confluence/…
confluence.desk.hostile.configure({"429": 0.1})
confluence.reset()
save(confluence.desk.world, file); load(confluence.desk.world, file)

Cloud is at ``/confluence/wiki`` (e-mail and token), Data Center at ``/confluence`` (token alone).
"""

from playground.confluence.control import control_routes
from playground.confluence.door import Confluence, build
from playground.confluence.saved import load, save
from playground.confluence.seed import ACCOUNTS, READER_TOKEN, TOKEN

EMAIL = next(account.email for account in ACCOUNTS if account.token == TOKEN)
"""Perron's account on Cloud."""

__all__ = [
    "EMAIL",
    "READER_TOKEN",
    "TOKEN",
    "Confluence",
    "build",
    "control_routes",
    "load",
    "save",
]
