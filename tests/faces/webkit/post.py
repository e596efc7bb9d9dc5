"""A mail server on loopback, which keeps what it takes, or says to each recipient what a test wants."""

import socketserver
from email import message_from_bytes, policy
from email.message import EmailMessage


class Post(socketserver.ThreadingTCPServer):
    """A mail server on loopback, which keeps what it takes, or refuses everything."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.says = "250 ok"

    @property
    def url(self) -> str:
        """Where it listens, as a setting says it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Talk(socketserver.StreamRequestHandler):
    """One talk with a client, in as much SMTP as it needs."""

    server: Post

    def say(self, line: str) -> None:
        """Answer."""
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        """Take mail until the client leaves."""
        self.say("220 post")
        to: list[str] = []
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"RCPT":
                to.append(line.decode().strip())
                self.say(self.server.says)
            elif verb == b"DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                letter = message_from_bytes(body, policy=policy.default)
                assert isinstance(letter, EmailMessage)
                self.server.taken.append((to, letter))
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")
