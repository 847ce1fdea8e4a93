"""Waitress, bound before anything is announced: an address that is printed is an address that answers."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING, Any

import waitress

from search.errors import SettingsError
from search.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # what a listener on all addresses is called from here


class Server:
    """A server that already listens, but answers only while run() goes on."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        """Bind to the host and port of the settings (port 0: any free one); raise SettingsError if that fails."""
        try:
            self._server: Any = waitress.create_server(
                app,
                host=settings.host,
                port=settings.port,
                threads=settings.threads,
                ident=None,  # the answers do not tell which server made them
                clear_untrusted_proxy_headers=True,
                **_proxy(settings),
            )
        except OSError as error:
            raise _explained(error, settings) from error
        except ValueError as error:  # waitress: "Invalid host/port specified."
            raise SettingsError("host", settings.host, _HOST_ADVICE) from error

    @property
    def address(self) -> str:
        """The address to open in a browser on this machine."""
        listening = getattr(self._server, "effective_listen", None)  # several sockets, e.g. localhost on IPv4 and IPv6
        host, port = listening[0] if listening else (self._server.effective_host, self._server.effective_port)
        host = _EVERYWHERE.get(host, host)
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self) -> None:
        """Answer requests until KeyboardInterrupt or SystemExit, which end it after the requests under way."""
        self._server.run()


_HOST_ADVICE = "It is no address of this machine. Use 127.0.0.1 for this machine only, 0.0.0.0 for the whole network."


def _proxy(settings: Settings) -> dict[str, object]:
    """Return what makes waitress believe a proxy in front of it about the reader's address and the site's name."""
    if not settings.trusted_proxy:
        return {}
    return {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"},
    }


def _explained(error: OSError, settings: Settings) -> SettingsError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return SettingsError("host", settings.host, _HOST_ADVICE)
    another = settings.port + 1 if settings.port < 65535 else 8000
    if error.errno == errno.EACCES:
        return SettingsError(
            "port",
            settings.port,
            "Ports below 1024 need special rights. Choose a higher one: dubhashi serve --port 8000",
        )
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            "port",
            settings.port,
            f"Another program on {settings.host} already listens there. "
            f"Stop that program or choose another port: dubhashi serve --port {another}",
        )
    return SettingsError("port", settings.port, f"The system says: {error.strerror}.")
