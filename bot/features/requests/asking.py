"""Does a member's reply leave the client to answer, decide or send something? Pure, explainable.

A real question does, and so does a wish for a decision or for material. What is asked of a
colleague, what the writer answers at once, "ok?" and "anything else?" do not. In doubt it stays
the team's turn: a member can always say otherwise with a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.features.requests.addressed import named
from bot.features.requests.essence import essence
from bot.features.requests.sense import fold

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|:[a-z0-9_+'-]+:", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?:\n]+(?:[.!?:]+|\n|$)")

_YOU = r"(?:sie|ihr|du|you)"
_YOURS = (
    r"(?:you|your|yours|sie|ihnen|ihre[nmrs]?|ihr|euch|eure[nmrs]?|euer|du|dir|dich|deine?[nmrs]?)"
)
_US = r"(?:uns|mir|us|me)"
_MORE = r"(?:was|etwas|fragen|wuensche|anliegen|anything|something|questions?)"

_TAG = re.compile(
    r",\s*(?:ok|okay|oder(?: nicht)?|gell|ge|ne|nicht(?: wahr)?|richtig|klar|right|correct|yes|ja"
    r"|(?:is|are|was|were|does|do|did|has|have|ca|wo)nt (?:it|that|they|we|you))\s*$"
)
_CLOSER = re.compile(
    rf"(?:^|[\s,])(?:(?:sonst|ansonsten) noch {_MORE}|noch {_MORE}(?: dazu)?|{_MORE} else"
    rf"|(?:any )?(?:(?:other|further|more) )?questions?|else"
    r"|(?:i|we) can (?:do|help)(?: (?:for )?you)?(?: with)?)\s*$"
    r"|(?:kann|koennen) (?:ich|wir) (?:ihnen |euch |dir )?(?:(?:sonst|noch) )+"
    r".*\b(?:tun|helfen)\s*$"
    r"|^\s*(?:ok|okay|alles (?:klar|gut)|all (?:good|clear|right)|passt|wirklich|echt|really"
    r"|wie bitte|was|what|how come)\s*$"
)
_WONDERS = re.compile(
    r"^(?:\w+, ?)?(?:wie konnte|how could (?:that|this|it)|wer haette|who would have|wer weiss"
    r"|who knows|ist (?:das|es) nicht|isnt (?:that|it)|was soll ich sagen)\b"
)
_GOES_ON = re.compile(r"^\s*(?:dann|then|so that|danke|dankeschoen|vielen dank|thanks|thank you)\b")

_ASKED = re.compile(
    rf"^(?:\w+, ?)?(?:haben|habt|hast|koennen|koennt|kannst|koennten|koenntet|koenntest|wollen"
    rf"|wollt|moechten|moechtest|wuerden|wuerdet|sollen wir|duerfen wir|do|can|could|would|will"
    rf"|have|did|are|shall we|should we)(?: {_YOU}|(?<=wir)|(?<=we))\b(?! vielen dank)"
)
_DEED_DE = (
    r"(?:zu(?:rueck)?)?(?:schick|send|gebt|geben sie|gib|teil|sag|entscheide|bestaetig|pruef|schau"
    r"|test|probier|ausfuell|fuell|leite|nenn|waehl|freigeb|antwort|stell(?:t|en sie) uns|hochlad"
    r"|liefer|unterschreib|ergaenz)"
)
_DEED_EN = (
    r"(?:send|approve|confirm|decide|tell|fill|have a (?:quick |short )?look|take a (?:quick )?look"
    r"|test|check|try|provide|forward|share|choose|pick|answer|reply|give|review|sign|upload|add"
    r"|let (?:us|me) know)"
)
_WISH = [
    re.compile(pattern)
    for pattern in (
        rf"\bbitte\b.*\b{_DEED_DE}|\b{_DEED_DE}\w* .*\bbitte\b",
        r"\bbitten? (?:\w+ ){0,2}um (?:\w+ ){0,2}"
        r"(?:freigabe|rueckmeldung|info|feedback|bestaetigung|antwort|entscheidung)",
        rf"\b(?:sag|sagt|sagen sie|gib|gebt|geben sie) {_US}\b",
        rf"\bfehl(?:t|en) {_US}\b|\b{_US} fehl(?:t|en)\b",
        r"\b(?:brauchen?|braeuchten?|benoetigen?)\b.*"
        r"\b(?:von (?:euch|ihnen|dir)|ihre[nmrs]?|eure[nmrs]?|deine[nmrs]?)\b",
        r"\bwarten? (?:\w+ ){0,2}auf\b.*"
        r"\b(?:von (?:euch|ihnen|dir)|ihre[nmrs]?|eure[nmrs]?|deine[nmrs]?)\b",
        rf"\bsobald (?:sie|ihr|du) {_US}\b|\bas soon as you\b",
        rf"\b(?:please|kindly)\b.*\b{_DEED_EN}\b|\b{_DEED_EN} .*\bplease\b",
        r"\b(?:let (?:us|me) know|tell (?:us|me)) "
        r"(?:if|whether|which|what|when|how|who|where|by|your)\b",
        r"\bneed\b.*\b(?:from you|your)\b|\b(?:waiting for|wait for)\b.*\b(?:from you|your)\b",
        r"\b(?:we|i|were|im)(?: are| am)?(?: still)? missing\b",
    )
]
_NO_WISH = re.compile(
    r"\b(?:falls|wenn|if) (?:\w+ ){0,2}(?:noch|weitere|anything|something|you need|you have any"
    r"|any)\b|\bfeel free\b|\bplease (?:note|excuse|bear|do not|dont)\b|\bjederzeit\b"
)


def asks(text: str, ours: Mapping[str, str]) -> bool:
    """Whether the reply, as Slack delivered it, awaits something of the client.

    ``ours``: the team's people (user id to full name); what one of them is asked counts for
    nothing.
    """
    plain = _ADDRESS.sub(" ", essence(_MENTION.sub(lambda m: _called(m[1], ours), _without(text))))
    sentences = [found.strip() for found in _SENTENCE.findall(plain) if found.strip(" .!?:\n")]
    return any(
        _awaits(sentence, sentences[at + 1 :])
        for at, sentence in enumerate(sentences)
        if not named(sentence, ours)
    )


def _without(text: str) -> str:
    return _CODE.sub(" ", text)


def _called(user_id: str, ours: Mapping[str, str]) -> str:
    """One of us by first name; the client's people are who is asked anyway."""
    names = ours.get(user_id, "").split()
    return f"@{names[0]}" if names else " "


def _awaits(sentence: str, after: list[str]) -> bool:
    words = fold(sentence).strip().rstrip(".!?: \n").strip()
    asked = "?" in sentence or _ASKED.match(words) is not None
    if not asked or _TAG.search(words):
        return _wishes(words)
    if _CLOSER.search(words) or _WONDERS.match(words):
        return False
    return not _answers_itself(words, after) or _wishes(words)


def _answers_itself(words: str, after: list[str]) -> bool:
    """Of nobody in particular, and the writer goes on."""
    if not after or _GOES_ON.match(fold(after[0])):
        return False
    return "?" not in after[0] and re.search(rf"\b{_YOURS}\b", words) is None


def _wishes(words: str) -> bool:
    return _NO_WISH.search(words) is None and any(wish.search(words) for wish in _WISH)
