"""Answering a plan at the desk: nothing is chosen for anybody, and an answer that somebody else was quicker than."""

from flask import Flask

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
