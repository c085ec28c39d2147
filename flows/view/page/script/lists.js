// The first page, the lists of things, and what a search finds.

function home() {
  return [
    h("h1", {}, all("page")[0].name), sentence(),
    h("div", { class: "columns" },
      h("div", {}, conflictsPart(), changedPart(), articlesPart(), refusedPart()),
      h("div", {}, speakersPart(), storiesPart(), silentPart())),
  ];
}

// What is in here, in a sentence; each number leads to its rows.
function sentence() {
  const n = numbers(), filtered = isFiltered();
  const words = ({ n, one, more }) => `${n ? n.toLocaleString("en") : "no"} ${n === 1 ? one : more}`;
  const to = (name) => link(n[name].address, (filtered && !FROM_CELLS.has(name) && isCut(name) ? "at least " : "") + words(n[name]), "number");
  const dates = all("days").filter((cell) => cell.day && passes(cell)).map((cell) => cell.day);
  const made = ["changed", "shortened", "conflicts"].filter((name) => n[name].n).map(to);
  const by = ["people", "others", "unknown"].filter((name) => n[name].n).map((name) => (name === "unknown" ? [link(n.unknown.address, n.unknown.n.toLocaleString("en"), "number"), " by speakers who are not identified"] : [`${saidBy(name).toLocaleString("en")} by `, to(name)]));
  return h("p", { class: "lead" }, to("articles"), n.outlets.n ? [" of ", to("outlets")] : "", dates.length ? `, ${span(dates[0], dates.at(-1))}` : "",
    n.copies.n ? [" (", to("copies"), ")"] : "", "; ", to("stories"), "; ", to("quotes"), by.length ? [": ", listed(by)] : "",
    "; ", to("several"), made.length ? [", among them ", listed(made)] : n.several.n ? ", none with other words of another outlet" : "",
    filtered ? "" : ["; ", to("refused")], ".", filters.sure ? h("small", {}, `Sure only: speech and speakers that are ${Math.round(100 * all("page")[0].sure)} in 100 sure and more; all numbers follow.`) : null, coverage());
}

// How many quotes are by people, by others, or by speakers who are not named.
const saidBy = (name) => sum(all("spoken").filter((cell) => cell.kind === name && passes(cell)), counted);
const listed = (parts) => parts.map((part, i) => [i ? ", " : "", part]);

// The lists that the numbers of the page lead to: the rows of each that the filters let through.
const LISTS = {
  articles: () => all("articles").filter(passes), copies: () => all("articles").filter((article) => article.copy_of_id && passes(article)),
  stories: () => stories(), quotes: () => said(), people: () => speakers(), others: () => speakers(false), silent: () => silent(), unknown: () => said().filter((quote) => !quote.entity_id), several: () => utterances(),
  ...Object.fromEntries(["changed", "shortened", "conflicts"].map((kind) => [kind, () => utterances().filter(COMPARED[kind].has)])),
};
const FROM_CELLS = new Set(["articles", "copies", "outlets", "quotes", "unknown", "refused"]); // exact under any filter, whatever the page holds

// The numbers of the page under the filters, counted once for each and for what the page holds.
let reckoned = {};
function numbers() {
  const under = JSON.stringify(filters);
  if (reckoned.under !== under || reckoned.groups !== groups) reckoned = { under, groups, numbers: reckon() };
  return reckoned.numbers;
}

// Of an outlet or a day they are counted from its cells and lists.
function reckon() {
  const n = Object.fromEntries(all("numbers").map((number) => [number.name, { ...number, n: filters.sure ? number.n_sure : number.n, sql: filters.sure ? number.sql_sure : number.sql }]));
  if (!isFiltered()) return n;
  const days = all("days").filter(passes), cells = { articles: sum(days, (cell) => cell.n), copies: sum(days, (cell) => cell.copies), quotes: sum(all("spoken").filter(passes), counted), unknown: saidBy("unknown"), outlets: outletsHere().length, refused: n.refused.n };
  for (const name of Object.keys(n)) n[name].n = cells[name] ?? LISTS[name]().length;
  return n;
}

const outletsHere = () => [...new Set(all("days").filter(passes).map((cell) => cell.outlet).filter(Boolean))];

// Whether the page has but the top of a list.
function isCut(name) {
  const kept = { ...filters };
  Object.assign(filters, { outlet: "", day: "", sure: false });
  try { return LISTS[name]().length < all("numbers").find((number) => number.name === name).n; } finally { Object.assign(filters, kept); }
}

