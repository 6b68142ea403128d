// The review page: no library, no network but this page's own server, nothing stored in the browser.
const KEY = document.querySelector('meta[name="redactor-key"]').content;
const ROW = 20, ITEM = 46, BLOCK = 200, PAGE = 200, TALLEST = 8e6;
const $ = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString("en").replaceAll(",", "\u202f");

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (name === "class") element.className = value;
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// ---- asking the server -------------------------------------------------------------------------------------------
class Refused extends Error {}

async function ask(path, body) {
  const options = { headers: { "X-Redactor-Key": KEY } };
  if (body !== undefined) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  let answer;
  try { answer = await fetch("/api/" + path, options); }
  catch { throw new Refused("The command in the terminal has ended. Start it again to go on."); }
  const data = await answer.json();
  if (!answer.ok) throw new Refused([data.error, data.hint].filter(Boolean).join(": "));
  return data;
}

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 6000);
}
const say = (text) => { $("live").textContent = text; };

let waiting = 0;
async function busy(text, work) {
  waiting += 1;
  document.body.classList.add("busy");
  $("status").textContent = text;
  try { return await work(); }
  catch (error) { toast(error instanceof Refused ? error.message : "Something went wrong in the page."); return null; }
  finally { waiting -= 1; if (!waiting) { document.body.classList.remove("busy"); status(); } }
}

// ---- what is known -----------------------------------------------------------------------------------------------
let book = null;           // the overview
let view = "overview";
let file = 0;              // the attachment on screen
let blocks = new Map();    // rows by block
let found = new Map();     // findings on loaded rows, by number
let list = { total: 0, pages: new Map(), query: "" };
let chosen = null;         // the selected finding {file, id, …}
let at = -1;               // its place in the list
let version = 0;           // changes with every correction

const words = (entity) => book.words[entity] || entity;
// Hues of what often stands side by side are far apart; entities of the user's take what is left.
const HUES = { IP_ADDRESS: 215, HOSTNAME: 140, USERNAME: 180, SECRET: 0, MAC_ADDRESS: 265, PERSON: 325, EMAIL_ADDRESS: 30, SERIAL_NUMBER: 290,
  PHONE_NUMBER: 55, ORGANIZATION: 95, LOCATION: 75, URL: 235, OS_VERSION: 15, PRODUCT_ID: 160, OTHER_ID: 310, BROWSER: 200 };
function hue(entity) {
  return String(HUES[entity] ?? (book.entities.indexOf(entity) * 137 + 345) % 360);
}

function status() {
  if (!book) return;
  const { changes, approved, applied } = book.state;
  const made = changes === 1 ? "1 correction" : number(changes) + " corrections";
  $("status").textContent = applied ? "applied" : approved ? "approved, " + made : changes ? made + ", not approved" : "not approved";
  $("undo").disabled = !changes;
  $("undo").title = changes ? "Undo: " + book.state.undo + " (U)" : "Undo (U)";
  $("approve").hidden = Boolean(approved);
  $("apply").hidden = !approved || Boolean(applied);
}

async function load() {
  const data = await busy("reading the case", () => ask("case"));
  if (!data) return;
  book = data;
  $("case-name").textContent = book.case;
  document.title = "redactor review – " + book.case;
  status();
  overview();
  filters();
}

// ---- overview ----------------------------------------------------------------------------------------------------
function overview() {
  const sum = (kind) => book.files.reduce((total, each) => total + each[kind], 0);
  const tile = (kind, count, text, action) => make("li", { class: "tile " + (count ? "t-" + kind : "t-none") },
    make("b", {}, number(count)), make("span", { class: "soft" }, text),
    count && action ? make("div", {}, make("button", { type: "button", onclick: action }, "Look at them")) : null);
  const look = (state) => () => { setState(state); setFile(-1); show("compare"); };
  const wrap = make("div", { class: "wrap" },
    ...banners(),
    make("p", { class: "lead" }, `Policy ${book.policy}, tenant ${book.tenant}. Nothing is written until you approve; only what you approve is applied.`),
    make("ul", { class: "tiles", "aria-label": "What was found" },
      tile("replaced", sum("replaced"), "replaced", look("replaced")), tile("kept", sum("kept"), "kept by policy or by you", look("kept")),
      tile("nearly", sum("nearly"), "nearly found: they stay", look("nearly")), tile("withheld", book.withheld.length, "attachments withheld", null)));
  if (!book.files.length && !book.withheld.length) {
    wrap.append(make("div", { class: "card empty" }, make("b", {}, "No attachments"), "The case holds no files."));
  } else {
    wrap.append(attachments(), make("div", { class: "two" }, entityChart(), scoreChart()), columnForm());
  }
  $("overview").replaceChildren(wrap);
}

