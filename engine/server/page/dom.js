// element makes one: its properties, and what is in it (text or elements; null and "" are left out).
export function element(name, properties, ...inside) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key in e) e[key] = value;
    else e.setAttribute(key, value);
  }
  e.append(...inside.flat().filter(x => x !== null && x !== undefined && x !== ""));
  return e;
}

const svgName = "http://www.w3.org/2000/svg";

function svg(name, attributes, ...inside) {
  const e = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...inside);
  return e;
}

// bar is a share of the largest as a bar: below zero it is in the other colour.
export function bar(share) {
  const width = Math.max(1, Math.min(100, Math.abs(share) * 100)).toFixed(1);
  return svg("svg", { class: "wordbar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width, height: 8, class: share < 0 ? "bar less" : "bar" }));
}

// chip is the mark of a topic as a small picture; nothing without a mark.
export function chip(mark) {
  if (!mark) return "";
  const shapes = [
    () => svg("circle", { cx: 8, cy: 8, r: 5.6 }), () => svg("rect", { x: 3.1, y: 3.1, width: 9.8, height: 9.8 }),
    () => svg("polygon", { points: "8,1 14.4,12.5 1.6,12.5" }), () => svg("polygon", { points: "8,.8 15.2,8 8,15.2 .8,8" }),
  ];
  const shape = shapes[mark.shape]();
  shape.setAttribute("class", "m" + mark.colour);
  return svg("svg", { class: "chip", viewBox: "0 0 16 16", "aria-hidden": "true" }, shape);
}

// queryOf is what something is asked with as the end of an address: lists are given as often as they have members, "" and undefined are left out.
export function queryOf(asked) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(asked || {})) {
    for (const one of [value].flat()) if (one !== "" && one !== undefined) query.append(key, one);
  }
  const text = query.toString();
  return text ? "?" + text : "";
}

// link is an address within the page: a name and what it is asked with.
export const link = (name, asked) => "#/" + name + queryOf(asked);


export const paperLink = id => link("paper", { id });
export const topicLink = id => link("topic", { id });
export const number = (n, decimals = 2) => n === null || n === undefined ? "" : n.toFixed(decimals);
export const similarity = n => n === null ? "" : element("span", { className: "similarity" }, number(n));
export const count = (n, thing) => n.toLocaleString("en") + " " + thing + (n === 1 ? "" : "s");