// What is said where a list is cut, with what has all of it.
function cutNote(name) {
  const shown = LISTS[name]().length, { n } = numbers()[name], dataset = all("page")[0].name;
  if (!isCut(name) || (shown >= n && FROM_CELLS.has(name))) return null;
  const all_of_it = [" All of it: ", isServed() ? "" : [h("code", {}, `newsloom explore ${dataset}`), " or "], h("code", {}, `newsloom sql ${dataset}`), "."];
  return h("p", { class: "coverage" }, shown < n ? `${shown.toLocaleString("en")} of ${n.toLocaleString("en")} shown.` : "This page holds the top of the list; there may be more.", all_of_it);
}

const noneOf = (name) => (LISTS[name]().length ? null : none("None."));

const total = () => all("numbers").find((number) => number.name === "articles").n;
const isPart = () => all("articles").filter((article) => article.text != null).length < total();

// What the page leaves out of a large dataset.
function coverage() {
  const whole = all("articles").filter((article) => article.text != null).length;
  if (!isPart() || isServed()) return null;
  return h("small", { class: "coverage" }, `This page holds ${plural(whole, "article")} of ${total().toLocaleString("en")} with the text, and the top of each list: search and filters reach what it holds. All of it: `,
    h("code", {}, `newsloom explore ${all("page")[0].name}`), " or ", h("code", {}, `newsloom sql ${all("page")[0].name}`), ".");
}

const membersOf = (story) => where("articles", "story_id", story.story_id);
const stories = () => all("stories").filter((story) => !isFiltered() || membersOf(story).some(passes));

// The whole of a list of which a part is shown.
function allOf(name) {
  const { n, address } = numbers()[name];
  return n ? link(address, `all ${n.toLocaleString("en")} ›`, "number") : "";
}

function personRow({ entity, n }, top, instead) {
  const role = roleOf(entity.entity_id);
  return h("li", { class: "row" }, h("span", {}, nameLink(entity.entity_id), role ? h("small", {}, roleText(role)) : ""), h("span", { class: "n" }, instead ? link("person/" + entity.entity_id, bar(n, top), "", instead) : bar(n, top)));
}

function speakersPart() {
  const people = speakers();
  return section(["Who speaks", h("small", {}, allOf("people"))],
    people.length ? h("ol", { class: "plain" }, people.slice(0, 10).map((person) => personRow(person, people[0].n))) : none("Nobody is quoted."));
}

const firstBy = (article) => (article.hour ? "" : " (by days alone)");

// Its title; one that is the first sentence of an article is cut at a word.
const storyTitle = (story) => !story.title ? "without a title" : story.title.length <= 100 ? story.title : story.title.slice(0, 100).replace(/\s\S*$/, "") + " …";

// What is no report of its own: copies, and what an outlet put in the place of an earlier version.
function besides(story) {
  const members = membersOf(story), rest = story.n_articles - story.n_independent;
  if (members.length < story.n_articles) return rest ? ` + ${plural(rest, "copy or version", "copies or versions")}` : "";
  const later = Math.min(rest, members.filter((article) => article.version_of_id && !article.copy_of_id).length);
  return (rest > later ? ` + ${plural(rest - later, "copy", "copies")}` : "") + (later ? ` + ${plural(later, "later version")}` : "");
}

function storyRow(story) {
  const first = story.n_outlets > 1 && get("articles", story.first_article_id);
  return h("li", { class: "row" }, h("span", {}, link("story/" + story.story_id, storyTitle(story), "title"), h("small", {}, span(story.first, story.last), first ? [" · first: ", outletLink(first), firstBy(first)] : story.n_outlets > 1 && !story.first_article_id ? " · who had it first is not known" : "")),
    h("span", { class: "n" }, outletsOf(membersOf(story), story.n_outlets), h("small", {}, plural(story.n_independent, "report") + besides(story))));
}

function storiesPart() {
  const found = stories();
  return section(["What happened", h("small", {}, allOf("stories"))], h("ol", { class: "plain" }, found.slice(0, 8).map(storyRow)));
}

function articlesPart() {
  const cells = all("days").filter(passes), found = all("articles").filter(passes);
  return section(["Articles", h("small", {}, allOf("articles"))], dayChart(cells.map((cell) => [cell.day, cell.n]), "articles"),
    h("ol", { class: "plain" }, found.slice(0, 6).map(articleRow)));
}

