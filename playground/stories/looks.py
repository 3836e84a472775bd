"""What a story expects to see; each function says what was seen, or raises Failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.stories.scene import PATIENCE, Failed, Ref, Scene, Spot, any_of, spot
from playground.stories.script import Step
from playground.stories.sight import Json, Sight, brief, words


def sees(scene: Scene, step: Step) -> str:
    """``sees: {who, in, text, …}``: polls until it is so."""
    spec = step.value
    where = spot(scene, step, spec)
    found = scene.until(lambda: _look(scene, spec, where), float(spec.get("within", PATIENCE)))
    shown = found[-1] if found else {}
    if spec.get("name") and found:
        scene.named[str(spec["name"])] = _ref(shown, where)
    seen = brief(shown, scene.names(), 160) if found else "nothing of the kind"
    return f"{_called(scene, where.who)} sees {where.where if where.place else ''}: {seen}"


def _look(scene: Scene, spec: Mapping[str, Any], where: Spot) -> list[Json] | Failed:
    listed = _listed(scene, where)
    sight = Sight(spec, scene.names())
    fitting = [shown for shown in listed if sight.why_not(shown) is None]
    wanted = spec.get("count")
    if len(fitting) == wanted or (wanted is None and fitting):
        return fitting
    what = f"{_called(scene, where.who)} should see {where.where if where.place else ''}"
    if wanted is not None:
        return Failed(
            f"{what} exactly {wanted} {_spec(spec)}; it is {len(fitting)}",
            scene.shown(fitting or listed),
        )
    near = f"; {sight.why_not(listed[-1])}" if len(listed) == 1 else ""
    return Failed(f"{what} {_spec(spec)}{near}", scene.shown(listed))


def sees_not(scene: Scene, step: Step) -> str:
    """``sees_not: {…}``: once the bot has nothing left to do, there is nothing of the kind."""
    scene.settle()
    spec = step.value
    where = spot(scene, step, spec)
    sight = Sight(spec, scene.names())
    fitting = [shown for shown in _listed(scene, where) if sight.why_not(shown) is None]
    who = _called(scene, where.who)
    place = where.where if where.place else ""
    if fitting:
        raise Failed(f"{who} should not see {place} {_spec(spec)}", scene.shown(fitting))
    return f"{who} does not see {place}: {_spec(spec)}"


def _listed(scene: Scene, where: Spot) -> list[Json]:
    if where.on is not None:
        return [scene.message(where.who, where.on)]
    if where.place is None:
        raise Failed("it does not say where")
    return scene.messages(where.who, where.place, where.thread)


def _ref(shown: Json, where: Spot) -> Ref:
    if "ts" not in shown:
        raise Failed("only a message can be named")
    thread = shown.get("thread_ts") if where.thread else None
    return Ref(shown["channel"], shown["ts"], thread, shown.get("ephemeral_id"))


def modal(scene: Scene, step: Step) -> str:
    """``modal: {who, title, text, …}``: the window on top."""
    spec = step.value
    who = str(spec.get("who") or step.body.get("as"))
    view = scene.until(
        lambda: _window(scene, spec, who), within=float(spec.get("within", PATIENCE))
    )
    text = " / ".join(words(view, scene.names()).split("\n"))
    return f"{_called(scene, who)} sees a window: {text[:160]}"


def _window(scene: Scene, spec: Mapping[str, Any], who: str) -> Json | Failed:
    view = scene.modal(who)
    if view is None:
        return Failed(f"{who} should see a window {_spec(spec)}")
    title = view["title"]["text"]
    if spec.get("title") and not any(
        one.casefold() in title.casefold() for one in _listed_titles(spec["title"])
    ):
        return Failed(f"the window should be called “{any_of(spec['title'])}”", [title])
    why_not = Sight(spec, scene.names()).why_not(view)
    if why_not:
        return Failed(f"the window is not as expected: {why_not}", [words(view, scene.names())])
    return view


def _listed_titles(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def ticket(scene: Scene, step: Step) -> str:
    """``ticket: {project, status, summary, …}``: what Jira has; ``count`` (default 1) of them."""
    spec = step.value
    found = scene.until(lambda: _tickets(scene, spec), within=float(spec.get("within", PATIENCE)))
    if spec.get("name") and found:
        scene.tickets[str(spec["name"])] = found[0]["key"]
    told = [f"{one['key']} “{one['summary']}” ({one['status']})" for one in found]
    return f"Jira has {', '.join(told) or 'nothing of the kind'}"


def _tickets(scene: Scene, spec: Mapping[str, Any]) -> list[Json] | Failed:
    every = scene.slack.get("jira/issues")["issues"]
    fitting = [one for one in every if _fits(one, spec)]
    if len(fitting) == spec.get("count", 1):
        return fitting
    told = [f"{one['key']} “{one['summary']}” ({one['status']})" for one in every]
    return Failed(f"Jira should have {spec.get('count', 1)} {_spec(spec)}", told)


def _fits(issue: Json, spec: Mapping[str, Any]) -> bool:
    same = all(issue[k] == spec[k] for k in ("project", "status") if spec.get(k))
    return same and all(
        str(spec[k]).casefold() in str(issue[k]).casefold()
        for k in ("summary", "description")
        if spec.get(k)
    )


def _spec(spec: Mapping[str, Any]) -> str:
    hidden = {"who", "in", "thread", "name", "within", "count", "on"}
    told = {k: v for k, v in spec.items() if k not in hidden}
    return ", ".join(f"{k} “{any_of(v)}”" for k, v in told.items()) or "anything"


def _called(scene: Scene, who: str) -> str:
    return scene.names().get(scene.person(who), who).split()[0]
