// An article: its text with what was found in it, and beside it why.

function article(id) {
  const it = get("articles", id);
  if (!it) return missing("article");
  const quotes = where("quotes", "article_id", id).filter((quote) => !filters.sure || isSure(quote));
  const edits = where("edits", "article_id", id), done = edits.filter((edit) => edit.applied);
  const note = h("div", { class: "note", role: "status" }, h("p", { class: "dim" }, "Point at, tap or tab to a mark: what it is, and how sure."));
  return [h("p", { class: "kind" }, outletLink(it), " · ", time(it), it.agency && it.agency !== it.outlet ? ` · ${it.agency}` : ""), h("h1", {}, headline(it)), headlineQuotes(id),
    it.text == null ? null : h("p", { class: "legend" }, h("span", { class: "said" }, "quote"), h("span", { class: "speaker" }, "speaker"), h("span", { class: "name" }, "name"), h("span", { class: "mend" }, "repaired")),
    h("div", { class: "reading" },
      h("div", { class: "text" }, it.text == null ? none("The text of this article is not on this page; its quotes are below.") : textWithMarks(it, quotes, done, note),
        it.text == null ? h("ol", { class: "plain" }, quotes.map((quote) => quoteItem(quote))) : null),
      h("aside", { "aria-label": "About the marks" }, note, quotes.length ? section("Who speaks here", spoken(quotes)) : null, articleFacts(it), sameness(it))),
    it.text != null ? rawPart(it, edits) : null,
    sql(`SELECT type, speaker, text, confidence, speaker_confidence FROM quotes\nWHERE article_id = '${id}' ORDER BY start_char`)];
}

function spoken(quotes) {
  const people = group(quotes, (quote) => quote.entity_id || (quote.resolution !== "pronoun" && quote.speaker) || "");
  return h("ol", { class: "plain" }, [...people].map(([of, said]) => h("li", { class: "row" }, h("span", {}, of ? speakerOf(said[0]) : h("span", { class: "dim" }, "speaker not known")), h("span", { class: "n" }, plural(said.length, "quote")))));
}

function articleFacts(it) {
  const came = it.story_id && get("stories", it.story_id);
  return section("The article", facts([["Story", came ? link("story/" + it.story_id, storyTitle(came)) : it.story_id ? link("story/" + it.story_id, "its story") : ""], ["By", it.author], ["Place", it.place], ["Date from", it.origin], ["Words", it.n_words], ["Careful", it.flags], ["Read from", it.source], ["Address", it.url]]));
}

// Its copies, versions and what else shares its words.
function sameness(it) {
  const lines = [];
  const line = (text, other, more) => other && lines.push(h("li", {}, h("small", {}, text, " ", outletLink(other), `, ${time(other)}`), articleLink(other), more ? h("small", {}, more) : ""));
  if (it.copy_of_id) line(`${upper(it.copy_kind || "a")} copy of`, get("articles", it.copy_of_id));
  if (it.version_of_id) line("Later version of", get("articles", it.version_of_id));
  where("articles", "copy_of_id", it.article_id).forEach((other) => line(`Copied (${other.copy_kind}) by`, other));
  where("articles", "version_of_id", it.article_id).forEach((other) => line("Revised as", other));
  const told = new Set([it.copy_of_id, it.version_of_id, ...where("articles", "copy_of_id", it.article_id).map((a) => a.article_id), ...where("articles", "version_of_id", it.article_id).map((a) => a.article_id)]);
  const pairs = [...where("pairs", "one_id", it.article_id).map((pair) => [pair, pair.other_id]), ...where("pairs", "other_id", it.article_id).map((pair) => [pair, pair.one_id])];
  pairs.filter(([, id]) => !told.has(id)).forEach(([pair, id]) => line(`${upper(pair.relation.replaceAll("_", " "))} with`, get("articles", id), pair.run ? `${pair.run} words in a row` : ""));
  const changes = where("revisions", "article_id", it.article_id);
  return [lines.length ? section("Copies and versions", h("ul", { class: "plain" }, lines)) : null,
    changes.length ? section("What the outlet changed", h("ul", { class: "plain" }, changes.map((change) => h("li", {}, h("small", {}, change.kind), change.before ? h("del", {}, change.before) : "", " ", change.after ? h("ins", {}, change.after) : "")))) : null];
}

const IN_BODY = { verbatim: "the article has it in these words", edited: "the article has other words", truncated: "the article has more of it", paraphrase: "the article tells it in other words", not_in_body: "the article does not have it" };
function headlineQuotes(id) {
  return where("headlines", "article_id", id).map((row) => h("p", { class: "by" }, "In the headline: ", h("q", {}, [...headline(get("articles", id))].slice(row.start, row.stop).join("")), " ", row.entity_id ? [nameLink(row.entity_id), "; "] : "", IN_BODY[row.relation] || row.relation, row.changed ? `; changed: ${row.changed}` : "", "."));
}

