"""Which addresses may be fetched: http and https on the public network, unless private ones were allowed."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:=&?~#+!$,;'@()*[]"


class UnfetchableError(ValueError):
    """An address that is not or cannot be fetched; its text is the reason. It never leaves indexer.readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that was checked, with the number of the machine it stands for: that one is connected to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str  # with the query
    number: str  # the IP address

    @property
    def origin(self) -> str:
        """The site, as in "https://janpath.example" or "http://localhost:8080"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def is_address(text: str) -> bool:
    """Tell whether the text is an address of the web and not the name of a file.

    >>> is_address("https://janpath.example/rss"), is_address("news/https.txt")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def check_address(url: str, *, private: bool) -> Target:
    """Return where the address leads; raise UnfetchableError for other schemes, and for private machines.

    The name is looked up here and the connection made to the number that was checked, so that a name which means
    another machine a moment later is of no use. `private` allows machines of the own network.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise UnfetchableError(f"not a usable address: {error}") from error
    if parts.scheme not in _PORTS:
        raise UnfetchableError(f"only http and https are fetched, not '{parts.scheme}'")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise UnfetchableError("not a usable address: it needs a host, and no user name or password in it")
    host = _ascii_host(parts.hostname)
    number = _look_up(host, port, private=private)
    return Target(url=url, scheme=parts.scheme, host=host, port=port, path=_path(parts), number=number)


def _look_up(host: str, port: int, *, private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnfetchableError(f"no machine is known by the name '{host}'") from error
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    # One private number among several is enough to refuse: nobody could say which one would be taken.
    if not private and (inner := next((one for one in numbers if not _is_public(one)), None)) is not None:
        raise UnfetchableError(
            f"'{host}' is {inner}, a machine of the private network; the setting fetch_private allows these"
        )
    return numbers[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(str(inner))
        if address in ipaddress.ip_network("64:ff9b::/96"):  # IPv4 behind a translator
            return _is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise UnfetchableError(f"not a usable name of a machine: '{host[:80]}'") from error


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path
