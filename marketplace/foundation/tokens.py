"""Tokens that a browser or a letter carries: random, and kept only as a hash."""

import hashlib
import secrets


def make() -> str:
    """A new token, of 256 random bits, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def read(typed: str) -> str:
    """A code as it is kept, from what somebody typed: in capitals, without what stands between its groups."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def kept(token: str) -> str:
    """What is kept of a token: it is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
