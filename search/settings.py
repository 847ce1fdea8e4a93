"""The settings: read once by the entry point, from the environment and the command line, then passed as arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from search.errors import SettingsError

PREFIX = "DUBHASHI_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting there is; docs/settings.md explains each of them."""

    index: Path = Path("var/index")
    packages: Path | None = None  # folder of installed Argos packages; None: Argos's own folder
    model: str | None = None  # name of the package to translate with; None: the one that was selected
    glossary: Path | None = None  # file of terms with the English that they must have; None: no glossary
    workers: int = 0  # threads that translate; 0: one for each core
    beam: int = 2  # width of the beam search
    batch_tokens: int = 1024  # tokens of one batch of the translator
    translate_timeout: int = 120  # seconds that translating 40,000 characters may take
    publish_every: int = 500  # documents between two publishes of the indexer
    max_article_bytes: int = 16 * 2**20  # a longer line or file is rejected
    part_characters: int = 200_000  # a longer article is indexed in parts of at most so many
    fetch_timeout: int = 20  # seconds without a sign from a server
    fetch_delay: int = 2  # seconds between two requests to one site
    fetch_bytes: int = 32 * 2**20  # a longer answer is rejected
    fetch_pages: int = 500  # pages of one feed or sitemap that --follow fetches
    fetch_private: bool = False  # whether machines of the private network may be fetched from
    cache_bytes: int = 128 * 2**20  # kept in memory of the postings that searches used
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8  # threads that answer requests
    trusted_proxy: str = ""  # address of the proxy whose X-Forwarded headers are believed; "*": whoever asks
    rate_limit: str = ""  # requests that one address may make, as "120 per minute"; empty: any number
    cors_origins: str = ""  # origins whose pages may read the JSON, parted by spaces; "*": all
    metrics: bool = False  # whether /metrics answers
    access_log: bool = False  # whether each request is written to standard error

    def validate(self) -> Settings:
        """Return the settings unchanged; raise SettingsError that names the first one that cannot be used."""
        for name, low, high in (
            ("workers", 0, 256),
            ("beam", 1, 16),
            ("batch_tokens", 32, 65536),
            ("translate_timeout", 1, 86400),
            ("publish_every", 1, 1_000_000),
            ("max_article_bytes", 1024, 2**31),
            ("part_characters", 10_000, 1_000_000),
            ("fetch_timeout", 1, 600),
            ("fetch_delay", 0, 3600),
            ("fetch_bytes", 1024, 2**31),
            ("fetch_pages", 1, 1_000_000),
            ("cache_bytes", 0, 2**40),
            ("port", 0, 65535),
            ("threads", 1, 256),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(name, value, f"Give a whole number from {low} to {high}.")
        if not self.host:
            raise SettingsError("host", self.host, "Give an address such as 127.0.0.1.")
        return self


def read_settings(environment: Mapping[str, str] = os.environ, **options: object) -> Settings:
    """Return the settings from variables such as DUBHASHI_INDEX, then from options; options that are None are left out.

    >>> read_settings({"DUBHASHI_BEAM": "4"}, port=9000).beam
    4
    """
    values: dict[str, object] = {}
    for setting in fields(Settings):
        raw = environment.get(PREFIX + setting.name.upper())
        if raw is not None and raw.strip():
            values[setting.name] = _convert(setting.name, str(setting.type), raw.strip())
    values |= {name: value for name, value in options.items() if value is not None}
    return replace(Settings(), **values).validate()  # type: ignore[arg-type]  # checked by _convert and click


def _convert(name: str, type_name: str, raw: str) -> object:
    if type_name.startswith("Path"):
        return Path(raw)
    if type_name == "int":
        try:
            return int(raw)
        except ValueError:
            raise SettingsError(PREFIX + name.upper(), raw, "Give a whole number.") from None
    if type_name == "bool":
        if raw.lower() not in ("1", "yes", "true", "on", "0", "no", "false", "off"):
            raise SettingsError(PREFIX + name.upper(), raw, "Give yes or no.")
        return raw.lower() in ("1", "yes", "true", "on")
    return raw
