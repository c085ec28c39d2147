// Addresses, filters, keys: #person/e_…?outlet=… is drawn into the main part.

const VIEWS = { "": home, quotes: quotesList, said: saidList, people: peopleList, stories: storiesList, articles: articlesList, outlets: outletsList, data, search, person, story, utterance, article, outlet };
const view = document.getElementById("view"), field = document.getElementById("search"), live = document.getElementById("live");
const controls = { outlet: document.getElementById("outlet"), day: document.getElementById("day"), sure: document.getElementById("sure") };
const scrolled = new Map();
let shown = null;

const say = (text) => (live.textContent = text);
const asked = new Map();
const isServed = () => Boolean(all("page")[0].served);

function read() {
  const [path, query] = location.hash.slice(1).split("?"), kept = new URLSearchParams(query);
  filters.outlet = kept.get("outlet") || "";
  filters.day = kept.get("day") || "";
  filters.sure = kept.has("sure");
  const [name, ...rest] = path.split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
  return { name: name in VIEWS ? name : "", rest: rest.join("/") };
}

function draw() {
  const { name, rest } = read(), isNew = shown !== location.hash;
  say("");
  view.replaceChildren(...VIEWS[name](rest).flat(9).filter(Boolean));
  for (const [key, control] of Object.entries(controls)) control.type === "checkbox" ? (control.checked = filters[key]) : (control.value = filters[key]);
  if (name !== "search") field.value = "";
  else if (document.activeElement !== field) field.value = rest;
  document.querySelectorAll("nav a").forEach((a) => {
    const own = a.dataset.view;
    a.href = hash(own);
    own === name ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current");
    if (own === name) a.parentElement.scrollLeft = a.offsetLeft - a.parentElement.offsetLeft - 16;
  });
  const heading = view.querySelector("h1");
  document.title = [name ? heading?.textContent.slice(0, 80) : "", all("page")[0].name, "newsloom"].filter(Boolean).join(" · ");
  if (isNew && shown !== null) {
    scrollTo(0, scrolled.get(location.hash) || 0);
    if (document.activeElement !== field) heading?.setAttribute("tabindex", "-1"), heading?.focus({ preventScroll: true });
  }
  shown = location.hash;
  if (!isServed()) return;
  const address = [name, rest].filter(Boolean).join("/");
  ask(address);
  if (asked.get(question(address)).more) view.append(h("button", { type: "button", class: "more", onclick: () => ask(address, true) }, "Ask for more of the list"));
}

const question = (address) => String(new URLSearchParams({ address, outlet: filters.outlet, day: filters.day }));

// Of a page that is served: the rows of an address, each lot of them once; a new snapshot begins anew.
async function ask(address, next = false) {
  const query = question(address), state = asked.get(query) || { lot: -1 };
  if (state.waiting || (state.lot >= 0 && !next)) return;
  asked.set(query, { lot: state.lot + 1, waiting: true });
  const answer = await fetch(`rows?${query}&lot=${state.lot + 1}`).then((response) => (response.ok ? response.json() : null)).catch(() => null);
  asked.set(query, { lot: state.lot + 1, more: answer?.more });
  if (!answer) return say("No answer: is newsloom explore still running?");
  if (answer.snapshot !== all("page")[0].snapshot) return location.reload();
  const before = shown, at = scrollY;
  take(answer);
  if (location.hash === before && document.activeElement?.closest?.(".note, .text") == null) draw(), scrollTo(0, at);
}
const isAsking = () => [...asked.values()].some((state) => state.waiting);

function go(address, instead) {
  const target = hash(address);
  if (target === location.hash) return draw();
  instead ? (history.replaceState(null, "", target), draw()) : (location.hash = target);
}

function fillFilters() {
  const outlets = [...new Set(all("days").map((cell) => cell.outlet).filter(Boolean))].sort((a, b) => a.localeCompare(b));
  const days = [...new Set(all("days").map((cell) => cell.day).filter(Boolean))].sort();
  const months = [...new Set(days.map((key) => key.slice(0, 7)))], years = [...new Set(days.map((key) => key.slice(0, 4)))];
  const option = (value, text) => h("option", { value }, text);
  controls.outlet.replaceChildren(option("", "all outlets"), ...outlets.map((name) => option(name, name)));
  controls.day.replaceChildren(option("", "all days"), ...(years.length > 1 ? years.map((key) => option(key, key)) : []), ...months.map((key) => option(key, day(key))), ...(days.length <= 120 ? days.map((key) => option(key, day(key))) : []));
}

function change(key, value) {
  const { name, rest } = read();
  filters[key] = value;
  go([name, rest].filter(Boolean).join("/"));
}

function start() {
  take(JSON.parse(document.getElementById("data").textContent));
  fillFilters();
  document.body.classList.add("alive");
  controls.outlet.addEventListener("change", () => change("outlet", controls.outlet.value));
  controls.day.addEventListener("change", () => change("day", controls.day.value));
  controls.sure.addEventListener("change", () => change("sure", controls.sure.checked));
  let wait = 0;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => go(field.value.trim() ? "search/" + field.value.trim() : "", location.hash.startsWith("#search")), 150);
  });
  document.getElementById("find").addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".skip").addEventListener("click", (event) => (event.preventDefault(), view.focus()));
  addEventListener("click", (event) => {
    const to = event.target.closest?.("a[href^='#']");
    if (to) scrolled.set(shown, scrollY), scrolled.delete(to.getAttribute("href"));
  });
  addEventListener("scroll", () => shown === location.hash && scrolled.set(shown, scrollY), { passive: true });
  addEventListener("hashchange", draw);
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) event.preventDefault(), field.focus(), field.select();
    if (event.key !== "Escape") return;
    if (document.activeElement === field) field.value = "", field.blur(), location.hash.startsWith("#search") && history.back();
    else document.querySelectorAll("details[open]").forEach((details) => (details.open = false));
  });
  history.scrollRestoration = "manual";
  draw();
}

start();
