"""The team's side: the card, its buttons and windows, and who was faster."""

from __future__ import annotations

from tests.dialogue.harness import Stage, actions_of, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def ask(day: Stage, text: str = SHOP) -> str:
    ts = day.post("anke", "C0NORDWIND", text)
    day.settle()
    return ts


def test_it_names_nobody_until_taken_and_who_is_late_is_told_kindly(day: Stage) -> None:
    ask(day)
    card = day.team_card()
    assert "<@U0JONAS>" not in text_of(card)
    assert actions_of(card)[:6] == [
        "request_take",
        "request_give",
        "ticket_open",
        "ballot_open",
        "request_later",
        "request_not",
    ]
    for who in ("lena", "emre"):
        day.click(who, "C0TEAM", card, "request_take")
    day.settle()
    assert "Lena Brandt has taken this already" in day.whispers("emre", "C0TEAM")[-1]
    assert "<@U0LENA> has had it" in text_of(day.team_card())
    for who in ("mara", "emre"):
        day.click(who, "C0TEAM", day.team_card(), "request_take_over")
    day.settle()
    assert "<@U0MARA> has had it" in text_of(day.team_card())
    assert "Mara Vogt" in day.whispers("emre", "C0TEAM")[-1]


def test_it_is_given_to_members_only_and_they_are_told(day: Stage) -> None:
    ask(day)
    day.press("emre", "request_give", selected="U0ANKE")
    assert "not a member" in day.whispers("emre", "C0TEAM")[-1]
    assert "Nobody has this yet" in text_of(day.team_card())
    day.press("mara", "request_give", selected="U0SOFIE")
    assert "<@U0SOFIE> has had it" in text_of(day.team_card())
    assert "was given to you" in text_of(day.cards("sofie", "dm")[-1])


def test_later_is_kept_and_told_and_opened_again(day: Stage) -> None:
    ts = ask(day)
    day.click("sofie", "C0TEAM", day.team_card(), "request_later")
    assert "Please say when" in day.submit("sofie", when="  ")["errors"]["when"]
    assert day.submit("sofie", when="nach der Messe")["ok"]
    day.settle()
    assert "nach der Messe" in text_of(day.team_card())
    [card] = day.cards("anke", "C0NORDWIND", ts)
    assert "nach der Messe" in text_of(card)
    assert "nach der Messe" in day.command("emre", "/perron client nordwind")
    day.press("mara", "request_reopen")
    assert "request_take" in actions_of(day.team_card())
    assert "nach der Messe" not in day.command("emre", "/perron client nordwind")


def test_a_window_that_is_submitted_after_the_request_was_closed_says_so(day: Stage) -> None:
    ts = ask(day)
    day.advance(minutes=16)
    day.click("sofie", "C0TEAM", day.team_card(), "request_later")
    day.click("emre", "C0TEAM", day.team_card(), "request_split")
    day.click("anke", "C0NORDWIND", day.cards("anke", "C0NORDWIND", ts)[0], "request_done")
    for who, typed in (("sofie", {"when": "morgen"}), ("emre", {"words": "Der Export"})):
        assert "no longer open" in " ".join(day.submit(who, **typed)["errors"].values())
        day.slack.post("close", as_=who, view_id=day.modal(who)["id"])
    day.settle()
    assert "request_reopen" in actions_of(day.team_card())


def test_not_a_request_takes_everything_back_and_is_learned(day: Stage) -> None:
    words = "Heute ist unser Büro nur bis drei Uhr besetzt."
    ts = ask(day, words)
    day.advance(minutes=16)
    day.press("lena", "request_not")
    assert day.reactions("C0NORDWIND", ts) == []
    assert day.cards("anke", "C0NORDWIND", ts) == []
    again = ask(day, words)
    assert day.reactions("C0NORDWIND", again) == []
    day.press("lena", "request_reopen")
    assert day.reactions("C0NORDWIND", ts) == ["eyes"]


def test_this_is_two(day: Stage) -> None:
    first = ask(day)
    second = ask(day, "Und das Layout der Landingpage sieht auf dem Handy falsch aus.")
    assert day.reactions("C0NORDWIND", second) == [], "one request so far"
    day.click("mara", "C0TEAM", day.team_card(), "request_split")
    assert day.submit("mara")["errors"]
    assert day.submit("mara", messages=[second])["ok"]
    day.settle()
    assert day.reactions("C0NORDWIND", second) == ["eyes"]
    one, two = day.cards("mara", "C0TEAM")[-2:]
    assert "Preise" in text_of(one)
    assert "Landingpage" not in text_of(one)
    assert "Landingpage" in text_of(two)
    day.click("lena", "C0TEAM", two, "request_take")
    day.settle()
    assert "<@U0LENA>" in text_of(day.cards("anke", "C0NORDWIND", second)[0])
    assert day.cards("anke", "C0NORDWIND", first) == []


def test_raised_by_shortcut_where_it_can_be(day: Stage) -> None:
    ts = day.post("anke", "C0NORDWIND", "Danke")
    own = day.post("jonas", "C0NORDWIND", "Nordwind braucht die Preisliste, sagt Anke am Telefon.")
    in_team = day.post("mara", "C0TEAM", "Kaffee?")
    day.settle()
    day.shortcut("emre", "request_raise", "C0TEAM", in_team)
    day.settle()
    assert day.windows("emre") == []
    assert "not a client's channel" in day.whispers("emre", "C0TEAM")[-1]
    day.shortcut("mara", "request_raise", "C0NORDWIND", ts)
    assert day.submit("mara", words="Sie wartet auf die Preisliste")["ok"]
    day.shortcut("jonas", "request_raise", "C0NORDWIND", own)
    assert day.submit("jonas")["ok"]
    day.settle()
    raised = [text_of(card) for card in day.cards("mara", "C0TEAM")[-2:]]
    assert "wartet auf die Preisliste" in raised[0]
    assert "Raised by <@U0MARA>" in raised[0]
    assert "am Telefon" in raised[1]
    assert day.reactions("C0NORDWIND", ts) == day.reactions("C0NORDWIND", own) == ["eyes"]
