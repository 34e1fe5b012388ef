import { get, patiently } from "./api.js";
import { element as e, link, paperLink, similarity, topicLink } from "./dom.js";
import { remember } from "./views.js";

// most is how many points the map has at most: of more papers, each of so many is drawn.
const most = 50000;

// titles of points are asked for when they are pointed at, so that a large map opens at once.
class Titles {
  constructor(signal, arrived) {
    this.signal = signal;
    this.arrived = arrived;
    this.known = new Map();   // documents by row
    this.wanted = new Set();
  }

  of(row) {
    const d = this.known.get(row);
    if (d) return d.title || d.doc_id;
    if (!this.wanted.size) setTimeout(() => this.ask(), 30);
    if (this.wanted.size < 100) this.wanted.add(row);
    return "…";
  }

  async ask() {
    const rows = [...this.wanted];
    this.wanted.clear();
    try {
      const answer = await get("/map/papers", { row: rows }, this.signal);
      answer.documents.forEach((d, i) => this.known.set(rows[i], d));
      this.arrived();
    } catch { /* what has no title stays without one */ }
  }
}

// map is the view of all papers in the plane.
export async function map(asked, { signal, say, replace }) {
  const wait = () => say("The map is being drawn for the first time; this can take a minute.");
  const answer = await patiently(() => get("/map", { limit: most }, signal), wait, signal);
  remember(answer.topics);
  const place = new Map(answer.topics.map((t, i) => [t.topic_id, i]));
  const canvas = e("canvas", {
    id: "canvas", tabIndex: 0, role: "application",
    "aria-label": "Map of the papers: arrow keys go from paper to paper, with Shift they move the map, plus and minus zoom, zero shows all",
  });
  const side = e("div", { className: "side", "aria-live": "polite" });
  const tell = text => side.replaceChildren(e("p", { className: "quiet" }, text));
  const invite = () => tell("Choose a paper to see what it is and what is near to it.");
  const tool = (text, label, act) => e("button", { type: "button", "aria-label": label, onclick: act }, text);
  let drawn = null, chosen = -1;
  const titles = new Titles(signal, () => { if (drawn.hovered >= 0) drawn.showTip(drawn.hovered); drawn.draw(); });

  // choose tells of a paper, -1 for none, unless another is chosen before the answers are there.
  async function choose(point) {
    chosen = point;
    if (point < 0) {
      replace(link("map"));
      return invite();
    }
    const row = answer.row[point], d = titles.known.get(row) || (await get("/map/papers", { row }, signal)).documents[0];
    titles.known.set(row, d);
    if (point !== chosen) return;
    replace(link("map", { paper: d.doc_id }));
    const near = await get("/related", { id: d.doc_id, n: 8 }, signal);
    if (point !== chosen) return;
    const topic = d.topic_id < 0 ? "" : e("p", {}, e("a", { href: topicLink(d.topic_id) }, d.topic_label), similarity(d.similarity));
    side.replaceChildren(e("h2", {}, e("a", { href: paperLink(d.doc_id) }, d.title || d.doc_id)), topic,
      e("h4", {}, "Nearest papers"), e("ul", { className: "papers" }, near.related.map(nearby)));
  }

  const nearby = r => e("li", {}, e("a", { href: paperLink(r.doc_id) }, r.title || r.doc_id),
    e("small", {}, similarity(r.similarity), " " + r.shared_terms.slice(0, 4).join(", ")));

  const drawnOf = answer.row.length.toLocaleString("en") + " of " + answer.total.toLocaleString("en") + " are drawn.";
  const view = [
    e("h1", { tabIndex: -1 }, "Map of the papers"),
    e("p", { className: "lead" }, "Papers that lie near each other are about the same things.", answer.row.length < answer.total ? " " + drawnOf : ""),
    e("div", { className: "explore" },
      e("div", { className: "stage" },
        e("div", { className: "paper-map" }, canvas),
        e("div", { className: "tools" },
          tool("+", "Zoom in", () => drawn.zoomAt(1.6)), tool("−", "Zoom out", () => drawn.zoomAt(1 / 1.6)),
          tool("Whole map", "Show the whole map", () => { drawn.only(-1); drawn.whole(); })),
        e("p", { className: "help" }, "Drag to move; the wheel zooms once the map is clicked. " +
          "By keys: arrows go from paper to paper, with Shift they move the map, + − 0 zoom.")),
      side),
  ];

  // shown draws once the canvas is on the page and has a size.
  async function shown() {
    drawn = new PaperMap(canvas, {
      x: Float32Array.from(answer.x), y: Float32Array.from(answer.y), topic: answer.topic_id.map(id => id < 0 ? -1 : place.get(id)),
      topics: answer.topics, title: i => titles.of(answer.row[i]),
    }, { choose: point => choose(point).catch(trouble) }, signal);
    if (asked.has("topic")) drawn.only(place.get(Number(asked.get("topic"))) ?? -1);
    if (asked.has("paper")) await find(asked.get("paper")).catch(trouble);
    else invite();
  }

  async function find(id) {
    const found = await get("/papers", { id }, signal), point = answer.row.indexOf(found.row);
    if (point >= 0) drawn.choose(point);
    else tell("This paper is not among those drawn.");
  }

  function trouble(problem) { if (problem.name !== "AbortError") tell(problem.message); }

  return { title: "Map of the papers", view, shown };
}
