
// The page of a report: reads what the papers are, draws the map, finds papers by words and shows those nearest to one.
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const papers = read("data-papers"), topics = read("data-topics");
  const n = papers.titles.length;
  const $ = id => document.getElementById(id);
  let nearest = null; // read when first asked for: it is most of the page

  const map = $("canvas") && new PaperMap($("canvas"), {
    x: Float32Array.from(papers.x, v => v / papers.side * 2 - 1),
    y: Float32Array.from(papers.y, v => v / papers.side * 2 - 1),
    topic: papers.topics, topics, title: i => papers.titles[i],
  }, { choose: i => show(i) });

  // element makes one: its class, and what is in it (text or elements).
  function element(name, className, ...inside) {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.append(...inside.filter(x => x !== null && x !== ""));
    return e;
  }

  const before = { d: "https://doi.org/", a: "https://arxiv.org/abs/", p: "https://pubmed.ncbi.nlm.nih.gov/", u: "" };

  function linked(i) {
    const link = papers.links[i];
    if (!link) return papers.titles[i];
    const a = element("a", "", papers.titles[i]);
    a.href = before[link[0]] + link.slice(1);
    a.rel = "noreferrer";
    return a;
  }

  const about = i => [papers.authors[i], papers.years[i] || ""].filter(Boolean).join(", ");

  function chip(topic) {
    const shape = document.querySelector("#topic-" + topic + " .chip");
    return shape ? shape.cloneNode(true) : "";
  }

  // entry is a paper in a list: its title as a button that shows it, how similar it is, and the words that make it so.
  function entry(i, score = "", words = "") {
    const title = element("button", "link", papers.titles[i]);
    title.type = "button";
    title.addEventListener("click", () => go(i));
    return element("li", "", title, element("small", "", score, about(i), words));
  }

  function similarity(thousandths) { return element("span", "similarity", (thousandths / 1000).toFixed(2)); }

  // show tells all about a paper, -1 for none.
  function show(i) {
    const panel = $("paper");
    panel.hidden = i < 0;
    panel.replaceChildren();
    if (i < 0) return remember("");
    remember("paper-" + i);
    panel.append(element("h3", "", linked(i)), element("p", "meta", about(i)), where(i));
    nearest = nearest || read("data-near");
    const list = nearest.near[i] || [];
    if (list.length) panel.append(element("h4", "", "Nearest papers, and the words shared"), element("ul", "papers", ...list.map(neighbour)));
    if (map) map.join(list.map(hit => hit[0]));
  }

  function where(i) {
    const topic = papers.topics[i];
    if (topic < 0) return element("p", "where", "In no topic: it has no word that counts.");
    const a = element("a", "", chip(topic), topics[topic].label);
    a.href = "#topic-" + topic;
    const odd = papers.outliers.includes(i) ? "; far from its centre" : "";
    const second = papers.second[i] >= 0 ? "; next " + topics[papers.second[i]].label : "";
    return element("p", "where", "In ", a, similarity(papers.similarity[i]), odd + second);
  }

  function neighbour([row, thousandths, ...words]) {
    return entry(row, similarity(thousandths), words.length ? element("span", "shared", (about(row) ? " · " : "") + words.map(w => nearest.words[w]).join(", ")) : "");
  }

  // go shows a paper, on the map too.
  function go(i) {
    if (map) map.choose(i); else show(i);
    $("paper").focus({ preventScroll: true });
    $("paper").scrollIntoView({ block: "nearest" });
  }

  // remember keeps in the address what is shown, so that a link leads there again.
  function remember(state) {
    try { history.replaceState(null, "", "#" + (state || "map")); } catch { /* where the browser forbids it, nothing is kept */ }
  }

  const plain = s => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let folded = null, waiting = 0;

  // search lists the papers whose title or authors hold every word asked for.
  function search() {
    const words = plain($("search").value).split(/\s+/).filter(Boolean);
    if (!words.length) {
      $("count").textContent = "";
      $("results").replaceChildren();
      if (map) map.find(null);
      return;
    }
    folded = folded || papers.titles.map((title, i) => plain(title + " " + papers.authors[i]));
    const found = [];
    for (let i = 0; i < n; i++) if (words.every(w => folded[i].includes(w))) found.push(i);
    $("count").textContent = found.length + (found.length === 1 ? " paper" : " papers") + (found.length > 25 ? ", the first 25 are listed" : "");
    $("results").replaceChildren(...found.slice(0, 25).map(i => entry(i)));
    if (map) map.find(new Set(found));
  }

  // list shows all papers of a topic in its card, the most similar first.
  function list(button) {
    const topic = Number(button.dataset.list), open = button.getAttribute("aria-expanded") === "true", card = button.closest(".card");
    button.setAttribute("aria-expanded", String(!open));
    if (open) return card.querySelector(".list").remove();
    const rows = [];
    for (let i = 0; i < n; i++) if (papers.topics[i] === topic) rows.push(i);
    rows.sort((a, b) => papers.similarity[b] - papers.similarity[a] || a - b);
    const shown = rows.slice(0, 500).map(i => entry(i, similarity(papers.similarity[i])));
    if (rows.length > 500) shown.push(element("li", "quiet", "and " + (rows.length - 500) + " more: search for them"));
    card.append(element("ul", "papers list", ...shown));
  }

  // only shows a topic alone on the map, -1 all.
  function only(topic) {
    map.only(topic);
    document.querySelectorAll("[data-map]").forEach(b => b.setAttribute("aria-pressed", String(Number(b.dataset.map) === topic)));
  }

  // turn shows the topic of a button alone, or all again.
  function turn(button) {
    const topic = Number(button.dataset.map), on = map.topic !== topic;
    only(on ? topic : -1);
    if (on) $("map").scrollIntoView();
  }

  $("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, n > 5000 ? 150 : 0); });
  $("search").addEventListener("keydown", e => {
    const first = $("results").querySelector("button");
    if (e.key === "Enter" && first) first.click();
  });
  if (map) {
    $("in").addEventListener("click", () => map.zoomAt(1.6));
    $("out").addEventListener("click", () => map.zoomAt(1 / 1.6));
    $("all").addEventListener("click", () => { only(-1); map.whole(); });
    only(-1);
  }
  document.querySelectorAll(".actions").forEach(p => {
    p.hidden = false;
    const onMap = p.querySelector("[data-map]"), all = p.querySelector("[data-list]");
    if (map) onMap.addEventListener("click", () => turn(onMap)); else onMap.remove();
    all.addEventListener("click", () => list(all));
  });
  const at = /^#paper-(\d+)$/.exec(location.hash);
  if (at && Number(at[1]) < n) go(Number(at[1]));
  document.documentElement.dataset.ready = "true";
})();
