"""The journal is said in the person's words: for every page that shows people there are words."""

from sqlalchemy import text

from marketplace.foundation import database
from marketplace.webkit.trails import LOOKS
from tests.house_rules.scene import ROLES, Scene
from tests.house_rules.test_pages import pages


def test_every_page_that_shows_people_has_words_for_the_journal(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ROLES}
    for _, role, address in pages(scene):
        clients[role].get(address)
    with database.reading() as session:
        seen = set(session.scalars(text("SELECT DISTINCT page FROM looked")))
    assert len(seen) > 20
    assert {page for page in seen if page.rpartition(".")[2].partition("_")[0] not in LOOKS} == set()