function banners() {
  const { approved, applied, plan, out, decisions } = book.state;
  const made = [];
  if (applied) {
    const good = applied.filter((each) => !each.reason), bad = applied.filter((each) => each.reason);
    made.push(make("div", { class: "banner good" }, make("b", {}, `Applied: ${good.length} released`), ` The copies and the report are in ${out}.`));
    if (bad.length) made.push(make("div", { class: "banner bad" }, make("b", {}, `${bad.length} withheld`),
      make("ul", {}, ...bad.map((each) => make("li", {}, `${each.name}: ${each.reason}. ${each.advice}`)))));
  } else if (approved) {
    made.push(make("div", { class: "banner good" }, make("b", {}, "Approved. "), `The plan is in ${plan}. `,
      out ? `Apply writes the copies to ${out}.` : `Carry it out with redactor run --plan ${plan}.`));
  }
  const doubtful = book.files.filter((each) => each.doubtful).length;
  if (doubtful && !applied) made.push(make("div", { class: "banner warn" }, make("b", {}, doubtful === 1 ? "One attachment needs you. " : doubtful + " attachments need you. "),
    "The checks still find something there: look at what is nearly found, and redact or keep it."));
  if (!book.names_sought) made.push(make("div", { class: "banner warn" }, make("b", {}, "Names in running text were not sought. "), "Look for persons and places yourself, or start without --no-ner."));
  const kept = decisions.keep + decisions.redact + decisions.columns.length;
  if (kept) made.push(make("p", { class: "lead" }, `Decisions for later runs: ${decisions.keep} to keep, ${decisions.redact} to redact, ${decisions.columns.length} columns; ${approved ? "they are in" : "approving writes them to"} ${decisions.file}.`));
  return made;
}

