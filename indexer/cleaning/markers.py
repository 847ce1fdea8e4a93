"""The words by which a page says that a line is not the article: end of the story, boxes, buttons, captions.

They count only where they are the whole line or open it; see indexer/cleaning/shape.py for why.
"""

from __future__ import annotations

import re

from indexer.cleaning.dates import is_relative, without_date
from indexer.cleaning.notices import is_notice
from indexer.cleaning.shape import count_words, is_paragraph, is_prose, is_sentence, plain, read_names
from search.normalise import ascii_digits


def _names(text: str) -> tuple[str, ...]:
    return tuple(sorted(read_names(text), key=len, reverse=True))  # "read more" before "read"


# After these the story does not go on.
_END = _names("""
end of article, visual stories, photostories, hot picks, trending stories, top trending, trending topics
reader comments, user comments
leave a comment, leave a reply, leave comment, post a comment, add a comment, write a comment
comments, comment, join the conversation, view comments, show comments, start a discussion
your email address will not be published, टिप्पणी करें, टिप्पणी दें, टिप्पणी लिखें
अपनी टिप्पणी लिखें, अपनी टिप्पणी दें, टिप्पणियां, टिप्पणियाँ, टिप्पणी, टिप्पणी छोड़ें, कमेंट करें
कमेंट्स, कमेंट, अपनी राय दें, अपनी राय लिखें, प्रतिक्रिया दें, एक उत्तर छोड़ें, जवाब छोड़ें
recent posts, recent stories, recent news, recent articles, latest posts, latest news
latest stories, latest articles, latest updates, popular posts, more stories, more news, other news
other stories, related posts, related stories, you may also like, you might also like, you may like
more from this section, more from author, around the web, ताज़ा खबरें, ताज़ा खबर, ताज़ा समाचार
ताज़ातरीन, हाल की पोस्ट, हालिया पोस्ट, हाल की खबरें, नवीनतम समाचार, नवीनतम खबरें, लेटेस्ट न्यूज़
लेटेस्ट खबरें, अन्य खबरें, अन्य समाचार, और खबरें, और भी खबरें, खबरें और भी हैं, अधिक खबरें
आपको यह भी पसंद आएगा, post navigation, previous post, next post, previous article, next article
previous story, next story, पिछला लेख, अगला लेख, about the author, about author, लेखक के बारे में
author bio, archives, categories, disclaimer, अस्वीकरण, डिस्क्लेमर, subscribe to our newsletter
newsletter, न्यूज़लेटर, all rights reserved, सर्वाधिकार सुरक्षित, सभी अधिकार सुरक्षित, copyright
most popular, सबसे लोकप्रिय, top categories, quick links, web stories, वेब स्टोरी, वेब स्टोरीज़
photo gallery, फोटो गैलरी
""")
_END_OPENING = re.compile(
    r"(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d|\S+(?: \S+)?$)|all rights reserved|सर्वाधिकार सुरक्षित|सभी अधिकार सुरक्षित|"
    r"your email address will not|\d+\s+(?:comments?|टिप्पणियां|टिप्पणी|कमेंट)$|leave a (?:comment|reply)\b.{0,25}$|"
    r"more from [\w\u0900-\u0963 ]{2,40}$|(?:(?:reader |user )?comments?|recent posts|टिप्पणियां)\s*\(\d+\)?$)"
)

# These may as well head a part of a story: they end it only on a page that was plainly copied off a site.
_WEAK_END = read_names("""
comments, comment, टिप्पणियां, टिप्पणियाँ, टिप्पणी, कमेंट, disclaimer, अस्वीकरण, डिस्क्लेमर
categories, archives, newsletter, other news, other stories, more news, latest news, latest updates
अन्य खबरें, अन्य समाचार, और खबरें, और भी खबरें, अधिक खबरें, ताज़ा खबरें, ताज़ा खबर, ताज़ा समाचार
नवीनतम समाचार, नवीनतम खबरें, previous story, next story, अगला लेख, पिछला लेख, लेखक के बारे में
about the author, copyright
""")

