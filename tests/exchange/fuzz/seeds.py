"""What fuzzing starts from: for each format small files that are sound, and words that matter in it.

Everybody in them is invented. Where files are read together they stand in one seed, with a mark
between them that no format knows.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from plnkit import clock
from plnkit.exchange import egor, graphml, portable, spreadsheet, vcard
from plnkit.exchange.given import Given
from plnkit.model import (
    Aim,
    Book,
    Capability,
    Interaction,
    Learner,
    Member,
    Note,
    Plan,
    Pulse,
    Rhythm,
    Support,
    Tie,
    Wave,
)

BETWEEN = b"\n\x1e\x1e\n"  # two files that are read as one
DAY = clock.today() - timedelta(days=30)  # calendars are read for the last year or so


def together(*files: bytes) -> bytes:
    """Return files as one seed."""
    return BETWEEN.join(files)


def apart(data: bytes) -> list[Given]:
    """Return the files of a seed, ten at most, without names that could tell what they are."""
    return [Given(f"file-{i}", one) for i, one in enumerate(data.split(BETWEEN, 9))]


def zipped(files: Iterable[Given]) -> Given:
    """Return files in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(f"{file.name}.csv", file.data)
    return Given("all.zip", out.getvalue())


def book() -> Book:
    """Return a small book with something of everything."""
    ada = Member(
        id="ada", name="Ada Ode", kind="person", role="expert", closeness=1, email="ada@a.example",
        url="https://a.example/ada", organisation="Ode; Sons", topics=("maps", "a;b"), place=40.0,
        rhythm=Rhythm(ideal=14, longest=30), ties_asked=True, added=DAY, note="two\nlines", was=("x",),
    )  # fmt: skip
    ben = Member(id="ben", name="=Ben", kind="person", ties_asked=True, met=True)
    blog = Member(id="blog", name="A blog", kind="source", url="https://b.example")
    before = Book().with_(ada, ben)
    return before.with_(
        Learner(name="Noor", language="da"),
        blog,
        Tie(a="ada", b="ben"),
        Aim(id="aim", text="to ask", by=DAY, presented_to=("ada",)),
        Support(id="s", aim="aim", member="ben", help="feedback"),
        Interaction(id="i", members=("ada", "ben"), on=DAY, minutes=30, got="x", aim="aim"),
        Plan(id="p", member="ada", aim="aim", cue="tea", act="ask", on=DAY),
        Pulse(id="pulse", on=DAY, capability=(Capability(aim="aim", level=3),), engagement=4),
        Note(id="n", page="grow", question="why", text="so"),
        Wave(id="w", name="First", on=DAY, book=before.snapshot()),
    )


def _portable() -> list[bytes]:
    whole = portable.text(book(), lambda _: book(), datetime(2026, 1, 1, tzinfo=UTC))
    older = (
        b'{"format":"plnkit-book","version":1,"members":[{"id":"a","name":"A","kind":"person"}]}'
    )
    return [whole, older]


MONICA = b"""{"version":"1.0-preview.1","app_version":"4.0.0","export_date":"2026-05-01T10:00:00Z",
"account":{"uuid":"u1","data":[{"count":1,"type":"contact","values":[{"uuid":"c1",
"created_at":"2024-01-01T10:00:00Z","properties":{"first_name":"Ada","last_name":"Ode","nickname":"Ad",
"job":"coach","company":"Ode","description":"from the course","is_partial":false,"tags":["maps"],
"last_talked_to":"2026-04-01","stay_in_touch_frequency":14,"first_met_date":"2020-02-02"},
"data":[{"count":1,"type":"contact_field","values":[{"uuid":"f1","properties":{"data":"ada@a.example",
"type":"email"}}]},{"count":1,"type":"call","values":[{"uuid":"k1","properties":{
"called_at":"2026-03-01T10:00:00Z","content":"secret","contact_called":true}}]},
{"count":1,"type":"note","values":[{"uuid":"n1","properties":{"body":"likes maps"}}]}]}]},
{"count":1,"type":"activity","values":[{"uuid":"a1","properties":{"summary":"tea",
"happened_at":"2026-02-01","contacts":["c1"]}}]}],"properties":{"default_time_reminder":"12:00"},
"instance":{}}}"""

