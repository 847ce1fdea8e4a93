"""Lines by which a site speaks to its readers: follow us, download, log in, "the author's own views".

Such a line may be a whole sentence. It is told by two things at once, a channel and what is to be done there, so
that news about channels stays: "फेसबुक पर विवाद के बाद बदली नीति" asks for nothing.
"""

from __future__ import annotations

import re

from indexer.cleaning.shape import is_sentence, plain

_CHANNEL = re.compile(
    r"ऐप|एप|\bapp\b|चैनल|ग्रुप|न्यूजलेटर|newsletter|फेसबुक|facebook|ट्विटर|twitter|व्हाट्सएप|व्हाट्सऐप|वॉट्सऐप|whatsapp|"
    r"टेलीग्राम|telegram|इंस्टाग्राम|instagram|यूट्यूब|youtube|google news|गूगल न्यूज|ई-?पेपर|e-?paper|\bपेज\b|नोटिफिकेशन"
)
_DO = re.compile(
    r"(?:फॉलो|सब्सक्राइब|लाइक|ज्वाइन|जॉइन|डाउनलोड|रिफ्रेश|इंस्टॉल|ऑन|क्लिक) (?:जरूर )?करें|जुडें|जुडने के लिए|"
    r"\b(?:follow|subscribe|join|download|install|like)\b|पढें .*ई-?पेपर$"
)
_NOTICE = re.compile(
    r"(?:डिस्क्लेमर|अस्वीकरण|disclaimer|वैधानिक चेतावनी)\s*[:：\-–—]\s*\S|"
    r"(?:यह|ये|इस) (?:लेख|खबर|स्टोरी|आर्टिकल) (?:केवल|सिर्फ) (?:सदस्यों|ग्राहकों|सब्सक्राइबर)|"
    r"(?:पूरी|यह|आगे की) (?:खबर|स्टोरी|लेख) पढने के लिए (?:लॉग ?इन|लॉगिन|सब्सक्राइब|रजिस्टर|सदस्य)|"
    r"क्या आपको (?:यह|ये) (?:खबर|लेख|स्टोरी|जानकारी) |"
    r"पहले से सदस्य हैं|already a (?:subscriber|member)|"
    r"(?:यह|ये|इस) (?:खबर|स्टोरी|रिपोर्ट|लेख) .{0,60}(?:एजेंसी|फीड|सिंडिकेट|टीम) "
    r".{0,80}(?:ली गई|लिया गया|संपादित|बदलाव|प्रकाशित)|"
    r"(?:ये|यह|उपरोक्त|व्यक्त) .{0,30}(?:लेखक|लेखिका) के (?:अपने|निजी) .{0,20}?विचार|"
    r"(?:the )?views expressed (?:here |above )?are|this story has (?:not been|been) (?:edited|published)|"
    r"view this post on|a post shared by|pic\.twitter\.com/|(?:tweet|video|post) embedded|"
    r"(?:(?:इस )?(?:आर्टिकल|खबर|लेख|स्टोरी|पोस्ट) को )?शेयर (?:जरूर |अवश्य )?करें$|"
    r".{0,60}(?:खबर(?:ें)?|पढने|देखने|जुडने|फॉलो करने|सब्सक्राइब करने|चैनल|ग्रुप) (?:के लिए )?(?:यहां|नीचे|इस लिंक पर) .{0,20}?क्लिक करें$|"
    r".{0,60}(?:ईमेल|मेल|इनबॉक्स|मोबाइल|फोन|व्हाट्सएप) (?:पर|में) (?:पाएं|पढें|मंगाएं)$|"
    r"(?:get|read|catch|stay updated with|listen to) .{0,20}(?:latest|breaking) .{0,90}"
    r"\b(?:app|whatsapp|telegram|newsletter|inbox)\b.{0,40}$|"
    r"comments are closed|(?:last )?updated?\s*[:：]\s*(?:कल|आज|today|yesterday)|"
    r"(?:\S+ ){0,3}(?:ताजा|ताजातरीन|latest|हिंदी|देश).{0,40}(?:अपडेट|खबरों|news).{0,30}(?:के लिए|रहने के लिए) .{0,60}"
    r"(?:करें|पढें|जुडें|जुडे रहें|बने रहें)|विज्ञापन के बाद (?:खबर|स्टोरी)|खबर (?:अभी )?(?:जारी|अपडेट हो रही) है$"
)
_SIGNATURE = re.compile(r"[—–-]\s?.{1,60}\(@\w{1,20}\)")  # under a post of a social network
_SIGNS_ALONE = re.compile(r"[\W\d_]+")  # 👍 12 👎 0
_FIGURE = re.compile(r"[▲▼]|[⬆⬇]")  # a ticker of markets
_COUNTER = re.compile(
    r"\d{1,3}\s?/\s?\d{1,3}|\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d)?"
)  # picture 2 of 4, the time of a film
_TO_READERS = re.compile(r"^(?!.*(?:कहा|बताया|अपील|[\"“”‘’])).*(?:हमारी|हमारे|हमें) .*(?:करें|जुडें)$")  # the paper's own voice
_LONG = 130  # characters of a line that asks for something; disclaimers are longer
_SIGN = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")


def is_notice(text: str) -> bool:
    """Tell whether the site speaks to its readers in this line.

    >>> is_notice("Google News पर हमें फॉलो करें"), is_notice("व्हाट्सएप ने चैनल बंद किए")
    (True, False)
    """
    if len(text) > 8 * _LONG:
        return False
    if _SIGN.search(text) and _SIGNS_ALONE.fullmatch(text):
        return True
    bare = plain(_SIGN.sub("", text))
    if _COUNTER.fullmatch(bare) or _SIGNATURE.match(text) or _FIGURE.search(text):
        return len(text) < _LONG
    if len(bare) < 4 * _LONG and _NOTICE.match(bare):
        return True
    asks = len(bare) < _LONG and _CHANNEL.search(bare) is not None and _DO.search(bare) is not None
    return asks and (not is_sentence(text) or _TO_READERS.search(bare) is not None)
