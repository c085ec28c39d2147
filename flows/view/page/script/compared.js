// Quotes side by side: what was said once, the wording of each report, and what outlets made of each other's words.

const articlesOf = (utterance) => new Set(reportsOf(utterance).map(({ quote }) => quote.article_id));
const utterances = () => all("utterances").filter((utterance) => articlesOf(utterance).size > 1 && reportsOf(utterance).some(({ quote }) => passes(articleOf(quote))));

// Of one kind or both: pairs of reports of two outlets, neither a copy of the other.
const changesOf = (utterance, kind) => where("changes", "utterance_id", utterance.utterance_id)
  .filter((change) => !kind || change.kind === kind)
  .map((change) => ({ ...change, quote: get("quotes", change.quote_id), reference: get("quotes", change.reference_quote_id) }))
  .filter(({ quote, reference }) => quote && reference && (!filters.sure || (isSure(quote) && isSure(reference))) && (passes(articleOf(quote)) || passes(articleOf(reference))));
const speakersOf = (utterance) => [...new Set(reportsOf(utterance).map(({ quote }) => quote.entity_id).filter(Boolean))];

const COMPARED = {
  conflicts: { title: "Outlets name different speakers", about: "Each outlet quotes the words and names another person.", has: (utterance) => utterance.conflict && speakersOf(utterance).length > 1 },
  changed: { title: "What outlets changed", about: "Two outlets have it in quotation marks, and one has words exchanged or put in, or lacks a word that turns what is said; it may leave out others besides. Others are compared with the fullest version, which need not be what was said. No copies, and no outlet against itself.", has: (utterance) => changesOf(utterance, "changed").length > 0 },
  shortened: { title: "What outlets shortened", about: "Two outlets have it in quotation marks, and one has only a part of it, or leaves words out; nothing else is different.", has: (utterance) => changesOf(utterance, "shortened").length > 0 },
};

function conflictsPart() {
  const items = LISTS.conflicts();
  return items.length ? section([COMPARED.conflicts.title, h("small", {}, allOf("conflicts"))], h("ol", { class: "plain" }, items.slice(0, 3).map((utterance) => sideBySide(utterance, "conflicts")))) : null;
}

function changedPart() {
  const kind = ["changed", "shortened"].find((name) => LISTS[name]().length), items = LISTS[kind || "several"]();
  return section([kind ? COMPARED[kind].title : "Said in several articles", h("small", {}, allOf(kind || "several"))],
    items.length ? none(kind ? "Compared with the fullest version, which need not be what was said." : "No outlet has other words than another.") : null,
    items.length ? h("ol", { class: "plain" }, items.slice(0, 5).map((utterance) => sideBySide(utterance, kind))) : none("No statement stands in two articles."));
}

function quotesList(kind) {
  const name = kind in COMPARED ? kind : "several", n = numbers(), others = ["several", ...Object.keys(COMPARED)].filter((other) => other !== name && n[other].n);
  return [h("h1", {}, COMPARED[kind]?.title || "Quotes side by side"),
    h("p", { class: "dim" }, COMPARED[kind]?.about || "What was said once and stands in several articles, what outlets made of it first. The fullest version in quotation marks is what the others are compared with."),
    others.length ? h("p", {}, others.map((other, i) => [i ? " · " : "", link(n[other].address, `${COMPARED[other]?.title || "All side by side"}`), ` (${n[other].n.toLocaleString("en")})`])) : null,
    grow(LISTS[name](), (utterance) => sideBySide(utterance, kind), { size: 20, last: true }), noneOf(name), cutNote(name)];
}

// The report that the others are compared with, or the first one in its very words: one in a copy has them from there.
function reference(reports) {
  const fullest = reports.find(({ variant }) => !variant.relation) || reports[0];
  return articleOf(fullest.quote).copy_of_id ? reports.find(({ quote, variant }) => variant.relation === "verbatim" && !articleOf(quote).copy_of_id) || fullest : fullest;
}
const inOrder = (utterance) => reportsOf(utterance).sort((a, b) => byTime(articleOf(a.quote), articleOf(b.quote)));

