"""How well text repair works: restored and wrongly changed texts, by channel, against ftfy; and speed.

    python benchmarks/repair.py cases FILE.jsonl ...       cases with input and expected, one JSON object a line
    python benchmarks/repair.py made [--seed 7]            cases made here, of names and sentences of our own
    python benchmarks/repair.py ftfy TEST_CASES.json       the cases of ftfy's source distribution
    python benchmarks/repair.py text FILE ...              changes to real text (.txt, or .jsonl[.gz] with "text")
    python benchmarks/repair.py speed FILE ...             characters a second

"Restored" is equality of the whole text; with --neutral quotation marks and widths are compared loosely.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy

from transforms.repair import default_model, repair, repair_text

PEOPLE = [
    "Gitanas Bložė",
    "Živilė Ąžuolaitė",
    "Rasa Juknevičienė",
    "Mārtiņš Bērziņš",
    "Kārlis Ķēniņš",
    "Jüri Põder",
    "Ülle Kõiv",
    "Łukasz Wójcik",
    "Zdzisław Gądek",
    "Bogusława Źrebiec",
    "Jiří Dvořáček",
    "Květa Nováková",
    "Ľuboš Hlaváč",
    "Michaela Šťastná",
    "Katalin Erdős",
    "Győző Hűvös",
    "Ștefan Mureșan",
    "Ioana Brâncuș",
    "Đorđe Živković",
    "Ćiro Blaž",
    "Željka Šimić",
    "Ayşegül Çelik",
    "İbrahim Özgür",
    "Ertuğrul Işık",
    "Rəşad Quliyev",
    "Nərmin Həsənova",
    "Þórdís Ægisdóttir",
    "Sigríður Hreiðarsdóttir",
    "Åsa Sjöström",
    "Jørgen Bråten",
    "Mærsk Høeg",
    "Aoife Ní Bhriain",
    "Pádraig Ó Sé",
    "François Lefèvre",
    "Anaïs Bénard",
    "Iñaki Echeñique",
    "Begoña Peñalver",
    "Joaquín Muñoz",
    "Conceição Falcão",
    "Simão Guimarães",
    "Jürgen Groß",
    "Käthe Rößler",
    "Trần Thị Hạnh",
    "Lê Đức Hiếu",
    "Phan Văn Lộc",
    "Hēmi Tāwhiri",
    "Mākereti Ngāti",
    "Yūko Ōtani",
    "Ċensu Għawdxi",
    "Xhevdet Lleshanaku-Bërxolli",
    "Gëzim Krasniqi",
    "Éowyn Müller",
    "Renée Žák",
]
PLACES = [
    "Šilutė",
    "Kėdainiai",
    "Jēkabpils",
    "Cēsis",
    "Otepää",
    "Põlva",
    "Bełchatów",
    "Gdańsk",
    "Mělník",
    "Plzeň",
    "Trenčín",
    "Veľký Krtíš",
    "Pécs",
    "Nyíregyháza",
    "Brașov",
    "Bacău",
    "Šabac",
    "Žabljak",
    "Eskişehir",
    "Muğla",
    "Şəki",
    "Ağdam",
    "Ísafjörður",
    "Malmö-Väst",
    "Tromsdalen–Kvaløya",
    "Hjørring",
    "Dún Garbhán",
    "Besançon-Est",
    "Mérida",
    "A Coruña",
    "São Luís",
    "Fürth",
    "Đồng Hới",
    "Cần Thơ",
    "Ōtaki",
    "Kōchi",
    "Għarb",
    "Korçë",
    "Vlorë",
    "Zürich",
    "Genève",
]
FOREIGN = (
    "Борис Грызлов",
    "Олена Ковальчук",
    "Νίκος Παπαδάκης",
    "יוסף כהן",
    "أحمد الزهراني",
    "東京新聞",
    "김서연",
    "Красноярск",
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
)
C1 = re.compile("[\x80-\x9f]")


def misread(page: str) -> Callable[[str], str]:
    """UTF-8 read under a code page; its undefined bytes become control characters."""

    def damage(text: str) -> str:
        return "".join(_char(byte, page) for byte in text.encode())

    return damage


def _char(byte: int, page: str) -> str:
    return bytes([byte]).decode(page, "ignore") or chr(byte)


def chain(*steps: Callable[[str], str]) -> Callable[[str], str]:
    def damage(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return damage


cp1252 = misread("cp1252")
CHANNELS: dict[str, Callable[[str], str]] = {
    **{
        p: misread(p)
        for p in ["cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "cp437", "cp850"]
    },
    "cp1252 twice": chain(cp1252, cp1252),
    "latin-1 twice": chain(misread("latin-1"), misread("latin-1")),
    "latin-1, cp1252": chain(misread("latin-1"), cp1252),
    "mac_roman, cp1252": chain(misread("mac_roman"), cp1252),
    "cp1250 twice": chain(misread("cp1250"), misread("cp1250")),
    "cp1252 thrice": chain(cp1252, cp1252, cp1252),
    "cp1252, html": chain(cp1252, lambda t: t.encode("ascii", "xmlcharrefreplace").decode()),
    "cp1252, html names": chain(cp1252, lambda t: "".join(_entity(c) for c in t)),
    "cp1252, NFKC": chain(cp1252, lambda t: unicodedata.normalize("NFKC", t)),
    "cp1252, nbsp": chain(cp1252, lambda t: t.replace("\xa0", " ")),
    "cp1252, C1 dropped": chain(cp1252, lambda t: C1.sub("", t)),
    "cp1252, C1 to ?": chain(cp1252, lambda t: C1.sub("?", t)),
    "cp1252, C1 to U+FFFD": chain(cp1252, lambda t: C1.sub("\ufffd", t)),
}
LOSSY: dict[str, Callable[[str], str]] = {
    "? for letters": lambda t: re.sub("[^\x00-\x7f]", "?", t),
    "U+FFFD for letters": lambda t: re.sub("[^\x00-\x7f]", "\ufffd", t),
    "U+FFFD for bytes": lambda t: re.sub("[^\x00-\x7f]", lambda m: "\ufffd" * len(m[0].encode()), t),
    "? outside cp1252": lambda t: "".join(c if c.encode("cp1252", "ignore") else "?" for c in t),
}


def _entity(char: str) -> str:
    name = html.entities.codepoint2name.get(ord(char)) if ord(char) > 127 else None
    return f"&{name};" if name else char if char < "\x80" else f"&#{ord(char)};"


def made_cases(seed: int, each: int = 12) -> Iterator[dict[str, str]]:
    """Whole texts and single names through every channel; lost letters with evidence; correct texts."""
    rng = random.Random(seed)
    for name, damage in CHANNELS.items():
        for number in range(each):
            people = rng.sample(PEOPLE, 2)
            clean = _text(rng, people)
            if number % 2:
                yield {"channel": f"{name}: text", "input": damage(clean), "expected": clean}
            else:
                target = people[0] if any(ord(c) > 127 for c in people[0]) else "café"
                yield {"channel": f"{name}: name", "input": clean.replace(target, damage(target)), "expected": clean}
    for name, damage in LOSSY.items():
        for _ in range(each):
            people = rng.sample(PEOPLE, 2)
            first, last = _text(rng, people), f"{people[0]} did not reply to a request for comment."
            whole = f"{first}\n\n{last}"
            yield {
                "channel": name,
                "input": f"{first}\n\n{last.replace(people[0], damage(people[0]))}",
                "expected": whole,
            }
    for _ in range(300):
        text = f"{_text(rng, rng.sample(PEOPLE, 2))} {rng.choice(PLAIN)}"
        yield {"channel": "correct", "input": text, "expected": text}


def _text(rng: random.Random, people: list[str]) -> str:
    line = f"{rng.choice(TEMPLATES)} {rng.choice(TEMPLATES[:7])}"
    values = {"p": people[0], "q": people[1], "l": rng.choice(PLACES), "f": rng.choice(FOREIGN)}
    return line.format(**values)


def neutral(text: str) -> str:
    """Quotation marks straightened, widths folded: what ftfy changes by intention."""
    return re.sub("[“”„]", '"', re.sub("[‘’]", "'", unicodedata.normalize("NFKC", text)))


NEWS = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    normalization="NFC",
    unescape_html="auto",
)
SYSTEMS: dict[str, Callable[[str], str]] = {"newsloom": repair_text, "ftfy": lambda t: ftfy.fix_text(t, NEWS)}


def score(cases: list[dict[str, str]], loose: bool, show: bool) -> None:
    """Print restored texts by channel, and false changes, for each system."""
    same = (lambda a, b: neutral(a) == neutral(b)) if loose else (lambda a, b: a == b)
    total: Counter[str] = Counter(case["channel"] for case in cases)
    right: dict[str, Counter[str]] = {name: Counter() for name in SYSTEMS}
    for case in cases:
        for name, system in SYSTEMS.items():
            out = system(case["input"])
            right[name][case["channel"]] += same(out, case["expected"])
            if show and name == "newsloom" and not same(out, case["expected"]):
                print(f"  {case['channel']}\n    in  {case['input']!r}\n    out {out!r}\n    not {case['expected']!r}")
    damaged = [c for c in total if any(k["channel"] == c and k["input"] != k["expected"] for k in cases)]
    for channel in sorted(total):
        print(f"{channel:32}", *(f"{name} {right[name][channel]:3}/{total[channel]:3}" for name in SYSTEMS), sep="  ")
    for name in SYSTEMS:
        good, n = sum(right[name][c] for c in damaged), sum(total[c] for c in damaged)
        wrong = sum(total[c] - right[name][c] for c in total if c not in damaged)
        print(f"{name}: restored {good}/{n} = {good / max(1, n):.1%}", end="; ")
        print(f"correct texts changed {wrong}/{sum(total.values()) - n}")


def ftfy_cases(path: Path) -> Iterator[dict[str, str]]:
    """ftfy's cases; a U+FFFD in what ftfy expects stands for any character, as a restored one is no worse."""
    for case in json.loads(path.read_text(encoding="utf-8")):
        label = case["label"].lower()
        kind = "negative" if "negative" in label and not label.startswith(("mostly", "sort of")) else "in the wild"
        kind = "synthetic" if "synthetic" in label and kind != "negative" else kind
        if case["expect"] == "pass":
            expected = case.get("fixed-encoding", case["fixed"])
            known = {"input": case["original"], "expected": expected, "full": case["fixed"], "label": case["label"]}
            yield {"channel": kind, **known}


