// One thing, one page: a person or other name, a story, an utterance, an outlet.

const TYPES = { PERSON: "person", ORG: "organisation", GPE: "country, city or state", LOC: "place", NORP: "nationality, religion or party", FAC: "building or site", EVENT: "event", PRODUCT: "product", WORK_OF_ART: "work", LAW: "law", OTHER: "other name" };

function person(id) {
  const entity = get("entities", id);
  if (!entity) return missing("name");
  const quotes = where("quotes", "entity_id", id).filter(quotePasses).sort((a, b) => (articleOf(b).day || "").localeCompare(articleOf(a).day || "") || a.start - b.start);
  const own = quotes.filter((quote) => !articleOf(quote).copy_of_id), cells = where("speech", "entity_id", id).filter(passes);
  const n = sum(cells, counted) || own.length, quotedIn = new Set(where("quotes", "entity_id", id).map((quote) => quote.article_id));
  const silentIn = where("named", "entity_id", id).filter((row) => !quotedIn.has(row.article_id) && passes(articleOf(row)) && !articleOf(row).copy_of_id).map(articleOf);
  const role = roleOf(id);
  return [h("p", { class: "kind" }, TYPES[entity.type]), h("h1", {}, entity.name), role ? h("p", { class: "lead" }, roleText(role)) : null,
    h("p", {}, countsOf(entity, cells, n), own.length === n ? h("small", {}, typesOf(own)) : null),
    dayChart(cells.map((cell) => [cell.day, counted(cell)]).filter(([, said]) => said), "quotes"),
    h("div", { class: "columns" },
      h("div", {}, section(own.length < n ? `Quotes (${own.length} of ${n} are on this page)` : `Quotes (${n})`, own.length ? grow(own, (quote) => quoteItem(quote, false), { size: 20 }) : none("None.")), own.length < n ? coverage() : null),
      h("div", {}, rolesPart(id), reportersPart(cells), spellings(id), silentIn.length ? section(`Named, not quoted (${silentIn.length})`, grow(silentIn, articleRow, { size: 8 })) : null)),
    personQueries(entity), pins(entity)];
}

// How much of it is in quotation marks.
const typesOf = (quotes) => list([...group(quotes, (quote) => quote.type)].sort(([a], [b]) => a.localeCompare(b)).map(([type, own]) => `${own.length} ${KINDS[type]}`));

// How often somebody is quoted, in words: what is counted, and what is not.
function countsOf(entity, cells, n) {
  const copied = filters.sure ? 0 : sum(cells, (cell) => cell.copied), more = filters.outlet || filters.day || filters.sure ? 0 : entity.n_quotes - n;
  return [plural(n, "quote"), copied ? `, and ${copied} in copies of other articles, not counted here` : ", copies left out", `. Named in ${plural(entity.n_articles, "article")}${numbers().copies.n ? ", copies counted" : ""}.`,
    more > 0 ? h("small", {}, "The table ", h("code", {}, "entities"), ` counts ${plural(entity.n_quotes, "quote")}: with ${list([copied ? "those in copies" : "", more > copied ? `those of a confidence below ${all("page")[0].counted}` : ""].filter(Boolean))}.`) : null];
}

function personQueries({ entity_id, n_quotes }) {
  const { counted: least, sure } = all("page")[0], of = filters.sure ? `q.confidence >= ${sure} AND q.speaker_confidence >= ${sure}` : `q.confidence >= ${least}`;
  return [sql(`SELECT a.published_date, coalesce(a.outlet, a.outlet_domain) AS outlet, q.type, q.text\nFROM quotes q JOIN articles a USING (article_id)\nWHERE q.speaker_entity_id = '${entity_id}' AND a.duplicate_of IS NULL AND ${of}\nORDER BY 1, 2`, "SQL of these quotes"),
    n_quotes ? sql(`SELECT name, n_quotes FROM entities WHERE entity_id = '${entity_id}'`, "SQL of the count with copies") : null];
}

// Who was taken for one, or for two, is put right by a line of the pins file.
function pins(entity) {
  const cell = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const others = where("aliases", "entity_id", entity.entity_id).filter((alias) => alias.alias !== entity.name);
  const lines = [...others.map((alias) => `different,${cell(entity.name)},${cell(alias.alias)}`), `same,${cell(entity.name)},ANOTHER NAME`];
  return sql(["decision,a,b", ...lines].join("\n"), "Two in one, or one in two? Lines of a pins file put it right");
}

