"""Talents that most agencies know, to start from: suggestions in both languages."""

from __future__ import annotations

SUGGESTED = """\
# Talents: to do. Take away the "# " where it fits, and use the words that your clients use:
# these descriptions are what questions are compared with on the first day. Everybody says
# what they are good at by `/perron talents`; nobody else sees the levels.
#
# talents:
#   - key: backlog
#     name: {en: Backlog and planning, de: Backlog und Planung}
#     description:
#       en: priorities, next steps, deadline, schedule, roadmap, workshop, user story, briefing
#       de: Prioritäten, nächste Schritte, Termin, Zeitplan, Roadmap, Workshop, User Story, Briefing
#   - key: backend
#     name: {en: Shop and backend, de: Shop und Backend}
#     description:
#       en: shop, checkout, basket, order, prices, import, export, interface, error, server, login
#       de: Shop, Kasse, Warenkorb, Bestellung, Preise, Import, Schnittstelle, Fehler, Server, Login
#   - key: frontend
#     name: {en: Frontend, de: Frontend}
#     description:
#       en: page, browser, phone, loading time, form, button, does not show, accessibility
#       de: Seite, Browser, Handy, Ladezeit, Formular, Button, fehlerhafte Anzeige, barrierefrei
#   - key: ux
#     name: {en: UX and design, de: UX und Design}
#     description:
#       en: layout, design, colours, logo, fonts, mock-up, prototype, usability, landing page
#       de: Layout, Gestaltung, Farben, Logo, Schrift, Entwurf, Prototyp, Bedienung, Landingpage
#   - key: analytics
#     name: {en: Analytics and SEO, de: Analyse und SEO}
#     description:
#       en: figures, report, dashboard, tracking, conversion, consent, search engine, ranking
#       de: Zahlen, Auswertung, Dashboard, Tracking, Conversion, Einwilligung, Suchmaschine, Ranking
#   - key: campaigns
#     name: {en: Campaigns and content, de: Kampagnen und Inhalte}
#     description:
#       en: newsletter, mailing, advert, banner, copy, translation, voucher, social media, fair
#       de: Newsletter, Mailing, Anzeige, Banner, Texte, Übersetzung, Gutschein, Messe
#   - key: billing
#     name: {en: Billing and budget, de: Abrechnung und Budget}
#     description:
#       en: invoice, cost, offer, quote, contract, order number, hours booked, remaining budget
#       de: Rechnung, Kosten, Angebot, Kostenvoranschlag, Vertrag, Bestellnummer, Restbudget
"""