def score_ftfy(path: Path, show: bool) -> None:
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in ftfy_cases(path):
        wanted = (re.escape(neutral(case[name])).replace("\ufffd", r".{0,2}") for name in ("expected", "full"))
        pattern = re.compile("|".join(wanted), re.DOTALL)
        out = repair_text(case["input"])
        total[case["channel"]] += 1
        fits = out == case["input"] if case["channel"] == "negative" else pattern.fullmatch(neutral(out))
        right[case["channel"]] += bool(fits)
        if show and not fits:
            print(f"  {case['label']}\n    in  {case['input']!r}\n    out {out!r}\n    not {case['expected']!r}")
    print(*(f"{kind}: {right[kind]}/{total[kind]}" for kind in sorted(total)), sep="\n")


def texts_of(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            if ".jsonl" in path.suffixes:
                yield from (text for line in file if (text := json.loads(line).get("text")))
            else:
                yield file.read()


def show_changes(paths: list[Path]) -> None:
    """Every change to real text, to be judged by eye, and the rate."""
    chars = changes = 0
    for text in texts_of(paths):
        chars += len(text)
        for edit in repair(text).edits:
            if edit.applied and edit.kind == "mojibake":
                changes += 1
                around = (
                    text[max(0, edit.start - 15) : edit.start],
                    edit.before,
                    edit.after,
                    text[edit.end : edit.end + 10],
                )
                print(*map(repr, around), edit.rule, edit.evidence)
    print(f"{changes} changes in {chars:,} characters")


def measure_speed(paths: list[Path]) -> None:
    texts = list(texts_of(paths))
    chars = sum(map(len, texts))
    for name, system in SYSTEMS.items():
        started = time.process_time()
        for text in texts:
            system(text)
        print(f"{name}: {chars / (time.process_time() - started) / 1e6:.2f} million characters a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("cases", "made", "ftfy", "text", "speed"))
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--neutral", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    default_model()
    if options.what == "cases":
        lines = [line for path in options.paths for line in path.read_text(encoding="utf-8").split("\n")]
        score([json.loads(line) for line in lines if line], options.neutral, options.show)
    elif options.what == "made":
        score(list(made_cases(options.seed)), options.neutral, options.show)
    elif options.what == "ftfy":
        score_ftfy(options.paths[0], options.show)
    elif options.what == "text":
        show_changes(options.paths)
    else:
        measure_speed(options.paths)


if __name__ == "__main__":
    main()
