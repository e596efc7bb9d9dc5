"""The only file that knows every face: settings, faces and outbox handlers make the application."""

import broker_console
import provider_portal
from marketplace import back_office, cli, commissioner_desk, demo, doors, storefront
from marketplace.app import create_app
from marketplace.cli.jobs import handlers
from marketplace.foundation.clock import now
from marketplace.settings import Settings
from marketplace.webkit import logs

FACES = [
    storefront.FACE,
    provider_portal.FACE,
    broker_console.FACE,
    commissioner_desk.FACE,
    back_office.FACE,
    doors.FACE,
    cli.FACE,
]

settings = Settings()
logs.configure(settings.log_level)
app = create_app(settings, [*FACES, demo.FACE] if settings.demo else FACES, handlers(settings, now))
