import { get, post, patiently } from "./api.js";
import { bar, chip, count, element as e, link, number, paperLink, similarity, topicLink } from "./dom.js";

// Each view is given what it is asked with (URLSearchParams) and a context: signal ends it, say tells the reader what is going on. It returns the title
// of the page and its elements; the first holds the heading.

// topics are those of the corpus, asked for once a generation; marks are how they are drawn, once the map is there.
let known = null;

async function corpus(signal) {
  const about = await get("/corpus", null, signal);
  if (known && known.generation === about.generation) return known;
  const answer = await get("/topics", null, signal);
  return known = { ...about, topics: answer.topics, marks: new Map() };
}

export function remember(topics) { if (known) known.marks = new Map(topics.map(t => [t.topic_id, t])); }

const mark = id => chip(known && known.marks.get(id));
const heading = text => e("h1", { tabIndex: -1 }, text);

function topicAnchor(id, label) { return id < 0 ? label : e("a", { href: topicLink(id) }, mark(id), label); }

// paperItem is a paper in a list.
function paperItem(d, ...more) {
  return e("li", {}, e("a", { href: paperLink(d.doc_id) }, d.title || d.doc_id), e("small", {}, ...more));
}

// documents lists papers and, unless it is the same for all, the topic of each.
function documents(list, sameTopic) {
  return e("ul", { className: "papers" }, list.map(d => paperItem(d, sameTopic ? "" : topicAnchor(d.topic_id, d.topic_label), similarity(d.similarity))));
}

export async function home(asked, { signal }) {
  const c = await corpus(signal);
  const leaves = c.topics.filter(t => t.size && !c.topics.some(other => other.parent_id === t.topic_id));
  const cards = leaves.map(t => e("article", { className: "card" },
    e("h3", {}, mark(t.topic_id), e("a", { href: topicLink(t.topic_id) }, t.label)),
    e("p", { className: "sub" }, e("b", {}, count(t.size, "paper")), " · " + number(100 * t.share, 1) + " %",
      t.stability === null ? "" : " · stability " + number(t.stability)),
    e("p", { className: "words-line" }, t.top_terms.join(", "))));
  const title = count(c.run.papers, "paper") + " in " + count(leaves.length, "topic");
  return {
    title, view: [
      heading(title), e("p", { className: "lead" }, "The largest first. Search for a paper, or paste a draft to see what is near to it."),
      e("div", { className: "cards" }, cards),
    ],
  };
}

export async function search(asked, { signal, say }) {
  const q = asked.get("q") || "", most = 50;
  const [answer] = await Promise.all([patiently(() => get("/search", { q, limit: most }, signal), say, signal), corpus(signal)]);
  const found = count(answer.total, "paper");
  const none = () => e("p", {}, "No title has all of these words. ",
    e("a", { href: link("draft", { text: q }) }, "Look for papers near to them in meaning."));
  return {
    title: found + " with " + q, view: [
      heading("“" + q + "”"), e("p", { className: "lead" }, found + (answer.total > most ? ", the first " + most + " are listed" : "")),
      answer.documents.length ? documents(answer.documents) : none(),
    ],
  };
}

// measures are those of a topic that are known, in one line.
function measures(t) {
  const all = { cohesion: t.isim, silhouette: t.silhouette, coherence: t.coherence_npmi, stability: t.stability };
  return Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => " · " + name + " " + number(value)).join("");
}

// words are the terms of a kind and how much each weighs.
function words(title, terms, kind) {
  const rows = terms.filter(term => term.kind === kind).slice(0, 10);
  if (!rows.length) return [];
  const most = Math.max(...rows.map(r => r.share));
  const row = r => e("tr", {}, e("th", { scope: "row" }, r.surface), e("td", {}, bar(r.share / most)), e("td", {}, number(100 * r.share, 1) + " %"));
  return [e("h3", {}, title), e("table", { className: "terms" }, e("tbody", {}, rows.map(row)))];
}

