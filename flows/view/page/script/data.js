"use strict";
// The data of the page: tables of rows, rows by id, and what the filters let through.

const KEYS = { articles: "article_id", entities: "entity_id", quotes: "quote_id", utterances: "utterance_id", stories: "story_id" };
const SUMS = new Set(["days", "spoken", "framing", "refused", "rejects", "runs", "repairs", "numbers", "holdings", "checks", "page"]);
const tables = {}, rows = {}, seen = {};
let groups = {};
const filters = { outlet: "", day: "", sure: false };

// Adds the rows of a bundle; one that is there already is completed, never doubled.
function take(bundle) {
  for (const [name, table] of Object.entries(bundle.tables)) {
    const fresh = decode(table, bundle.ids);
    if (KEYS[name]) fresh.forEach((row) => keep(name, row));
    else if (SUMS.has(name)) tables[name] = tables[name] && !fresh.length ? tables[name] : fresh;
    else fresh.forEach((row) => addOnce(name, row));
    tables[name] ||= [];
  }
  groups = {};
}

function decode(table, ids) {
  const out = Array.from({ length: table.n }, () => ({}));
  for (const [name, column] of Object.entries(table.columns)) {
    const at = column.words ? (i) => column.words[column.codes[i]] : column.ids ? (i) => ids[column.ids[i]] ?? null : (i) => column[i];
    for (let i = 0; i < table.n; i++) out[i][name] = at(i);
  }
  return out;
}

function keep(name, row) {
  const id = row[KEYS[name]], list = (tables[name] ||= []), held = (rows[name] ||= new Map());
  if (!held.has(id)) return held.set(id, row), list.push(row);
  for (const [key, value] of Object.entries(row)) if (value != null) held.get(id)[key] = value;
}

function addOnce(name, row) {
  const key = JSON.stringify(row), known = (seen[name] ||= new Set());
  if (!known.has(key)) known.add(key), (tables[name] ||= []).push(row);
}

const get = (name, id) => (rows[name] && rows[name].get(id)) || null;
const all = (name) => tables[name] || [];

// The rows of a table whose column has the value.
function where(name, column, value) {
  const index = (groups[name + "." + column] ||= group(all(name), (row) => row[column]));
  return index.get(value) || [];
}

function group(list, key) {
  const map = new Map();
  for (const item of list) {
    const k = key(item);
    map.has(k) ? map.get(k).push(item) : map.set(k, [item]);
  }
  return map;
}

const sum = (list, value) => list.reduce((total, item) => total + (value(item) || 0), 0);
const passes = (row) => (!filters.outlet || row.outlet === filters.outlet) && (!filters.day || (row.day || "").startsWith(filters.day));
const counted = (cell) => (filters.sure ? cell.sure : cell.n);

// Whether what is said, and who says it, is sure enough for "sure only".
const isSure = (quote) => Boolean(quote.sure);

const articleOf = (row) => get("articles", row.article_id) || {};
const quotePasses = (quote) => passes(articleOf(quote)) && (!filters.sure || isSure(quote));
const reportsOf = (utterance) => where("variants", "utterance_id", utterance.utterance_id)
  .map((variant) => ({ variant, quote: get("quotes", variant.quote_id) }))
  .filter((report) => report.quote && (!filters.sure || isSure(report.quote)));
const byTime = (a, b) => moment(a).localeCompare(moment(b));
const moment = (article) => (article.day || "9999") + " " + (article.hour || "99");

// Words as they are; places in texts count code points, JavaScript's strings UTF-16 units.
const points = new WeakMap();
function cut(article, start, stop) {
  if (!/[\ud800-\udfff]/.test(article.text)) return article.text.slice(start, stop);
  if (!points.has(article)) points.set(article, Array.from(article.text));
  return points.get(article).slice(start, stop).join("");
}
const textLength = (article) => cut(article, 0, article.text.length) && (points.get(article) || article.text).length;
const wordsOf = (quote) => quote.text ?? (articleOf(quote).text != null ? cut(articleOf(quote), quote.start, quote.stop) : "");

const fold = (text) => (text || "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ø/g, "o").replace(/[łŁ]/g, "l").replace(/[’‘]/g, "'");
const folded = new WeakMap();
function matches(row, words, text) {
  if (!folded.has(row)) folded.set(row, fold(text(row)));
  const held = folded.get(row);
  return words.every((word) => held.includes(word));
}

// People by their quotes under the filters, the most quoted first.
function speakers(person = true) {
  const counts = new Map();
  for (const cell of all("speech")) if (passes(cell)) counts.set(cell.entity_id, (counts.get(cell.entity_id) || 0) + counted(cell));
  return [...counts].map(([id, n]) => ({ entity: get("entities", id), n }))
    .filter(({ entity, n }) => n && entity && (entity.type === "PERSON") === person)
    .sort((a, b) => b.n - a.n || a.entity.name.localeCompare(b.entity.name));
}

// The role that most articles give, or of those that stand in articles around a day; of equals one that is held, then
// the latest.
function roleOf(id, day) {
  const roles = where("roles", "entity_id", id).filter((role) => day === undefined || (role.first <= day && day <= role.last));
  const isFormer = (role) => Number(role.status === "former");
  return roles.toSorted((a, b) => b.n - a.n || isFormer(a) - isFormer(b) || (b.last || "").localeCompare(a.last || ""))[0];
}
