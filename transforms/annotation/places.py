"""Places and peoples that a rule knows better than a small network: countries, cities, demonyms, seas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PEOPLES = """
African Africans African-American African-Americans Afro-American Andean Arab Arabs Arabic Asian Asians Asian-American
Asian-Americans Baltic Balkan Bavarian Californian Californians Catalan Catalans Caucasian Caucasians Celtic Chechen
Chechens Corsican Cossack European Europeans Floridian Gazan Gazans Hispanic Hispanics Iberian Inuit Kashmiri Kashmiris
Kurd Kurdish Kurds Latin Latino Latinos Latina Latinas Latinx Londoner Londoners Maori Māori Nordic Palestinian
Palestinians Parisian Parisians Persian Polynesian Quebecer Quebecers Rohingya Roma Sami Scandinavian Scandinavians
Scot Scots Scottish Siberian Sicilian Slavic Tamil Tamils Tatar Tatars Texan Texans Tibetan Tibetans Uighur Uighurs
Uyghur Uyghurs Welsh Yoruba Zulu Hausa Igbo Pashtun Pashtuns Hazara Hazaras Yazidi Yazidis Aboriginal Hongkonger
Hongkongers Manhattanite Muscovite Soviet Soviets Western Westerner Westerners Indigenous
Anglican Anglicans Baptist Baptists Buddhist Buddhists Catholic Catholics Christian Christians Copt Coptic Copts Druze
Evangelical Evangelicals Hindu Hindus Islamic Islamist Islamists Jain Jains Jew Jewish Jews Lutheran Lutherans Maronite
Methodist Methodists Mormon Mormons Muslim Muslims Orthodox Pentecostal Presbyterian Protestant Protestants Quaker
Quakers Shia Shiite Shiites Sikh Sikhs Sunni Sunnis Zionist Zionists Alawite Alawites
Communist Communists Conservative Conservatives Democrat Democrats Democratic Gaullist Labourite Leninist Liberal
Liberals Maoist Maoists Marxist Marxists Nazi Nazis Neo-Nazi Peronist Republican Republicans Socialist Socialists
Stalinist Tory Tories Unionist Unionists Whig Whigs Fascist Fascists Baathist Thatcherite
"""
_CONTINENTS = """Africa;Asia;Europe;North America;South America;Latin America;Central America;Antarctica;Oceania
Middle East;Far East;Southeast Asia;South Asia;East Asia;Central Asia;Eastern Europe;Western Europe;Sub-Saharan Africa
West Africa;East Africa;North Africa;Southern Africa;Caucasus;Balkans;Caribbean;Scandinavia;Arctic;Sahel;Maghreb;Levant
Horn of Africa;Persian Gulf;Gulf of Mexico;Atlantic;Pacific;Indian Ocean;Mediterranean;Black Sea;Baltic Sea;Red Sea
South China Sea;East China Sea;Caspian Sea;Himalayas;Alps;Andes;Sahara;Amazon;Siberia;Silicon Valley;Wall Street
West Coast;East Coast;Midwest;Donbas;Kashmir;Sinai;Crimea;Balkan;Baltics"""
_BOTH = frozenset(
    {"Georgia", "Jordan", "Chad", "Turkey", "Guinea", "Mali", "Niger", "Cuba", "Israel", "Kenya", "Ireland"}
)
"""Countries that are first names or surnames too (or parts of longer names): a rule alone does not add them."""

_WATER = ("River", "Sea", "Ocean", "Lake", "Bay", "Gulf", "Strait", "Canal", "Island", "Islands", "Mountains", "Mount",
          "Valley", "Desert", "Peninsula", "Coast", "Forest", "Peak", "Falls", "Creek", "Basin")  # fmt: skip
_BUILT = ("Airport", "Stadium", "Bridge", "Tower", "Towers", "Street", "Avenue", "Boulevard", "Square", "Arena",
          "Palace", "Highway", "Plaza", "Cathedral", "Mosque", "Memorial", "Prison", "Tunnel", "Station", "Monument",
          "Dam", "Mall", "Hotel", "Casino", "Road", "Expressway", "Base", "Cemetery", "Barracks")  # fmt: skip
_LAWS = ("Act", "Constitution", "Treaty", "Amendment", "Accord", "Accords", "Agreement", "Protocol", "Bill",
         "Pact", "Ordinance", "Code", "Charter", "Statute")  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Names by what they are; each in the letter case in which news writes them."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: Mapping[str, int]
    """City names with their people, from a hundred thousand up; of two cities of one name, the larger."""
    peoples: frozenset[str]
    wide: frozenset[str]
    """Continents, seas and other places without a government."""

    def is_political(self, name: str) -> bool:
        """Is this a country, a state or a larger city?"""
        return name in self.countries or name in self.regions or name in self.cities

    def stands_alone(self, name: str) -> bool:
        """Is the word by itself evidence of a country?"""
        return name in self.countries and name not in _BOTH and len(name) > 2


def build_places(
    countries: Iterable[str], regions: Iterable[str], cities: Mapping[str, int], demonyms: Iterable[str]
) -> Places:
    """Join the given lists with the peoples, faiths, parties and wide places listed here."""
    peoples = frozenset(_PEOPLES.split()) | frozenset(demonyms)
    wide = frozenset(_CONTINENTS.replace("\n", ";").split(";"))
    names = frozenset(countries)
    kept = {name: people for name, people in cities.items() if name not in peoples}
    return Places(names, frozenset(regions), kept, peoples - names, wide)


def kind_by_last_word(words: list[str]) -> str | None:
    """What the last (or first) word of a name of several words says it is: LOC, FAC, LAW, or nothing.

    >>> kind_by_last_word(["Jomo", "Kenyatta", "Airport"]), kind_by_last_word(["Lake", "Chad"])
    ('FAC', 'LOC')
    """
    if len(words) < 2:
        return None
    for label, endings in (("LOC", _WATER), ("FAC", _BUILT), ("LAW", _LAWS)):
        if words[-1] in endings:
            return label
    return "LOC" if words[0] in ("Lake", "Mount", "Mt.", "Cape", "Gulf") else None
