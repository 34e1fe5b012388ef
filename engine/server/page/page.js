import { Problem, setToken } from "./api.js";
import { element as e, link } from "./dom.js";
import { map } from "./mapview.js";
import { compare, draft, home, paper, search, topic, why } from "./views.js";

// What is shown is in the address behind #/: the name of a view and what it is asked with, so that every state has a link.
const views = { "": home, search, topic, paper, compare, why, draft, map };
const main = document.getElementById("main"), status = document.getElementById("status"), box = document.getElementById("search");
let running = null, first = true;

function where() {
  const [name, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { name, asked: new URLSearchParams(query) };
}

function say(text) {
  status.textContent = text;
  const busy = main.querySelector(".busy");
  if (busy) busy.textContent = text;
}

const go = address => { if (location.hash === address) show(); else location.hash = address; };
const replace = address => history.replaceState(null, "", address);

// show shows what the address says. What was asked for before and is not there yet is dropped.
async function show() {
  if (running) running.abort();
  const mine = running = new AbortController(), { name, asked } = where();
  const waiting = setTimeout(() => main.replaceChildren(e("p", { className: "busy" }, "Looking…")), 150);
  document.documentElement.dataset.ready = "false";
  let state;
  try {
    state = await (Object.hasOwn(views, name) ? views[name] : lost)(asked, { signal: mine.signal, say, go, replace });
  } catch (problem) {
    if (problem.name === "AbortError") return;
    state = trouble(problem);
  } finally {
    clearTimeout(waiting);
  }
  if (mine !== running) return;
  put(state);
  mark(name);
  if (name === "search") box.value = asked.get("q") || "";
  if (state.shown) await state.shown();
  if (mine === running) document.documentElement.dataset.ready = "true";
}

// put replaces what is on the page, and leads the reader to its heading unless it is the first.
function put(state) {
  main.replaceChildren(...state.view.flat().filter(Boolean));
  document.title = state.title + " · kindred";
  status.textContent = state.title;
  if (!first) { main.querySelector("h1").focus({ preventScroll: true }); scrollTo(0, 0); }
  first = false;
}

// mark marks the link to what is shown.
function mark(name) {
  for (const a of document.querySelectorAll(".bar-top nav a")) {
    if (a.hash === "#/" + name) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
}

// A page is a title, and elements below the heading of it.
const page = (title, ...view) => ({ title, view: [e("h1", { tabIndex: -1 }, title), ...view] });

async function lost() { return page("Nothing here", e("p", {}, e("a", { href: "#/" }, "To the topics"))); }

// trouble says what went wrong and what to do; where a token is needed it asks for it.
function trouble(problem) {
  const status = problem instanceof Problem ? problem.status : -1;
  if (status === 401) return askToken();
  const text = status < 0 ? "Something went wrong on this page: " + problem.message : problem.message;
  return page("That did not work", e("div", { className: "problem" }, e("p", {}, text),
    e("p", { className: "buttons" }, e("button", { type: "button", onclick: show }, "Try again"), e("a", { className: "button", href: "#/" }, "To the topics"))));
}

function askToken() {
  const input = e("input", { type: "password", id: "token", autocomplete: "off" });
  const form = e("form", { className: "problem", onsubmit: event => { event.preventDefault(); setToken(input.value); show(); } },
    e("label", { htmlFor: "token" }, "Token of this server"), e("p", {}, input), e("p", { className: "buttons" }, e("button", { type: "submit" }, "Open")));
  return page("A token is needed", form);
}

document.getElementById("search-form").addEventListener("submit", event => {
  event.preventDefault();
  if (box.value.trim()) go(link("search", { q: box.value.trim() }));
});
// The link to the content must not change the address, which says what is shown.
document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); main.focus(); });
addEventListener("hashchange", show);
show();