function rolesPart(id) {
  const roles = where("roles", "entity_id", id).toSorted((a, b) => (a.first || "9999").localeCompare(b.first || "9999"));
  return roles.length ? section("Roles by date", h("ol", { class: "plain" }, roles.map((role) => h("li", { class: "row" }, h("span", {}, roleText(role), h("small", {}, span(role.first, role.last))), h("span", { class: "n" }, plural(role.n, "article")))))) : null;
}

function reportersPart(cells) {
  const outlets = [...group(cells, (cell) => cell.outlet)].map(([outlet, own]) => [outlet, sum(own, counted)]).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
  return outlets.length ? section("Who quotes", grow(outlets, ([outlet, n]) => h("li", { class: "row" }, h("span", {}, outletLink({ outlet })), h("span", { class: "n" }, outlet ? link("person/" + cells[0].entity_id, bar(n, outlets[0][1]), "", { outlet }) : bar(n, outlets[0][1]))), { size: 12 })) : null;
}

function spellings(id) {
  const aliases = where("aliases", "entity_id", id), entity = get("entities", id);
  return aliases.length ? section("Also written", h("ul", { class: "plain" }, aliases.map((alias) => h("li", { class: "row" }, h("span", {}, alias.alias, h("small", {}, [alias.kind, alias.confidence == null ? "" : share(alias.confidence)].filter(Boolean).join(", "))), h("span", { class: "n" }, alias.n, "×")))), entity.kb_id ? none(`Wikidata or own id: ${entity.kb_id}`) : null) : null;
}

function story(id) {
  const it = get("stories", id);
  const members = where("articles", "story_id", id).toSorted(byTime);
  if (!it && !members.length) return missing("story");
  const originals = members.filter((article) => !article.copy_of_id || !members.some((other) => other.article_id === article.copy_of_id));
  const quotes = members.filter((article) => !article.copy_of_id).flatMap((article) => where("quotes", "article_id", article.article_id)).filter(quotePasses);
  const people = [...group(quotes.filter((quote) => quote.entity_id), (quote) => quote.entity_id)].sort((a, b) => b[1].length - a[1].length);
  const running = it?.thread_id ? where("stories", "thread_id", it.thread_id).filter((other) => other !== it) : [];
  return [h("p", { class: "kind" }, "story"), h("h1", {}, it ? storyTitle(it) : headline(members[0])),
    it ? h("p", { class: "lead" }, `${plural(it.n_articles, "article")} of ${outletsOf(members, it.n_outlets)}, ${plural(it.n_independent, "independent report")}; ${span(it.first, it.last)}.`) : null,
    h("p", {}, it?.first_article_id && get("articles", it.first_article_id) ? ["First: ", outletLink(get("articles", it.first_article_id)), ", ", articleLink(get("articles", it.first_article_id)), firstBy(get("articles", it.first_article_id)), "."] : members.length > 1 ? `Who had it first is not known: ${members.some((article) => !article.day) ? "the day of an article is missing" : "several are of the first day, and their times do not tell"}.` : null),
    h("div", { class: "columns" },
      h("div", {}, section("Reports in order", storyLine(originals, it), h("ol", { class: "timeline" }, originals.map((article) => reported(article, members, it))), it && members.length < it.n_articles ? none(`${members.length} of ${it.n_articles} articles are on this page.`) : null),
        !quotes.length && isFiltered() ? none("What is said here is of other outlets or days.") : null,
        quotes.length ? section(`What is said (${quotes.length})`, grow(quotes, (quote) => quoteItem(quote), { size: 12 })) : null),
      h("div", {}, people.length ? section(`Who speaks in it (${people.length})`, grow(people, ([who, said]) => h("li", { class: "row" }, h("span", {}, nameLink(who)), h("span", { class: "n" }, plural(said.length, "quote"))), { size: 12 })) : null,
        running.length ? section("The running story", h("ol", { class: "plain" }, running.map(storyRow))) : null)),
    sql(`SELECT published_date, outlet, title, duplicate_of IS NOT NULL AS is_copy\nFROM articles WHERE story_id = '${id}' ORDER BY published_date, published_at`)];
}

