"""The file of a backup: a zip of the dump and of a manifest that says what is in it; sealed, if there is a passphrase.

It is written whole or not at all, and read only when nothing of it is missing or altered.
"""

import base64
import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = 1
DUMP, MANIFEST = "database.dump", "manifest.json"
PIECE = 2**20  # bytes that are sealed together
TAG = 16  # bytes that sealing adds to a piece


class BadBackup(Exception):
    """The file is not a backup, not whole, altered, or sealed with another passphrase; the message says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made (UTC), by which product and schema, on which server, and every count.

    ``size`` and ``sha256`` are of the dump as it lies in the file; ``salt`` is there when it is sealed.
    """

    format: int
    product: str
    revision: str
    made_at: str
    server: int
    tables: dict[str, int]
    size: int
    sha256: str
    salt: str


def write(
    path: Path, passphrase: str, chunks: Iterable[bytes], describe: Callable[[int, str, str], Manifest]
) -> Manifest:
    """Write a backup under another name, and give it its own once it is on the disk.

    ``describe`` makes the manifest from the size, the SHA-256 and the salt. Raises FileExistsError.
    """
    if path.exists():
        raise FileExistsError(path)
    making = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = _write(file, passphrase, chunks, describe)
            file.flush()
            os.fsync(file.fileno())
        making.rename(path)
    finally:
        making.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return manifest


def _write(
    file: IO[bytes], passphrase: str, chunks: Iterable[bytes], describe: Callable[[int, str, str], Manifest]
) -> Manifest:
    salt = secrets.token_bytes(16) if passphrase else b""
    told, size = hashlib.sha256(), 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        with made.open(DUMP, "w", force_zip64=True) as into:
            for some in _sealed(chunks, passphrase, salt) if salt else chunks:
                told.update(some)
                size += len(some)
                into.write(some)
        manifest = describe(size, told.hexdigest(), base64.b64encode(salt).decode())
        made.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def read(path: Path) -> Manifest:
    """The manifest of a backup, once every byte was looked at. Raises BadBackup."""
    try:
        with zipfile.ZipFile(path) as file:
            manifest = Manifest(**json.loads(file.read(MANIFEST)))
            told, size = hashlib.sha256(), 0
            with file.open(DUMP) as dump:
                while some := dump.read(PIECE):
                    told.update(some)
                    size += len(some)
    except FileNotFoundError:
        raise BadBackup("There is no such file.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, NotImplementedError) as failure:
        raise BadBackup("It is not a backup, or it was cut off or altered. Take another copy of it.") from failure
    if manifest.format != FORMAT:
        raise BadBackup(f"It has format {manifest.format}, and this Ownpath reads format {FORMAT}.")
    if (size, told.hexdigest()) != (manifest.size, manifest.sha256):
        raise BadBackup("What is in it is not what its manifest says: it was altered. Take another copy of it.")
    return manifest


def check_passphrase(path: Path, manifest: Manifest, passphrase: str) -> None:
    """Raises BadBackup when a sealed backup does not open with a passphrase."""
    if manifest.salt:
        next(dumped(path, manifest, passphrase))


def dumped(path: Path, manifest: Manifest, passphrase: str) -> Iterator[bytes]:
    """The dump in a backup, some bytes at a time. Raises BadBackup when the passphrase does not open it."""
    with zipfile.ZipFile(path) as file, file.open(DUMP) as dump:
        if manifest.salt:
            yield from _opened(dump, passphrase, base64.b64decode(manifest.salt))
            return
        while some := dump.read(PIECE):
            yield some


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    """The key of one backup: slow to make from a guess."""
    return AESGCM(Scrypt(salt, 32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    """Each piece has its own, so none can be moved, and only the last says that it is the last."""
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(chunks: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of one size, and whether each is the last; the last may be shorter."""
    held = b""
    for some in chunks:
        held += some
        while len(held) > size:
            yield held[:size], False
            held = held[size:]
    yield held, True


def _sealed(chunks: Iterable[bytes], passphrase: str, salt: bytes) -> Iterator[bytes]:
    cipher = _cipher(passphrase, salt)
    for number, (piece, last) in enumerate(_pieces(chunks, PIECE)):
        yield cipher.encrypt(_nonce(number, last=last), piece, None)


def _opened(dump: IO[bytes], passphrase: str, salt: bytes) -> Iterator[bytes]:
    if not passphrase:
        raise BadBackup("It is sealed. Set OWNPATH_BACKUP_PASSPHRASE to the passphrase it was made with.")
    cipher = _cipher(passphrase, salt)
    read = iter(lambda: dump.read(PIECE), b"")
    for number, (piece, last) in enumerate(_pieces(read, PIECE + TAG)):
        try:
            yield cipher.decrypt(_nonce(number, last=last), piece, None)
        except InvalidTag:
            raise BadBackup("OWNPATH_BACKUP_PASSPHRASE is not the passphrase it was made with.") from None
