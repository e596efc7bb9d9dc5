"""The factory: settings, faces and handlers in, a Flask application out, or a refusal to start that says why."""

from collections.abc import Mapping, Sequence

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from marketplace.foundation import database, passwords, sealing
from marketplace.foundation.clock import Clock, now
from marketplace.foundation.outbox import Handler
from marketplace.settings import Settings
from marketplace.webkit import account, allowing, assets, bodies, cards, errors, headers, layout, logs, metrics, words
from marketplace.webkit.face import Face
from marketplace.webkit.pages import errors as form_errors
from marketplace.webkit.pages import htmx
from search_index import search

MOST_BYTES = 1_000_000  # of one request; only a route that says so takes more


class NotConfigured(Exception):
    """A setting that the product cannot run without is missing."""


def create_app(
    settings: Settings, faces: Sequence[Face], handlers: Mapping[str, Handler] | None = None, clock: Clock = now
) -> Flask:
    """An application with the faces given. Raises NotConfigured, AssetsMissing and RouteWithoutAllow."""
    _check(settings)
    _set_process(settings)
    app = Flask("marketplace", static_folder=None, template_folder=None)
    _configure(app, settings)
    _templates(app)
    if settings.metrics_token.get_secret_value():
        metrics.install(app)
    logs.install(app)
    headers.install(app, secure=settings.secure, forms=cards.hosts(settings))
    errors.install(app)
    bodies.install(app)
    CSRFProtect(app)
    htmx.init_app(app)
    allowing.install(app, clock)
    assets.install(app)
    words.install(app)
    app.extensions["ownpath.settings"] = settings
    app.extensions["ownpath.handlers"] = dict(handlers or {})
    for face in [*account.FACES, *faces]:
        if face.blueprint is not None:
            app.register_blueprint(face.blueprint)
        for command in face.commands:
            app.cli.add_command(command)
    layout.install(app, [*faces, *account.FACES])
    allowing.check_routes(app)
    return app


def _set_process(settings: Settings) -> None:
    """What holds for the whole process, whichever application it serves."""
    database.connect(settings.database_url, settings.pool_size)
    if settings.meilisearch_url:
        search.use_server(
            settings.meilisearch_url, settings.meilisearch_key.get_secret_value(), settings.meilisearch_prefix
        )
    passwords.configure(settings.argon2_memory_kib, settings.argon2_rounds)
    sealing.configure(settings.secrets)


def _check(settings: Settings) -> None:
    """Raises NotConfigured when something is missing that has no sensible default."""
    if not settings.database_url:
        raise NotConfigured("DATABASE_URL is not set. Set it, or run `make demo` to start with a database of its own.")
    if not settings.secret_key.get_secret_value():
        raise NotConfigured("OWNPATH_SECRET_KEY is not set. Set it to a long random text and keep it secret.")
    if not settings.public_url and not settings.demo:
        raise NotConfigured("OWNPATH_PUBLIC_URL is not set. Set it to the address that people type, with https.")


def _configure(app: Flask, settings: Settings) -> None:
    newest, *before = settings.secrets
    app.config.update(
        SECRET_KEY=newest,
        SECRET_KEY_FALLBACKS=before,
        WTF_CSRF_SECRET_KEY=[*reversed(before), newest],  # the last signs; a page that was open stays good
        SESSION_COOKIE_NAME="ownpath",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the sign-in: a slow typist loses nothing
    )
    if settings.secure:
        app.wsgi_app = ProxyFix(
            app.wsgi_app, x_host=1
        )  # https means that a proxy stands in front; it says who is asking


def _templates(app: Flask) -> None:
    """Our templates, each face's own, and the component macros."""
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader(
        [
            PackageLoader("marketplace.webkit"),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
            *([loader] if loader else []),
        ]
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_filter(form_errors, "errors")