# A privacy paragraph before the header, a blank row, a restricted profile, three kinds of dates.
CONNECTIONS = """\ufeffNotes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Ode,https://www.linkedin.com/in/ada-ode,ada@a.example,"Ode, Sons",Coach,12 Mar 2024
,,,,,,
Restricted,Profile,,,,,
Ben,Bey,https://www.linkedin.com/in/ben-bey,,Bey,"Lead, Data",03/15/2024
Caro,Çelik,https://www.linkedin.com/in/caro,,,,2024-03-16
""".encode()
GERMAN = "Vorname,Nachname,E-Mail-Adresse,Firma,Position,Verbunden am\nAda,Ode,,Ode,Chefin,12. März 2024\n".encode()
# A group, a draft, a text with lines and a quotation mark in it, entities in a name.
MESSAGES = b"""CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT
c1,,Ada Ode,https://www.linkedin.com/in/ada-ode,Noor N,https://www.linkedin.com/in/noor,2026-08-01 02:00:00 UTC,,"two
lines, and ""one"" more",INBOX,No
c1,,Noor N,https://www.linkedin.com/in/noor,Ada Ode,https://www.linkedin.com/in/ada-ode,2026-08-02 02:00:00 UTC,,x,INBOX,No
c2,Maps,Noor N,https://www.linkedin.com/in/noor,"Ben Bey,Ada &amp; Ode","https://www.linkedin.com/in/ben-bey,https://www.linkedin.com/in/ada-ode",2026-08-03 02:00:00 UTC,,x,INBOX,Yes
"""
GOOGLE = b"""First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Website 1 - Label,Website 1 - Value
Ada,,Ode,,Dr.,,,,Ode,Coach,,,"two
lines",https://p.example/x,Maps ::: * myContacts ::: * starred,* Work,ada@a.example ::: ada@b.example,,x@a.example,Profile,https://a.example
,,,,,,Ben,,,,,,,,,,,,,,
"""
GOOGLE_OLD = b"""Name,Given Name,Additional Name,Family Name,Yomi Name,Nickname,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title
Ada Ode,Ada,,Ode,,,* myContacts ::: Maps,* Home,ada@a.example,Ode,Coach
"""
OUTLOOK = b"""First Name,Middle Name,Last Name,Title,E-mail Address,E-mail 2 Address,Company,Job Title,Department,Categories,Notes,Web Page
Ada,,Ode,Dr.,ada@a.example,/o=ExchangeLabs/ou=x/cn=ada,Ode,Coach,,Maps;Work,,https://a.example
"""
# As an older German Outlook writes it: semicolons, and letters of Windows.
OUTLOOK_GERMAN = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Abteilung;Position;E-Mail-Adresse;Kategorien\n"
    "Frau;Änne;;Öde;Öde & Söhne;;Leiterin;aenne@o.example;Karten;Arbeit\n"
).encode("cp1252")
MASTODON = b"""Account address,Show boosts,Notify on new posts,Languages
ada@social.example,true,false,
ben@social.example,false,true,"da, en"
"""
MASTODON_OLD = b"Account address,Show boosts\nada@social.example,true\n"