export async function topic(asked, { signal }) {
  const id = asked.get("id"), path = "/topics/" + encodeURIComponent(id);
  const from = Math.max(0, Number(asked.get("from")) || 0), size = 50;
  const [answer, papers] = await Promise.all([
    get(path, null, signal), get(path + "/papers", { offset: from, limit: size }, signal), corpus(signal),
  ]);
  const t = answer.topic, upTo = from + papers.documents.length;
  const turn = (to, text) => e("a", { className: "button", href: link("topic", { id, from: to || undefined }) }, text);
  return {
    title: t.label, view: [
      heading([mark(t.topic_id), t.label]),
      e("p", { className: "meta" }, count(t.size, "paper") + measures(t)),
      e("p", { className: "words-line" }, t.top_phrases.join(" · ")),
      e("p", { className: "buttons" }, e("a", { className: "button", href: link("map", { topic: id }) }, "On the map")),
      e("div", { className: "columns" },
        e("section", {}, e("h2", {}, "Papers, the most central first"),
          e("p", { className: "quiet" }, (from + 1) + " to " + upTo + " of " + papers.total.toLocaleString("en")),
          documents(papers.documents, true),
          e("p", { className: "pages" },
            from > 0 ? turn(Math.max(0, from - size), "Nearer to the centre") : "",
            upTo < papers.total ? turn(from + size, "Farther out") : "")),
        e("section", {}, words("Words of the topic", answer.terms, "descriptive"), words("What sets it apart", answer.terms, "discriminating"))),
    ],
  };
}

