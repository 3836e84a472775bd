"""The second half of the default template, from closing the projects to the delivery block."""

from __future__ import annotations

from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.template_values import TemplateStep

LINK, TEXT, NUMBER, FILE, CHECK = EvidenceKind

CLOSE = (
    TemplateStep(
        key="costs",
        phase=Phase.CLOSE,
        names={
            "en": "Outstanding costs invoiced",
            "de": "Offene Kosten in Rechnung gestellt",
        },
        notes={
            "en": "Outside costs and expenses that nobody has invoiced yet. The hours follow with "
            "the last report.",
            "de": "Fremdkosten und Auslagen, die noch niemand berechnet hat. Die Stunden folgen "
            "mit dem letzten Bericht.",
        },
        talents=("billing", "backlog"),
        days=0,
        needs=("campaigns", "services"),
        evidence=(NUMBER, TEXT, LINK),
    ),
    TemplateStep(
        key="projects",
        phase=Phase.CLOSE,
        names={
            "en": "Projects closed and archived",
            "de": "Projekte abgeschlossen und archiviert",
        },
        notes={
            "en": "Perron archives where Jira lets it, else it says which click an administrator "
            "has to make.",
            "de": "Perron archiviert, wo Jira es zulässt; sonst sagt es, welchen Klick eine "
            "Administratorin machen muss.",
        },
        talents=("backlog", "planning"),
        days=1,
        needs=("tickets", "knowledge", "costs"),
        evidence=(CHECK, TEXT, LINK),
        does=Does.JIRA_ARCHIVE,
        for_client=True,
    ),
    TemplateStep(
        key="folders",
        phase=Phase.CLOSE,
        names={
            "en": "Job folders emptied, after a check of what must be kept by law",
            "de": "Jobordner geleert, nach Prüfung, was aufbewahrt werden muss",
        },
        notes={
            "en": "Invoices, contracts and business letters must be kept for years: move these "
            "first. What is emptied is gone.",
            "de": "Rechnungen, Verträge und Geschäftsbriefe müssen jahrelang aufbewahrt werden: "
            "Verschieb sie zuerst. Was geleert ist, ist weg.",
        },
        talents=("billing", "backend"),
        days=5,
        needs=("rights", "knowledge", "costs"),
        evidence=(TEXT, LINK),
        irreversible=True,
    ),
)

FAREWELL = (
    TemplateStep(
        key="farewell",
        phase=Phase.FAREWELL,
        names={
            "en": "A word to the client",
            "de": "Ein Wort an den Kunden",
        },
        notes={
            "en": "Write it yourself, in your own words, while they can still read it: thanks, "
            "what was good, whom they can turn to.",
            "de": "Schreib es selbst, mit deinen Worten, solange sie es noch lesen können: Dank, "
            "was gut war, an wen sie sich wenden können.",
        },
        talents=("backlog", "planning"),
        days=0,
        needs=("rights", "knowledge", "in_spe"),
        evidence=(CHECK, LINK, TEXT),
        does=Does.FAREWELL,
        irreversible=True,
        for_client=True,
    ),
    TemplateStep(
        key="among_ourselves",
        phase=Phase.FAREWELL,
        names={
            "en": "A word among ourselves: what was good, what do we keep",
            "de": "Ein Wort unter uns: was war gut, was behalten wir",
        },
        notes={
            "en": "Half an hour is enough. What is worth remembering goes into one line.",
            "de": "Eine halbe Stunde genügt. Was sich zu merken lohnt, passt in eine Zeile.",
        },
        talents=("ux", "backlog"),
        days=3,
        evidence=(TEXT, LINK),
    ),
)

