// What a thing looks like: one chip, one address, wherever it stands.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SVG = "http://www.w3.org/2000/svg", DRAWN = new Set(["svg", "rect", "line"]);

// An element; kids are nodes or text, never HTML.
function h(tag, attributes, ...kids) {
  const node = DRAWN.has(tag) || attributes?.svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "svg" || value == null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.flat(9).filter((kid) => kid != null && kid !== false && kid !== ""));
  return node;
}

const plural = (n, one, more = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
const singular = (noun) => noun.replace(/ies$/, "y").replace(/s$/, "");
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : "–");
const upper = (text) => text && text[0].toUpperCase() + text.slice(1);
const list = (words) => words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words.at(-1);

function day(text) {
  if (!text) return "day not known";
  const [year, month, date] = text.slice(0, 10).split("-");
  if (!month) return year;
  return date ? `${+date} ${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${year}`;
}
const time = (article) => day(article.day) + (article.hour ? `, ${article.hour}` : "");
const span = (first, last) => !first ? "day not known" : first === last || !last ? day(first)
  : first.slice(0, 7) === last.slice(0, 7) ? `${+first.slice(8)}–${day(last)}` : `${day(first)} – ${day(last)}`;

// An address in the fragment; the filters go along, or others in their place.
function hash(address, instead = {}) {
  const kept = new URLSearchParams(), set = { ...filters, ...instead };
  if (set.outlet) kept.set("outlet", set.outlet);
  if (set.day) kept.set("day", set.day);
  if (set.sure) kept.set("sure", "1");
  const words = address.split("/").map(encodeURIComponent).join("/");
  return "#" + words + (kept.size ? "?" + kept : "");
}
const link = (address, text, className, instead) => h("a", { href: hash(address, instead), class: className }, text);

const nameLink = (id, text) => {
  const entity = get("entities", id);
  return entity ? link("person/" + id, text || entity.name, "name") : text || "";
};
// A domain may be broken behind a dot.
const breakable = (text) => text.split(/(?<=\.)/).flatMap((part, i) => i ? [h("wbr"), part] : [part]);
const outletLink = (article) => article.outlet ? link("outlet/" + article.outlet, breakable(article.outlet), "outlet") : h("span", { class: "dim" }, "outlet not known");
// How many outlets articles have, and how many have none that is known.
function outletsOf(articles, n = new Set(articles.map((article) => article.outlet).filter(Boolean)).size) {
  const unknown = articles.filter((article) => !article.outlet).length;
  return !n ? "outlet not known" : plural(n, "outlet") + (unknown ? `, that of ${plural(unknown, "article")} not known` : "");
}
const headline = (article) => article.title || (article.lead ? article.lead.trim().replace(/\s+\S*$/, "") + " …" : "without a title");
const articleLink = (article, text) => link("article/" + article.article_id, text || headline(article), "title");
const HELD = { former: (role) => `former ${role}`, acting: (role) => `acting ${role}`, elect: (role) => `${role}-elect` };
const roleText = (role) => [(HELD[role.status] || String)(role.role), role.country ? `(${role.country})` : "", role.organisation ? `of ${role.organisation.replace(/^(of|at|for) /, "")}` : ""].filter(Boolean).join(" ");

// Who speaks in a quote: a link where it is known, else as written.
function speakerOf(quote) {
  if (quote.entity_id && get("entities", quote.entity_id)) return nameLink(quote.entity_id);
  if (quote.speaker && quote.resolution !== "pronoun") return h("span", {}, quote.speaker);
  return h("span", { class: "dim" }, quote.speaker ? `speaker not known (“${quote.speaker}”)` : "speaker not known");
}

const HOW = { nominal: "described, not named", pronoun: "a pronoun", implicit: "carried over from the sentence before", none: "not said" };
function doubts(quote) {
  const limit = all("page")[0].sure, found = [];
  if (isSure(quote)) return found;
  if (quote.confidence < limit) found.push(`that it was said: ${share(quote.confidence)}`);
  if (quote.entity_id && (quote.speaker_confidence < limit || !found.length)) found.push(`speaker: ${[HOW[quote.resolution], share(quote.speaker_confidence)].filter(Boolean).join(", ")}`);
  return found;
}
const share = (value) => value == null ? "confidence not known" : `${Math.round(value * 100)} in 100 sure`;
function doubt(quote) {
  const found = doubts(quote);
  return found.length ? h("small", { class: "doubt" }, "unsure – ", found.join("; ")) : null;
}

const KINDS = { direct: "in quotation marks", indirect: "reported", mixed: "partly in quotation marks" };
function quoteItem(quote, withSpeaker = true) {
  const article = articleOf(quote), utterance = get("utterances", quote.utterance_id), isCompared = utterance && articlesOf(utterance).size > 1;
  return h("li", { class: isSure(quote) ? "quote" : "quote unsure" },
    h("blockquote", { class: quote.type }, wordsOf(quote)),
    h("p", { class: "by" }, withSpeaker ? [speakerOf(quote), " · "] : "", outletLink(article), " · ", day(article.day), " · ", articleLink(article),
      quote.type === "direct" ? "" : ` · ${KINDS[quote.type]}`,
      isCompared ? [" · ", sideLink(utterance)] : ""),
    doubt(quote));
}