function attachments() {
  const row = (each, index) => make("tr", {},
    make("td", { class: "name" }, make("button", { type: "button", class: "link", onclick: () => { setFile(index); setState("all"); show("compare"); } }, each.name),
      each.doubtful ? make("span", { class: "badge" }, "needs you") : null,
      each.shown !== each.name ? make("span", { class: "soft" }, " → " + each.shown) : null),
    make("td", { class: "soft" }, each.kind), make("td", { class: "n" }, number(each.replaced)), make("td", { class: "n" }, number(each.kept)),
    make("td", { class: "n" }, number(each.nearly)), make("td", { class: "n" }, number(each.changed)), make("td", { class: "n soft" }, size(each.size)));
  const head = ["Attachment", "Kind", "Replaced", "Kept", "Nearly", "Corrected", "Size"];
  const card = make("section", { class: "card" }, make("h2", {}, "Attachments"));
  if (book.files.length) card.append(make("table", {},
    make("thead", {}, make("tr", {}, ...head.map((text, index) => make("th", { scope: "col", class: index > 1 ? "n" : "" }, text)))),
    make("tbody", {}, ...book.files.map(row))));
  if (book.withheld.length) card.append(make("h2", {}, "Withheld"), make("table", {},
    make("caption", {}, "Nothing of these is released."),
    make("thead", {}, make("tr", {}, ...["Attachment", "Reason", "What to do"].map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...book.withheld.map((each) => make("tr", {}, make("td", { class: "name" }, each.name), make("td", {}, each.reason), make("td", {}, each.advice))))));
  return card;
}

function entityChart() {
  const kinds = ["replaced", "kept", "nearly"];
  const longest = Math.max(1, ...book.by_entity.map((each) => kinds.reduce((total, kind) => total + each[kind], 0)));
  const part = (each, kind) => {
    const piece = make("i", { class: "t-" + kind, title: `${kind}: ${number(each[kind])}` });
    piece.style.width = (100 * each[kind]) / longest + "%";
    return piece;
  };
  const row = (each) => make("tr", {},
    make("td", { class: "label" }, make("button", { type: "button", class: "link", onclick: () => { setFile(-1); setState("all"); $("f-entity").value = each.entity; show("compare"); refresh(); } }, words(each.entity))),
    make("td", { "aria-hidden": "true" }, make("span", { class: "bar" }, ...kinds.filter((kind) => each[kind]).map((kind) => part(each, kind)))),
    make("td", { class: "n" }, number(kinds.reduce((total, kind) => total + each[kind], 0))));
  return make("section", { class: "card" }, make("h2", {}, "By entity"),
    book.by_entity.length ? make("table", { class: "chart" }, make("tbody", {}, ...book.by_entity.map(row))) : make("p", { class: "empty" }, make("b", {}, "Nothing was found")),
    make("p", { class: "key" }, ...kinds.map((kind) => make("span", {}, make("i", { class: "t-" + kind }), kind))));
}

function scoreChart() {
  const most = Math.max(1, ...book.scores);
  const bar = (count, step) => {
    const piece = make("i", { class: step < 4 ? "low" : "", title: `${step / 10} to ${(step + 1) / 10}: ${number(count)}` });
    piece.style.height = (100 * count) / most + "%";
    return piece;
  };
  return make("section", { class: "card" }, make("h2", {}, "How sure"),
    make("p", { class: "soft" }, "Findings by score. What is low may be wrong, or a miss."),
    make("div", { class: "histogram", role: "img", "aria-label": "Findings by score, in ten steps: " + book.scores.join(", ") }, ...book.scores.map(bar)),
    make("div", { class: "axis", "aria-hidden": "true" }, ...book.scores.map((_, step) => make("span", {}, "." + step))));
}

function columnForm() {
  const label = make("input", { type: "text", id: "column-label", maxlength: 100, placeholder: "Site Code" });
  const entity = make("select", { id: "column-entity" }, ...Object.keys(book.words).map((each) => make("option", { value: each }, words(each))));
  const send = async () => {
    if (!label.value.trim()) { label.focus(); return; }
    await correct("reading the case anew", () => ask("column", { label: label.value, entity: entity.value }), "The column is known now.");
  };
  return make("section", { class: "card" }, make("h2", {}, "Columns and fields"),
    make("p", { class: "soft" }, "Say what a column, key or field of that name holds; the case is read anew, and later runs know it."),
    ...book.state.decisions.columns.map(([name, told]) => make("p", {}, `${name}: ${words(told)}`)),
    make("div", { class: "columns" }, make("label", {}, "Name ", label), make("label", {}, "Holds ", entity), make("button", { type: "button", onclick: send }, "Add")));
}

function size(bytes) {
  let amount = bytes, unit = "B";
  for (const next of ["KB", "MB", "GB"]) { if (amount < 1000) break; amount /= 1000; unit = next; }
  return (unit === "B" || amount >= 100 ? amount.toFixed(0) : amount.toFixed(1)) + " " + unit;
}

// ---- views and filters -------------------------------------------------------------------------------------------
function show(name) {
  view = name;
  $("overview").hidden = name !== "overview";
  $("compare").hidden = name !== "compare";
  for (const each of ["overview", "compare"]) {
    if (each === name) $("tab-" + each).setAttribute("aria-current", "page");
    else $("tab-" + each).removeAttribute("aria-current");
  }
  if (name === "compare") { openFile(wantedFile() < 0 ? file : wantedFile()); refresh(); }
}

function filters() {
  const keep = (select, options) => {
    const had = select.value;
    select.replaceChildren(...options);
    if ([...select.options].some((option) => option.value === had)) select.value = had;
  };
  keep($("f-file"), [make("option", { value: -1 }, "all attachments"), ...book.files.map((each, index) => make("option", { value: index }, each.name))]);
  keep($("f-entity"), [make("option", { value: "" }, "every entity"), ...book.by_entity.map((each) => make("option", { value: each.entity }, words(each.entity)))]);
  keep($("f-rule"), [make("option", { value: "" }, "every rule"), ...book.rules.map((each) => make("option", { value: each }, each))]);
  if (!$("mark-entity").value) $("mark-entity").append(make("option", { value: "PERSON" }));
  keep($("mark-entity"), book.entities.map((each) => make("option", { value: each }, words(each))));
}
const wantedFile = () => Number($("f-file").value || -1);
const setFile = (index) => { $("f-file").value = String(index); };
const setState = (state) => { document.querySelector(`input[name="state"][value="${state}"]`).checked = true; };

function query() {
  const state = document.querySelector('input[name="state"]:checked').value;
  return new URLSearchParams({ file: wantedFile(), entity: $("f-entity").value, rule: $("f-rule").value, state,
    low: $("f-low").value || 0, high: $("f-high").value || 1, text: $("f-text").value }).toString();
}

async function refresh() {
  list = { total: 0, pages: new Map(), query: query() };
  at = -1;
  $("list").scrollTop = 0;
  await page(0);
  if (chosen) at = [...(list.pages.get(0) || [])].findIndex((each) => each.file === chosen.file && each.id === chosen.id);
  drawList();
}

async function page(which) {
  if (list.pages.has(which)) return list.pages.get(which);
  const mine = list;
  const data = await busy("listing", () => ask(`items?${mine.query}&offset=${which * PAGE}&limit=${PAGE}`));
  if (!data || mine !== list) return [];
  mine.total = data.total;
  mine.pages.set(which, data.items);
  $("count").textContent = data.total === 1 ? "1 finding" : number(data.total) + " findings";
  return data.items;
}

function drawList() {
  const box = $("list");
  if (!list.total) {
    box.replaceChildren(make("p", { class: "none" }, list.pages.size ? "Nothing fits these filters." : "Reading …"));
    return;
  }
  const tall = Math.min(list.total * ITEM, TALLEST), scale = (list.total * ITEM) / tall;
  const first = Math.max(0, Math.floor((box.scrollTop * scale) / ITEM) - 4);
  const last = Math.min(list.total, first + Math.ceil(box.clientHeight / ITEM) + 10);
  const pad = make("div", { class: "pad", role: "presentation" });
  pad.style.height = tall + "px";
  const missing = new Set();
  for (let index = first; index < last; index += 1) {
    const items = list.pages.get(Math.floor(index / PAGE));
    if (!items) { missing.add(Math.floor(index / PAGE)); continue; }
    pad.append(item(items[index % PAGE], index, box.scrollTop + index * ITEM - box.scrollTop * scale));
  }
  const top = box.scrollTop;
  box.replaceChildren(pad);
  box.scrollTop = top;
  if (at >= 0) box.setAttribute("aria-activedescendant", "item-" + at);
  else box.removeAttribute("aria-activedescendant");
  if (missing.size) Promise.all([...missing].map(page)).then(() => drawList());
}

function item(each, index, top) {
  const told = each.becomes ? `${each.value} → ${each.becomes}` : each.value;
  const place = "line " + each.line + (wantedFile() < 0 && book.files.length > 1 ? " of " + book.files[each.file].name : "");
  const element = make("div", { class: "item", role: "option", id: "item-" + index, "aria-selected": String(index === at), title: each.why, onclick: () => choose(index) },
    make("span", { class: "v" }, told),
    make("span", { class: "m" }, make("span", { class: "dot", "--h": hue(each.entity) }), `${words(each.entity)} · ${each.state === "changed" ? "corrected: " + each.action : each.state} · ${each.score.toFixed(2)} · ${place}`));
  element.style.top = top + "px";
  return element;
}

async function choose(index) {
  if (index < 0 || index >= list.total) { say(index < 0 ? "This is the first." : "This is the last."); return; }
  const items = await page(Math.floor(index / PAGE));
  const each = items[index % PAGE];
  if (!each) return;
  at = index;
  chosen = each;
  if (each.file !== file || view !== "compare") openFile(each.file);
  reveal(each.row);
  const box = $("list"), tall = Math.min(list.total * ITEM, TALLEST), scale = (list.total * ITEM) / tall;
  const place = (index * ITEM) / scale;
  if (place < box.scrollTop || place + ITEM > box.scrollTop + box.clientHeight) box.scrollTop = Math.max(0, place - box.clientHeight / 2);
  drawList();
  detail();
}

// ---- both panes --------------------------------------------------------------------------------------------------
const total = () => (book && book.files[file] ? book.files[file].rows : 0);
const tallness = () => Math.min(total() * ROW, TALLEST);
const scaling = () => { const room = $("scroller").clientHeight; const real = total() * ROW; return tallness() > room ? Math.max(1, (real - room) / (tallness() - room)) : 1; };

function openFile(index) {
  if (!book.files.length) {
    $("file-name").textContent = "";
    $("window").replaceChildren(make("p", { class: "empty" }, make("b", {}, "Nothing to compare"), "No attachment of this case can be released."));
    return;
  }
  if (index !== file) { blocks = new Map(); found = new Map(); $("scroller").scrollTop = 0; shiftBy(0, true); }
  file = index;
  $("file-name").textContent = book.files[file].name;
  $("file-name").title = book.files[file].name;
  $("sizer").style.height = tallness() + "px";
  $("scroller").setAttribute("aria-rowcount", total());
  draw();
}

async function block(which) {
  if (blocks.has(which)) return blocks.get(which);
  const mine = blocks, serial = version, first = which * BLOCK;
  mine.set(which, null);
  let data = null;
  try { data = await ask(`rows?file=${file}&first=${first}&last=${first + BLOCK}`); }
  catch (error) { toast(error.message); }
  if (mine !== blocks || serial !== version) return null;
  if (!data) { mine.delete(which); return null; }
  if (mine.size > 60) for (const old of [...mine.keys()].slice(0, 20)) mine.delete(old);
  mine.set(which, data.rows);
  for (const [id, told] of Object.entries(data.found)) found.set(Number(id), { file, ...told });
  draw();
  return data.rows;
}

let drawing = 0;
function draw() {
  if (!drawing) drawing = requestAnimationFrame(() => { drawing = 0; drawNow(); });
}

// Rows on screen are made once, as long as nothing on them changes.
let made = new Map(), stamp = "";
function drawNow() {
  const now = [file, version, chosen && chosen.file, chosen && chosen.id].join();
  if (now !== stamp || made.size > 2000) { made = new Map(); stamp = now; }
  if (!book || !book.files.length) return;
  const box = $("scroller"), top = box.scrollTop, first = Math.max(0, Math.floor((top * scaling()) / ROW) - 8);
  const last = Math.min(total(), first + Math.ceil(box.clientHeight / ROW) + 24);
  const lines = [], onScreen = new Map();
  for (let index = first; index < last; index += 1) {
    const rows = blocks.get(Math.floor(index / BLOCK));
    if (rows === undefined) block(Math.floor(index / BLOCK));
    let element = made.get(index);
    if (!element) {
      element = line(rows ? rows[index % BLOCK] : null, index);
      if (rows) made.set(index, element);
    }
    for (const entity of element.entities) onScreen.set(entity, (onScreen.get(entity) || 0) + 1);
    lines.push(element);
  }
  $("window").replaceChildren(...(lines.length ? lines : [make("p", { class: "empty" }, make("b", {}, "Empty"), "This attachment has no bytes.")]));
  $("window").style.transform = `translateY(${top + first * ROW - top * scaling()}px)`;
  $("legend").replaceChildren(...[...onScreen].map(([entity, count]) => make("span", {}, make("span", { class: "dot", "--h": hue(entity) }), `${words(entity)} ${count}`)));
}

function line(row, index) {
  const element = make("div", { class: "line" + (chosen && chosen.file === file && chosen.row === index ? " here" : ""), role: "row", "aria-rowindex": index + 1 });
  element.dataset.row = index;
  element.entities = [];
  if (!row) { element.append(make("span", { class: "no", role: "rowheader" }, "…"), make("span", { class: "cell old", role: "gridcell" }), make("span", { class: "cell new", role: "gridcell" })); return element; }
  const [lineNumber, begins, old, copy] = row;
  element.append(make("span", { class: "no", role: "rowheader" }, begins ? number(lineNumber) : "⋯"), cell(old, "old", element.entities), cell(copy, "new", []));
  return element;
}

function cell(pieces, side, entities) {
  const inner = make("span", { class: "in" });
  for (const [text, id] of pieces) {
    if (id < 0) { inner.append(text); continue; }
    const told = found.get(id);
    if (!told) { inner.append(text); continue; }
    entities.push(told.entity);
    const state = told.becomes || (told.action !== "keep" && told.action !== "near") ? "replaced" : told.action === "near" ? "nearly" : "kept";
    const element = make("mark", { class: state + (chosen && chosen.file === file && chosen.id === id ? " on" : ""), "--h": hue(told.entity),
      title: `${words(told.entity)} · ${told.action === "near" ? "nearly found, stays" : told.action} · ${told.rule} · ${told.score.toFixed(2)}\n${told.why}` }, text);
    element.dataset.id = id;
    inner.append(element);
  }
  return make("span", { class: "cell " + side, role: "gridcell" }, inner);
}

function reveal(row) {
  const box = $("scroller"), place = (row * ROW) / scaling();
  if (place < box.scrollTop + 2 * ROW || place > box.scrollTop + box.clientHeight - 4 * ROW) box.scrollTop = Math.max(0, place - box.clientHeight / 2.5);
  draw();
  setTimeout(intoSight, 60);
}

// Long lines are moved sideways, both sides alike.
let shift = 0;
function shiftBy(pixels, reset) {
  shift = Math.max(0, reset ? pixels : shift + pixels);
  $("window").style.setProperty("--shift", String(shift));
}
function intoSight() {
  const mark = $("window").querySelector("mark.on");
  if (!mark) return;
  const spot = mark.getBoundingClientRect(), cellBox = mark.closest(".cell").getBoundingClientRect();
  const place = shift + spot.left - cellBox.left;
  if (place + spot.width < cellBox.width) shiftBy(0, true);
  else if (spot.left < cellBox.left || spot.right > cellBox.right) shiftBy(Math.max(0, place - 60), true);
}

// ---- the selected finding ----------------------------------------------------------------------------------------
function detail() {
  if (!chosen) { $("detail").replaceChildren(make("p", { class: "hint" }, "Choose something that was found, or select text to mark it.")); return; }
  const each = chosen, replaced = Boolean(each.becomes) || !["keep", "near"].includes(each.action);
  const past = { pseudonymise: "pseudonymised", generalise: "generalised", suppress: "suppressed" };
  const told = replaced ? past[each.action] || each.action : each.action === "near" ? "nearly found: it stays" : "kept";
  const button = (text, key, what, always, primary) => make("button", { type: "button", class: primary ? "primary" : "", onclick: () => decide(what, always) }, text, make("kbd", { "aria-hidden": "true" }, key));
  $("detail").replaceChildren(
    make("div", { class: "what" },
      make("p", { class: "big" }, replaced ? make("s", {}, each.value) : each.value, replaced ? " → " : "", replaced ? make("b", {}, each.becomes || "made anew") : ""),
      make("p", {}, `${words(each.entity)}, ${told}, line ${number(each.line)}`),
      make("p", { class: "why", title: each.why }, `${each.rule} (${each.score.toFixed(2)}): ${each.why}`)),
    make("div", { class: "acts" },
      button("Keep", "K", "keep", false, replaced), button("Always keep", "⇧K", "keep", true, false),
      button("Redact", "R", "redact", false, !replaced), button("Always redact", "⇧R", "redact", true, false)));
  say(`${words(each.entity)}, ${told}, line ${each.line}, score ${each.score.toFixed(2)}. ${each.value}. ${each.why}`);
}

async function correct(text, work, done) {
  const state = await busy(text, work);
  if (!state) return null;
  version += 1;
  blocks = new Map();
  found = new Map();
  book.state = state;
  if (done) say(done);
  const fresh = await busy("counting", () => ask("case"));
  if (fresh) { book = fresh; overview(); filters(); }
  status();
  if (view === "compare") {
    const place = at, top = $("list").scrollTop, had = chosen;
    openFile(Math.min(file, Math.max(0, book.files.length - 1)));
    list = { total: 0, pages: new Map(), query: query() };
    await page(Math.max(0, Math.floor(place / PAGE)));
    if (place >= 0) {
      const now = (list.pages.get(Math.floor(place / PAGE)) || [])[place % PAGE];
      if (now && had && now.file === had.file && now.id === had.id) chosen = now;
      else at = Math.min(place, list.total) - 1;
    }
    $("list").scrollTop = top;
    drawList();
    detail();
  }
  return state;
}

async function decide(what, always) {
  if (!chosen) { toast("Choose a finding first."); return; }
  const { file: where, id } = chosen;
  const done = await correct("correcting", () => ask("decide", { file: where, id, what, always }), what === "keep" ? "Kept." : "Redacted.");
  if (done && chosen) {
    const told = await busy("reading", () => ask(`items?file=${where}&low=0&high=1&limit=1&offset=0&id=${id}`));
    if (told && told.items[0]) { chosen = told.items[0]; detail(); draw(); }
  }
}

async function undo() {
  if (!book.state.changes) return;
  const label = book.state.undo;
  if (await correct("undoing", () => ask("undo", {}), "Undone.")) toast("Undone: " + label);
}

// ---- marking text ------------------------------------------------------------------------------------------------
function selected() {
  const choice = getSelection();
  if (!choice || choice.isCollapsed || !choice.rangeCount) return null;
  const range = choice.getRangeAt(0);
  const ends = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]].map(([node, offset]) => {
    const holder = (node.nodeType === 3 ? node.parentElement : node).closest(".old");
    if (!holder) return null;
    const before = document.createRange();
    before.selectNodeContents(holder);
    before.setEnd(node, offset);
    return [Number(holder.closest(".line").dataset.row), Array.from(before.toString()).length];
  });
  return ends[0] && ends[1] && ends[0][0] === ends[1][0] ? { start: ends[0], end: ends[1], text: choice.toString() } : null;
}

