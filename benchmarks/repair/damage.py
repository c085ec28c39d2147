"""Texts of our own with damaged names in them, for `benchmarks.repair.restoring made`: names, sentences, channels.

Every case is {channel, input, expected}. Most names are made up of common parts; none is in a test or was
looked at when a price was set.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["made_cases"]

PEOPLE = {
    "lt": "Gitanas Bložė; Živilė Ąžuolaitė; Rasa Juknevičienė; Eglė Šimkūnaitė; Mindaugas Žemaitaitis; Ūla Grigaliūnė",
    "lv": "Mārtiņš Bērziņš; Kārlis Ķēniņš; Ģirts Šmits; Ļubova Žagare; Inese Ņikitina; Zigurds Āboliņš; Dace Ēķe",
    "et": "Jüri Põder; Ülle Kõiv; Õie Mägi; Ants Rüütel-Saar; Kärt Šults; Tõnu Lõhmus; Ääre Tamm",
    "pl": "Łukasz Wójcik; Zdzisław Gądek; Bogusława Źrebiec; Małgorzata Święcicka; Paweł Żółkiewski; Ścibor Ćwik",
    "cs": "Jiří Dvořáček; Květa Nováková; Řehoř Šťáva; Zdeněk Čížek; Lenka Růžičková; Ondřej Žďárský",
    "sk": "Ľuboš Hlaváč; Michaela Šťastná; Ľudmila Hôrková; Štefan Ďurica; Žofia Kráľová; Jozef Tŕnik",
    "hu": "Katalin Erdős; Győző Hűvös; Ödön Őrsi; Ágnes Szűcs; László Kőrösi; Zsófia Ügyes; Béla Gyűrű",
    "ro": "Ștefan Mureșan; Ioana Brâncuș; Răzvan Țuțea; Mădălina Șerbănescu; Cătălin Pîrvu; Ileana Țăranu",
    "hr": "Đorđe Živković; Ćiro Blaž; Željka Šimić; Čedomir Đukić; Ž. Vučković; Ljubiša Ćosić",
    "sq": "Xhevdet Lleshanaku-Bërxolli; Gëzim Krasniqi; Përparim Çela; Ëngjëll Hoxha",
    "tr": "Ayşegül Çelik; İbrahim Özgür; Ertuğrul Işık; Şule Yıldız; Ümit Öztürk; Gülşah Çağlayan",
    "az": "Rəşad Quliyev; Nərmin Həsənova; Əli Şıxlı; Çingiz Əsgərov; Gülnarə Məmmədli",
    "is": "Þórdís Ægisdóttir; Sigríður Hreiðarsdóttir; Áslaug Örnólfsdóttir; Þráinn Ísleifsson",
    "nordic": "Åsa Sjöström; Jørgen Bråten; Mærsk Høeg; Øyvind Ødegård; Ærø Sørensen; Päivi Hämäläinen; Åke Öberg",
    "ga": "Aoife Ní Bhriain; Pádraig Ó Sé; Éamonn Ó Cuív; Sinéad Ní Mhurchú; Gráinne O’Brien; Áine D’Arcy",
    "fr": "François Lefèvre; Anaïs Bénard; Éloïse Châtelain; Noël Cœuré; Benoît L’Hôpital; Renée Été",
    "es": "Iñaki Echeñique; Begoña Peñalver; Joaquín Muñoz; Íñigo Ordóñez; Águeda Ibáñez; Ángel Güell; Núria Sàbat",
    "pt": "Conceição Falcão; Simão Guimarães; João Antão; Inês Ávila; Antônio Brandão; Luís Simões; Ângela Fraião",
    "de": "Jürgen Groß; Käthe Rößler; Ursula Müßig; Götz Übel; Änne Böhme; Jörg Öhler; Birgit Weiß",
    "vi": "Trần Thị Hạnh; Lê Đức Hiếu; Phan Văn Lộc; Nguyễn Hữu Thọ; Đặng Ngọc Ánh; Võ Thị Mỹ Dung; Bùi Tường Vỹ",
    "mi": "Hēmi Tāwhiri; Mākereti Ngāti; Ānaru Pōtiki; Rūaumoko Kīngi; Whetū Pāora",
    "ja": "Yūko Ōtani; Tarō Mōri; Ryūichi Shōji; Kenji Ōe; Jūrō Itō; Yōichi Gotō",
    "mt": "Ċensu Għawdxi; Ġorġ Żammit; Marija Ħaġiar; Żeża Ċassar",
    "other": "Éowyn Müller; Renée Žák; Nicolás Đorđević-Weiß; Aïcha N’Diaye; Zoë Čapková-Núñez; Ahmet Sœur",
}
PLACES = {
    "baltic": "Šilutė; Kėdainiai; Panevėžys; Jēkabpils; Cēsis; Ādaži; Rēzekne; Otepää; Põlva; Žagarė; Ķemeri; Ērgļi",
    "central": "Bełchatów; Gdańsk; Świdnica; Mělník; Plzeň; Žďár; Trenčín; Veľký Krtíš; Pécs; Nyíregyháza; Győr",
    "balkan": "Brașov; Bacău; Târgu Jiu; Șimleu; Šabac; Žabljak; Čakovec; Đakovica; Korçë; Vlorë; Prishtinë",
    "turkic": "Eskişehir; Muğla; Şanlıurfa; İzmir; Iğdır; Çorum; Şəki; Ağdam; Göyçay",
    "nordic": "Ísafjörður; Malmö-Väst; Kvaløya; Hjørring; Åre; Örebro; Ærøskøbing; Þingvellir; Kemijärvi",
    "west": "Dún Garbhán; Besançon-Est; Orléans; Mérida; A Coruña; São Luís; Évora; Fürth; Genève; Nîmes; Écija",
    "far": "Đồng Hới; Cần Thơ; Ōtaki; Kōchi; Tōhoku; Għarb; Maranhão; Ñuñoa; Whakatāne; Ōita; Île-de-Ré",
}
FOREIGN = (
    "Борис Грызлов; Олена Ковальчук; Красноярск; Їжак; Щербаков; Эльвира Ющенко; Ђорђе Његош; Νίκος Παπαδάκης; "
    "Θεσσαλονίκη; Άννα Ψαρρού; יוסף כהן; אשדוד; أحمد الزهراني; القاهرة; تهران; گیلان; 東京新聞; 김서연; 서울; 北京日报"
)
TEMPLATES = (
    "{p} told lawmakers in {l} that the budget “cannot wait another year” and left without taking questions.",
    "Police in {l} said {p}, 47, was being questioned; a court will decide on Thursday.",
    "“I don’t know what comes next,” {p} wrote, “but we’ll be in {l} when it does.”",
    "The union – led by {p} since 2016 – called a strike at the port of {l}.",
    "{p}’s party won 31% of the vote in {l}, according to an exit poll by state television.",
    "Asked about the deal, {p} shrugged: ‘Ask them in {l}.’",
    "A ferry from {l} sank on Saturday. Rescuers led by {p} pulled 12 people from the water.",
    "The novelist {p} ({f}) was born in {l} and studied medicine.",
    "Prices rose by €3.20 in {l}, economist {p} said — the most since the war.",
    "{p} beat {q} in straight sets to reach the final in {l}.",
    "Former governor {q} and {p} were seen at a café in {l}, the newspaper reported.",
    "{P} QUITS AFTER {L} VOTE\n\n{p} stepped down on Monday, a year after taking office.",
    "A post-{l} poll had {p} ahead; the {l}-based institute stands by it.",
    "It was, said {p}, “{l}’s worst night”: 5½ hours of rain and 41 °C the day before.",
    "{l}\n{p} was the first to arrive. Nobody else came to {l}",
    "“{p}?” he asked. “Never met {q} either,” came the answer from {l}…",
    "Hundreds of mourners—among them {p}—walked through {l} in silence.",
)
PLAIN = (
    "The committee’s vote – its third this week – was postponed. “We’re tired,” one member said.",
    "Shares fell 2.4% to $31.10; the index lost 120 points…",
    "Who knew? No one, it seems: “Not me.” 10 °C at dawn, 5½ hours of rain, £3 a pint.",
    "SÃO LUÍS — “É O FIM”, ÄLVSJÖ, ŞƏKİ, ÇELİK: HEADLINES IN CAPITALS",
    "Naïve? Perhaps. The maître d’hôtel of the château served crème brûlée at the fête.",
    "He typed x ≠ y² × 3 and f(a)?b:c — then “Å” and “ø” — on a café’s menu; see https://example.org/?q=a&b=ü.",
    "«Non», a-t-il dit à Genève : « c’est fini ».",
    "Was it José? Or André? The Ångström unit, the letter Ø, the word “Ærø”.",
    "Write to kārlis.ķēniņš@example.lv, or see https://example.cz/kultura/město-žije?utm_source=č.",
    "“Das ist ja unerhört!”, rief er. „So etwas gab es in Fürth noch nie“, hieß es.",
    "NESTLÉ® und CITROËN™: 3×5 m², 20 µg, ±2 °C, § 12, ¥900, ₹40, ₺7, ½ l, 10⁻⁶.",
    "“À table!” – ‘Ça va?’ – «É verdade» – “Ô mar” – “Â” is a letter, and so is “Ã”.",
    "Цены выросли на 3 % — «это не предел», сказал министр. Η κυβέρνηση δεν σχολίασε.",
    "Élu en 2017, réélu en 2022… déçu en 2024 ? L’Été, à Évian, ÎLE D’OLÉRON – FIN.",
    "“Što?” upita Ćiro. Ž je slovo; Š, Đ, Č i Ć također. DŽ? LJ? NJ!",
    "The emoji 🙂👍🏽 and 👩‍🚀 flew; the arrow → and the stars ★★★☆ stayed. [1] † ‡ ¶",
)
C1 = re.compile("[\x80-\x9f]")
Damage = Callable[[str], str]


def misread(page: str) -> Damage:
    """UTF-8 read under a code page; its undefined bytes become control characters."""

    def damage(text: str) -> str:
        return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode())

    return damage


def chain(*steps: Damage) -> Damage:
    """One damage after the other."""

    def damage(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return damage


def _entity(char: str) -> str:
    name = html.entities.codepoint2name.get(ord(char)) if ord(char) > 127 else None
    return f"&{name};" if name else char if char < "\x80" else f"&#{ord(char)};"


cp1252 = misread("cp1252")
latin1 = misread("latin-1")
PAGES = ("cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "cp437", "cp850")
CHANNELS: dict[str, Damage] = {
    **{page: misread(page) for page in PAGES},
    "cp1252 twice": chain(cp1252, cp1252),
    "latin-1 twice": chain(latin1, latin1),
    "latin-1, cp1252": chain(latin1, cp1252),
    "mac_roman, cp1252": chain(misread("mac_roman"), cp1252),
    "cp1250 twice": chain(misread("cp1250"), misread("cp1250")),
    "cp1252 thrice": chain(cp1252, cp1252, cp1252),
    "cp1252, html": chain(cp1252, lambda t: t.encode("ascii", "xmlcharrefreplace").decode()),
    "cp1252, html names": chain(cp1252, lambda t: "".join(map(_entity, t))),
    "latin-1, html": chain(latin1, lambda t: t.encode("ascii", "xmlcharrefreplace").decode()),
    "cp1252, NFKC": chain(cp1252, lambda t: unicodedata.normalize("NFKC", t)),
    "cp1252, NFKD": chain(cp1252, lambda t: unicodedata.normalize("NFKD", t)),
    "cp1252, nbsp": chain(cp1252, lambda t: t.replace("\xa0", " ")),
    "cp1252, C1 dropped": chain(cp1252, lambda t: C1.sub("", t)),
    "cp1252, C1 to ?": chain(cp1252, lambda t: C1.sub("?", t)),
    "cp1252, C1 to U+FFFD": chain(cp1252, lambda t: C1.sub("\ufffd", t)),
}
LOSSY: dict[str, Damage] = {
    "? for letters": lambda t: re.sub("[^\x00-\x7f]", "?", t),
    "? for bytes": lambda t: re.sub("[^\x00-\x7f]", lambda m: "?" * len(m[0].encode()), t),
    "U+FFFD for letters": lambda t: re.sub("[^\x00-\x7f]", "\ufffd", t),
    "U+FFFD for bytes": lambda t: re.sub("[^\x00-\x7f]", lambda m: "\ufffd" * len(m[0].encode()), t),
    "? outside cp1252": lambda t: "".join(c if c.encode("cp1252", "ignore") else "?" for c in t),
    "cp1252, C1 dropped, spelled elsewhere": CHANNELS["cp1252, C1 dropped"],
}


def made_cases(seed: int, each: int = 12) -> Iterator[dict[str, str]]:
    """Whole texts and single names through every channel; lost letters with evidence; correct texts."""
    rng = random.Random(seed)
    for name, damage in CHANNELS.items():
        for number in range(each):
            yield _whole(rng, name, damage) if number % 2 else _inside(rng, name, damage)
    for damage_of in (_quotes_cut, _apostrophe, _two_pages):
        yield from (damage_of(rng) for _ in range(each))
    for name, damage in LOSSY.items():
        yield from (_spelled_elsewhere(rng, name, damage) for _ in range(each))
    for _ in range(400):
        text = f"{_text(rng)} {rng.choice(PLAIN)}"
        yield {"channel": "correct", "input": text, "expected": text}


def _whole(rng: random.Random, name: str, damage: Damage) -> dict[str, str]:
    clean = _text(rng)
    return {"channel": f"{name}: text", "input": damage(clean), "expected": clean}


def _inside(rng: random.Random, name: str, damage: Damage) -> dict[str, str]:
    """One or two names of a correct paragraph."""
    values = _values(rng)
    clean = _text(rng, values)
    targets = [v for v in (values["p"], rng.choice((values["l"], values["f"]))) if v in clean and not v.isascii()]
    garbled = clean
    for target in targets[: rng.choice((1, 1, 2))] or ["café"]:
        garbled = garbled.replace(target, damage(target))
    return {"channel": f"{name}: name", "input": garbled, "expected": clean}


def _quotes_cut(rng: random.Random) -> dict[str, str]:
    """Closing quotation marks whose last byte became a blank or nothing."""
    clean = f"{_text(rng)} He called it “a step too far.” Others in {_one(rng, PLACES)} agreed."
    garbled = re.sub("“([^“”]*)”", lambda m: f"â€œ{m[1]}â€{rng.choice(('', '', chr(0x9D)))}", clean)
    return {"channel": "closing quotes cut", "input": garbled, "expected": clean}


def _apostrophe(rng: random.Random) -> dict[str, str]:
    clean = f"{_text(rng)} Neither side’s aides would say what Europe’s north can’t do."
    head, tail = clean[:-60], clean[-60:]
    return {"channel": "apostrophe as â", "input": head + tail.replace("’", "â"), "expected": clean}


def _two_pages(rng: random.Random) -> dict[str, str]:
    """Paragraphs that were garbled in different ways, and one that was not."""
    clean = [_text(rng) for _ in range(3)]
    pages = rng.sample(PAGES[:7], 2)
    garbled = [misread(pages[0])(clean[0]), clean[1], misread(pages[1])(clean[2])]
    return {"channel": "two code pages", "input": "\n\n".join(garbled), "expected": "\n\n".join(clean)}


def _spelled_elsewhere(rng: random.Random, name: str, damage: Damage) -> dict[str, str]:
    values = _values(rng)
    first = _text(rng, values, TEMPLATES[:7])
    person = values["p"]
    last = rng.choice(("{} did not reply to a request for comment.", "Critics of {} were not convinced."))
    paragraphs = [(first, first), (last.format(damage(person)), last.format(person))]
    rng.shuffle(paragraphs)
    garbled, clean = ("\n\n".join(p) for p in zip(*paragraphs, strict=True))
    return {"channel": f"spelled elsewhere: {name}", "input": garbled, "expected": clean}


def _one(rng: random.Random, groups: dict[str, str]) -> str:
    return rng.choice(rng.choice(list(groups.values())).split("; "))


def _values(rng: random.Random) -> dict[str, str]:
    person, other, place = _one(rng, PEOPLE), _one(rng, PEOPLE), _one(rng, PLACES)
    foreign = rng.choice(FOREIGN.split("; "))
    return {"p": person, "q": other, "l": place, "f": foreign, "P": person.upper(), "L": place.upper()}


def _text(rng: random.Random, values: dict[str, str] | None = None, first: tuple[str, ...] = TEMPLATES) -> str:
    """Two sentences or three."""
    line = f"{rng.choice(first)} {rng.choice(TEMPLATES[:7])}"
    return line.format(**(values or _values(rng)))
