"""Texts people and attackers type that break document makers; every one must come out as it went in, or be refused.

`LITERAL` holds what XML can hold: each is printed as it was typed. `LONG` holds the same, but very long. `REFUSED`
holds at least one character that XML 1.0 has no place for (production 2, Char): a document with it is never made.
"""

import unicodedata

# ---- by hand: one family of trouble each ----------------------------------------------------------------------------

MARKUP = (
    *("<", ">", "&", '"', "'", "<>", "</", "/>", "&&", "<<", "Ann & <Bob>", "a<b", "a>b", "a & b", "R&D", "<3", ":-<"),
    *("<w:p/>", "</w:t></w:r></w:p>", "<w:br/>", "</w:t><w:t>", "<w:t>x</w:t>", "</w:document>", "<w:tab/>"),
    *("<!-- weg -->", "<!--", "-->", "--", "<![CDATA[x]]>", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<?", "?>"),
    *("<!DOCTYPE x>", "<!ENTITY x 'y'>", "<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;", "&x;", "&amp;", "&lt;b&gt;"),
    *("&#7;", "&#x7;", "&#x1F600;", "&#0;", "&#65;", "&nbsp;", "&amp;amp;", "&;", "&#;", "&#x;", "& amp;", "&quot;"),
    *("xmlns:w=''", "<w:r xmlns:w='x'>", "<b>vet</b>", "<i>", "<br>", "<a href='x'>y</a>", "<img src=x onerror=y>"),
    *("<script>alert(1)</script>", "<svg/onload=alert(1)>", "javascript:alert(1)", "<iframe src='//x'>", "<%= 7 %>"),
    *("\"><script>alert('x')</script>", "';alert(1)//", "<style>*{display:none}</style>", "<math><mi>x", "<x:y/>"),
    *("<w:instrText>DATE</w:instrText>", "<w:fldSimple w:instr='DATE'/>", "<w:altChunk/>", "<wp:docPr id='1'/>"),
    *("<w:tbl>", "</w:tbl>", "</w:tc></w:tr>", "</w:tblGrid></w:tbl>", "</w:tcPr></w:tc>", "<w:sectPr/>", "<w:body>"),
    *('id="1"', "='", '="', "/", "//", "\\", "\"dubbel\" 'enkel' `scheef`", "<a b=c>", "x < y > z", "<>&\"'"),
)
TEMPLATES = (
    *("{{ 7*7 }}", "{{7*7}}", "{{ a }}", "{{a}}", "{{ f1 }}", "{{ naam }}", "{{ self }}", "{{ config }}", "{{}}"),
    *("{{", "}}", "{", "}", "{{{{", "}}}}", "{{ {{ x }} }}", "{ { x } }", "{{{ x }}}", "x }} y", "x {{ y", "{}", "{ }"),
    *(
        "{%",
        "%}",
        "{% %}",
        "{% for x in y %}",
        "{% endfor %}",
        "{% if x %}",
        "{% endif %}",
        "{% raw %}",
        "{% endraw %}",
    ),
    *("{% include 'x' %}", "{% set a = 1 %}", "{%- if x -%}", "{%+ if x +%}", "{% extends 'x' %}", "{% block a %}"),
    *(
        "{%p if x %}",
        "{%p endif %}",
        "{%tr for x in y %}",
        "{%tr endfor %}",
        "{%tc endfor %}",
        "{%r if a %}",
        "{{r a }}",
    ),
    *("{{p a }}", "{{tr a }}", "{{tc a }}", "{% vm %}", "{% hm %}", "{% colspan 2 %}", "{% cellbg 'FF0000' %}"),
    *("{#", "#}", "{# weg #}", "{#p weg #}", "{#}", "a {# b", "{_{", "}_}", "{_{ x }_}", "{_%", "%_}", "{_% x %_}"),
    *("{__{", "}__}", "{_{_{", "{_", "_}", "_{", "}_", "{_#", "#_}", "{-%", "%-}", "{%-", "-%}", "{%_", "{{_ x _}}"),
    *("{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
    *("{{ lipsum.__globals__ }}", "{{ 'A'*10**10 }}", "{{ range(10**9) }}", "{% for x in range(10**9) %}{% endfor %}"),
    *("${7*7}", "#{7*7}", "*{7*7}", "@{7*7}", "~{7*7}", "${{7*7}}", "<%= 7*7 %>", "<#if x>", "[[7*7]]", "[(7*7)]"),
    *("${jndi:ldap://127.0.0.1/x}", "${T(java.lang.Runtime)}", "#set($x=7)", "{php}echo 1;{/php}", "{{=<% %>=}}"),
    *("{{#each x}}", "{{/each}}", "{{> x}}", "{{! x }}", "{{& x}}", "{{^x}}", "{{else}}", "{% comment %}", "{$x}"),
    *("%s", "%d", "%(x)s", "%n%n%n", "%x%x%x", "%", "%%", "100%", "{0}", "{a!r}", "{0.__class__}", "{:>10}", "{x:{y}}"),
    *("\\1", "\\g<0>", "\\0", "$1", "$&", "$$", "$`", "\\n", "\\t", "\\u0041", "\\x41", "\\", "\\\\", "\\'", '\\"'),
    *("((placeholder))", "[[x]]", "<<x>>", "«x»", "MERGEFIELD naam", "{ MERGEFIELD naam }", "__x__", "_x_", "_"),
)
PROGRAMS = (
    *("'; DROP TABLE x; --", "1' OR '1'='1", "1; SELECT 1", '" OR ""="', "admin'--", "') OR ('1'='1", "/* x */", "--"),
    *("UNION SELECT NULL,NULL", "'; EXEC xp_cmdshell('dir'); --", "1/0", "' || 1 || '", "%27", "0x27", "\\' OR 1=1"),
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "=1;2", "+31612345678"),
    *('"=1+1"', "'=1+1", "=IMPORTXML(1)", "-2+3+cmd|' /C calc'!A0", "=DDE(1)", '=WEBSERVICE("x")', ";", ",", "|"),
    *("a;b", "a,b", '"a","b"', 'a""b', "a|b", '"', '""', '"""', ';"', '";"', "'a", "a'", "#NAAM?", "#REF!", "#N/A"),
    *(
        "; rm -rf /",
        "$(id)",
        "`id`",
        "| id",
        "&& id",
        "> /tmp/x",
        "$HOME",
        "~",
        "%PATH%",
        "*",
        "?",
        "!",
        "!!",
        "^",
        "#",
    ),
    *("../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "file:///etc/passwd", "\\\\server\\share", "CON", "NUL"),
    *("http://example.com/?a=1&b=2", "https://x.example/#y", "mailto:a@b.example", "//x.example", "data:text/html,x"),
    *("a@b.example", "\\\\.\\pipe", "COM1", "a:b", "x.docx", ".", "..", "...", "a/b", "a\\b", "-rf", "--help", "-"),
    *("null", "None", "NULL", "nil", "undefined", "Undefined", "True", "False", "true", "NaN", "Infinity", "-Infinity"),
    *("0", "00", "1e9", "1e-9", "0x1F", "1_000", "1.000,50", "1,000.50", "-1", "-0", "+1", "1.", ".1", "012", "１２３"),
    *("[]", "[object Object]", "{'a': 1}", '{"a": 1}', "()", "lambda: 0", "eval(1)", "import os", "__import__('os')"),
    *("DDEAUTO c:\\cmd.exe", "INCLUDETEXT x", "INCLUDEPICTURE x", "TOC \\o", "DATE \\@ x", "PAGE", "MACROBUTTON x y"),
    *("_x000D_", "_x000d_", "_x0041_", "_x000D_\n", "_x005F_x000D_", "_xFFFF_", "_x0000_", "_x000D__x000A_", "_x"),
    *("(tekst)", "(", ")", "((", "))", "(()", "\\(", "\\)", "/Name", "<</A 1>>", "endobj", "stream", "endstream"),
    *(
        "%PDF-1.7",
        "%%EOF",
        "xref",
        "1 0 obj",
        "BT (x) Tj ET",
        "Tj",
        "<feff0041>",
        "<41>",
        "[(a)-1(b)]TJ",
        "q Q",
        "\\053",
    ),
    *("Subject: x", "Content-Type: text/html", "Set-Cookie: a=b", "HTTP/1.1 200 OK", "=?utf-8?q?x?=", "Bcc: a@b.c"),
)
SPACES = (
    *(" ", "  ", "   ", "een  twee", " voor", "na ", "  voor en na  ", "\t", "\t\t", "een\ttwee", "\teen", "een\t"),
    *("\n", "\n\n", "regel\ntwee", "regel\n\n\nvier", "\nvoor", "na\n", " \n ", "\n\t\n", "\t\n\t", "a\tb\nc\td\n"),
    *(
        "\xa0",
        "een\xa0twee",
        "\xa0voor",
        "na\xa0",
        "\u2003",
        "\u2009x",
        "x\u202fy",
        "\u3000",
        "\u2007",
        "\u205f",
        "\u1680",
    ),
    *(
        "\xad",
        "af\xadbreken",
        "\u2011",
        "\u2028",
        "\u2029",
        "a\u2028b",
        "a\u2029b",
        "\x85",
        "a\x85b",
        "\u180e",
        "\u2060",
    ),
    *("\u200b", "a\u200bb", "\u200c", "\u200d", "\ufeff", "\ufeffvoor", "na\ufeff", "\u200e", "\u200f", "\u061c"),
    *(
        "een \n twee",
        "a \t b",
        "\n" * 40,
        "\t" * 40,
        " " * 80,
        "\xa0" * 40,
        "a" + " " * 30 + "b",
        "x\n" * 30,
        " \t \n ",
    ),
)
LINE_ENDS = (
    "een\rtwee",
    "een\r\ntwee",
    "\r",
    "\r\n",
    "\r\n\r",
    "een\n\rtwee",
    "\r\r",
    "a\rb\nc\r\nd",
    "\rvoor",
    "na\r\n",
)
PAGES = ("blad\fblad", "\f", "\f\f", "a\fb\nc\td", "\fvoor", "na\f")
SCRIPTS = (
    *("Ömer Şahin", "Łukasz Żółć", "'t Hooft", "d’Hondt", "Ağaoğlu", "Crémieux", "Ångström", "Ñuñez", "Þórr", "Œuvre"),
    *("Straße", "ẞ", "İıĞğŞş", "ŐőŰű", "Ĳsselmeer ĳ", "ĲĿŉ", "Đặng Thị Ngọc", "Nguyễn", "Čapek", "Αθήνα", "Жанна", "Ґ"),
    *("אבג", "שלום עולם", "العربية", "مرحبا", "فارسی ‌می‌خواهم", "اردو", "ܣܘܪܝܝܐ", "ދިވެހި", "हिन्दी", "বাংলা", "ਪੰਜਾਬੀ"),
    *("ગુજરાતી", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ไทย", "ລາວ", "བོད་", "မြန်မာ", "ქართული", "Հայերեն", "አማርኛ"),
    *(
        "中文",
        "漢字仮名",
        "日本語テキスト",
        "한국어",
        "ᄒᆞᆫ글",
        "𠜎𠜱𠝹",
        "ᠮᠣᠩᠭᠣᠯ",
        "ᚠᛇᚻ",
        "𐍈𐌰",
        "ꙮ",
        "ﷺ",
        "﷽",
        "ﬁ ﬂ ﬃ",
        "ǅ ǆ",
    ),
    *("１２３", "٣٤٥", "०१२", "½ ⅓ №", "² ³ ¹", "€ 1.234,50", "₿ ₺ ¥ £ ¢ ƒ", "‘krul’ “krul”", "„laag” ‚laag’", "–—…•"),
    *("† ‡ ‰ ′ ″", "™ © ® ℗", "← → ⇒ ↵", "∞ ≠ ≤ ≥ ±", "√∑∫", "☐ ☑ ☒ ✓ ✗", "■ □ ● ○ ◆", "αβγ δ", "𝓐𝓑𝓒", "𝟙𝟚𝟛", "ⓐ ① ㊙"),
    *("Ａｆｕｌｌ", "ｈａｌｆ", "ǝpᴉsdn", "Ĺ̳̒̑͆", "T̶e̶k̶s̶t̶", "Z̴̡̧̛͖̗̘̙a̵͇͈͉l̶̰̱g̷̲̳o̸", "e\u0301", "\u0301", "a\u0308\u0304", "q\u0307\u0323"),
    *(
        "\u1100\u1161\u11a8",
        "\u0915\u094d\u0937",
        "\u0e01\u0e33",
        "o\u0338",
        "\u034f",
        "\u20dd",
        "a\u20e3",
        "\u0488",
        "\ufe0f",
        "\ufe0e",
    ),
)
EMOJI = (
    *("😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇳🇱", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "☎︎", "1️⃣", "#️⃣", "👨🏿‍🦽", "🧑‍⚕️", "🤷🏻‍♀️", "🫠", "⏰", "♿"),
    *(
        "🇳",
        "👩‍",
        "\u200d🦽",
        "🏽",
        "😀" * 40,
        "a😀b",
        "😀\n😀",
        "😀\t",
        "🤒 39 °C",
        "(╯°□°)╯︵ ┻━┻",
        "¯\\_(ツ)_/¯",
        "ʕ•ᴥ•ʔ",
    ),
)
DIRECTIONS = (
    *(
        "\u202eomgekeerd\u202c",
        "\u202e",
        "\u202c",
        "\u202dabc",
        "\u202bאבג\u202c",
        "\u2066abc\u2069",
        "\u2067אבג\u2069",
    ),
    *(
        "\u2068x",
        "\u2069",
        "abc אבג 123",
        "אבג abc",
        "(אבג)",
        "العربية 123 abc",
        "\u200fabc",
        "abc\u200e אבג",
        "1/2 אבג",
    ),
    *(
        "file\u202excod.exe",
        "أ <b> ب",
        "{{ אבג }}",
        "\u202e}} x {{",
        "\u061cالعربية",
        "א\nb\nג",
        "א\tb",
        "\u05d0\u0301",
    ),
)
LEFTOVERS = (
    *(
        "\x80",
        "\x91krul\x92",
        "\x93krul\x94",
        "\x96",
        "\x97",
        "\x85",
        "\x7f",
        "\x9f",
        "\x99",
        "\x8a\x8e\x9a\x9e",
        "\x81",
    ),
    *("RenÃ©e", "Ã«", "â‚¬", "â€™", "Ã¼ber", "Â", "ï»¿", "ÃƒÂ©", "Å\x81ukasz", "Ð–", "ä½", "ï¿½", "Ren?e", "R\ufffde"),
    *(
        "\ufffd",
        "\ufffc",
        "\ufff9a\ufffab\ufffb",
        "\ufdd0",
        "\ufdef",
        "\U0001fffe",
        "\U0001ffff",
        "\U0010ffff",
        "\U0010fffd",
    ),
    *("\ue000", "\uf8ff", "\uf0fe", "\U000f0000", "\U000e0001", "\U000e0041", "\ufe00", "\ufeff\ufeff", "\U0001d173"),
)

# ---- made: one string for each, so that none is forgotten -----------------------------------------------------------

_CONTROLS = [code for code in range(32) if chr(code) not in "\t\n\r\f"]
ASCII = tuple(chr(code) for code in range(0x20, 0x7F))
LATIN = tuple(f"a{chr(code)}b" for code in range(0x7F, 0x100))
INVISIBLE = tuple(
    f"voor{chr(code)}na"
    for code in range(0x100, 0x10000)
    if unicodedata.category(chr(code)) in ("Cf", "Zs", "Zl", "Zp")
)
PAIRS = tuple(f"{one}{other}" for one in "{}%#_<>&\"'" for other in "{}%#_<>&\"'")
AROUND = tuple(f"{before}x{after}" for before in "\t\n \xa0" for after in "\t\n \xa0")
BLOCKS = tuple(
    found for start in range(0x100, 0x20000, 0x100)
    if (found := "".join(chr(c) for c in range(start, start + 256, 17) if unicodedata.category(chr(c))[0] not in "C"))
)  # fmt: skip

LITERAL = tuple(
    dict.fromkeys(
        (
            *("", *MARKUP, *TEMPLATES, *PROGRAMS, *SPACES, *SCRIPTS, *EMOJI, *DIRECTIONS, *LEFTOVERS),
            *(*ASCII, *LATIN, *INVISIBLE, *PAIRS, *AROUND, *BLOCKS, " ".join(PAIRS), "".join(ASCII)),
        )
    )
)
LONG = (
    *("a" * 100_000, "woord " * 20_000, "&" * 20_000, "<b>" * 10_000, "{{ x }}" * 10_000, "\n" * 5_000, "\t" * 5_000),
    *("ﷺ" * 5_000, "😀" * 10_000, "y\u0335" + "\u0336" * 5_000, "é" * 30_000, "a\nb\tc " * 5_000, "\xa0" * 10_000),
)
REFUSED = (
    *(f"voor{chr(code)}na" for code in _CONTROLS),
    *("\x00", "bel\x07", "\x1b[31m", "\x0b", "\ufffe", "\uffff", "\ud800", "\udbff", "\udc00", "\udfff", "half \ud83d"),
    *(
        "\ude00 half",
        "\ud83d\ud83d",
        "\udc00\ud800",
        "a\ud800b\udfffc",
        "\ufffe\ufeff",
        "{{ \x01 }}",
        "<\x02>",
        "a\n\x03\tb",
    ),
)