let picked = null;
function mark() {
  picked = selected();
  if (!picked || !picked.text.trim()) { toast("Select text on one line of the original first."); return; }
  $("mark-text").textContent = picked.text;
  $("mark-always").checked = false;
  $("mark").returnValue = "";
  $("mark").showModal();
  $("mark-entity").focus();
}
$("mark").addEventListener("close", async () => {
  if ($("mark").returnValue !== "ok" || !picked) return;
  const done = await correct("marking", () => ask("mark", { file, start: picked.start, end: picked.end, entity: $("mark-entity").value, always: $("mark-always").checked }), "Marked.");
  if (done) { getSelection().removeAllRanges(); toast("Marked, wherever it stands in this case."); }
});

// ---- approve and apply -------------------------------------------------------------------------------------------
function confirmed(title, text, action) {
  return new Promise((settle) => {
    $("confirm-title").textContent = title;
    $("confirm-text").textContent = text;
    $("confirm-ok").textContent = action;
    $("confirm").returnValue = "";
    $("confirm").addEventListener("close", () => settle($("confirm").returnValue === "ok"), { once: true });
    $("confirm").showModal();
    $("confirm-ok").focus();
  });
}

async function approve() {
  const { plan, changes } = book.state, near = book.files.reduce((sum, each) => sum + each.nearly, 0);
  const text = `${number(changes)} corrections. ${near ? number(near) + " values were nearly found and stay. " : ""}The plan is written to ${plan}; it holds no original value.`;
  if (!(await confirmed("Approve this plan?", text, "Approve"))) return;
  const state = await busy("writing the plan", () => ask("approve", {}));
  if (state) { book.state = state; status(); overview(); show("overview"); say("Approved."); }
}