// The text cut at every border of a mark; each piece knows the marks it lies in.
function textWithMarks(it, quotes, edits, note) {
  const marks = [
    ...quotes.map((quote) => ({ start: quote.start, stop: quote.stop, kind: "said", quote })),
    ...quotes.filter((quote) => quote.speaker_start != null).map((quote) => ({ start: quote.speaker_start, stop: quote.speaker_end, kind: "speaker", quote })),
    ...where("mentions", "article_id", it.article_id).filter((mention) => mention.kind === "name").map((mention) => ({ ...mention, kind: "name", type: mention.type })),
    ...edits.filter((edit) => edit.stop > edit.start && ["mojibake", "html", "unicode"].includes(edit.kind)).map((edit) => ({ start: edit.start, stop: edit.stop, kind: "mend", edit })),
  ];
  const size = textLength(it), borders = new Set([0, size]);
  marks.forEach((mark) => borders.add(mark.start).add(mark.stop));
  const characters = points.get(it) || it.text;
  for (let at = 0; at < size; at++) if (characters[at] === "\n") borders.add(at).add(at + 1);
  const cuts = [...borders].filter((at) => at <= size).sort((a, b) => a - b), starts = group(marks, (mark) => mark.start), open = new Set(), paragraphs = [h("p", {})];
  for (let i = 0; i + 1 < cuts.length; i++) {
    [...open].filter((mark) => mark.stop <= cuts[i]).forEach((mark) => open.delete(mark));
    (starts.get(cuts[i]) || []).filter((mark) => mark.stop > mark.start).forEach((mark) => open.add(mark));
    const text = cut(it, cuts[i], cuts[i + 1]);
    if (text === "\n") paragraphs.push(h("p", {}));
    else paragraphs.at(-1).append(piece(text, [...open], cuts[i], cuts[i + 1], note));
  }
  return paragraphs.filter((paragraph) => paragraph.textContent.trim());
}

// A piece of text in its marks: what ends last is outermost; a quote ends with a button that tells of it.
function piece(text, marks, start, stop, note) {
  const order = ["mend", "name", "speaker", "said"];
  const first = marks.find((mark) => mark.kind === "name"); // of a name in a name, the inner one
  const inner = marks.filter((mark) => mark.kind !== "name" || mark === first).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  let node = document.createTextNode(text);
  for (const mark of inner) {
    const tell = () => note.replaceChildren(...tellOf(mark));
    const unsure = mark.quote && !isSure(mark.quote) ? " unsure" : "";
    if (mark.kind === "name" && mark.entity_id && get("entities", mark.entity_id)) node = h("a", { class: "name", href: hash("person/" + mark.entity_id), onfocus: tell, onmouseover: tell }, node);
    else if (mark.kind === "mend") node = h("button", { type: "button", class: "mend", onfocus: tell, onclick: tell, onmouseover: tell }, node);
    else node = h("span", { class: mark.kind + unsure, onmouseover: (event) => event.target.closest("a, button") || tell(), onclick: (event) => event.target.closest("a, button") || tell() }, node);
    if (mark.kind === "said" && mark.stop === stop) {
      node = h("span", {}, node, h("button", { type: "button", class: "tell", "aria-label": "About this quote", onfocus: tell, onclick: tell }, isSure(mark.quote) ? "i" : "?"));
    }
  }
  return node;
}

const RESOLUTIONS = { named: "named in the sentence", nominal: "described, not named", pronoun: "by a pronoun", implicit: "carried over from a sentence before", none: "" };
function tellOf({ kind, quote, edit, entity_id, type, confidence }) {
  if (kind === "mend") return [h("p", {}, h("strong", {}, "Repaired: "), h("del", {}, edit.before || ""), " ", h("ins", {}, edit.after || "")), h("p", {}, h("small", {}, `${edit.rule.replaceAll("_", " ")}; ${edit.evidence || ""}; ${share(edit.confidence)}`))];
  if (kind === "name") return [h("p", {}, h("strong", {}, nameLink(entity_id) || "a name"), h("small", {}, `${TYPES[type]}; ${share(confidence)}`))];
  const utterance = get("utterances", quote.utterance_id);
  return [h("p", {}, h("small", {}, shorten(wordsOf(quote), 9)), h("strong", {}, speakerOf(quote)), quote.speaker && quote.resolution !== "none" ? h("small", {}, `“${quote.speaker}”, ${RESOLUTIONS[quote.resolution]}`) : ""),
    facts([["Said", `${KINDS[quote.type]}; ${share(quote.confidence)}`], ["Speaker", quote.entity_id ? share(quote.speaker_confidence) : "not known"], ["Role", quote.role], ["Introduced by", quote.cue ? `“${quote.cue}”${quote.cue_class ? `, ${quote.cue_class}` : ""}` : ""], ["Through", quote.via]]),
    utterance && articlesOf(utterance).size > 1 ? h("p", {}, sideLink(utterance)) : null].filter(Boolean);
}

// The text as it came in: every edit undone, shown as a change.
function rawPart(it, edits) {
  const done = edits.filter((edit) => edit.applied), doubtful = edits.filter((edit) => !edit.applied), parts = [];
  let at = 0;
  for (const edit of done.toSorted((a, b) => a.start - b.start || a.stop - b.stop)) {
    parts.push(cut(it, at, edit.start), edit.before ? h("del", {}, edit.before) : "", edit.stop > edit.start ? h("ins", {}, cut(it, edit.start, edit.stop)) : "");
    at = edit.stop;
  }
  parts.push(cut(it, at, textLength(it)));
  return section("As it came in", done.length ? h("details", {}, h("summary", {}, `${plural(done.length, "change")} between the raw text and this one`), h("pre", { class: "raw", tabindex: 0 }, parts)) : none("The text is as it came in."),
    doubtful.length ? h("details", {}, h("summary", {}, `${plural(doubtful.length, "doubtful change")} that was not made`), h("ul", { class: "plain" }, doubtful.map((edit) => h("li", {}, h("del", {}, edit.before || ""), " ", h("ins", {}, edit.after || ""), h("small", {}, [edit.rule, edit.evidence, share(edit.confidence)].filter(Boolean).join("; ")))))) : null);
}
