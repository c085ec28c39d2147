// The first page, the lists of things, and what a search finds.

function home() {
  return [
    h("h1", {}, all("page")[0].name), sentence(),
    h("div", { class: "columns" },
      h("div", {}, changedPart(), articlesPart(), refusedPart()),
      h("div", {}, speakersPart(), storiesPart(), silentPart())),
  ];
}

// What is in here, in a sentence; each number leads to its rows.
function sentence() {
  const n = numbers(), least = isFiltered() && isPart() ? "at least " : "";
  const to = (name) => link(n[name].address, (LISTED.has(name) ? least : "") + plural(n[name].n, n[name].one, n[name].more), "number");
  const dates = all("days").filter((cell) => cell.day && passes(cell)).map((cell) => cell.day);
  const days = dates.length ? `, ${span(dates[0], dates.at(-1))}` : "";
  const changes = [to("changed"), n.shortened.n ? [" and ", link(n.shortened.address, `${n.shortened.n.toLocaleString("en")} ${n.shortened.n === 1 ? n.shortened.one : n.shortened.more}`, "number")] : ""];
  return h("p", { class: "lead" }, to("articles"), n.outlets.n ? [" of ", to("outlets")] : "", days,
    n.copies.n ? [" (", link(n.copies.address, `${n.copies.n.toLocaleString("en")} ${n.copies.n === 1 ? n.copies.one : n.copies.more}`, "number"), ")"] : "", "; ",
    to("stories"), "; ", to("quotes"), " by ", to("people"), "; ", changes, isFiltered() ? "" : ["; ", to("refused")], ".", coverage());
}

const LISTED = new Set(["stories", "people", "changed"]); // numbers that filters count from the lists of the page

// The numbers of the sentence; under filters, counted from the cells and rows of the page.
function numbers() {
  const n = Object.fromEntries(all("numbers").map((number) => [number.name, { ...number }]));
  if (!isFiltered()) return n;
  const days = all("days").filter(passes), changed = utterances();
  n.articles.n = sum(days, (cell) => cell.n);
  n.copies.n = sum(days, (cell) => cell.copies);
  n.outlets.n = new Set(days.map((cell) => cell.outlet).filter(Boolean)).size;
  n.stories.n = stories().length;
  n.quotes.n = sum(all("spoken").filter(passes), counted);
  n.people.n = speakers().length;
  n.changed.n = changed.filter((utterance) => relations(utterance).has("edited")).length;
  n.shortened.n = changed.filter((utterance) => relations(utterance).has("truncated")).length;
  return n;
}

const total = () => all("numbers").find((number) => number.name === "articles").n;
const isPart = () => all("articles").filter((article) => article.text != null).length < total();

// What the page leaves out of a large dataset.
function coverage() {
  const whole = all("articles").filter((article) => article.text != null).length;
  if (!isPart() || isServed()) return null;
  return h("small", { class: "coverage" }, `This page holds ${plural(whole, "article")} of ${total().toLocaleString("en")} with the text, and the top of each list: search and filters reach what it holds. All of it: `,
    h("code", {}, `newsloom explore ${all("page")[0].name}`), " or ", h("code", {}, `newsloom sql ${all("page")[0].name}`), ".");
}

const relations = (utterance) => new Set(reportsOf(utterance).filter(({ quote }) => passes(articleOf(quote))).map(({ variant }) => variant.relation));
const utterances = () => all("utterances").filter((utterance) => new Set(reportsOf(utterance).map(({ quote }) => quote.article_id)).size > 1 && reportsOf(utterance).some(({ quote }) => passes(articleOf(quote))));
const membersOf = (story) => where("articles", "story_id", story.story_id);
const stories = () => all("stories").filter((story) => !isFiltered() || membersOf(story).some(passes));

const RANKS = ["Outlets name different speakers", "Words were exchanged: a number, a name, a negation or a modal verb", "Words differ", "Parts were left out", "The same words, or told in others"];

function changedPart() {
  const items = utterances(), changed = items.filter((utterance) => utterance.rank < 4);
  const shown = changed.length ? changed : items;
  return section([changed.length ? "What outlets changed" : "Said in several reports", h("small", {}, link("quotes", `all ${items.length} ›`))],
    shown.length ? h("ol", { class: "plain" }, shown.slice(0, 5).map(sideBySide)) : none("No statement stands in two articles."));
}

