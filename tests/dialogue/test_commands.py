"""`/perron` and App Home: what I have, whom to ask, what is open for a client."""

from __future__ import annotations

from tests.dialogue.harness import Stage, text_of

SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."
UX = "The layout of the landing page looks wrong on my phone."


def test_what_i_have_is_the_same_in_the_command_and_in_app_home(day: Stage) -> None:
    assert "Nothing is waiting" in day.command("emre", "/perron mine")
    day.slack.post("home", as_="emre", tab="home")
    assert "Nothing is waiting" in day.home("emre")
    day.post("anke", "C0NORDWIND", SHOP)
    day.settle()
    day.press("emre", "request_take")
    for seen in (day.command("emre", "/perron mine"), day.home("emre")):
        assert "Preise" in seen
        assert "My turn now" in seen
    view = day.slack.get("home", as_="emre")["view"]
    day.slack.post("click", as_="emre", view_id=view["id"], action_id="request_close")
    assert "Nothing is waiting" in day.home("emre")
    assert "wartet nichts" in day.command("jonas", "/perron mine"), "in the reader's language"


def test_perron_explains_itself_also_where_a_word_is_wrong(day: Stage) -> None:
    for typed in ("/perron", "/perron help", "/perron sing me a song"):
        told = day.command("sofie", typed)
        for word in ("mine", "who", "client"):
            assert f"/perron {word}" in told


def test_whom_to_ask_and_why_for_the_asker_alone(day: Stage) -> None:
    before = len(day.sees("emre", "C0TEAM"))
    told = day.command("sofie", f"/perron who {UX}")
    assert "*<@U0LENA>*: UX and design" in told
    assert "level" not in told
    answer = [m for m in day.slack.messages("sofie", "C0TEAM") if m.get("ephemeral")][-1]
    note = {"ephemeral_id": answer["ephemeral_id"], "action_id": "who_why_not"}
    assert day.slack.post("click", as_="sofie", channel="C0TEAM", **note)["ok"]
    day.settle()
    assert "You have not answered a question like it yet" in day.whispers("sofie", "C0TEAM")[-1]
    assert "Type the question" in day.command("sofie", "/perron who")
    assert len(day.sees("emre", "C0TEAM")) == before


def test_the_minute_before_a_call(day: Stage) -> None:
    ts = day.post("grace", "C0HARBOUR", UX)
    day.settle()
    told = day.command("sofie", "/perron client harb")
    for sight in ("Harbour & Co: one open request", "landing page", "nobody yet", "our turn"):
        assert sight in told
    day.post("lena", "C0HARBOUR", "Could you send us a screenshot?", thread_ts=ts)
    day.settle()
    told = day.command("sofie", "/perron client Harbour & Co")
    assert "with <@U0LENA>" in told
    assert "the client's turn" in told
    for typed in ("/perron client", "/perron client nobody"):
        assert "Nordwind, Harbour &amp; Co" in day.command("sofie", typed) or (
            "Harbour &amp; Co, Nordwind" in day.command("sofie", typed)
        )


def test_who_is_no_member_is_told_so(day: Stage) -> None:
    person = {"id": "U0KIM", "name": "Kim Sommer", "workspace": "T0GLEISWERK", "locale": "en-GB"}
    day.slack.post("people", **person)
    day.slack.post("invite", channel="C0TEAM", user="U0KIM")
    day.settle()
    assert "for members of a platform" in day.command("U0KIM", "/perron mine")
    day.post("anke", "C0NORDWIND", SHOP)
    day.settle()
    day.press("U0KIM", "request_take")
    assert "Only members of Super Mario" in day.whispers("U0KIM", "C0TEAM")[-1]
    assert "Nobody has this yet" in text_of(day.team_card())


def test_a_leads_home_stays_current_when_others_matters_change(day: Stage) -> None:
    day.slack.post("home", as_="mara", tab="home")
    before = day.home("mara")
    assert "Einrichten" in before
    day.post("grace", "C0HARBOUR", "The invoice of last month is missing.")
    after = day.home("mara")
    assert "Super Mario" in after
    assert after != before
