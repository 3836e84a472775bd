"""The ticket's window: our words in the reader's language around Jira's own."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.features.tickets.models import Trouble
from bot.features.tickets.prefill import Prefill
from bot.ports import IssueTypeInfo, ProjectInfo
from handlers.tickets.views import no_window, window

DE = Translator("de")
PROJECT = ProjectInfo("NORD", "Nordwind", (IssueTypeInfo("1", "Bug"),), (("3", "Medium"),))


def test_jiras_words_stand_under_german_labels_as_jira_itself_has_them() -> None:
    view = window("s", Prefill("Preise", "Text", ""), PROJECT, DE, for_client=False)
    labels = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
    assert labels == ["Zusammenfassung", "Vorgangstyp", "Priorität", "Beschreibung"]
    [kind] = view["blocks"][1]["element"]["options"]
    assert kind["text"]["text"] == "Bug"


def test_why_there_is_nothing_to_fill_in_is_a_whole_sentence_in_both_languages() -> None:
    for trouble in (None, *Trouble):
        for t in (DE, Translator("en")):
            [block] = no_window(trouble, t)["blocks"]
            assert block["text"]["text"].endswith("."), trouble