// The life of a story: reports and copies a day.
const storyLine = (originals, it) => it ? dayChart(where("articles", "story_id", it.story_id).map((article) => [article.day, 1]), "reports") : null;

// A report with its copies folded under it.
function reported(article, members, it) {
  const copies = members.filter((other) => other.copy_of_id === article.article_id);
  return h("li", { class: passes(article) ? "" : "unsure" }, h("small", {}, time(article), " · ", outletLink(article), it?.first_article_id === article.article_id ? " · first" : ""), articleLink(article),
    copies.length ? h("details", {}, h("summary", {}, plural(copies.length, "copy", "copies")), h("ul", { class: "plain" }, copies.map((copy) => h("li", {}, h("small", {}, time(copy), " · ", outletLink(copy), ` · ${copy.copy_kind || ""}`), articleLink(copy))))) : null);
}

function outlet(name) {
  const cells = all("days").filter((cell) => cell.outlet === name && (!filters.day || (cell.day || "").startsWith(filters.day)));
  if (!cells.length) return missing("outlet");
  const n = sum(cells, (cell) => cell.n), copies = sum(cells, (cell) => cell.copies), wire = sum(cells, (cell) => cell.wire), spoken = all("spoken").filter((cell) => cell.outlet === name && (!filters.day || (cell.day || "").startsWith(filters.day)));
  const speech = group(all("speech").filter((cell) => cell.outlet === name && counted(cell) && (!filters.day || (cell.day || "").startsWith(filters.day))), (cell) => cell.entity_id);
  const people = [...speech].map(([id, own]) => ({ entity: get("entities", id), n: sum(own, counted) })).filter(({ entity }) => entity).sort((a, b) => b.n - a.n);
  const articles = where("articles", "outlet", name).filter((article) => !filters.day || (article.day || "").startsWith(filters.day));
  return [h("p", { class: "kind" }, "outlet"), h("h1", {}, name),
    h("p", { class: "lead" }, `${plural(n, "article")}, ${copies ? `${percent(copies, n)} of them copies` : "no copies"}, ${wire ? percent(wire, n) : "none"} credited to a news agency; `, link("said", plural(sum(spoken, counted), "quote"), "number", { outlet: name }), " of its own."),
    dayChart(cells.map((cell) => [cell.day, cell.n]), "articles"),
    h("div", { class: "columns" },
      h("div", {}, section(`Articles (${articles.length})`, grow(articles, articleRow, { size: 20 })), articles.length < n ? none(`${articles.length} of ${n} are on this page.`) : null, articles.length < n ? coverage() : null),
      h("div", {}, people.length ? section(`Whom it quotes (${people.length})`, grow(people, (who) => personRow(who, people[0].n, { outlet: name }), { size: 12 }), isCut("people") || isCut("others") ? none("Of those that this page lists.") : null) : null, framingPart(name))),
    sql(`SELECT cue_class, count(*) FROM quotes JOIN articles USING (article_id)\nWHERE coalesce(outlet, outlet_domain) = '${name.replaceAll("'", "''")}' AND duplicate_of IS NULL GROUP BY ALL ORDER BY 2 DESC`)];
}

// How it introduces what is said, against all others.
function framingPart(name) {
  const own = all("framing").filter((cell) => cell.outlet === name), others = all("framing").filter((cell) => cell.outlet !== name);
  const n = sum(own, counted), all_n = sum(others, counted), by = group(others, (cell) => cell.cue_class);
  if (!n) return null;
  return section("How it introduces speech", table(["Words of saying", "Quotes", "Here", "Elsewhere"], own.filter(counted).sort((a, b) => counted(b) - counted(a))
    .map((cell) => [cell.cue_class, counted(cell), percent(counted(cell), n), percent(sum(by.get(cell.cue_class) || [], counted), all_n)])));
}

function missing(what) {
  if (isServed() && (isAsking() || !asked.size)) return [h("h1", {}, "One moment"), none("Asking the tables …")];
  return [h("h1", {}, `This ${what} is not on this page`), none("A large dataset has more than one page holds; the dataset may also have changed since the address was copied."), coverage(), h("p", {}, link("", "Back to the beginning"))];
}