VCARD_APPLE = b"""BEGIN:VCARD
VERSION:3.0
N:Ode;Ada;;Dr.;
FN:Dr. A, B
item1.EMAIL;type=INTERNET;type=pref:ada@a.example
item1.X-ABLabel:_$!<Other>!$_
item2.URL;type=pref:https\\://www.linkedin.com/in/ada-ode
X-SOCIALPROFILE;x-user="a;b:c";type=twitter:https://t.example/ada
ORG:Ode\\, Sons;Maps
TITLE:Coach
CATEGORIES:myContacts,Maps
NOTE:one\\ntwo
 folded
BDAY;value=date;X-APPLE-OMIT-YEAR=1604:1604-03-15
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
END:VCARD
"""
VCARD_OUTLOOK = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96de;=\r\n"
    b"=C3=84nne\r\nORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:=D6de\r\nEMAIL;PREF;INTERNET:ae@o.example\r\n"
    b"TEL;WORK;VOICE:1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\r\nb\r\nEND:VCARD\r\n"
)
VCARD_4 = b"""BEGIN:VCARD
VERSION:4.0
KIND:individual
EMAIL;PREF=1:mailto:ben@b.example
EMAIL:ben@c.example
NICKNAME:Ben,Benny
UID:urn:uuid:1
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Friends
MEMBER:urn:uuid:1
END:VCARD
"""


def _calendar() -> bytes:
    begin = f"{DAY:%Y%m%d}"
    return f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
X-WR-CALNAME:noor@n.example
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:e1
DTSTAMP:{begin}T090000Z
DTSTART;TZID=W. Europe Standard Time:{begin}T100000
DTEND;TZID=W. Europe Standard Time:{begin}T103000
RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,TU
EXDATE;TZID=W. Europe Standard Time:{begin}T100000
SUMMARY:Tea
ORGANIZER;CN=Noor:MAILTO:noor@n.example
ATTENDEE;CN="Ode, Ada";PARTSTAT=ACCEPTED:mailto:ada@a.example
ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@r.example
END:VEVENT
BEGIN:VEVENT
UID:e1
RECURRENCE-ID:{begin}T090000Z
DTSTART:{begin}T110000Z
DURATION:PT45M
ATTENDEE:mailto:ben.bey@b.example
X-GOOGLE-CONFERENCE:https://meet.example/x
END:VEVENT
BEGIN:VEVENT
UID:e2
DTSTART;VALUE=DATE:{begin}
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Noor subscriptions in feedly Cloud</title></head><body>
<outline text="Maps" title="Maps"><outline type="rss" text="A &amp; B" title="A &amp; B"
 xmlUrl="https://a.example/feed" htmlUrl="https://a.example"/>
