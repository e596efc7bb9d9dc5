"""A passkey's answer: one that is refused leaves the ceremony to be answered again, and one that is taken ends it."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask import Flask
from sqlalchemy import text
from webauthn.helpers import bytes_to_base64url, encode_cbor

from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import says

EMAIL = "robin@example.org"
ORIGIN, HOST = "http://localhost", "localhost"
PRESENT, VERIFIED, MADE = 0x01, 0x04, 0x40


class Device:
    """A device that holds one passkey, and answers as WebAuthn has it."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = uuid4().bytes
        self.used = 0

    def _answer(self, begun: Mapping[str, object], response: Mapping[str, bytes]) -> dict[str, str]:
        name = bytes_to_base64url(self.id)
        coded = {key: bytes_to_base64url(value) for key, value in response.items()}
        credential = {"id": name, "rawId": name, "type": "public-key", "response": coded}
        return {"ceremony": str(begun["ceremony"]), "credential": json.dumps(credential)}

    def _data(self, flags: int, more: bytes = b"") -> bytes:
        self.used += 1
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big") + more

    @staticmethod
    def _said(kind: str, begun: Mapping[str, object], origin: str) -> bytes:
        options = begun["options"]
        assert isinstance(options, dict)
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": origin}).encode()

    def makes(self, begun: Mapping[str, object], origin: str = ORIGIN) -> dict[str, str]:
        """What it sends when it has made its passkey."""
        at = self.key.public_key().public_numbers()
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")})
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(PRESENT | VERIFIED | MADE, held)}
        said = self._said("webauthn.create", begun, origin)
        return self._answer(begun, {"clientDataJSON": said, "attestationObject": encode_cbor(made)})

    def shows(
        self, begun: Mapping[str, object], origin: str = ORIGIN, flags: int = PRESENT | VERIFIED
    ) -> dict[str, str]:
        """What it sends when it shows its passkey."""
        said, data = self._said("webauthn.get", begun, origin), self._data(flags)
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(begun, {"clientDataJSON": said, "authenticatorData": data, "signature": signed})


@pytest.fixture
def robin(app: Flask) -> UUID:
    world.areas()
    account_id = world.person(email=EMAIL).account_id
    assert account_id
    return account_id


def begin(client: Client, path: str, page: str) -> dict[str, object]:
    begun = client.post(path, headers={"X-CSRFToken": client.token(page)}).json
    assert isinstance(begun, dict)
    return begun


def waiting() -> int:
    with database.reading() as session:
        return session.scalars(text("SELECT count(*) FROM ceremony")).one()


def test_a_refused_answer_can_be_given_again_and_a_taken_one_never(app: Flask, robin: UUID, clock: TestClock) -> None:
    device, owner, path = Device(), signed_in(app, EMAIL), "/account/second-step/passkey"
    begun = begin(owner, f"{path}/begin", "/account/second-step")
    for bad in (device.makes(begun, "http://elsewhere.example"), device.makes(begun) | {"called": " "}):
        refused = owner.send(path, {"called": "My phone"} | bad, come_from="/account/second-step")
        assert (refused.status_code, waiting()) == (422, 1)
    made = device.makes(begun) | {"called": "My phone"}
    assert owner.send(path, made, come_from="/account/second-step").status_code == 200
    assert waiting() == 0
    says(owner.send(path, made, come_from="/account/second-step").text, "That passkey did not work here")

    visitor = app.test_client()
    begun = begin(visitor, "/sign-in/passkey/begin", "/sign-in")
    for bad in (
        Device().shows(begun),  # a passkey of nobody
        device.shows(begun, "http://elsewhere.example"),  # shown to another site
        device.shows(begun, flags=PRESENT),  # nobody's finger or PIN
        device.shows({"ceremony": begun["ceremony"], "options": {"challenge": "AAAA"}}),  # to another question
    ):
        refused = visitor.send("/sign-in/passkey", bad, come_from="/sign-in")
        assert (refused.status_code, waiting()) == (422, 1)
        says(refused.text, "That passkey did not work here. Try again", "Sign in with a passkey")
    shown = device.shows(begun)
    assert visitor.send("/sign-in/passkey", shown, come_from="/sign-in").status_code == 303
    says(visitor.page("/"), "Hello Robin Vale")
    thief = app.test_client()
    assert thief.send("/sign-in/passkey", shown, come_from="/sign-in").status_code == 422
    again = begin(thief, "/sign-in/passkey/begin", "/sign-in")
    clock.forward(minutes=5)
    assert thief.send("/sign-in/passkey", device.shows(again), come_from="/sign-in").status_code == 422
