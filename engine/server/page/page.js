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

const say = text => { status.textContent = text; const busy = main.querySelector(".busy"); if (busy) busy.textContent = text; };
const go = address => { location.hash = address; };
const replace = address => history.replaceState(null, "", address);

// show shows what the address says. What was asked for before and is not there yet is dropped.
async function show() {
  if (running) running.abort();
  const mine = running = new AbortController(), { name, asked } = where();
  const waiting = setTimeout(() => main.replaceChildren(e("p", { className: "busy" }, "Looking…")), 150);
  document.documentElement.dataset.ready = "false";
  let page;
  try {
    page = await (views[name] || lost)(asked, { signal: mine.signal, say, go, replace });
  } catch (problem) {
    if (problem.name === "AbortError") return;
    page = trouble(problem);
  } finally {
    clearTimeout(waiting);
  }
  if (mine !== running) return;
  main.replaceChildren(...page.view.flat().filter(Boolean));
  document.title = page.title + " · kindred";
  status.textContent = page.title;
  for (const a of document.querySelectorAll(".bar-top nav a")) {
    if (a.hash === "#/" + name) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
  if (name === "search") box.value = asked.get("q") || "";
  if (!first) { main.querySelector("h1").focus({ preventScroll: true }); scrollTo(0, 0); }
  first = false;
  if (page.shown) await page.shown();
  if (mine === running) document.documentElement.dataset.ready = "true";
}

async function lost() { return { title: "Nothing here", view: [e("h1", { tabIndex: -1 }, "Nothing here"), e("p", {}, e("a", { href: "#/" }, "To the topics"))] }; }

// trouble says what went wrong and what to do; where a token is needed it asks for it.
function trouble(problem) {
  const status = problem instanceof Problem ? problem.status : -1;
  if (status === 401) return askToken();
  const text = status < 0 ? "Something went wrong on this page: " + problem.message : problem.message;
  return { title: "That did not work", view: [e("h1", { tabIndex: -1 }, "That did not work"), e("div", { className: "problem" }, e("p", {}, text), e("p", { className: "buttons" }, e("button", { type: "button", onclick: show }, "Try again"), e("a", { className: "button", href: "#/" }, "To the topics")))] };
}

function askToken() {
  const input = e("input", { type: "password", id: "token", autocomplete: "off" });
  const form = e("form", { className: "problem", onsubmit: event => { event.preventDefault(); setToken(input.value); show(); } },
    e("label", { htmlFor: "token" }, "Token of this server"), e("p", {}, input), e("p", { className: "buttons" }, e("button", { type: "submit" }, "Open")));
  return { title: "A token is needed", view: [e("h1", { tabIndex: -1 }, "A token is needed"), form] };
}

document.getElementById("search-form").addEventListener("submit", event => {
  event.preventDefault();
  if (box.value.trim()) go(link("search", { q: box.value.trim() }));
});
// The link to the content must not change the address, which says what is shown.
document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); main.focus(); });
addEventListener("hashchange", show);
show();