// An utterance in short: who, when, and the versions that differ.
function sideBySide(utterance) {
  const reports = reportsOf(utterance).sort((a, b) => byTime(articleOf(a.quote), articleOf(b.quote)));
  const reference = reports.find(({ variant }) => !variant.relation) || reports[0], told = new Set();
  const differs = utterance.conflict ? ({ quote }) => quote.entity_id && quote.entity_id !== reference.quote.entity_id && quote.entity_id : ({ variant }) => variant.marks && JSON.stringify(variant.marks);
  const others = reports.filter((report) => differs(report) && !told.has(differs(report)) && told.add(differs(report)));
  const role = roleOf(utterance.entity_id);
  return h("li", { class: "utterance" },
    h("p", { class: "who" }, utterance.conflict ? h("strong", {}, "Outlets name different speakers") : utterance.entity_id ? nameLink(utterance.entity_id) : speakerOf(reference.quote), role ? `, ${roleText(role)}` : "", " · ", day(articleOf(reference.quote).day)),
    version(reference, utterance), others.slice(0, 2).map((report) => version(report, utterance)),
    h("p", { class: "by" }, link("utterance/" + utterance.utterance_id, plural(reports.length, "report") + " side by side"), ` · ${RANKS[utterance.rank].toLowerCase()}`));
}

function version({ quote, variant }, utterance) {
  return h("div", { class: "version" }, h("span", { class: "from" }, outletLink(articleOf(quote)), utterance.first_quote_id === quote.quote_id ? h("small", {}, "first") : ""),
    h("blockquote", {}, variant.marks ? inShort(variant.marks) : shorten(wordsOf(quote), 60), utterance.conflict ? h("small", {}, " said by ", speakerOf(quote)) : ""));
}

function personRow({ entity, n }, top) {
  const role = roleOf(entity.entity_id);
  return h("li", { class: "row" }, h("span", {}, nameLink(entity.entity_id), role ? h("small", {}, roleText(role)) : ""), h("span", { class: "n" }, bar(n, top)));
}

function speakersPart() {
  const people = speakers();
  return section(["Who speaks", h("small", {}, link("people", `all ${people.length} ›`))],
    people.length ? h("ol", { class: "plain" }, people.slice(0, 10).map((person) => personRow(person, people[0].n))) : none("Nobody is quoted."));
}

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
  return h("li", { class: "row" }, h("span", {}, link("story/" + story.story_id, storyTitle(story), "title"), h("small", {}, span(story.first, story.last))),
    h("span", { class: "n" }, outletsOf(story.n_outlets, membersOf(story)), h("small", {}, plural(story.n_independent, "report") + besides(story))));
}

function storiesPart() {
  const found = stories();
  return section(["What happened", h("small", {}, link("stories", `all ${found.length} ›`))], h("ol", { class: "plain" }, found.slice(0, 8).map(storyRow)));
}

function articlesPart() {
  const cells = all("days").filter(passes), undated = sum(cells.filter((cell) => !cell.day), (cell) => cell.n);
  const found = all("articles").filter(passes);
  return section(["Articles", h("small", {}, link("articles", `all ${found.length} ›`))], dayChart(cells.map((cell) => [cell.day, cell.n]), "articles"),
    undated ? none(`${plural(undated, "article")} of a day that is not known.`) : null, h("ol", { class: "plain" }, found.slice(0, 6).map(articleRow)));
}

function articleRow(article) {
  return h("li", { class: "row" }, h("span", {}, articleLink(article), h("small", {}, outletLink(article), " · ", time(article), article.copy_of_id ? " · a copy" : "", article.version_of_id ? " · a later version" : "", article.agency ? ` · ${article.agency}` : "")));
}

function refusedPart() {
  return section(["What was refused", h("small", {}, link("data/refused", "all ›"))], refusedList());
}

function refusedList() {
  return all("refused").length ? h("ul", { class: "plain" }, all("refused").map((row) => h("li", {}, `${plural(row.n, "record")} ${row.n === 1 ? row.one : row.more}`,
    h("small", {}, `${row.n === 1 ? "" : "such as "}${row.example}${row.detail ? `: ${row.detail}` : ""}`)))) : none("Nothing: every record became an article.");
}