async function apply() {
  if (!book.state.out) { toast(`Carry it out with: redactor run --plan ${book.state.plan}, or start the review with --out DIR.`); return; }
  if (!(await confirmed("Apply the approved plan?", `Verified copies are written to ${book.state.out}. Originals are never touched.`, "Apply"))) return;
  const state = await busy("writing and checking the copies", () => ask("apply", {}));
  if (state) { book.state = state; status(); overview(); show("overview"); say("Applied."); }
}

// ---- events ------------------------------------------------------------------------------------------------------
function engineer() {
  const on = $("compare").classList.toggle("engineer");
  $("engineer").setAttribute("aria-pressed", String(on));
  say(on ? "This is what the engineer sees." : "Original and copy.");
  draw();
}

function flip() {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
}

const keys = {
  n: () => (view === "compare" ? choose(at + 1) : show("compare")), p: () => choose(at - 1),
  k: () => decide("keep", false), K: () => decide("keep", true), r: () => decide("redact", false), R: () => decide("redact", true),
  m: mark, u: undo, e: () => { if (view !== "compare") show("compare"); engineer(); }, o: () => show("overview"), c: () => show("compare"),
  "/": () => { show("compare"); $("f-text").focus(); }, "?": () => $("keys").showModal(),
};
document.addEventListener("keydown", (event) => {
  if (!book || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = event.target;
  if (target.matches("input:not([type=radio]), select")) { if (event.key === "Escape") target.blur(); return; }
  if (target === $("list") && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); choose(at + (event.key === "ArrowDown" ? 1 : -1)); return; }
  if (view === "compare" && (event.key === "ArrowLeft" || event.key === "ArrowRight") && !target.matches("input")) {
    event.preventDefault();
    shiftBy(event.key === "ArrowRight" ? 120 : -120);
    return;
  }
  const action = keys[event.key];
  if (action) { event.preventDefault(); action(); }
});
$("scroller").addEventListener("scroll", draw, { passive: true });
$("scroller").addEventListener("wheel", (event) => { if (event.deltaX || event.shiftKey) { shiftBy(event.deltaX || event.deltaY); event.preventDefault(); } }, { passive: false });
$("scroller").addEventListener("click", async (event) => {
  const element = event.target.closest("mark");
  if (!element || !getSelection().isCollapsed) return;
  chosen = found.get(Number(element.dataset.id)) || null;
  at = -1;
  for (const [which, items] of list.pages) {
    const place = items.findIndex((each) => each.file === file && each.id === chosen.id);
    if (place >= 0) at = which * PAGE + place;
  }
  detail();
  draw();
  drawList();
});
$("list").addEventListener("scroll", () => requestAnimationFrame(drawList), { passive: true });
let typing = 0;
$("filters").addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => { if (event.target === $("f-file") && wantedFile() >= 0) openFile(wantedFile()); refresh(); }, event.target === $("f-text") ? 200 : 0);
});
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("tab-overview").addEventListener("click", () => show("overview"));
$("tab-compare").addEventListener("click", () => show("compare"));
$("undo").addEventListener("click", undo);
$("left").addEventListener("click", () => shiftBy(-240));
$("right").addEventListener("click", () => shiftBy(240));
$("engineer").addEventListener("click", engineer);
$("help").addEventListener("click", () => $("keys").showModal());
$("theme").addEventListener("click", flip);
$("approve").addEventListener("click", approve);
$("apply").addEventListener("click", apply);
addEventListener("resize", () => { draw(); drawList(); });
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
load();
