"""Names of persons, told by their last word: a byline often stands alone, with nothing that says what it is."""

from __future__ import annotations

import re

from indexer.cleaning.shape import count_words, is_prose, read_names

# The commonest family names of papers in Hindi; names that are words as well (राज, दास, सागर, प्रकाश) are left out.
_FAMILY = read_names("""
शर्मा, वर्मा, मिश्रा, मिश्र, तिवारी, त्रिवेदी, द्विवेदी, चतुर्वेदी, त्रिपाठी, पाठक, पांडे, पाण्डेय, पांडेय
शुक्ला, शुक्ल, दुबे, चौबे, उपाध्याय, दीक्षित, अवस्थी, वाजपेयी, बाजपेयी, सिंह, सिन्हा, श्रीवास्तव, सक्सेना, माथुर
भटनागर, निगम, कुमार, कुमारी, यादव, गुप्ता, अग्रवाल, गोयल, मित्तल, जैन, खन्ना, कपूर, मल्होत्रा, चोपड़ा, अरोड़ा
सेठी, झा, चौधरी, ठाकुर, राय, प्रसाद, पासवान, मांझी, महतो, सोरेन, मुंडा, जोशी, पंत, बिष्ट, रावत, नेगी, भट्ट
थपलियाल, उनियाल, डोभाल, नौटियाल, पटेल, मेहता, शाह, देसाई, त्यागी, राठौड़, राठौर, चौहान, सोलंकी, शेखावत, मीणा
गुर्जर, जाट, गहलोत, देवड़ा, व्यास, पुरोहित, पाटिल, देशमुख, कुलकर्णी, देशपांडे, शिंदे, जाधव, नायर, मेनन, रेड्डी
अय्यर, बनर्जी, मुखर्जी, चटर्जी, घोष, खान, अंसारी, सिद्दीकी, आलम, हुसैन, अहमद, कुरैशी, फारूकी, रिजवी, कौर, संधू
ढिल्लों, थापा, गुरुंग, कश्यप, राजपूत, मौर्य, कुशवाहा, निषाद, बघेल, साहू, वर्मन, विश्वकर्मा, प्रजापति, सैनी
भारद्वाज, वशिष्ठ, कौशिक, मल्लिक, मेहरा, भाटिया, पाल, sharma, verma, mishra, tiwari, pandey, shukla, dubey, singh
sinha, srivastava, saxena, kumar, kumari, yadav, gupta, agarwal, jain, jha, chaudhary, thakur, rai, joshi, pant
bisht, rawat, negi, bhatt, patel, mehta, rathore, chauhan, meena, khan, ansari, siddiqui, alam, hussain, kaur
das, ghosh, nair, menon, reddy, iyer, patil, thapliyal, kashyap, trivedi, dwivedi, tripathi
""")
_NAME = re.compile(
    r"(?P<name>[^\W\d_][\w\u0900-\u0963\u200c\u200d.’' ]*?)(?:,\s*(?P<place>[^\W\d_][\w\u0900-\u0963 ]{1,25}))?"
)
_SIGN = re.compile(r"^[^\w\u0900-\u0963]+")  # a pen or a dash before the name
_LONGEST = 45


def person_in(text: str) -> str | None:
    """Return the name when the line is one of a person, alone or with a place behind it; None for any other line.

    >>> person_in("अर्चना वर्मा, ओरछा"), person_in("कैसे हुई शुरुआत")
    ('अर्चना वर्मा', None)
    """
    text = _SIGN.sub("", text)
    match = _NAME.fullmatch(text) if len(text) <= _LONGEST and not is_prose(text) else None
    if match is None or not 2 <= count_words(match["name"]) <= 4 or count_words(match["place"] or "") > 2:
        return None
    family = match["name"].split()[-1]
    if not read_names(family) <= _FAMILY or (match["place"] or "").endswith(" से"):
        return None
    return match["name"].strip()
