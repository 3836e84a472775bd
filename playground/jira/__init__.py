"""A Jira for the playground: jira820 as a process, and a strict, sometimes hostile proxy before it.

running = start_jira820()                      # a process on a free loopback port
jira = build(running.url, on_traffic=log)      # an ASGI app: Mount("/jira", app=jira)
routes += control_routes(jira)                 # /control/jira/…
jira.desk.hostile.configure({"429": 0.1})      # the jira part of POST /control/hostile
jira.desk.clock = playground.clock.now         # the hour at which work is written down
save(jira.desk, file); load(jira.desk, file)
await jira.reset(); await jira.close(); running.stop()
"""

from playground.hostile import Hostile
from playground.jira.control import control_routes
from playground.jira.process import Jira820, JiraNotStartedError, launch_jira820, start_jira820
from playground.jira.proxy import JiraProxy, build
from playground.jira.saved import load, save
from playground.jira.seed import READER_TOKEN, TOKEN

__all__ = [
    "READER_TOKEN",
    "TOKEN",
    "Hostile",
    "Jira820",
    "JiraNotStartedError",
    "JiraProxy",
    "build",
    "control_routes",
    "launch_jira820",
    "load",
    "save",
    "start_jira820",
]
