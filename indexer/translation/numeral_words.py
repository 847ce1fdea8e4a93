"""The words of numbers in Hindi and English, and what they are worth.

एक, पहले and दूसरे stand apart: "a", "before" and "other" are what they mean more often.
"""

from __future__ import annotations

UNITS = {
    "सौ": 100, "सैकड़ा": 100, "हजार": 1000, "हज़ार": 1000, "लाख": 10**5, "करोड़": 10**7, "अरब": 10**9, "खरब": 10**11,
    "hundred": 100, "thousand": 1000, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5, "million": 10**6,
    "millions": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "mn": 10**6,
}  # fmt: skip


def _table(text: str) -> dict[str, float]:
    """Return the values of words from a text of groups such as "3 तीन तीसरा"."""
    values: dict[str, float] = {}
    for line in text.strip().splitlines():
        for group in line.split(","):
            value, *words = group.split()
            values |= dict.fromkeys(words, float(value))
    return values


HINDI = _table("""
    1 एक, 2 दो, 3 तीन तीसरा तीसरी तीसरे, 4 चार चौथा चौथी चौथे, 5 पांच पाँच पांचवां पांचवीं पांचवें पाँचवां पाँचवीं पाँचवें
    6 छह छः छे छठा छठी छठे छठवें, 7 सात सातवां सातवीं सातवें, 8 आठ आठवां आठवीं आठवें, 9 नौ नौवां नौवीं नौवें
    10 दस दसवां दसवीं दसवें, 11 ग्यारह ग्यारहवीं, 12 बारह बारहवीं, 13 तेरह, 14 चौदह, 15 पंद्रह पन्द्रह, 16 सोलह, 17 सत्रह
    18 अठारह अट्ठारह, 19 उन्नीस, 20 बीस, 21 इक्कीस, 22 बाईस बाइस, 23 तेईस तेइस, 24 चौबीस, 25 पच्चीस, 26 छब्बीस, 27 सत्ताईस
    27 सत्ताइस, 28 अट्ठाईस अट्ठाइस अठाईस, 29 उनतीस, 30 तीस, 31 इकतीस इकत्तीस, 32 बत्तीस, 33 तैंतीस, 34 चौंतीस, 35 पैंतीस
    36 छत्तीस, 37 सैंतीस
    38 अड़तीस, 39 उनतालीस, 40 चालीस, 41 इकतालीस, 42 बयालीस, 43 तैंतालीस, 44 चौवालीस, 45 पैंतालीस, 46 छियालीस, 47 सैंतालीस
    48 अड़तालीस, 49 उनचास, 50 पचास, 51 इक्यावन, 52 बावन, 53 तिरपन, 54 चौवन, 55 पचपन, 56 छप्पन, 57 सत्तावन, 58 अट्ठावन
    59 उनसठ, 60 साठ, 61 इकसठ, 62 बासठ, 63 तिरसठ, 64 चौंसठ, 65 पैंसठ, 66 छियासठ, 67 सड़सठ, 68 अड़सठ, 69 उनहत्तर, 70 सत्तर
    71 इकहत्तर, 72 बहत्तर, 73 तिहत्तर, 74 चौहत्तर, 75 पचहत्तर, 76 छिहत्तर, 77 सतहत्तर, 78 अठहत्तर, 79 उनासी, 80 अस्सी
    81 इक्यासी, 82 बयासी, 83 तिरासी, 84 चौरासी, 85 पचासी, 86 छियासी, 87 सत्तासी, 88 अट्ठासी, 89 नवासी, 90 नब्बे
    91 इक्यानवे, 92 बानवे, 93 तिरानवे, 94 चौरानवे, 95 पचानवे, 96 छियानवे, 97 सत्तानवे, 98 अट्ठानवे, 99 निन्यानवे
    1.5 डेढ़, 2.5 ढाई
""")
VAGUE_HINDI = _table("""
    0 शून्य, 1 पहला पहली पहले, 2 दूसरा दूसरी दूसरे दोनों, 3 तीनों, 4 चारों, 5 पांचों, 100 सौ, 1000 हजार हज़ार
    100000 लाख, 10000000 करोड़
""")
PARTS = {"साढ़े": 0.5, "सवा": 0.25, "पौने": -0.25}
ENGLISH = _table("""
    0 zero, 1 one first once single a an, 2 two second twice double, 3 three third thrice, 4 four fourth, 5 five fifth
    6 six sixth, 7 seven seventh, 8 eight eighth, 9 nine ninth, 10 ten tenth, 11 eleven eleventh, 12 twelve twelfth
    13 thirteen thirteenth, 14 fourteen fourteenth, 15 fifteen fifteenth, 16 sixteen sixteenth
    17 seventeen seventeenth, 18 eighteen eighteenth, 19 nineteen nineteenth, 20 twenty twentieth
    30 thirty, 40 forty, 50 fifty, 60 sixty, 70 seventy, 80 eighty, 90 ninety
""")
TENS = range(20, 100, 10)
ONE = ("a", "an", "एक")  # numbers only before a unit
