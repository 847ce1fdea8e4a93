"""Languages that are written like Hindi or English and are neither: told by their commonest words and endings.

A language gives itself away by small words: a Hindi sentence without है, ने, को, का, और hardly exists, a Marathi one
without आहे, आणि, -च्या neither. Names and loans, which all of them share, count for none. What has too few such words
is taken for Hindi or English: a headline has the benefit of the doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile("[\u0900-\u0963\u0970-\u097f\u200c\u200d]+|[a-z]+(?:'[a-z]+)?")
_LONGEST = 40_000  # characters looked at: the language of a text shows in its first pages
_FEWEST = 2  # words of the other language; fewer are a quotation or a name
_ENDS = re.compile(r"[\n।॥.?!|]+")
_OWN = 0.4  # of the words in sentences that are plainly Hindi or English: the rest is quoted, a speech or a verse
_PLAIN = 0.14  # of the words of such a sentence are small words of its language
_SHARE = 0.1  # of all words: in a real text of any of these languages it is 0.2 and more


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """What a language is known by: whole words, endings, and the words of Hindi or English that speak against it."""

    name: str
    words: frozenset[str]
    endings: re.Pattern[str]
    against: frozenset[str]


_HINDI = _words("""
है हैं था थे थी थीं ने को का की और नहीं रहा रही रहे गया गयी गई गए गये किया करने दिया दी दिए लिए लिया हुआ हुई हुए यह वह इस उस
इन उन इसके उसके उन्होंने इसे उसे ये वे भी तो हो होने कि जो कर करते करता करती बताया कहा होगा होगी होंगे सकते सकता सकती वाले वाली
साथ बाद अपने अपनी अपना लेकिन मैं मुझे आपको क्या कैसे जिसे जिसमें जिससे
""")
# Bhojpuri and Maithili have these as well, the others have endings instead.
_HINDI_PARTICLES = _words("के में से पर तक")

_ENGLISH = _words("""
the of and in for on was were is are with that by at from as it be an his her said has have had after will not their who
which this they but been
""")

_DEVANAGARI_NEIGHBOURS = (
    _Language(
        name="Marathi",
        words=_words("""
        आहे आहेत होते होती होता आणि नाही नाहीत मध्ये केले केली केला झाली झाला झाले असून असे असा अशी हे हा ही या ते ती तो त्या
        त्यांनी त्यांच्या त्यामुळे यांनी यांच्या येथे येथील आम्ही तेव्हा आता पुन्हा म्हणून म्हणाले म्हणाली म्हणतात सांगितले करण्यात
        आले आली आला येणार जाणार होणार करणार व त्याला तिचे तिला काल उद्या एकही मोठ्या मोठी मोठा शकते शकतो देण्यात
        """)
        - _words("ही या तो हा ती"),  # Hindi has these too
        endings=re.compile(".*(?:ळ.*|च्या|ांनी|ांना|ातील|मध्ये|साठी|मुळे|ण्यात|ण्यास|ल्याचे|ल्याने|ल्या|णाऱ्या|ऱ्या|ांच्या|ांवर|ांची|ांचा|ांचे|ाचे|ाची|ाचा)"),
        against=_HINDI | _HINDI_PARTICLES,
    ),
    _Language(
        name="Nepali",
        words=_words("""
        छ छन् छैन छैनन् थियो थिए भयो भएको भएका भए गरेको गरेका गर्ने गर्न गरी गरे गर्दै हुन्छ हुने हुँदै र पनि तर भने भनेर यस यसमा
        त्यो यो उनले उनी उहाँले आफ्नो हाम्रो रहेको रहेका लागि लागेको तथा अहिले जुन जना वटा सय पर्छ पर्दैन सकेको बताए जनाएको भन्दै
        """)
        - _words("तर तथा सय यस जना भए"),
        endings=re.compile(
            "(?!(?:सबको|उनको|किसको|आपको|हमको|जिनको|इनको|इसको|उसको|मुझको|तुमको|सेको|मेको)$)"
            ".{2,}(?:हरू|हरु|हरूले|लाई|बाट|को|एका|ेका|न्छन्|न्छ|न्थ्यो|दैन|दैनन्|सँगै|पछि|ँदा)|.+र्‍?यो"  # with a ZWJ
        ),
        against=_HINDI | _HINDI_PARTICLES,
    ),
    _Language(
        name="Sanskrit",
        words=_words("""
        अस्ति सन्ति भवति भवन्ति अभवत् आसीत् आसन् च न तु अपि इति एव सः सा तत् एतत् तस्य तेषां अत्र तत्र यत्र अद्य श्वः सर्वे यत् यः
        तस्मिन् अस्मिन् अहं वयं ते किन्तु अतः कृतः कृतम् उक्तं यतः अधुना सह वा अस्माकं
        """)
        - _words("न ते सा वा यत्र अतः"),
        endings=re.compile(
            "(?!(?:अतः|प्रायः|पुनः|क्रमशः|स्वतः|संभवतः|सम्भवतः|अंततः|अन्ततः|पूर्णतः|मूलतः|विशेषतः|मुख्यतः|सामान्यतः|वस्तुतः|अंशतः|छः|"
            "अर्थात्|श्रीमान्|महान्|विद्वान्|भगवान्|जगत्|पश्चात्|न्याय|अन्याय|उपाय|समुदाय|"
            "अध्याय|व्यवसाय|अभिप्राय|पर्याय|संप्रदाय|सम्प्रदाय|निकाय|उपाध्याय|स्वाध्याय|सदस्य|रहस्य|हास्य|आलस्य|मत्स्य|स्वास्थ्य|शांति|शान्ति|क्रांति|"
            "क्रान्ति)$)"
            ".{2,}(?:ः|म्|न्|त्|स्य|न्ति|ष्यति|ष्यन्ति|ेषु|ासु|ाणि|ानि|ेण|ाय|ायाः)"
        ),
        against=_HINDI | _HINDI_PARTICLES,
    ),
    _Language(
        name="Bhojpuri",
        words=_words("""
        बा बाड़े बाड़न बाड़ी बानी बिया नइखे नइखीं भइल गइल कइल रहल दिहल मिलल रहलन कहलन कहले कहलें कहलस करत जात होला आवेला आवत होखे
        करेला करेलन चाहीं रउआ रउवा हमनी ओकरा ओकर ओकनी हमार हमरा तोहार एगो दू गो केहू काहे जवन जवना तवन बाकिर अबहीं अबकी एह ओह
        अउरी अउर ऊ ई लइका लइकी मेहरारू नीक खातिर लागल पहिले कइसे अइसन जइसन लो सन काल्ह कहत देवे जाई होई पड़ी
        """)
        - _words("पहिले खातिर जात लो सन गो होई"),
        endings=re.compile(".{2,}(?:इलें|अलें|लन|लस|इहें|इहन|ावल|इलन)"),
        against=_HINDI,
    ),
    _Language(
        name="Maithili",
        words=_words("""
        अछि छथि छल छलाह छलि छनि छै छी भेल गेल कएल देल रहल जाएत होएत सँ मे केँ केर सभ एहि ओहि जाहि जे ओ नहि लेल कऽ भऽ लऽ अपन हमर
        हुनक हुनका ओकर ओकरा एकटा टा आब एखन एखनो मुदा सेहो आओर बड़ नीक कहलनि कहैत करैत रहैत आएल तेँ जकर काल्हि चारि धरि
        """)
        - _words("छल रहल जे ओ नहि"),
        endings=re.compile(".{2,}(?:लनि|तनि|ताह|लाह|ैत|ल्क|लक|बाक|करबा|ओल)"),
        against=_HINDI,
    ),
)  # fmt: skip

_LATIN_HINDI = _Language(
    name="Hindi in Latin letters",
    words=_words("""
    hai hain tha thi ka ki ke mein main ko ne par se aur nahi nahin bhi yeh ye woh wo kya kyon kaise kab kahan jab tab
    lekin magar kar karte karna karne kiya gaya gayi gaye raha rahi rahe hua hui hue hoga hogi honge liye wala wale wali
    apne apni apna unke uske iske unhone is us ek do sab sabhi log logon kaha kehna bataya saal din baad abhi phir tak
    aaj kal toh agar aap hum mera meri tera hamare usme isme jisse isse ho diya di rupaye
    """)
    - _words("is us do main par log din tab"),
    endings=re.compile("(?!x)x"),
    against=_ENGLISH | _words("is to a"),
)


def neighbour(text: str) -> str | None:
    """Return the name of the language that a text in Devanagari is written in when it is plainly not Hindi; else None.

    >>> neighbour("पुण्यात जोरदार पाऊस झाला आणि रस्त्यांवर पाणी साचले आहे."), neighbour("पुणे में जोरदार बारिश हुई है।")
    ('Marathi', None)
    """
    return _neighbour(text[:_LONGEST].lower(), _DEVANAGARI_NEIGHBOURS)


def latin_neighbour(text: str) -> str | None:
    """Return the name of the language that a text in Latin letters is written in when it is plainly not English.

    >>> latin_neighbour("Patna mein bhari barish hui aur pani bhar gaya hai"), latin_neighbour("Rain floods Patna")
    ('Hindi in Latin letters', None)
    """
    return _neighbour(text[:_LONGEST].lower(), (_LATIN_HINDI,))


def _neighbour(text: str, languages: tuple[_Language, ...]) -> str | None:
    words = _WORD.findall(text)
    found = _best(words, languages)
    if found is None:
        return None
    own = sum(len(part) for part in map(_WORD.findall, _ENDS.split(text)) if _is_own(part, found))
    return None if own >= _OWN * len(words) else found.name


def _is_own(words: list[str], language: _Language) -> bool:
    """Tell whether a sentence of a text that is taken for another language is plainly Hindi or English."""
    against = sum(word in language.against for word in words)
    theirs = sum(word in language.words or language.endings.fullmatch(word) is not None for word in words)
    return against >= _FEWEST and against >= _PLAIN * len(words) and against > theirs


def _best(words: list[str], languages: tuple[_Language, ...]) -> _Language | None:
    best, most = None, 0
    for language in languages:
        found = [word for word in words if word in language.words or language.endings.fullmatch(word)]
        found = [word for word in found if word not in language.against]
        enough = len(found) >= max(_FEWEST, _SHARE * len(words)) and len(set(found)) > 1
        if enough and len(found) > max(most, sum(word in language.against for word in words)):
            best, most = language, len(found)
    return best
