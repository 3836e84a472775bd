"""What people do in a story; each function says what was done, for the transcript."""

from __future__ import annotations

from typing import Any

from playground.stories.moments import later
from playground.stories.scene import Failed, Ref, Scene, Spot, spot
from playground.stories.script import Step
from playground.stories.sight import Json, Sight, alternatives, control, controls

PRESSES = 6
"""How often somebody presses again while no window opens, where a step says ``opens``."""
PATIENT = 80
"""Seconds that walking through the clock may take: less than the control API waits for."""


def post(scene: Scene, step: Step) -> str:
    """``post: words``; ``reply_to`` or ``thread`` names a message."""
    body = step.body
    who, thread = _who(step), body.get("reply_to") or body.get("thread")
    root = scene.ref(str(thread)) if thread else None
    place = body.get("in") or (root.channel if root else None)
    files = [{"name": f} if isinstance(f, str) else f for f in body.get("files", [])]
    sent = scene.do(
        "post",
        as_=who,
        channel=place,
        text=str(step.value or ""),
        thread_ts=root.root if root else None,
        files=files,
        broadcast=body.get("broadcast", False),
    )
    _name(scene, step, Ref(sent["channel"], sent["ts"], root.root if root else None))
    where = "in the thread" if root else f"in #{scene.names().get(sent['channel'], place)}"
    words = " ".join(str(step.value or "(a file)").split())
    return f"{_called(scene, who)} writes {where}: {words}"


def edit(scene: Scene, step: Step) -> str:
    """``edit: new words``, on a message."""
    on = scene.ref(step.body["on"])
    scene.do("edit", as_=_who(step), channel=on.channel, ts=on.ts, text=step.value)
    return f"{_called(scene, _who(step))} changes it to: {step.value}"


def delete(scene: Scene, step: Step) -> str:
    """``delete: name``."""
    on = scene.ref(str(step.body.get("on") or step.value))
    scene.do("delete", as_=_who(step), channel=on.channel, ts=on.ts)
    return f"{_called(scene, _who(step))} deletes the message"


def react(scene: Scene, step: Step) -> str:
    """``react: emoji``, on a message."""
    on = scene.ref(step.body["on"])
    scene.do(step.verb, as_=_who(step), channel=on.channel, ts=on.ts, name=step.value)
    does = "reacts with" if step.verb == "react" else "takes back"
    return f"{_called(scene, _who(step))} {does} :{step.value}:"


def click(scene: Scene, step: Step) -> str:
    """``click: what is written on it`` (or its action_id, or several that will do)."""
    return _press(scene, step, alternatives(step.value), None)


def choose(scene: Scene, step: Step) -> str:
    """``choose: {menu: choice}``; a person by name."""
    ((menu, choice),) = step.value.items()
    return _press(scene, step, [menu], choice)


def _press(scene: Scene, step: Step, wanted: list[str], choice: Any) -> str:
    where = spot(scene, step)
    for _ in range(PRESSES):
        label, answer = _press_once(scene, step, where, wanted, choice)
        if not answer["ok"]:
            raise Failed(f"{answer.get('error')} ({answer.get('status')}) when pressing {label}")
        if not step.body.get("opens") or _opens(scene, where.who):
            break
    else:
        raise Failed(f"no window opened, however often {label} was pressed")
    what = f"chooses {choice} at" if choice is not None else "presses"
    return f"{_called(scene, where.who)} {what} [{label}] {where.where if where.place else ''}"


def _press_once(
    scene: Scene, step: Step, where: Spot, wanted: list[str], choice: Any
) -> tuple[str, Json]:
    shown = scene.until(lambda: _with_control(scene, step, where, wanted))
    found = control(shown, wanted)
    assert found is not None
    target: Json = {"view_id": shown["id"]} if "id" in shown else {"channel": shown["channel"]}
    if shown.get("ephemeral_id"):
        target["ephemeral_id"] = shown["ephemeral_id"]
    elif "ts" in shown:
        target["ts"] = shown["ts"]
    if choice is not None:
        target["selected"] = _choice(scene, found.element, choice)
    answer = scene.do(
        "click", as_=where.who, action_id=found.action_id, block_id=found.block_id, **target
    )
    return found.label or found.action_id, answer


