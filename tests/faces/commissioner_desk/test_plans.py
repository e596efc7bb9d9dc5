"""Answering a plan at the desk: nothing is chosen for anybody, and an answer that somebody else was quicker than."""

from datetime import timedelta

from flask import Flask

from marketplace.foundation import database
from marketplace.plans import operations as plans
from marketplace.plans.rules import Answer, Every
from tests.faces.conftest import signed_in
from tests.integration.plans.books import open_desk


def test_whoever_answers_late_keeps_their_words_and_is_asked_what_is_open_now(app: Flask) -> None:
    desk = open_desk()
    desk.put(desk.line("A course", 2_500_00, every=Every.ONCE))
    desk.send()
    line = desk.lines()["A course"]
    page, name = f"/commission/plans/{line.sent_id}", f"{line.id}-"
    second = signed_in(app, "second@example.org")
    typed = {f"{name}line_id": str(line.id), f"{name}words": "It is dear.", "state": "waiting"}
    answer = second.send(page, typed)
    assert (answer.status_code, "Choose what you say to it" in answer.text) == (422, True)
    assert "checked" not in answer.text

    desk.decide(desk.first, "A course", Answer.AGREED)
    answer = second.send(page, typed | {f"{name}answer": "refused"})
    assert answer.status_code == 422
    for words in ("Say whether you agree with the first reader", "Do you agree with the first reader?", "It is dear."):
        assert words in answer.text
    answer = second.send(page, typed | {"state": "second"})
    assert "Choose whether you agree with the first reader" in answer.text
    assert second.send(page, typed | {"state": "second", f"{name}agrees": "yes"}).status_code == 303
    assert desk.lines()["A course"].state == "agreed"


def test_what_waits_comes_before_what_is_answered(app: Flask) -> None:
    desk = open_desk()
    desk.put(desk.line("Clay", 20_00))
    desk.send()
    desk.decide(desk.first, "Clay", Answer.AGREED)
    later = desk.robin.at(desk.robin.now + timedelta(days=3))
    with database.writing() as session:
        plans.change(session, later, desk.plan_id)
    desk.put(desk.line("Paints", 5_00), later)
    desk.send(later)
    lines = desk.lines()
    page = signed_in(app, "second@example.org").page("/commission/plans")
    assert page.index(str(lines["Paints"].sent_id)) < page.index(str(lines["Clay"].sent_id))
    assert "Nothing waits." in page[page.index(str(lines["Clay"].sent_id)) :]