function articleRow(article) {
  return h("li", { class: "row" }, h("span", {}, articleLink(article), h("small", {}, outletLink(article), " · ", time(article), article.copy_of_id ? " · a copy" : "", article.version_of_id ? " · a later version" : "", article.agency && article.agency !== article.outlet ? ` · ${article.agency}` : "")));
}

function refusedPart() {
  return section(["What was refused", h("small", {}, allOf("refused"))], isFiltered() && all("refused").length ? none("Of all outlets and days: what is refused has neither.") : null, refusedList());
}

function refusedList() {
  return all("refused").length ? h("ul", { class: "plain" }, all("refused").map((row) => h("li", {}, link("data/refused/" + row.reason, plural(row.n, "record"), "number"), ` ${row.n === 1 ? row.one : row.more}`,
    h("small", {}, `${row.n === 1 ? "" : "such as "}${row.example}${row.detail ? `: ${row.detail}` : ""}`)))) : none("Nothing: every record became an article.");
}

// People who are named and not quoted, surely or not: anywhere, or where the filters look.
function silent() {
  const speech = group(all("speech"), (cell) => cell.entity_id), isSilent = (entity) => isFiltered() && speech.has(entity.entity_id) ? !speech.get(entity.entity_id).some(passes) : !entity.quoted;
  return all("entities").filter((entity) => entity.type === "PERSON" && isSilent(entity) && namedIn(entity))
    .sort((a, b) => namedIn(b) - namedIn(a) || b.n_mentions - a.n_mentions || a.name.localeCompare(b.name));
}
const isFiltered = () => Boolean(filters.outlet || filters.day);
const namedIn = (entity) => (isFiltered() ? where("named", "entity_id", entity.entity_id).filter((row) => passes(articleOf(row))).length : entity.n_articles);
const silentTitle = () => (isFiltered() ? "Named here, not quoted here" : "Named, never quoted");

function silentRow(entity) {
  const role = roleOf(entity.entity_id), about = [role ? roleText(role) : "", isFiltered() && entity.quoted ? "quoted elsewhere" : ""].filter(Boolean);
  return h("li", { class: "row" }, h("span", {}, nameLink(entity.entity_id), about.length ? h("small", {}, about.join(" · ")) : ""), h("span", { class: "n" }, plural(namedIn(entity), "article")));
}

function silentPart() {
  const people = silent();
  return people.length ? section([silentTitle(), h("small", {}, allOf("silent"))], h("ol", { class: "plain" }, people.slice(0, 6).map(silentRow))) : null;
}

// All quotes, the latest first; a copy's are its original's.
function said() {
  return all("quotes").filter((quote) => !articleOf(quote).copy_of_id && quotePasses(quote))
    .sort((a, b) => (articleOf(b).day || "").localeCompare(articleOf(a).day || "") || a.article_id.localeCompare(b.article_id) || a.start - b.start);
}

function saidList(kind) {
  const name = kind === "unknown" ? "unknown" : "quotes";
  return [h("h1", {}, kind === "unknown" ? "Quotes of speakers who are not identified" : "Quotes"),
    h("p", { class: "dim" }, `All that is said, the latest first: copies left out, and speech below a confidence of ${all("page")[0].counted}. `, link("quotes", "Side by side: what several articles have")),
    grow(LISTS[name](), (quote) => quoteItem(quote), { size: 20, last: true }), noneOf(name), cutNote(name)];
}

function peopleList(kind) {
  if (kind === "silent") return [h("h1", {}, silentTitle()), grow(silent(), silentRow, { last: true }), noneOf("silent"), cutNote("silent")];
  const people = speakers(kind !== "others"), name = kind === "others" ? "others" : "people", n = numbers();
  return [h("h1", {}, kind === "others" ? "Organisations and others that speak" : "Who speaks"),
    h("p", { class: "dim" }, link("said", plural(n.quotes.n, "quote"), "number"), `, copies left out; ${saidBy(name).toLocaleString("en")} of them by those below. `,
      [["people", "People"], ["others", "Organisations and others"], ["silent", silentTitle()]].filter(([other]) => other !== name).map(([other, text], i) => [i ? " · " : "", link(n[other].address, text), ` (${n[other].n.toLocaleString("en")})`])),
    grow(people, (person) => personRow(person, people[0].n), { last: true }), noneOf(name), cutNote(name)];
}