def _with_control(scene: Scene, step: Step, where: Spot, wanted: list[str]) -> Json | Failed:
    """The named message, or the newest that can be pressed so and has the words."""
    if where.on is not None:
        listed = [scene.message(where.who, where.on)]
    elif where.place is None:
        return Failed("it does not say where")
    else:
        listed = scene.messages(where.who, where.place, where.thread)
    sight = Sight({"text": step.body.get("text")}, scene.names())
    for shown in reversed(listed):
        if control(shown, wanted) is not None and sight.why_not(shown) is None:
            return shown
    return Failed(f"nothing to press called {' or '.join(wanted)}", scene.shown(listed))


def _opens(scene: Scene, who: str) -> bool:
    try:
        scene.until(lambda: scene.modal(who) or Failed("no window"), within=3)
    except Failed:
        return False
    return True


def _choice(scene: Scene, element: Json, choice: Any) -> Any:
    """A person by name; an option by its value or by what is written on it; a file by its name."""
    if "users" in element["type"]:
        return scene.person(choice)
    for option in element.get("options", []):
        if str(choice) in (option["value"], option["text"]["text"]):
            return option["value"]
    if isinstance(choice, list):
        return [_choice(scene, element, one) for one in choice]
    if element["type"] == "file_input" and isinstance(choice, str):
        return {"name": choice}
    return choice


def fill(scene: Scene, step: Step) -> str:
    """``fill: {label or block_id: value}`` in the window on top, and submit it."""
    who = _who(step)
    view = scene.until(lambda: scene.modal(who) or Failed(f"no window before {who}"))
    values: Json = {}
    for name, value in (step.value or {}).items():
        found = [c for c in controls(view) if c.called(name) or c.block_id == name]
        if not found:
            there = ", ".join(f"{c.label} ({c.block_id})" for c in controls(view))
            raise Failed(f"nothing called {name} to fill in; there is: {there}")
        chosen = _choice(scene, found[0].element, value)
        values.setdefault(found[0].block_id, {})[found[0].action_id] = chosen
    if step.body.get("submit") is False:
        return f"{_called(scene, who)} fills in {', '.join(step.value)}"
    answer = scene.do("submit", as_=who, view_id=view["id"], values=values)
    _check_answer(answer, step.body.get("refused"))
    what = ", ".join(step.value or {})
    return f"{_called(scene, who)} submits the window{f' with {what}' if what else ''}"


def _check_answer(answer: Json, refused: Any) -> None:
    errors = " ".join((answer.get("errors") or {}).values())
    if refused is None and not answer["ok"]:
        raise Failed(f"the window was not taken: {errors or answer.get('error')}")
    if refused is not None and answer["ok"]:
        raise Failed("the window was taken, which was not expected")
    if refused is not None and not any(
        one.casefold() in errors.casefold() for one in alternatives(refused)
    ):
        raise Failed(f"the window was refused, but with: {errors}")


def close(scene: Scene, step: Step) -> str:
    """``close: true``: the window on top."""
    who = _who(step)
    view = scene.until(lambda: scene.modal(who) or Failed(f"no window before {who}"))
    scene.do("close", as_=who, view_id=view["id"])
    return f"{_called(scene, who)} closes the window"


def command(scene: Scene, step: Step) -> str:
    """``command: /perron mine``, in a channel (default: the direct messages)."""
    who = _who(step)
    answer = scene.do("command", as_=who, channel=step.body.get("in") or "dm", text=step.value)
    if not answer["ok"]:
        raise Failed(f"{step.value} failed: {answer.get('error')}")
    return f"{_called(scene, who)} types {step.value}"


