"""ISCII, the Indian standard of 1991 (IS 13194) for Devanagari in eight bits, which Python has no codec for."""

from __future__ import annotations

import re

# From 0xA1 on. "?" stands for the marks that choose another script or have no letter of their own.
_TABLE = dict(
    zip(
        range(0xA1, 0xEB),
        "ँंःअआइईउऊऋऎएऐऍऒओऔऑकखगघङचछजझञटठडढणतथदधनऩपफबभमयय़रऱलळऴवशषसह?ािीुूृॆेैॅॊोौॉ़्।".replace("य़", "\u095f"),
        strict=True,
    )
)
_TABLE |= {0xF1 + digit: chr(0x966 + digit) for digit in range(10)}
_HALANT, _NUKTA, _INVISIBLE, _SCRIPT, _EXTENSION = 0xE8, 0xE9, 0xD9, 0xEF, 0xF0
_COMMON = re.compile(r"(?<![\u0900-\u097f])(?:है|के|का|की|में|से|को|ने|पर|और|हैं)(?![\u0900-\u097f])")
_DEVANAGARI_WORD = re.compile(r"[\u0900-\u097f]+")


def decode_iscii(data: bytes) -> str:
    r"""Return the text of ISCII bytes in Devanagari; bytes that mean nothing there are left out.

    >>> decode_iscii(b"\xd8\xdb\xc6\xe8\xc4\xdc 2")
    'हिन्दी 2'
    """
    parts: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        after = data[at + 1] if at + 1 < len(data) else 0
        at += 1
        if byte < 0x80:
            parts.append(chr(byte))
        elif byte == _HALANT and after in (_HALANT, _NUKTA):
            # twice: a virama that is seen (ZWNJ, U+200C); with the nukta: a half form (ZWJ, U+200D)
            parts.append("\u094d\u200c" if after == _HALANT else "\u094d\u200d")
            at += 1
        elif byte in (_SCRIPT, _EXTENSION):
            at += 1  # the byte behind it says which script or sign
        elif byte != _INVISIBLE:
            parts.append(_TABLE.get(byte, ""))
    return "".join(parts)


def looks_like_iscii(data: bytes) -> bool:
    """Tell whether the bytes, read as ISCII, have the commonest words of Hindi in them, as every text does."""
    sample = data[:65536]
    if sum(byte >= 0xA1 for byte in sample) * 5 < len(sample):
        return False
    text = decode_iscii(sample)
    words = len(_DEVANAGARI_WORD.findall(text))
    return words > 20 and len(_COMMON.findall(text)) * 12 > words