// Words with their changes: what was left out is struck, what was put in is underlined.
const marked = (marks) => marks.map(([kind, words]) => kind === "kept" ? words : [h(kind === "out" ? "del" : "ins", {}, words.trimEnd()), words.slice(words.trimEnd().length)]);

// A long piece by its first and last words.
function shorten(text, most) {
  const words = text.trim().split(/\s+/), tail = text.match(/\s*$/)[0];
  return words.length <= most + 6 ? text : `${words.slice(0, most - 3).join(" ")} [… ${words.length - most} words …] ${words.slice(-3).join(" ")}${tail}`;
}

// A list that draws its next part when asked for, or, where nothing follows it, when its end comes near.
function grow(items, draw, { size = 40, last = false } = {}) {
  const holder = h("ol", { class: "plain" }), button = h("button", { type: "button", class: "more", onclick: () => more() });
  let drawn = 0;
  function more() {
    holder.append(...items.slice(drawn, drawn + size).map(draw));
    drawn = Math.min(items.length, drawn + size);
    button.hidden = drawn >= items.length;
    button.textContent = `Show more: ${plural(items.length - drawn, "is", "are")} left`;
  }
  more();
  if (last && !button.hidden && "IntersectionObserver" in window) new IntersectionObserver((seen) => seen.some((e) => e.isIntersecting) && !button.hidden && more(), { rootMargin: "400px" }).observe(button);
  return items.length > size ? [holder, button] : [holder];
}

// A chart of days: a bar each, with its numbers as text; what has no day is said. Values: [[day, n]].
function dayChart(values, noun) {
  const undated = sum(values.filter(([key]) => !key), ([, n]) => n), one = singular(noun);
  return [bars(values, noun), undated ? none(`${plural(undated, one, noun)} of a day that is not known.`) : null];
}

function bars(values, noun) {
  const dated = values.filter(([key]) => key).sort(([a], [b]) => a.localeCompare(b));
  if (new Set(dated.map(([key]) => key)).size < 2) return null;
  const days = (Date.parse(dated.at(-1)[0]) - Date.parse(dated[0][0])) / 864e5, size = days <= 120 ? 10 : days <= 9000 ? 7 : 4;
  const merged = [...group(dated, ([key]) => key.slice(0, size))].map(([key, cells]) => [key, sum(cells, (cell) => cell[1])]);
  const spaced = spread(merged, size), top = Math.max(...spaced.map(([, n]) => n)), width = Math.min(28, Math.max(4, 640 / spaced.length));
  const title = `${upper(noun)} by ${{ 4: "year", 7: "month", 10: "day" }[size]}: most ${size === 10 ? "on" : "in"} ${day(spaced.find(([, n]) => n === top)[0])} (${top})`;
  const svg = h("svg", { viewBox: `0 0 ${width * spaced.length} 64`, width: width * spaced.length, height: 64, role: "img", "aria-label": title, class: "chart" },
    spaced.map(([key, n], i) => h("rect", { x: i * width, y: 60 - (56 * n) / top, width: Math.max(1, width - 2), height: (56 * n) / top + (n ? 1 : 0) }, h("title", { svg: true }, `${day(key)}: ${plural(n, singular(noun), noun)}`))),
    h("line", { x1: 0, x2: width * spaced.length, y1: 61.5, y2: 61.5 }));
  return h("figure", {}, svg, h("figcaption", {}, `${span(spaced[0][0], spaced.at(-1)[0])} · ${title}`),
    h("details", {}, h("summary", {}, "The numbers"), h("p", { class: "numbers" }, merged.map(([key, n]) => `${day(key)}: ${n}`).join(" · "))));
}

// The days or months between the first and the last, those without anything as well, where they are not too many.
function spread(values, size) {
  const [first, last] = [values[0][0], values.at(-1)[0]], counts = new Map(values), out = [];
  const at = new Date(first + "-01-01".slice(0, 10 - first.length) + "T00:00Z");
  for (let key = first; key <= last && out.length < 400; key = at.toISOString().slice(0, size)) {
    out.push([key, counts.get(key) || 0]);
    size === 10 ? at.setUTCDate(at.getUTCDate() + 1) : at.setUTCMonth(at.getUTCMonth() + (size === 7 ? 1 : 12));
  }
  return out.at(-1)[0] === last ? out : values;
}

// A number with a bar of its share of the largest one.
function bar(n, top) {
  const width = Math.max(2, (96 * n) / top);
  return [h("svg", { width: 96, height: 8, class: "bar", "aria-hidden": "true" }, h("rect", { width, height: 8 })), h("span", { class: "count" }, n.toLocaleString("en"))];
}

// A query to copy.
function sql(query, label = "SQL of this") {
  const code = h("code", { tabindex: 0 }, query.replace(/\n\s*/g, "\n"));
  const button = h("button", { type: "button", onclick: () => navigator.clipboard?.writeText(query).then(() => (button.textContent = "Copied")) }, "Copy");
  return h("details", { class: "sql" }, h("summary", {}, label), h("pre", {}, code), button);
}

const section = (title, ...kids) => h("section", {}, h("h2", {}, title), ...kids);
const facts = (pairs) => h("dl", { class: "facts" }, pairs.filter(([, value]) => value != null && value !== "").map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
const none = (text) => h("p", { class: "dim" }, text);