def shortcut(scene: Scene, step: Step) -> str:
    """``shortcut: its name or callback_id``, on a message."""
    who, on = _who(step), scene.ref(step.body["on"])
    offered = scene.slack.get("state", as_=who)["app"].get("shortcuts", [])
    wanted = [s["callback_id"] for s in offered if step.value in (s["name"], s["callback_id"])]
    callback_id = wanted[0] if wanted else step.value
    for _ in range(PRESSES):
        answer = scene.do(
            "shortcut", as_=who, callback_id=callback_id, channel=on.channel, ts=on.ts
        )
        if not answer["ok"]:
            raise Failed(f"the shortcut failed: {answer.get('error')}")
        if not step.body.get("opens") or _opens(scene, who):
            return f"{_called(scene, who)} uses the shortcut {step.value}"
    raise Failed("no window opened, however often the shortcut was used")


def home(scene: Scene, step: Step) -> str:
    """``home: true``: opens App Home."""
    scene.do("home", as_=_who(step), tab="home")
    return f"{_called(scene, _who(step))} opens App Home"


def advance(scene: Scene, step: Step) -> str:
    """``advance: 15m``: the clock goes on, through everything that falls due."""
    try:
        at = later(scene.now(), str(step.value))
    except ValueError as error:
        raise Failed(str(error)) from error
    scene.do("clock", set=at.isoformat(), timeout=PATIENT)
    return f"… {step.value}"


def leap(scene: Scene, step: Step) -> str:
    """``leap: 1 day``: the clock goes on at once, as if everybody had slept meanwhile."""
    try:
        at = later(scene.now(), str(step.value)).timestamp()
    except ValueError as error:
        raise Failed(str(error)) from error
    scene.slack.call(lambda: scene.slack.playground.clock.move_to(at))
    return f"… {step.value}, at once"


def settle(scene: Scene, _step: Step) -> str:
    """``settle: true``: waits until the bot has nothing left to do."""
    scene.settle()
    return ""


def move(scene: Scene, step: Step) -> str:
    """``move: ticket``, ``to: status``: somebody works in Jira."""
    key = scene.tickets.get(step.value, step.value)
    scene.do("jira/transition", key=key, status=step.body["to"])
    return f"In Jira {key} is moved to {step.body['to']}"


def hostile(scene: Scene, step: Step) -> str:
    """``hostile: {…}`` as POST /control/hostile; ``off`` ends it."""
    settings = step.value if isinstance(step.value, dict) else {}
    scene.do("hostile", **settings)
    return "Slack and Jira become difficult" if settings else "Slack and Jira behave again"


def act(scene: Scene, step: Step) -> str:
    """``control: {invite: {…}}``: any call of the control API."""
    for name, body in step.value.items():
        scene.do(name, **body)
    return ", ".join(f"{name}: {body}" for name, body in step.value.items())


def bot(scene: Scene, step: Step) -> str:
    """``bot: restart`` or ``kill`` (SIGKILL, and a new one)."""
    assert scene.stage.bot is not None
    if step.value == "kill":
        scene.stage.bot.kill()
    else:
        scene.stage.bot.stop()
    scene.stage.start_bot()
    return "The bot is killed and started again" if step.value == "kill" else "The bot restarts"


def say(_scene: Scene, step: Step) -> str:
    """``say: words``: a heading in the transcript."""
    return f"\n{step.value}"


def _who(step: Step) -> str:
    if "as" not in step.body:
        raise Failed("it does not say as whom")
    return str(step.body["as"])


def _called(scene: Scene, who: str) -> str:
    name = scene.names().get(scene.person(who), who)
    return name.split()[0]


def _name(scene: Scene, step: Step, ref: Ref) -> None:
    if step.body.get("name"):
        scene.named[str(step.body["name"])] = ref
