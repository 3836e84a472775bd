"""The first half of the default template: winding down and handing over."""

from __future__ import annotations

from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.template_values import TemplateStep

LINK, TEXT, NUMBER, FILE, CHECK = EvidenceKind

WIND_DOWN = (
    TemplateStep(
        key="campaigns",
        phase=Phase.WIND_DOWN,
        names={
            "en": "Campaigns paused or ended, and settled",
            "de": "Kampagnen pausiert oder beendet und abgerechnet",
        },
        notes={
            "en": "Go through every channel and stop what still costs money. Note the last "
            "invoice, or a link to it.",
            "de": "Geh alle Kanäle durch und halte an, was noch Geld kostet. Notiere die letzte "
            "Rechnung oder einen Link darauf.",
        },
        talents=("campaigns", "marketing", "analytics"),
        days=-14,
        evidence=(LINK, TEXT),
        for_client=True,
    ),
    TemplateStep(
        key="tools",
        phase=Phase.WIND_DOWN,
        names={
            "en": "Analytics and other tools cancelled",
            "de": "Analyse- und andere Tools gekündigt",
        },
        notes={
            "en": "Save what the client wants to keep first, then cancel. When the last term ends "
            "belongs in the evidence.",
            "de": "Sichere zuerst, was der Kunde behalten will, dann kündige. Wann die letzte "
            "Laufzeit endet, gehört in den Nachweis.",
        },
        talents=("analytics", "campaigns", "backend"),
        days=-10,
        needs=("campaigns",),
        evidence=(LINK, TEXT),
        for_client=True,
    ),
    TemplateStep(
        key="promises",
        phase=Phase.WIND_DOWN,
        names={
            "en": "Running promises and ballots ended or handed over",
            "de": "Laufende Zusagen und Abstimmungen beendet oder übergeben",
        },
        notes={
            "en": "Perron lists what is open. Keep it, agree on something else with the client, or "
            "say who takes it over.",
            "de": "Perron zeigt, was offen ist. Halte es ein, vereinbare mit dem Kunden etwas "
            "anderes oder sag, wer es übernimmt.",
        },
        talents=("backlog", "planning"),
        days=-10,
        evidence=(CHECK, TEXT),
        does=Does.PROMISES_BALLOTS,
        for_client=True,
    ),
    TemplateStep(
        key="tickets",
        phase=Phase.WIND_DOWN,
        names={
            "en": "Open tickets finished, moved or closed",
            "de": "Offene Tickets erledigt, verschoben oder geschlossen",
        },
        notes={
            "en": "Perron lists the open tickets; choose what it closes or, in Jira Cloud, moves. "
            "Elsewhere you move them yourself. Talk with the client about what they miss most.",
            "de": "Perron zeigt die offenen Tickets; wähle, welche es schließt oder, in Jira "
            "Cloud, verschiebt. Sonst verschiebst du sie selbst. Sprich mit dem Kunden über das, "
            "was ihm am meisten fehlt.",
        },
        talents=("backlog", "planning"),
        days=-5,
        evidence=(CHECK, LINK, NUMBER),
        does=Does.JIRA_ISSUES,
        for_client=True,
    ),
    TemplateStep(
        key="services",
        phase=Phase.WIND_DOWN,
        names={
            "en": "Outside services ordered for this client ended",
            "de": "Für diesen Kunden beauftragte Fremdleistungen beendet",
        },
        notes={
            "en": "Freelancers, hosting, stock pictures, print: whatever runs on our order.",
            "de": "Freie, Hosting, Bilddatenbanken, Druck: alles, was auf unseren Auftrag läuft.",
        },
        talents=("billing", "backlog"),
        days=-10,
        evidence=(TEXT, LINK),
    ),
)

HAND_OVER = (
    TemplateStep(
        key="accounts",
        phase=Phase.HAND_OVER,
        names={
            "en": "Accounts, domains and tools handed over or ended",
            "de": "Konten, Domains und Tools übergeben oder beendet",
        },
        notes={
            "en": "Put each on the list, with its owner, cost and notice date, and say what became "
            "of it. Nothing may be left open.",
            "de": "Setz alles auf die Liste, mit Zuständigen, Kosten und Kündigungsdatum, und sag, "
            "was daraus wurde. Nichts darf offen bleiben.",
        },
        talents=("backend", "analytics"),
        days=-7,
        needs=("campaigns", "tools", "services"),
        evidence=(CHECK,),
        does=Does.ACCOUNTS,
        for_client=True,
    ),
    TemplateStep(
        key="rights",
        phase=Phase.HAND_OVER,
        names={
            "en": "Usage rights and source files handed over",
            "de": "Nutzungsrechte und Quelldateien übergeben",
        },
        notes={
            "en": "Designs, source code, fonts and pictures, and what the client may do with each. "
            "A link to the handover will do.",
            "de": "Entwürfe, Quellcode, Schriften und Bilder, und was der Kunde damit darf. Ein "
            "Link auf die Übergabe genügt.",
        },
        talents=("ux", "backend"),
        days=-5,
        evidence=(LINK, FILE, TEXT),
        for_client=True,
    ),
    TemplateStep(
        key="in_spe",
        phase=Phase.HAND_OVER,
        names={
            "en": "Projects in spe handed over or let go",
            "de": "Projekte in spe übergeben oder losgelassen",
        },
        notes={
            "en": "What was kept for later over the years: each is either given to the client or "
            "let go knowingly.",
            "de": "Was über die Jahre für später aufgehoben wurde: Jedes geht an den Kunden oder "
            "wird bewusst losgelassen.",
        },
        talents=("backlog", "planning"),
        days=-5,
        evidence=(CHECK,),
        does=Does.IN_SPE,
        for_client=True,
    ),
    TemplateStep(
        key="knowledge",
        phase=Phase.HAND_OVER,
        names={
            "en": "Last information documented",
            "de": "Letzte Informationen dokumentiert",
        },
        notes={
            "en": "Perron writes a page with decisions, promises, contacts, accounts and links. "
            "Add what only you know.",
            "de": "Perron schreibt eine Seite mit Entscheidungen, Zusagen, Ansprechpartnern, "
            "Konten und Links. Ergänze, was nur du weißt.",
        },
        talents=("backlog", "backend"),
        days=-3,
        needs=("promises", "tickets", "accounts", "in_spe"),
        evidence=(LINK, FILE),
        does=Does.WIKI_PAGE,
        for_client=True,
    ),
    TemplateStep(
        key="export",
        phase=Phase.HAND_OVER,
        names={
            "en": "Messages and files of the shared channels kept",
            "de": "Nachrichten und Dateien der gemeinsamen Kanäle gesichert",
        },
        notes={
            "en": "After the disconnection the other side's files cannot be reached any more. "
            "Perron makes a zip of what it may read.",
            "de": "Nach dem Trennen sind die Dateien der anderen Seite nicht mehr erreichbar. "
            "Perron packt ein Zip aus dem, was es lesen darf.",
        },
        talents=("backend", "backlog"),
        days=-1,
        evidence=(FILE, LINK),
        does=Does.SLACK_EXPORT,
    ),
)
