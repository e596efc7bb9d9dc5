"""What an installation sets in its environment; nothing else reads the environment."""

import json
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Every default is sensible in production, or the product refuses to start there: see ``app.create_app``."""

    model_config = SettingsConfigDict(env_prefix="OWNPATH_", extra="ignore")

    database_url: str = Field("", validation_alias="DATABASE_URL")
    meilisearch_url: str = Field("", validation_alias="MEILISEARCH_URL", pattern="^(https?://.+)?$")
    meilisearch_key: SecretStr = Field(SecretStr(""), validation_alias="MEILISEARCH_KEY")
    meilisearch_prefix: str = Field("ownpath", validation_alias="MEILISEARCH_PREFIX", pattern="^[A-Za-z0-9_-]{1,64}$")
    port: int = Field(8000, validation_alias="PORT", ge=1, le=65535)
    data: Path = ROOT / ".data"
    secret_key: SecretStr = SecretStr("")
    secret_keys_before: SecretStr = SecretStr("")  # an older one, or several as a JSON list, the newest first
    backup_passphrase: SecretStr = SecretStr("")  # empty: backups are not sealed
    metrics_token: SecretStr = SecretStr("")  # empty: there are no metrics
    metrics_folder: str = Field("", validation_alias="PROMETHEUS_MULTIPROC_DIR")  # where several processes share them
    public_url: str = ""  # what people type, such as https://ownpath.example
    demo: bool = False
    mail_url: str = ""  # smtp://user:password@host:port; empty: mail is recorded and not sent
    mail_from: str = "Ownpath <no-reply@ownpath.invalid>"
    stripe_key: SecretStr = SecretStr("")  # empty: nothing is paid by card
    stripe_webhook_secret: SecretStr = SecretStr("")  # what Stripe signs its events with
    stripe_api_base: str = Field("", pattern="^(https?://.+)?$")  # what stands in for Stripe, in tests
    argon2_memory_kib: int = 19456
    argon2_rounds: int = 2
    feeds_private: bool = False  # whether feeds may be read from private networks, which the public cannot reach
    pool_size: int = 8
    log_level: str = "INFO"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret that seals and signs, then those that still open."""
        before = self.secret_keys_before.get_secret_value().strip()
        older = json.loads(before) if before.startswith("[") else [before]
        return (self.secret_key.get_secret_value(), *(str(each) for each in older if each))

    @property
    def secure(self) -> bool:
        """Whether the public address is https, so that cookies may say Secure."""
        return self.public_url.startswith("https://")