# Boxes with links to other stories, in the middle of the story or after it.
_BOX = _names("""
also read, also see, also watch, also check, read also, read more, read this, read this also
must read, see also, read full story, read next, up next, related, related news, related articles
related article, recommended, recommended stories, recommended for you, trending, trending now
trending news, top stories, top news, most read, watch, यह भी पढ़ें, ये भी पढ़ें, इसे भी पढ़ें
इन्हें भी पढ़ें, यह भी पढ़े, ये भी पढ़े, इसे भी पढ़े, यह भी देखें, ये भी देखें, इसे भी देखें
इन्हें भी देखें, यह भी जानें, ये भी जानें, और पढ़ें, आगे पढ़ें, पूरी खबर पढ़ें, विस्तार से पढ़ें
जरूर पढ़ें, पढ़ें, sponsored, promoted, प्रायोजित,
पढ़ें यह भी, पढ़ें ये भी, यहां पढ़ें, संबंधित खबरें, संबंधित खबर, सम्बंधित खबरें
सम्बन्धित खबरें, संबंधित समाचार, संबंधित लेख, इससे जुड़ी खबरें, इस खबर से जुड़ी खबरें, ट्रेंडिंग
ट्रेंडिंग न्यूज़, टॉप न्यूज़, टॉप स्टोरी, बड़ी खबरें, प्रमुख खबरें, मुख्य समाचार
सबसे ज्यादा पढ़ी गई, ज़्यादा पढ़ी गई, आपके लिए
""")
# … and every other way to say "read this as well": यह खबर भी पढ़ें, और भी पढ़ें, ये वीडियो भी देखें, वीडियो देखें.
_STORY = "(?:खबर|खबरें|लेख|स्टोरी|रिपोर्ट|वीडियो|तस्वीरें)"
_READ = "(?:पढें|पढे|पढिए|देखें|देखे|देखिए|जानें|जाने|सुनें)"
_ALSO = re.compile(
    rf"(?:यह|ये|इसे|इन्हें|और)(?: {_STORY})? भी(?: {_STORY})?(?: जरूर)? {_READ}|(?:यह|ये|और) {_STORY} {_READ}|"
    rf"{_STORY} भी {_READ}|{_READ} (?:यह|ये) (?:{_STORY} )?भी|वीडियो (?:में )?(?:देखें|देखिए)"
)
_BOX_OPENING = re.compile(
    rf"(?:{'|'.join(re.escape(name) for name in _BOX)}|{_ALSO.pattern})\s*(?P<mark>[:：ः\-–—|>»]|\s)\s*(?=\S)"
)
_OPENING_NEEDS_MARK = frozenset(_names("related, trending, watch, पढ़ें, और पढ़ें, आगे पढ़ें, top news, most read, recommended"))

