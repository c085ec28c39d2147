// The data itself: tables, checks, refused records, runs, and the query of each number.

function data(part) {
  const page = all("page")[0], failed = all("checks"), n = numbers(), [isRefused, reason] = [part.startsWith("refused"), part.split("/")[1]];
  const parts = [
    section(isRefused ? "Refused" : ["Refused", h("small", {}, allOf("refused"))], isRefused ? refusedTable(reason) : refusedList()),
    section("Checks", failed.length ? h("ul", {}, failed.map((row) => h("li", {}, `${row.severity}: ${row.table_name}, ${row.check_name}: ${row.observed}. ${row.sample || ""}`))) : h("p", {}, `All ${page.checks} checks of the contract held at the end of the last run.`)),
    section("Runs", table(["Started (UTC)", "Read", "New", "Changed", "As before", "Refused", "Seconds", "Version"], all("runs").map((run) => [run.started, run.read, run.new, run.changed, run.unchanged, run.refused, run.seconds, run.version]))),
    section("Repairs", all("repairs").length ? [table(["What", "Rule", "Repairs", "Articles", "Such as"], all("repairs").map((row) => [row.kind, row.rule.replaceAll("_", " "), row.n, row.articles, h("span", {}, h("del", {}, row.before || ""), " ", h("ins", {}, row.after || ""))])), all("repairs")[0].kinds > all("repairs").length ? none(`The ${all("repairs").length} most frequent of ${all("repairs")[0].kinds} kinds.`) : null] : none("No text needed one.")),
    section("Tables", table(["Table", "Rows", "What a row is"], all("holdings").map((row) => [h("code", {}, row.name), row.n, row.about]))),
    section("The numbers of this page", h("p", { class: "dim" }, "Each with its query, for ", h("code", {}, `newsloom sql ${page.name} "…"`), ", DuckDB, or any reader of the tables. Copies are left out of quotes, and speech below a confidence of ", page.counted, " is not counted; \u201csure only\u201d asks for ", page.sure, ", of the speaker too."),
      Object.values(n).map((number) => h("div", {}, h("p", { class: "row" }, h("span", {}, upper(NAMED[number.name] || number.more)), h("span", { class: "n" }, link(number.address, number.n.toLocaleString("en"), "number"))), sql(number.sql, "SQL")))),
  ];
  return [h("h1", {}, isRefused ? "Refused records" : "The data"), isRefused ? parts[0] : parts, h("p", { class: "dim" }, isRefused ? link("data", "All about the data") : `Snapshot ${page.snapshot}.`)];
}

const NAMED = { others: "organisations and others that speak", copies: "articles that are copies of others", changed: "quotes that outlets changed", shortened: "quotes that outlets shortened", conflicts: "quotes that outlets give to different people" };

// The refused records, of one reason or all.
function refusedTable(reason) {
  const n = sum(all("refused").filter((row) => !reason || row.reason === reason), (row) => row.n), shown = all("rejects").filter((row) => !reason || row.reason === reason);
  return n ? [table(["Record", "Why", "Detail"], shown.map((row) => [row.source, `It ${all("refused").find((kind) => kind.reason === row.reason).one}`, row.detail || ""])), shown.length < n ? none([`${shown.length} of ${n.toLocaleString("en")} shown. All of them: `, h("code", {}, `newsloom sql ${all("page")[0].name} "FROM rejects"`), "."]) : null] : null;
}

// A table; columns of numbers stand right.
function table(heads, body) {
  const isNumber = heads.map((_, i) => body.length && body.every((row) => typeof row[i] === "number" || /^(\d+ %|–|[\d,]+)$/.test(row[i]?.textContent ?? row[i])));
  return h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": heads[0] }, h("table", {}, h("thead", {}, h("tr", {}, heads.map((head, i) => h("th", { scope: "col", class: isNumber[i] && "n" }, head)))),
    h("tbody", {}, body.map((row) => h("tr", {}, row.map((cell, i) => h("td", { class: isNumber[i] && "n", "data-head": heads[i] }, typeof cell === "number" ? cell.toLocaleString("en") : cell ?? "")))))));
}