<outline text="More"><outline type="rss" text="C" xmlUrl="https://c.example/feed"/></outline></outline>
<outline text="Also"><outline type="rss" text="A" xmlUrl="https://a.example/feed"/></outline>
<outline type="link" text="L" url="https://l.example"/></body></opml>
"""
# CRLF, ids that begin again in each session, true/false columns for categories, coordinates.
CANVAS = together(
    b"networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName,sessionStart,sessionFinish,sessionExported\r\n"
    b"e1,noor,s1,Networks,2026-01-01,2026-01-01,2026-01-02\r\n",
    b"nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,closeness,Topic_maps,Layout_x,Layout_y\r\n"
    b"1,e1,n1,Ada,3,true,0.1,0.2\r\n2,e1,n2,'=Ben,1,false,0.3,0.4\r\n",
    b"edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID\r\n"
    b"1,1,2,e1,g1,n1,n2\r\n",
)
CANVAS_GRAPHML = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:nc="http://schema.networkcanvas.com/xmlns">
<key id="4ae4" attr.name="name" attr.type="string" for="node"/>
<key id="type" attr.name="type" attr.type="string" for="all"/>
<key id="7b1c" attr.name="networkCanvasUUID" attr.type="string" for="all"/>
<graph edgedefault="undirected" nc:caseID="noor" nc:sessionUUID="s1" nc:networkCanvasEgoUUID="e1">
<data key="4ae4">Noor</data>
<node id="1"><data key="4ae4">Ada</data><data key="type">person</data><data key="7b1c">n1</data></node>
<node id="2"><data key="4ae4">Ben</data><data key="type">person</data></node>
<edge source="1" target="2"><data key="type">knows</data></edge>
<edge source="2" target="1"/></graph></graphml>
"""
GRAPHML = b"""<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="d0" for="node" attr.name="label" attr.type="string"><default>x</default></key>
<key id="d1" for="node" yfiles.type="nodegraphics"/>
<key id="d2" for="edge" attr.name="weight" attr.type="double"/>
<graph id="G" edgedefault="directed"><node id="a"><data key="d0">Ada</data></node>
<node id="b"><data key="d1"><y:ShapeNode><y:NodeLabel>Ben</y:NodeLabel></y:ShapeNode></data></node>
<node id="c"><graph edgedefault="undirected"><node id="d"/></graph></node>
<edge source="a" target="b"><data key="d2">1.5</data></edge><edge source="a" target="a"/></graph></graphml>
"""
# The comma in the question is not quoted, as EgoWeb writes it.
EGOWEB = b"""Interview ID,EgoID,Alter 1 Number,Alter 1 Name,Alter 2 Number,Alter 2 Name,Do they, you think, talk?,Alter 1 ID,Alter 2 ID
7,noor,1,Ada,2,Ben,1,71,72
7,noor,1,Ada,3,"Caro, C",0,71,73
8,omar,1,Dan,2,Eve,1,81,82
"""
EGOWEB_R = b"""Interview.ID,EgoID,Alter.1.Number,Alter.1.Name,Alter.2.Number,Alter.2.Name,talk,Alter.1.ID,Alter.2.ID
7,noor,1,Ada,2,Ben,1,71,72
"""
EGOR = together(
    b"egoID;sex\n1;f\n2;m\n",
    b"egoID;alterID;name\n1;1;Ada\n1;2;Ben\n2;1;Xu\n",
    b"egoID;Source;Target;weight\n1;1;2;0,3\n1;2;1;0,3\n",
)
TABLE = b"""Name,E-mail,Company,Position,Website,Topics,Role,Closeness,Notes
Ada Ode,ada@a.example,Ode,Coach,https://a.example,maps; data,expert,1,"two
lines"
Ben,,,,,,,9,
"""
TABLE_GERMAN = "sep=;\nVorname;Nachname;Firma\nÄnne;Öde;Öde & Söhne\n".encode("cp1252")
LIST = b"Ada Ode\nBen Bey\nCaro C\n"


def _workbook(sheet: bytes) -> bytes:
    """Return a workbook of Excel around the XML of its only sheet."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def workbook(sheet: bytes) -> Given:
    """Return a workbook whose sheet is this XML: a fuzzer would hardly find its way into a zip."""
    return Given("people.xlsx", _workbook(sheet))


SHEET = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:C3"/><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>E-mail</t></is></c><c r="C1" t="inlineStr"><is><t>Since</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2" t="str"><f>1+1</f><v>ada@a.example</v></c><c r="C2"><v>45000</v></c></row>
<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3" t="d"><v>2026-01-01</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>"""

_OWN: dict[str, Callable[[], list[bytes]]] = {
    "portable": _portable,
    "graphml": lambda: [GRAPHML, graphml.text(book())],
    "vcard": lambda: [VCARD_APPLE, VCARD_OUTLOOK, VCARD_4, vcard.text(book())],
    "egor": lambda: [EGOR, together(*egor.files(book()).values())],
    "meetings": lambda: [_calendar()],
    "spreadsheet": lambda: [spreadsheet.workbook(book()), _tables()],
    "table": lambda: [TABLE, TABLE_GERMAN, LIST, _workbook(SHEET)],
}
_FIXED = {
    "monica": [MONICA],
    "linkedin": [CONNECTIONS, GERMAN, MESSAGES, together(CONNECTIONS, MESSAGES)],
    "google": [GOOGLE, GOOGLE_OLD],
    "outlook": [OUTLOOK, OUTLOOK_GERMAN],
    "mastodon": [MASTODON, MASTODON_OLD],
    "opml": [OPML],
    "network_canvas": [CANVAS, CANVAS_GRAPHML],
    "egoweb": [EGOWEB, EGOWEB_R],
    "sheet": [SHEET],
}