// places are where papers are found by their ids: the id, the name of the place and what stands before the id.
const places = [
  ["doi", "DOI", "https://doi.org/"], ["arxiv", "arXiv", "https://arxiv.org/abs/"], ["pmid", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/"],
];

// inPath escapes what would end the path of an address: there are DOIs that end in #.
const inPath = id => id.split("/").map(encodeURIComponent).join("/");

function outside(paper) {
  const button = (href, text) => e("a", { className: "button", href, rel: "noreferrer" }, text);
  const links = places.filter(([id]) => paper.ids[id]).map(([id, name, before]) => button(before + inPath(paper.ids[id]), name));
  return links.length || !paper.url ? links : [button(paper.url, "Where it is")];
}

function byline(paper) {
  const named = paper.authors.slice(0, 8).join(", "), others = paper.authors.length - 8;
  return [named + (others > 0 ? " and " + others + " others" : ""), paper.venue, paper.date].filter(Boolean).join(" · ");
}

// relatedList lists papers near to others; why leads to the reasons where one paper was asked about, and away to what is near to it but less to
// one of these.
function relatedList(rows, why, away) {
  if (!rows.length) return e("p", {}, "No paper has anything in common with it.");
  const reason = r => why ? e("a", { className: "why", href: link("compare", { a: why, b: r.doc_id }) }, "why?") : "";
  return e("ol", { className: "papers related" },
    rows.map(r => paperItem(r, similarity(r.similarity), " " + r.shared_terms.join(", "), reason(r),
      away ? e("a", { className: "why", href: away(r.doc_id) }, "less like this") : "")));
}

// fartherFrom lists the papers that others shall be less like; each leads to without it.
function fartherFrom(papers, without) {
  if (!papers.length) return "";
  const title = d => d.title || d.doc_id;
  return [e("p", { className: "quiet" }, "Less like these, which a click takes back:"), e("ul", { className: "papers farther" },
    papers.map((d, place) => e("li", {}, e("a", { href: without(place), "aria-label": "No longer less like " + title(d) }, title(d) + " ×"))))];
}

export async function paper(asked, { signal }) {
  const id = asked.get("id"), not = asked.getAll("not"), state = not => link("paper", { id, not });
  const [answer, near, , ...far] = await Promise.all([
    get("/papers", { id }, signal), get("/related", { id, not, n: 15 }, signal), corpus(signal), ...not.map(id => get("/papers", { id }, signal)),
  ]);
  const d = answer.document, p = answer.paper;
  const place = d.topic_id < 0 ? "In no topic: it has no word that counts." : [
    "In ", topicAnchor(d.topic_id, d.topic_label), similarity(d.similarity), d.is_outlier ? " far from its centre" : "", " ",
    e("a", { href: link("why", { id: p.id }) }, "why?"),
  ];
  return {
    title: p.title || p.id, view: [
      heading(p.title || p.id), e("p", { className: "meta" }, byline(p)), e("p", {}, place),
      e("p", { className: "buttons" }, outside(p), e("a", { className: "button", href: link("map", { paper: p.id }) }, "On the map")),
      e("div", { className: "columns" },
        e("section", {},
          p.abstract ? [e("h2", {}, "Abstract"), e("p", { className: "abstract" }, p.abstract)] : e("p", { className: "quiet" }, "It has no abstract."),
          p.keywords.length ? e("p", { className: "quiet" }, "Keywords: " + p.keywords.join(", ")) : ""),
        e("section", {}, e("h2", {}, "Nearest papers"),
          fartherFrom(far.map(f => f.document), place => state(not.toSpliced(place, 1))),
          relatedList(near.related, p.id, more => state([...not, more])))),
    ],
  };
}

// reasons is a table of what each term adds to a similarity; all those that add little are one row, which no bar compares with a term.
function reasons(rows) {
  const rest = r => r.surface === "(rest)";
  const most = Math.max(...rows.filter(r => !rest(r)).map(r => Math.abs(r.contribution)), 1e-12);
  const row = r => e("tr", {},
    e("th", { scope: "row" }, rest(r) ? "all others" : r.surface), e("td", {}, rest(r) ? "" : bar(r.contribution / most)),
    e("td", {}, number(r.contribution, 4)), e("td", {}, number(100 * r.share, 1) + " %"));
  const head = e("tr", {}, ["Term", "", "adds", "share"].map(t => t ? e("th", { scope: "col" }, t) : e("td", {})));
  return e("table", { className: "terms" }, e("thead", {}, head), e("tbody", {}, rows.map(row)));
}

export async function compare(asked, { signal }) {
  const a = asked.get("a"), b = asked.get("b");
  const [one, other, answer] = await Promise.all([
    get("/papers", { id: a }, signal), get("/papers", { id: b }, signal), get("/explain", { a, b }, signal), corpus(signal),
  ]);
  const side = ({ paper: p, document: d }) => e("section", {}, e("h2", {}, e("a", { href: paperLink(p.id) }, p.title || p.id)),
    e("p", { className: "meta" }, byline(p)), e("p", {}, topicAnchor(d.topic_id, d.topic_label)), e("p", { className: "abstract" }, p.abstract));
  return {
    title: "Why two papers are near", view: [
      heading(["Why these are near", similarity(answer.similarity)]),
      e("p", { className: "lead" }, "What each term adds to their similarity; all of it sums to " + number(answer.explained, 4) + "."),
      reasons(answer.explain), e("div", { className: "pair" }, side(one), side(other)),
    ],
  };
}

export async function why(asked, { signal }) {
  const id = asked.get("id");
  const [one, answer] = await Promise.all([get("/papers", { id }, signal), get("/explain", { a: id, topic: "own" }, signal), corpus(signal)]);
  return {
    title: "Why a paper is in its topic", view: [
      heading(["Why it is in its topic", similarity(answer.similarity)]),
      e("p", { className: "lead" }, e("a", { href: paperLink(id) }, one.paper.title || id), " in ", topicAnchor(one.document.topic_id, one.document.topic_label)),
      e("p", { className: "quiet" }, "What each term adds to the similarity to the centre of the topic; all of it sums to " + number(answer.explained, 4) + "."),
      reasons(answer.explain),
    ],
  };
}

// draft is papers near to a text of the reader's. The text is in the address as far as it is short.
export async function draft(asked, { signal, go }) {
  const text = asked.get("text") || sessionStorage.getItem("kindred-draft") || "";
  await corpus(signal);
  const area = e("textarea", { id: "draft", value: text, maxLength: 200000, "aria-describedby": "draft-help" });
  const form = e("form", { className: "draft" }, e("label", { htmlFor: "draft" }, "Title and abstract, or any text"), area,
    e("p", { id: "draft-help", className: "quiet" }, "It goes to this server alone and is not kept. Ctrl+Enter asks."),
    e("p", { className: "buttons" }, e("button", { type: "submit" }, "Find related papers")));
  form.addEventListener("submit", event => {
    event.preventDefault();
    sessionStorage.setItem("kindred-draft", area.value);
    go(link("draft", { text: area.value.length <= 1500 ? area.value : undefined }));
  });
  area.addEventListener("keydown", event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
  const view = [heading("What is near to a draft"), form];
  if (text.trim()) {
    const answer = await post("/related", { text, n: 20 }, signal);
    view.push(e("h2", {}, "Nearest papers"), relatedList(answer.related, ""));
  }
  return { title: "What is near to a draft", view };
}