// An utterance in short: who, when, the fullest version, and each other wording of the kind that is looked at.
function sideBySide(utterance, kind) {
  const reports = inOrder(utterance), first = reference(reports), role = roleThen(utterance, first), isConflict = COMPARED.conflicts.has(utterance);
  const changed = new Set(changesOf(utterance, kind === "conflicts" ? null : kind).map((change) => change.quote_id));
  const others = isConflict && !changed.size ? onePer(reports, ({ quote }) => quote.entity_id !== first.quote.entity_id && quote.entity_id)
    : onePer(reports, ({ quote, variant }) => changed.has(quote.quote_id) && JSON.stringify(variant.marks));
  return h("li", { class: "utterance" },
    h("p", { class: "who" }, isConflict ? speakersOf(utterance).map((who, i) => [i ? " or " : "", nameLink(who)]) : utterance.entity_id ? nameLink(utterance.entity_id) : speakerOf(first.quote), role ? `, ${roleText(role)}` : "", " · ", day(articleOf(first.quote).day)),
    version(first, utterance, isConflict, others), others.map((report) => version(report, utterance, isConflict)),
    h("p", { class: "by" }, sideLink(utterance)));
}

// The role that the speaker had when it was said.
const roleThen = (utterance, first) => utterance.entity_id && roleOf(utterance.entity_id, articleOf(first.quote).day || null);

// To all that articles have of a statement; one article may have it in several pieces.
function sideLink(utterance) {
  const n = reportsOf(utterance).length, articles = plural(articlesOf(utterance).size, "article");
  return link("utterance/" + utterance.utterance_id, `${n === articlesOf(utterance).size ? articles : `${plural(n, "passage")} of ${articles}`} side by side`);
}

function onePer(reports, key) {
  const taken = new Set();
  return reports.filter((report) => key(report) && !taken.has(key(report)) && taken.add(key(report)));
}

// A version with its changes marked, and under it what they are; of the fullest version what the `others` are of.
function version({ quote, variant }, utterance, isConflict, others) {
  const words = others ? shorten(partOf(quote, others), 60) : variant.marks ? marked(parted(variant.marks).inner.map(([kind, said]) => [kind, shorten(said, 24)])) : shorten(wordsOf(quote), 60);
  return h("div", { class: "version" }, h("span", { class: "from" }, outletLink(articleOf(quote)), utterance.first_quote_id === quote.quote_id ? h("small", {}, "first") : ""),
    h("div", {}, h("blockquote", {}, words), variant.marks ? h("p", { class: "by" }, changesIn(variant.marks)) : "", isConflict ? h("p", { class: "by" }, "said by ", speakerOf(quote)) : ""));
}

// The changes of a version, and what stands in the fullest one before and behind it: where far more words stood there than
// stand in their place, they are not quoted.
const MANY_MORE = 3; // words, by hand
const wordsIn = (text) => text.match(/\S+\s*/g) || [];
function parted(marks) {
  const inner = marks.map((mark) => [...mark]), around = { before: "", behind: "" };
  if (inner.length > 1 && inner[0][0] === "out") {
    const was = wordsIn(inner[0][1]), stay = inner[1][0] === "in" ? wordsIn(inner[1][1]).length : 0;
    around.before = was.slice(0, Math.max(0, was.length - stay)).join("");
    stay ? (inner[0][1] = was.slice(-stay).join("")) : inner.shift();
  }
  const isLast = inner.at(-1)[0] === "out", end = isLast ? inner.length - 1 : inner.length - 2;
  if (end > 0 && inner[end][0] === "out" && (isLast || wordsIn(inner[end][1]).length > wordsIn(inner[end + 1][1]).length + MANY_MORE)) around.behind = inner.splice(end, 1)[0][1];
  return { inner, ...around };
}

// The part of the fullest version that others are versions of.
function partOf(quote, others) {
  const text = wordsOf(quote), parts = others.filter(({ variant }) => variant.marks && variant.reference_quote_id === quote.quote_id).map(({ variant }) => parted(variant.marks));
  if (!parts.length || parts.length < others.length) return text;
  const start = Math.min(...parts.map((part) => part.before.length)), stop = text.length - Math.min(...parts.map((part) => part.behind.length));
  return (start ? "… " : "") + text.slice(start, stop).trim() + (stop < text.length ? " …" : "");
}

// What was exchanged, put in and left out, each by itself and in words.
function changesIn(marks) {
  const parts = [], { inner, before, behind } = parted(marks), said = (words, most = 10) => `“${shorten(words.trim().replace(/^["“]|[,.]?["”]$/g, ""), most)}”`;
  inner.forEach(([kind, words], i) => {
    if (kind === "out") parts.push(inner[i + 1]?.[0] === "in" ? `${said(words)} → ${said(inner[i + 1][1], 30)}` : `${/^[[(].*[\])]$/.test(words.trim()) ? "without the bracketed" : "left out:"} ${said(words)}`);
    if (kind === "in" && inner[i - 1]?.[0] !== "out") parts.push(`put in: ${said(words, 30)}`);
  });
  const around = [[before, "before"], [behind, "behind"]].filter(([words]) => words).map(([words, place]) => `${plural(wordsIn(words).length, "word")} ${place} it`);
  return [...parts, around.length ? `not quoted: ${list(around)}` : ""].filter(Boolean).join(" · ");
}

