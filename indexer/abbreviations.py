"""Words after which a full stop does not end a sentence, or does so only sometimes."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Written without nukta; words that also end sentences (ली, ले, आ, जन) are left out. A full stop is part of these.
HINDI_ABBREVIATIONS = _words("""
    डॉ डा डाॅ प्रो श्री मो मोह मु पं स्व सं क्र कु कि मी किमी सेमी मिमी किग्रा ग्रा मिग्रा मिली लि प्रा प्रालि कं रु रू
    पै नं पृ वि अनु दू मोब इं इंजी एड एडवो उप्र मप्र हिप्र प्र कर्न ब्रि मेज सेंट तह जि चि न्या मि मिसेज
""")

# The names of the Latin letters that are no word of their own …
HINDI_INITIALS = _words("ए बी सी डी एफ एच जे एल एम एन क्यू आर एस टी यू वी डब्ल्यू डबल्यू एक्स वाई जेड जैड")
# … and those that are: "वह घर आई. उसने", "गांधी जी. वे", "चाय पी. फिर", "घर के."
HINDI_INITIALS_OR_WORDS = _words("आई ई जी के ओ पी पू मा")

# What a Hindi sentence often ends with; tells a bar typed for a danda from a bar between two headlines.
HINDI_FINAL_WORDS = _words("""
    है हैं हूं हूँ था थे थी थीं हो होगा होगी होंगे गया गयी गई गए गये दिया दी दिए दिये लिया ली लिए किया की किए किये
    कहा बताया रहा रही रहे चुका चुकी चुके जाएगा जाएगी जाएंगे जायेगा जायेगी करेगा करेगी करेंगे सकता सकती सकते नहीं
    चाहिए हुआ हुई हुए आया आई आए लगा लगी लगे पाया पाई पाए मिला मिली मिले करें रखें देखें जाए जाये होता होती होते
    करता करती करते
""")

# Without the full stop, in lower case.
ENGLISH_NEVER_LAST = _words("""
    mr mrs ms dr prof st no nos rs vs gen col lt capt sgt gov sen rep hon rev maj brig adm cmdr pres supt fig vol pp
    e.g i.e cf approx dept est ph.d mt ft smt km shri sh
""")
ENGLISH_SOMETIMES_LAST = _words("""
    inc ltd co corp pvt bros jr sr etc a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd
""")
# After an abbreviation that may end a sentence, one of these says that it did.
ENGLISH_STARTERS = _words("""
    The A An It He She They We I You This That These Those In On At But And However Meanwhile After Before When While
    If As There Its His Her Their Our For From With By To Also Last Earlier Later Police Officials
""")
