"""What a story expects of files that somebody was sent, and of pages in Confluence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from playground.stories.scene import PATIENCE, Failed, Scene, spot
from playground.stories.script import Step
from playground.stories.sight import Json, alternatives


def file(scene: Scene, step: Step) -> str:
    """``file: {who, in, name, all, not}``: the newest file there of such a name, and its words.

    Of a zip, an Excel file too, the words are those of everything in it. A PDF has none here.
    """
    spec = step.value
    within = float(spec.get("within", PATIENCE))
    found = scene.until(lambda: _file(scene, step, spec), within)
    return f"{spec['who']} finds {found['name']}, {found['size']} bytes"


def _file(scene: Scene, step: Step, spec: Mapping[str, Any]) -> Json | Failed:
    where = spot(scene, step, {key: spec[key] for key in ("who", "in", "thread") if key in spec})
    listed = scene.messages(where.who, str(where.place), where.thread)
    files = [one for shown in listed for one in shown.get("files") or ()]
    wanted = alternatives(spec.get("name"))
    fitting = [one for one in files if all(part in one["name"] for part in wanted)]
    if not fitting:
        return Failed(f"there is no file {' '.join(wanted)}", [one["name"] for one in files])
    content = scene.slack.world.files[fitting[-1]["id"]].content
    why_not = _why_not(spec, "\n".join(words_in(content)))
    if why_not:
        return Failed(f"{fitting[-1]['name']}: {why_not}", [])
    return {"name": fitting[-1]["name"], "size": len(content)}


def words_in(content: bytes) -> Iterator[str]:
    """The text of a file, and of a zip all names and texts in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield "" if b"\0" in content else content.decode("utf-8", errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield name
            yield from words_in(packed.read(name))


def page(scene: Scene, step: Step) -> str:
    """``page: {space, title, all, not}``: what Confluence has."""
    spec = step.value
    found = scene.until(lambda: _page(scene, spec), float(spec.get("within", PATIENCE)))
    return f"Confluence has “{found['title']}” in {found['space']}, version {found['version']}"


def _page(scene: Scene, spec: Mapping[str, Any]) -> Json | Failed:
    pages = scene.slack.get("confluence/pages", space=spec["space"])["pages"]
    fitting = [one for one in pages if str(spec["title"]) in one["title"]]
    if not fitting:
        return Failed(f"there is no page {spec['title']}", [one["title"] for one in pages])
    why_not = _why_not(spec, fitting[-1]["storage"])
    return Failed(f"the page is not as expected: {why_not}", []) if why_not else fitting[-1]


def _why_not(spec: Mapping[str, Any], text: str) -> str | None:
    """None where it fits. The words are as they stand, not as Slack would show them."""
    there = text.casefold()
    for wanted in [*alternatives(spec.get("text")), *alternatives(spec.get("all"))]:
        if wanted.casefold() not in there:
            return f"it does not say “{wanted}”"
    for unwanted in alternatives(spec.get("not")):
        if unwanted.casefold() in there:
            return f"it says “{unwanted}”"
    return None
