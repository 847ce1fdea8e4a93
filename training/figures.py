"""Short rows that teach numbers, dates, addresses and codes to pass through unchanged."""

from __future__ import annotations

from random import Random

from training.parallel import Pair

_MONTHS = {
    "जनवरी": "January",
    "फरवरी": "February",
    "मार्च": "March",
    "अप्रैल": "April",
    "मई": "May",
    "जून": "June",
    "जुलाई": "July",
    "अगस्त": "August",
    "सितंबर": "September",
    "अक्टूबर": "October",
    "नवंबर": "November",
    "दिसंबर": "December",
}
_UNITS = {
    "लाख": "lakh",
    "करोड़": "crore",
    "प्रतिशत": "per cent",
    "किलोमीटर": "kilometres",
    "मीटर": "metres",
    "टन": "tonnes",
    "रुपये": "rupees",
    "डॉलर": "dollars",
    "घंटे": "hours",
    "दिन": "days",
    "साल": "years",
    "लोग": "people",
}
_DEVANAGARI_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
_ENDINGS = (".com", ".in", ".org", ".gov.in", ".co.in", ".net")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def figure_rows(count: int, random: Random) -> list[Pair]:
    """Return so many rows; one in three has its digits in Devanagari on the Hindi side."""
    kinds = (_number, _amount, _date, _short_date, _web_address, _mail_address, _code)
    return [Pair(*random.choice(kinds)(random), "figures") for _ in range(count)]


def indian_number(number: int) -> str:
    """Return a number with its digits grouped as in India.

    >>> indian_number(1234567)
    '12,34,567'
    """
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


def _number(random: Random) -> tuple[str, str]:
    number = random.randrange(10 ** random.randint(1, 8))
    written = random.choice([str(number), indian_number(number), f"{number:,}", f"{number / 100:.2f}"])
    return _maybe_devanagari(written, random), written


def _amount(random: Random) -> tuple[str, str]:
    written = random.choice([str(random.randint(2, 999)), f"{random.randint(1, 99)}.{random.randint(1, 9)}"])
    hindi, english = random.choice(list(_UNITS.items()))
    return f"{_maybe_devanagari(written, random)} {hindi}", f"{written} {english}"


def _date(random: Random) -> tuple[str, str]:
    hindi, english = random.choice(list(_MONTHS.items()))
    day, year = str(random.randint(1, 28)), str(random.randint(1947, 2030))
    if random.random() < 0.5:
        return f"{_maybe_devanagari(day, random)} {hindi}", f"{day} {english}"
    written = _maybe_devanagari(f"{day} {hindi} {year}", random)
    return written, f"{day} {english} {year}"


def _short_date(random: Random) -> tuple[str, str]:
    mark = random.choice("/-.")
    written = f"{random.randint(1, 28):02d}{mark}{random.randint(1, 12):02d}{mark}{random.randint(1947, 2030)}"
    return _maybe_devanagari(written, random), written


def _web_address(random: Random) -> tuple[str, str]:
    host = random.choice(["www.", "", "news."]) + _word(random) + random.choice(_ENDINGS)
    path = "".join(f"/{_word(random)}" for _ in range(random.randint(0, 2)))
    written = random.choice(["https://", "http://", ""]) + host + path
    return written, written


def _mail_address(random: Random) -> tuple[str, str]:
    written = f"{_word(random)}@{_word(random)}{random.choice(_ENDINGS)}"
    return written, written


def _code(random: Random) -> tuple[str, str]:
    letters = "".join(random.choices(_LETTERS.upper(), k=random.randint(2, 4)))
    written = f"{letters}{random.choice(['-', ' ', ''])}{random.randint(1, 9999)}"
    return written, written


def _word(random: Random) -> str:
    return "".join(random.choices(_LETTERS, k=random.randint(3, 9)))


def _maybe_devanagari(written: str, random: Random) -> str:
    return written.translate(_DEVANAGARI_DIGITS) if random.random() < 1 / 3 else written