const RELATIONS = { verbatim: "the same words", edited: "words differ", truncated: "parts left out", paraphrase: "told in other words" };

function utterance(id) {
  const it = get("utterances", id);
  if (!it) return missing("statement");
  const reports = inOrder(it), first = get("quotes", it.first_quote_id), role = roleThen(it, reference(reports)), articles = [...articlesOf(it)].map((key) => get("articles", key));
  return [h("p", { class: "kind" }, "said once, reported in several articles"), h("h1", { class: "words" }, shorten(it.text, 50)),
    h("p", { class: "lead" }, it.entity_id ? [nameLink(it.entity_id), role ? `, ${roleText(role)}` : ""] : it.conflict ? ["Outlets name different speakers: ", speakersOf(it).map((who, i) => [i ? " or " : "", nameLink(who)])] : "Speaker not known"),
    h("p", {}, `${plural(reports.length, "passage")} in ${plural(articles.length, "article")} of ${outletsOf(articles)}, ${articles.some((article) => article.copy_of_id) ? `${articles.filter((article) => article.copy_of_id).length} of them copies` : "none a copy"}. `, first ? ["First: ", outletLink(articleOf(first)), `, ${time(articleOf(first))}.`] : "Who had it first is not known: a tie, or a time is missing."),
    section("Every version", h("ol", { class: "versions" }, reports.map((report) => versionInFull(report, it, reference(reports).quote)))),
    sql(`SELECT * FROM quote_variants JOIN quotes USING (quote_id)\nWHERE quote_variants.utterance_id = '${id}'`),
    changesOf(it).length ? sql(`SELECT reference_outlet, reference, variant_outlet, variant, kind, changed\nFROM changed_quotes WHERE utterance_id = '${id}'`, "SQL of what outlets changed") : null];
}

// A version as it is, then with its changes marked.
function versionInFull({ quote, variant }, it, fullest) {
  const article = articleOf(quote), isReference = !variant.relation, isOwn = !isReference && article.outlet && article.outlet === articleOf(fullest).outlet;
  const differs = ["edited", "truncated"].includes(variant.relation) && !changesOf(it).some((change) => change.quote_id === quote.quote_id);
  return h("li", { class: (isReference ? "reference" : "") + (isSure(quote) ? "" : " unsure") },
    h("p", { class: "from" }, outletLink(article), h("small", {}, time(article), it.first_quote_id === quote.quote_id ? h("strong", {}, "had it first") : "")),
    h("blockquote", {}, wordsOf(quote)), variant.marks ? h("p", { class: "marks" }, h("small", {}, "Against the fullest version: ", changesIn(variant.marks)), marked(parted(variant.marks).inner)) : "",
    h("p", { class: "by" }, isReference ? "the fullest version: the others are compared with it" : [RELATIONS[variant.relation], differs ? ` (not counted as a change: ${whyNone(quote, fullest, isOwn)})` : "", variant.changed ? h("strong", {}, ` · changed: ${variant.changed}`) : "", variant.relation === "verbatim" ? "" : ` · ${Math.round(variant.similarity * 100)} in 100 alike`],
      origin(variant), it.entity_id && quote.entity_id === it.entity_id ? "" : [" · said by ", speakerOf(quote)], " · in ", articleLink(article), article.copy_of_id ? ", a copy" : ""), doubt(quote));
}

// Why a version with other words is none that an outlet changed.
function whyNone(quote, fullest, isOwn) {
  if (isOwn) return "the same outlet";
  if (!articleOf(quote).outlet || !articleOf(fullest).outlet) return "an outlet is not known";
  if (quote.type !== "direct" || fullest.type !== "direct") return "not wholly in quotation marks";
  return articleOf(quote).copy_of_id || articleOf(fullest).copy_of_id ? "a copy" : "contractions only, most of the words are others, or the outlet has the other wording too";
}

// From where a report has the words: said only where a copy or a credit proves it; else what is nearest.
function origin({ derived_from_quote_id, evidence }) {
  const from = get("quotes", derived_from_quote_id);
  if (!from) return "";
  const outlet = outletLink(articleOf(from));
  return evidence === "copy" ? [" · taken from ", outlet, ": the article is a copy"] : evidence === "credit" ? [" · taken from ", outlet, ", which it credits"] : [" · of the earlier reports, nearest in wording to ", outlet];
}
