"""Help, privacy, accessibility, cookies and open data."""

from werkzeug.wrappers import Response

from marketplace.keeping.rules.schedule import SCHEDULE, STAYING
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow
from marketplace.webkit.pages import page


@storefront.get("/help")
@allow()
def help_page() -> Response:
    """How it works, and who to ask."""
    return page("storefront/help/help.html")


@storefront.get("/help/ranking")
@allow()
def ranking_page() -> Response:
    """How the results of a search are sorted."""
    return page("storefront/help/ranking.html")


@storefront.get("/privacy")
@allow()
def privacy_page() -> Response:
    """What is kept, why, and who sees it."""
    return page("storefront/help/privacy.html", schedule=SCHEDULE, staying=STAYING)


@storefront.get("/accessibility")
@allow()
def accessibility_page() -> Response:
    """The accessibility statement."""
    return page("storefront/help/accessibility.html")


@storefront.get("/cookies")
@allow()
def cookies_page() -> Response:
    """The one cookie."""
    return page("storefront/help/cookies.html")


@storefront.get("/open-data")
@allow()
def open_data_page() -> Response:
    """The open feed: what is in it, how to read it, and its licence."""
    return page("storefront/help/open_data.html")