# Buttons, menus, advertisements.
_FURNITURE = read_names("""
home, होम, मुख्य पृष्ठ, मुखपृष्ठ, menu, मेनू, मेन्यू, search, खोजें, सर्च, login, log in, sign in
sign up, register, logout, my account, लॉगिन, लॉग इन, साइन इन, साइन अप, रजिस्टर, epaper, e-paper
ई-पेपर, ईपेपर, ई पेपर, subscribe, सब्सक्राइब करें, subscribe now, share, share this, share now, शेयर
शेयर करें, साझा करें, whatsapp, facebook, twitter, x, telegram, linkedin, instagram, youtube
pinterest, reddit, email, e-mail, mail, print, tweet, koo, threads, copy link, copy, copy url
link copied, लिंक कॉपी करें, व्हाट्सएप, व्हाट्सऐप, वॉट्सऐप, फेसबुक, ट्विटर, टेलीग्राम, इंस्टाग्राम
यूट्यूब, ईमेल, प्रिंट, कॉपी लिंक, via, on, पर, और, or, and, follow, follow us, follow us on
follow on google news, google news, हमें फॉलो करें, फॉलो करें, गूगल न्यूज़, join us, join whatsapp
join our whatsapp channel, join our whatsapp group, whatsapp channel, telegram channel
व्हाट्सएप चैनल, चैनल से जुड़ें, advertisement, advertisements, advertise, ad, ads, विज्ञापन, इश्तहार, advertisement remove ads
advertisement scroll to continue, advertisement. scroll to continue
article continues below this ad, story continues below this ad, story continues below advertisement
about us, contact us, contact, privacy policy, privacy, terms of use, terms & conditions
terms and conditions, terms, sitemap, cookie policy, rss, careers, feedback, grievance
हमारे बारे में, संपर्क करें, संपर्क, विज्ञापन दें, गोपनीयता नीति, नियम और शर्तें, skip to content
skip to main content, listen, listen to article, listen to this article, सुनें, खबर सुनें, save
bookmark, सेव करें, बुकमार्क, download app, download our app, ऐप डाउनलोड करें, app, ऐप, install app
open in app, ऐप में पढ़ें, ऐप खोलें, close, next, previous, prev, next>>, अगला, पिछला, view all
see all, सभी देखें, और देखें, show more, load more, back to top, top, loading, likes, views, like
name *, email *, website, post comment, submit, cancel reply, video, videos, photos, वीडियो, फोटो
live, live tv, लाइव टीवी, लाइव, font size, text size, play, rate this article, share your feedback
next gallery, पिछली गैलरी, अगली गैलरी, a+ a-, aaa, notification, notifications
नोटिफिकेशन, अ+, अ-, hindi, english, हिंदी, language, भाषा बदलें, a- a+
auto refresh, auto refresh: on, live updates end here
show older updates, show newer updates, load more updates, और अपडेट लोड करें, और लोड करें, और अपडेट देखें, mute, unmute
anonymous, reply, जवाब दें, sort by, sort by: newest, newest, oldest, next photo, previous photo, अगली फोटो, पिछली फोटो
सब्सक्राइब, अपना ईमेल लिखें, अपना ईमेल डालें, enter your email, video player is loading, ये वीडियो भी देखें
""")
# Labels of the story's own parts: they go, but say nothing about where the text was copied from.
STORY_LABELS = read_names("सार, विस्तार, हाइलाइट्स, मुख्य बातें, खास बातें, highlights, key highlights, story highlights")
_FURNITURE_OPENING = re.compile(
    r"(?:follow us (?:on|for)\b|follow .{0,30} on google news|join (?:our|us|the) .{0,30}(?:whatsapp|telegram)|"
    r"save my name, email|download (?:the|our) .{0,30}app\b|\d+\s*(?:min(?:ute)?s?|मिनट)\s*(?:read|में पढें|पढें)$|"
    r"(?:हमें|हमारे|ताजा).{0,60}(?:फॉलो करें|चैनल से जुडें|ग्रुप से जुडें|डाउनलोड करें|सब्सक्राइब करें)$|"
    r"(?:\S+ ){1,2}पर (?:शेयर|साझा) करें$|powered by \S+(?: \S+)?$|video player is|"
    r"\d+(?:[.,]\d+)?\s*[km]?\s*(?:views?|shares?|likes?|व्यूज|शेयर)$)"
)
_CAPTION_OPENING = re.compile(
    r"[(\[]?(?:फोटो|फाइल फोटो|तस्वीर|प्रतीकात्मक तस्वीर|सांकेतिक तस्वीर|चित्र|वीडियो|फोटो साभार|फोटो क्रेडिट|फोटो सोर्स|"
    r"photo|file photo|image|image source|image credit|photo credit|photo source|picture|representative image|video|"
    r"representational image|pic credit|pic|फोटो कैप्शन|photo gallery|फोटो गैलरी)"
    r"(?:\s*\d+\s*/\s*\d+)?\s*[:：\-–—|]|credits?\s*[:：]"
)
_PICTURE_CREDIT = re.compile(
    r"[।.(\[]\s*(?:फोटो|photo|तस्वीर|छायाचित्र)(?: क्रेडिट| साभार| credit)?\s*[:：\-–—]\s*[^।:]{2,40}$"
)
_CAPTIONS = read_names("""
फाइल फोटो, प्रतीकात्मक तस्वीर, सांकेतिक तस्वीर, प्रतीकात्मक फोटो, सांकेतिक फोटो, file photo
representative image, representational image, file image, image source
""")
_CLOCK = re.compile(r"\(?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*बजे)?(?:\s*\(?(?:IST|आईएसटी)\)?)?\)?", re.IGNORECASE)
_HEADLINE = 160  # characters; a headline is not longer, whatever full stops it has
_LONGEST_MARKER, _LONGEST_LINK, _LONGEST_MENU, _LONGEST_STAMP = 160, 300, 2000, 120  # characters
_LETTER = re.compile(r"[^\W_]")
_BOX_NAMES = frozenset(_BOX)
_END_NAMES = frozenset(_END)
_MOVING = re.compile(r"\s*(?:[|/•·,:»›>]|\s[-–—]\s)\s*")


