"""Where passkeys are for: the host and origin that people type, if a passkey can be made for it."""

from ipaddress import ip_address

from flask import current_app, request

from marketplace.people.rules.steps import Site


def site() -> Site | None:
    """This installation as browsers name it; None where it is reached by a bare number, which passkeys do not take."""
    public = current_app.extensions["ownpath.settings"].public_url.rstrip("/")
    origin = public or request.host_url.rstrip("/")
    host = origin.split("://")[1].split("/")[0].rsplit(":", 1)[0]
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return Site(host, origin)
    return None