def _tables() -> bytes:
    with zipfile.ZipFile(io.BytesIO(spreadsheet.zipped(book()))) as archive:
        return together(*(archive.read(n) for n in archive.namelist() if n.endswith(".csv")))


def seeds(kind: str) -> list[bytes]:
    """Return sound files of a format; for "incoming" those of all of them."""
    if kind == "incoming":
        return [seed for one in (*_OWN, *_FIXED) for seed in seeds(one)]
    return _OWN[kind]() if kind in _OWN else _FIXED[kind]


_CSV = [",", ";", "\t", '"', '""', "\r\n", "\n\n", "\0", "\ufeff", "sep=;", "'=", ",,,,", "\xa0"]
_XML = ["<!DOCTYPE a [", '<!ENTITY a "b">', "&a;", "<![CDATA[", "]]>", "<!--", "xmlns=", "</", "/>"]
_JSON = ["null", "true", "[", "]", "{", "}", "1e999", "-1", '""', "\\ud800", "[[[[[[[[", "0.5"]
TOKENS = {
    "monica": [*_JSON, '"type":', '"values":', '"properties":', '"contact"', '"last_talked_to":'],
    "portable": [*_JSON, '"members":', '"waves":', '"book":', '"ties":', '"id":', '"kind":'],
    "linkedin": [*_CSV, "Restricted", "12 Mar 2024", "https://www.linkedin.com/in/", "&#0;", "UTC"],
    "google": [*_CSV, " ::: ", "* myContacts", "E-mail 9 - Value", "/o="],
    "outlook": [*_CSV, "Vorname", "Kategorien", "/o=", "E-mail Address"],
    "mastodon": [*_CSV, "@", "true", "xn--"],
    "vcard": ["BEGIN:VCARD", "END:VCARD", "ENCODING=QUOTED-PRINTABLE", "ENCODING=b", "CHARSET=utf-7",
              "=\n", "\n ", "item1.", "\\n", "\\,", ";", ":", '"', "VERSION:2.1", "X-PLNKIT-KIND:"],
    "meetings": ["BEGIN:VEVENT", "END:VEVENT", "FREQ=MINUTELY", "FREQ=SECONDLY", "FREQ=DAILY",
                 "INTERVAL=0", "COUNT=999999999", "UNTIL=99991231", "BYSECOND=0,1,2", "RDATE:",
                 "DTSTART:99991231T235959Z", "DTSTART:00010101", "DURATION:-P9999999D", "TZID=",
                 "\n ", "mailto:", "BYSETPOS=-1", "BYDAY=53MO", "BYYEARDAY=366", "RECURRENCE-ID:"],
    "opml": [*_XML, "<outline ", "xmlUrl=", "htmlUrl=", "javascript:", "<opml>"],
    "network_canvas": [*_CSV, *_XML, "networkCanvasEgoUUID", "networkCanvasUUID", "<graph>", "nc:"],
    "graphml": [*_XML, "<node id=", "<edge source=", "<key id=", "<graph>", "<data key=", "<y:NodeLabel>"],
    "egoweb": [*_CSV, "Alter 1 Name", "Alter.2.Name", "Alter 2 ID"],
    "egor": [*_CSV, "egoID", "alterID", "Source", "Target", "NA", "1.0"],
    "spreadsheet": [*_CSV, "; ", "\\;", "2026-01-01", "PK\x03\x04"],
    "table": [*_CSV, "Name", "E-mail", "PK\x03\x04", "Vorname"],
    "sheet": [*_XML, "<row r=", '<c r="A1"', 't="s"', "<v>", "1e999", 'r="XFD1048576"', "<mergeCell "],
}  # fmt: skip


def tokens(kind: str) -> list[str]:
    """Return words that matter in a format; for "incoming" those of all of them."""
    if kind == "incoming":
        return list(dict.fromkeys(word for words in TOKENS.values() for word in words))
    return TOKENS[kind]