def is_end(text: str, *, copied: bool = True) -> bool:
    """Tell whether the line opens what comes after the story: comments, recent posts, the foot of the page.

    `copied` says whether the text bears other traces of a site; without them words such as "टिप्पणी" are a subhead.

    >>> is_end("Leave a Comment"), is_end("© 2024 DishaVarta"), is_end("लेखकों ने टिप्पणी की।")
    (True, True, False)
    """
    if len(text) > _LONGEST_MARKER:
        return False
    bare = plain(text)
    if bare in _END_NAMES:
        return copied or bare not in _WEAK_END
    return _END_OPENING.match(bare if not text.startswith(("©", "(c)", "(C)")) else "©") is not None


def is_box(text: str) -> bool:
    """Tell whether the line, alone, opens a box of links: "Also Read", "संबंधित खबरें:"."""
    return len(text) <= _LONGEST_MARKER and (plain(text) in _BOX_NAMES or _ALSO.fullmatch(plain(text)) is not None)


def is_box_with_link(text: str) -> bool:
    """Tell whether the line is such a box and its link in one: "Also Read- a headline -Site".

    >>> is_box_with_link("यह भी पढ़ें: नदी में उफान"), is_box_with_link("यह भी पढ़ें और सोचें कि नदी क्यों उफनी।")
    (True, False)
    """
    if len(text) > _LONGEST_LINK:
        return False
    bare = plain(text)
    match = _BOX_OPENING.match(bare)
    if match is None:
        return False
    if match["mark"].isspace():
        return not is_prose(text) and bare[: match.start("mark")].strip() not in _OPENING_NEEDS_MARK
    return len(text) < _HEADLINE or not is_paragraph(text)


def is_furniture(text: str) -> bool:
    """Tell whether the line is a button, a menu, an advertisement's label or several of them.

    >>> is_furniture("शेयर करें: Facebook | X | WhatsApp"), is_furniture("फेसबुक पर विवाद के बाद बदली नीति")
    (True, False)
    """
    if not _LETTER.search(text):
        return True  # a rule of dashes, a lone bullet
    if len(text) > _LONGEST_MENU:
        return False
    bare = plain(text)
    if bare in _FURNITURE or bare in _CAPTIONS or bare in STORY_LABELS:
        return True
    if is_notice(text):
        return True
    if is_sentence(text):
        return False
    if _FURNITURE_OPENING.match(bare):
        return True
    pieces = [plain(piece) for piece in _MOVING.split(bare)]
    if all(piece in _FURNITURE or not piece or _FURNITURE_OPENING.match(piece) for piece in pieces):
        return True
    words = bare.replace("|", " ").split()
    return len(words) <= 8 and all(word in _FURNITURE for word in words)


def is_caption(text: str) -> bool:
    """Tell whether the line is the caption or the credit of a picture: "फोटो: एजेंसी"."""
    if len(text) > _LONGEST_MARKER:
        return False
    bare = " ".join(plain(text).split())
    return _CAPTION_OPENING.match(bare) is not None or bare in _CAPTIONS or _PICTURE_CREDIT.search(bare) is not None


def is_stamp(text: str) -> bool:
    """Tell whether the line is a stamp of a teaser: "21 mins ago", "राहुल वर्मा • 2 घंटे पहले"."""
    if len(text) >= _LONGEST_STAMP:
        return False
    if _CLOCK.fullmatch(ascii_digits(text)):
        return True  # of an entry of a live blog
    return is_relative(text) and not is_prose(text) and count_words(without_date(text)) <= 4