const storiesList = () => [h("h1", {}, "What happened"), h("p", { class: "dim" }, `A story is one event. Most independent reports first; copies are counted apart.${isFiltered() ? " The counts of a story are of all outlets and days." : ""}`), grow(stories(), storyRow, { last: true }), noneOf("stories"), cutNote("stories")];

function articlesList(kind) {
  const name = kind === "copies" ? "copies" : "articles";
  return [h("h1", {}, upper(name)), dayChart(all("days").filter(passes).map((cell) => [cell.day, kind === "copies" ? cell.copies : cell.n]).filter(([, n]) => n), name), grow(LISTS[name](), articleRow, { last: true }), noneOf(name), cutNote(name)];
}

function outletsList() {
  const cells = group(all("days").filter(passes), (cell) => cell.outlet), quotes = group(all("spoken").filter(passes), (cell) => cell.outlet);
  const found = outletsHere().map((outlet) => ({ outlet, n: sum(cells.get(outlet), (c) => c.n), copies: sum(cells.get(outlet), (c) => c.copies), wire: sum(cells.get(outlet), (c) => c.wire), quotes: sum(quotes.get(outlet) || [], counted) })).sort((a, b) => b.n - a.n || a.outlet.localeCompare(b.outlet));
  const unknown = [...cells].filter(([outlet]) => !outlet).flatMap(([, own]) => own);
  const to = (address, n, { outlet }) => (n ? link(address, n.toLocaleString("en"), "", { outlet }) : 0);
  return [h("h1", {}, "Outlets"), h("p", { class: "dim" }, "Quotes are of its own articles, copies left out; wire: credited to a news agency."),
    table(["Outlet", "Articles", "Copies", "Wire", "Quotes"], found.map((row) => [outletLink(row), to("articles", row.n, row), percent(row.copies, row.n), percent(row.wire, row.n), to("said", row.quotes, row)])),
    unknown.length ? none(`${plural(sum(unknown, (cell) => cell.n), "article")} of an outlet that is not known, with ${plural(sum(all("spoken").filter((cell) => !cell.outlet && passes(cell)), counted), "quote")}.`) : null];
}

// What has all of the words, by kind.
function search(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [h("h1", {}, "Search"), none("Type a name, words of a quote, of a story or of an article.")];
  const find = (name, of) => all(name).filter((row) => matches(row, words, of));
  const spelled = (entity) => [entity.name, ...where("aliases", "entity_id", entity.entity_id).map((alias) => alias.alias)].join(" ");
  const quoted = new Map([...speakers(), ...speakers(false)].map(({ entity, n }) => [entity.entity_id, n]));
  const rank = (entity) => 1000 * (quoted.get(entity.entity_id) || 0) + entity.n_articles;
  const names = find("entities", spelled).sort((a, b) => rank(b) - rank(a));
  const quotes = find("quotes", wordsOf).filter(quotePasses), held = find("stories", (story) => story.title).filter((story) => !isFiltered() || membersOf(story).some(passes));
  const articles = find("articles", (article) => [article.title, article.outlet, article.text ?? article.lead].join(" ")).filter(passes);
  const outlets = [...new Set(all("days").map((cell) => cell.outlet))].filter((outlet) => outlet && words.every((word) => fold(outlet).includes(word)));
  const part = (title, items, draw, size = 10) => items.length ? section(`${title} (${items.length})`, grow(items, draw, { size })) : null;
  const n = names.length + quotes.length + held.length + articles.length + outlets.length;
  say(n ? `${plural(names.length, "name")}, ${plural(quotes.length, "quote")}, ${plural(held.length, "story", "stories")}, ${plural(articles.length, "article")}` : "Nothing found");
  return [h("h1", {}, "Search: ", h("q", {}, text)), n ? null : none("Nothing has all of these words. Fewer or shorter words find more."),
    part("Names", names, nameRow), part("Outlets", outlets, (outlet) => h("li", {}, outletLink({ outlet }))), part("Quotes", quotes, (quote) => quoteItem(quote)), part("Stories", held, storyRow), part("Articles", articles, articleRow), coverage()];

  function nameRow(entity) {
    const role = roleOf(entity.entity_id);
    return h("li", { class: "row" }, h("span", {}, nameLink(entity.entity_id), h("small", {}, role ? roleText(role) : TYPES[entity.type])), h("span", { class: "n" }, quoted.get(entity.entity_id) ? plural(quoted.get(entity.entity_id), "quote") : plural(entity.n_articles, "article")));
  }
}
