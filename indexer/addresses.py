"""One address for all addresses of an article: as a share button, a telephone or a search engine writes it.

It serves to know an article again; what is stored and shown is the address as it came.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Only what surely counts visits: courlan's list also takes "cid", "uid" and "source", by which some papers tell their
# articles apart, and two articles made one is worse than one article twice.
_COUNTING = re.compile(
    r"(?:utm|itm|mtm|pk|hsa|vero|oly)_\w+|(?:fbc|gc|dc|msclk|yc|twc|wbra|gbra|igsh)l?id|igsh|gs_l|_gl|_ga|"
    r"mc_(?:c|e)id|ref_src|ref_url|fb_\w+|share_?id|amp|outputtype|output_type|is_amp",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
_AMP = re.compile(r"/amp(?=/|$)|\.amp(?=$|\.html?$)|(?<=\w)-amp(?=$|\.html?$)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")
_PORTS = (None, 80, 443)


def canonical(url: str) -> str:
    """Return the address without what does not tell one article from another; the same for all that are one.

    >>> canonical("http://m.janpath.example/nahar/amp/?utm_source=x&id=7#top")
    'https://janpath.example/nahar?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"\s", host):
        return url
    while (bare := _DEVICE.sub("", host)) != host:
        host = bare
    path = parts.path
    while (shorter := _shortened(path)) != path:
        path = shorter
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTING.fullmatch(name)
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"https://{host}{'' if port in _PORTS else f':{port}'}{path}{query}"


def _shortened(path: str) -> str:
    """Return a path without what ends or pads it; what stands before that may then be another such end."""
    path = _AMP.sub("", re.sub("/{2,}", "/", path)).rstrip().rstrip("/")
    return _INDEX.sub("", path)