ACCESS = (
    TemplateStep(
        key="access_inactive",
        phase=Phase.ACCESS,
        names={
            "en": "Access of the client's people set inactive",
            "de": "Zugänge der Leute des Kunden inaktiv gesetzt",
        },
        notes={
            "en": "Cloud, wiki, Jira and Slack. Set inactive only, do not delete: within the grace "
            "period it can be undone. Perron keeps who had what.",
            "de": "Cloud, Wiki, Jira und Slack. Nur inaktiv setzen, nicht löschen: Innerhalb der "
            "Frist lässt es sich zurücknehmen. Perron merkt sich, wer was hatte.",
        },
        talents=("backend", "backlog"),
        days=1,
        needs=("farewell", "accounts", "export"),
        evidence=(CHECK, TEXT),
        does=Does.ACCESS_INACTIVE,
        for_client=True,
    ),
    TemplateStep(
        key="access_deleted",
        phase=Phase.ACCESS,
        names={
            "en": "Access of the client's people deleted",
            "de": "Zugänge der Leute des Kunden gelöscht",
        },
        notes={
            "en": "The grace period is over. What is deleted now cannot be brought back.",
            "de": "Die Frist ist vorbei. Was jetzt gelöscht wird, lässt sich nicht zurückholen.",
        },
        talents=("backend", "backlog"),
        days=31,
        needs=("access_inactive",),
        evidence=(CHECK, TEXT),
        does=Does.ACCESS_DELETED,
        irreversible=True,
        for_client=True,
    ),
)

SETTLE = (
    TemplateStep(
        key="last_report",
        phase=Phase.SETTLE,
        names={
            "en": "Last report of the work done",
            "de": "Letzter Bericht über die geleistete Arbeit",
        },
        notes={
            "en": "Perron exports the worklogs with sums per person and month: for the invoice, "
            "and for nothing else.",
            "de": "Perron exportiert die Zeiten mit Summen je Person und Monat: für die Rechnung, "
            "und für nichts sonst.",
        },
        talents=("billing", "backlog"),
        days=3,
        needs=("tickets",),
        evidence=(FILE, LINK),
        does=Does.JIRA_WORKLOGS,
    ),
    TemplateStep(
        key="invoiced",
        phase=Phase.SETTLE,
        names={
            "en": "The work in the last report invoiced",
            "de": "Arbeit aus dem letzten Bericht in Rechnung gestellt",
        },
        notes={
            "en": "After this no hours can be booked on the client any more.",
            "de": "Danach können keine Stunden mehr auf den Kunden gebucht werden.",
        },
        talents=("billing", "backlog"),
        days=5,
        needs=("last_report", "costs"),
        evidence=(NUMBER, TEXT, LINK),
    ),
    TemplateStep(
        key="personal_data",
        phase=Phase.SETTLE,
        names={
            "en": "Personal data processed for the client deleted or returned (Art. 28 GDPR)",
            "de": "Für den Kunden verarbeitete personenbezogene Daten gelöscht oder "
            "zurückgegeben (Art. 28 DSGVO)",
        },
        notes={
            "en": "The confirmation goes to the client; keep a copy. What the law wants kept "
            "stays.",
            "de": "Die Bestätigung geht an den Kunden; behalte eine Kopie. Was das Gesetz "
            "aufbewahrt sehen will, bleibt.",
        },
        talents=("backend", "billing"),
        days=10,
        needs=("accounts", "export"),
        evidence=(FILE, LINK, TEXT),
        irreversible=True,
        for_client=True,
    ),
)

BLOCK = (
    TemplateStep(
        key="block",
        phase=Phase.BLOCK,
        names={"en": "Delivery block set", "de": "Liefersperre gesetzt"},
        notes={
            "en": "Here by a click, and in the agency's own software: note how, unless Perron "
            "tells it by itself.",
            "de": "Hier mit einem Klick, und in der Software der Agentur: Notiere, wie, falls "
            "Perron es ihr nicht selbst sagt.",
        },
        talents=("billing", "backlog"),
        days=10,
        needs=("access_inactive", "invoiced"),
        evidence=(TEXT, LINK, CHECK),
        does=Does.BLOCK,
    ),
    TemplateStep(
        key="channels",
        phase=Phase.BLOCK,
        names={
            "en": "Shared channels left or archived",
            "de": "Gemeinsame Kanäle verlassen oder archiviert",
        },
        notes={
            "en": "Perron leaves or archives; whoever has made the Connect invitation ends it.",
            "de": "Perron verlässt oder archiviert; wer die Connect-Einladung ausgesprochen hat, "
            "beendet sie.",
        },
        talents=("backend", "backlog"),
        days=31,
        needs=("block", "export"),
        evidence=(CHECK, TEXT),
        does=Does.SLACK_LEAVE,
        irreversible=True,
    ),
)
