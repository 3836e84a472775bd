"""Views: what the app handed in, with Slack's part around it."""

from __future__ import annotations

from playground.slack.blockkit.check import with_ids
from playground.slack.core import Playground
from playground.slack.errors import SlackError
from playground.slack.inputs import full_state
from playground.slack.world import Json, View, World

EMPTY = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "title": None,
    "close": None,
    "submit": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


def new_view(pg: Playground, user: str, content: Json, below: View | None = None) -> View:
    """A view for a person; ``below`` is the one it is put on."""
    view_id = pg.world.new_id("V")
    view = View(
        id=view_id,
        user=user,
        content={},
        hash="",
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )
    replace_content(pg, view, content)
    return view


def replace_content(pg: Playground, view: View, content: Json) -> None:
    """Show something else in a view; what was typed stays where block and action ids stay."""
    view.content = {**content, "blocks": with_ids(content["blocks"], pg.world) or []}
    view.hash = f"{int(pg.clock.now())}.{pg.random_id()[:8]}"
    view.errors = {}


def shape(pg: Playground, view: View) -> Json:
    """The view object. ``team_id`` is the person's, ``app_installed_team_id`` ours."""
    app = pg.world.app
    return {
        "id": view.id,
        "team_id": pg.world.team_of(view.user),
        **EMPTY,
        **view.content,
        "state": {"values": full_state(view.content["blocks"], view.values)},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": app.id,
        "app_installed_team_id": app.workspace,
        "bot_id": app.bot_id,
    }


def by_external_id(world: World, external_id: str) -> View | None:
    """An open view by the id that the app gave it."""
    views = [*world.homes.values(), *(v for stack in world.modals.values() for v in stack)]
    return next((v for v in views if v.content.get("external_id") == external_id), None)


def check_external_id(pg: Playground, content: Json, own: View | None) -> None:
    """An external id is unique among open views. Raises SlackError."""
    external_id = content.get("external_id")
    if not external_id:
        return
    other = by_external_id(pg.world, external_id)
    if other is not None and other is not own:
        raise SlackError("duplicate_external_id")
