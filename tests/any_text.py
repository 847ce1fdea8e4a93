"""Texts as nobody writes them, for properties that must hold for any text whatever."""

from __future__ import annotations

from hypothesis import strategies as st

_DEVANAGARI = st.sampled_from([*map(chr, range(0x900, 0x980))])
_WORDS = st.sampled_from(
    [
        "क़ानून",
        "कानून",
        "हिन्दी",
        "गयी",
        "के.पी.",
        "5जी",
        "1,00,000",
        "१२",
        "3.5",
        "U.S.",
        "India's",
        "G20",
        "don’t",
        "IITकानपुर",
    ]
)
_INVISIBLE = st.sampled_from(
    [
        "\u093c",  # nukta
        "\u094d",  # virama
        "\u200c",  # ZWNJ
        "\u200d",  # ZWJ
        "\u200b",  # zero-width space
        "\u202e",  # right to left from here
        "\u2066",  # isolate
        "\u0301",  # acute
        "\u0316",  # grave below
        "\ufe0f",  # as an emoji
        "\ufeff",  # byte order mark
        "\x00",
        "\x1b",
        "\ud800",  # half of a letter
        "\udfff",
    ]
)
_OTHER = st.sampled_from(
    ["א", "ﷺ", "🧑‍🚒", "क्ष", "한", "ß", "İ", "ﬁ", "Ⅷ", "①", "½", "𝒳", "ⅰ", "\u1e9b\u0323", "ௌ", "꣡", "\U000112df"]
)
_MARKS = st.sampled_from(
    [*" \t\n\r\u00a0\u2028।॥.,:;-–'\"“”()*|#@<>&?!…", "OR", "title:", "since:", "lang:", "NOT", '-"', "* "]
)
_PIECE = st.one_of(_DEVANAGARI, _WORDS, _INVISIBLE, _OTHER, _MARKS, st.characters())
_RUN = st.tuples(_PIECE, st.integers(1, 60)).map(lambda run: run[0] * run[1])

ANY_TEXT = st.lists(st.one_of(_PIECE, _PIECE, _RUN), max_size=20).map("".join)
