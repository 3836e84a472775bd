"""Files in Slack as `bot.ports.Files`: read with the bot's token, sent once."""

from __future__ import annotations

import urllib.request

from bot.ports import Refused, StoredFile
from integrations.slack.calls import TIMEOUT, call, exchanged, make_client, send
from integrations.slack.pace import Pace

LIMITS = {"files.info": (1.6, 20.0), "files.getUploadURLExternal": (1.6, 20.0)}


class SlackFiles:
    """Thread-safe; construction calls nothing. ``paced`` as with `SlackChat`."""

    def __init__(self, token: str, api_url: str, *, paced: bool = True) -> None:
        self._token = token
        self._client = make_client(token, api_url)
        self._pace = Pace(LIMITS if paced else {})

    def read(self, file: str, limit: int) -> StoredFile:
        self._pace.keep("files.info")
        found = call(self._client.files_info, file=file)["file"]
        address = found.get("url_private_download") or found.get("url_private")
        if found.get("is_external"):
            raise Refused("external", "another company's address: our token is not for them")
        if not address:
            raise Refused("file_not_found", "no address for us")
        if int(found.get("size") or 0) > limit:
            raise Refused("too_large", str(found["size"]))
        name = str(found.get("name") or found.get("title") or file)
        return StoredFile(name, str(found.get("mimetype") or ""), self._content(address, limit))

    def _content(self, address: str, limit: int) -> bytes:
        request = urllib.request.Request(address)
        # where Slack redirects to is not told our token
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        with (
            exchanged("file", refused="file_not_found"),
            urllib.request.urlopen(request, timeout=TIMEOUT) as answer,
        ):
            if answer.headers.get_content_type() == "text/html" and "html" not in address:
                raise Refused("file_not_found", "a page to sign in")  # a missing right, in 200
            content: bytes = answer.read(limit + 1)
        if len(content) > limit:
            raise Refused("too_large", f"more than {limit}")
        return content

    def send(self, channel: str, name: str, content: bytes | memoryview, comment: str) -> str:
        self._pace.keep("files.getUploadURLExternal")
        ask_for = self._client.files_getUploadURLExternal
        place = call(ask_for, filename=name, length=len(content))
        send(place["upload_url"], content)
        file = str(place["file_id"])
        call(
            self._client.files_completeUploadExternal,
            files=[{"id": file, "title": name}],
            channel_id=channel,
            initial_comment=comment,
        )
        return file

    def sent(self, channel: str, name: str, since: float) -> bool:
        page = call(
            self._client.conversations_history, channel=channel, oldest=f"{since:.6f}", limit=200
        )
        ours = (message for message in page["messages"] if message.get("bot_id"))
        return any(one.get("title") == name for m in ours for one in m.get("files") or ())