function silent() {
  const quoted = new Set(all("speech").filter((cell) => passes(cell) && counted(cell)).map((cell) => cell.entity_id));
  const here = isFiltered() ? new Set(all("named").filter((row) => passes(articleOf(row))).map((row) => row.entity_id)) : null;
  return all("entities").filter((entity) => entity.type === "PERSON" && !quoted.has(entity.entity_id) && (!here || here.has(entity.entity_id)))
    .sort((a, b) => b.n_articles - a.n_articles || b.n_mentions - a.n_mentions || a.name.localeCompare(b.name));
}

const silentRow = (entity) => h("li", { class: "row" }, h("span", {}, nameLink(entity.entity_id), roleOf(entity.entity_id) ? h("small", {}, roleText(roleOf(entity.entity_id))) : ""), h("span", { class: "n" }, plural(entity.n_articles, "article")));

function silentPart() {
  const people = silent();
  return people.length ? section(["Named, never quoted", h("small", {}, link("people/silent", `all ${people.length} ›`))], h("ol", { class: "plain" }, people.slice(0, 6).map(silentRow))) : null;
}

function quotesList() {
  const parts = group(utterances(), (utterance) => utterance.rank);
  return [h("h1", {}, "Quotes side by side"), h("p", { class: "dim" }, "What was said once and reported in several articles. The fullest version in quotation marks is what the others are compared with: ", h("del", {}, "left out"), ", ", h("ins", {}, "put in"), "."),
    [...parts].sort(([a], [b]) => a - b).map(([rank, items]) => section(`${RANKS[rank]} (${items.length})`, grow(items, sideBySide, { size: 20 }))),
    parts.size ? null : none("No statement stands in two articles."), coverage()];
}

function peopleList(kind) {
  if (kind === "silent") return [h("h1", {}, "Named, never quoted"), grow(silent(), silentRow, { last: true }), coverage()];
  const people = speakers(), others = speakers(false), total = sum(all("spoken").filter(passes), counted);
  return [h("h1", {}, "Who speaks"), h("p", { class: "dim" }, `${plural(total, "quote")}, copies left out; ${plural(sum(people, (p) => p.n), "quote")} of the people below. `, link("people/silent", "Named, never quoted")),
    grow(people, (person) => personRow(person, people[0].n)),
    others.length ? section("Organisations and others that speak", grow(others, (other) => personRow(other, Math.max(others[0].n, people[0]?.n || 0)))) : null, coverage()];
}

const storiesList = () => [h("h1", {}, "What happened"), h("p", { class: "dim" }, "A story is one event. Most independent reports first; copies are counted apart."), grow(stories(), storyRow, { last: true }), coverage()];

function articlesList(kind) {
  const found = all("articles").filter((article) => passes(article) && (kind !== "copies" || article.copy_of_id));
  return [h("h1", {}, kind === "copies" ? "Copies" : "Articles"), dayChart(all("days").filter(passes).map((cell) => [cell.day, kind === "copies" ? cell.copies : cell.n]).filter(([, n]) => n), kind === "copies" ? "copies" : "articles"), grow(found, articleRow, { last: true }), coverage()];
}

function outletsList() {
  const cells = group(all("days").filter(passes), (cell) => cell.outlet);
  const quotes = group(all("spoken").filter(passes), (cell) => cell.outlet);
  const found = [...cells].map(([outlet, days]) => ({ outlet, n: sum(days, (c) => c.n), copies: sum(days, (c) => c.copies), wire: sum(days, (c) => c.wire), quotes: sum(quotes.get(outlet) || [], counted) })).sort((a, b) => b.n - a.n || (a.outlet || "").localeCompare(b.outlet || ""));
  return [h("h1", {}, "Outlets"), h("p", { class: "dim" }, "Quotes are of its own articles, copies left out; wire: credited to a news agency."),
    table(["Outlet", "Articles", "Copies", "Wire", "Quotes"], found.map((row) => [outletLink(row), row.n, percent(row.copies, row.n), percent(row.wire, row.n), row.quotes]))];
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
