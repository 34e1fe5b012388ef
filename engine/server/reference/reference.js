// Shows /openapi.json as a page. Everything is put in as text, so that nothing in it can become markup.
"use strict";

// make builds an element of a kind with attributes and children, which are elements or texts.
function make(kind, attributes, ...children) {
  const e = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes || {})) e.setAttribute(name, value);
  e.append(...children.filter((c) => c !== undefined && c !== null));
  return e;
}

const byName = (objects) => Object.entries(objects || {}).sort(([a], [b]) => (a < b ? -1 : 1));

// typeOf describes a schema in a few words; objects with a name are links.
function typeOf(schema) {
  if (!schema) return make("span", {}, "any");
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return make("a", { href: "#schema-" + name }, name);
  }
  if (schema.type === "array" || (Array.isArray(schema.type) && schema.type.includes("array"))) return make("span", {}, "list of ", typeOf(schema.items));
  return make("span", {}, [].concat(schema.type || "any").join(" or "), limits(schema));
}

// limits are what a value must keep to.
function limits(s) {
  const said = [];
  if (s.enum) said.push(s.enum.join(", "));
  if (s.minimum !== undefined && s.maximum !== undefined) said.push(s.minimum + " to " + s.maximum);
  if (s.maxLength !== undefined) said.push("at most " + s.maxLength + " characters");
  if (s.default !== undefined) said.push("default " + s.default);
  return said.length ? " (" + said.join("; ") + ")" : "";
}

function table(head, rows) {
  const cells = (kind, list) => make("tr", {}, ...list.map((c) => make(kind, {}, c)));
  return make("table", {}, make("thead", {}, cells("th", head)), make("tbody", {}, ...rows.map((r) => cells("td", r))));
}

// properties is a table of the members of an object.
function properties(schema) {
  return table(["name", "type", ""], Object.entries(schema.properties || {}).map(([name, s]) => [make("code", {}, name), typeOf(s), s.description || ""]));
}

function parameters(list) {
  const rows = (list || []).filter((p) => p.in !== "header").map((p) => [
    make("code", {}, p.name), p.in, make("span", {}, typeOf(p.schema), p.required ? ", required" : ""), p.description || (p.schema && p.schema.description) || "",
  ]);
  return rows.length ? table(["parameter", "in", "type", ""], rows) : null;
}

const contentOf = (holder) => Object.values((holder && holder.content) || {})[0];

// example is how to ask from a command line.
function example(method, path, op) {
  let url = location.origin + path.replace(/\{(\w+)\}/g, (_, name) => name.toUpperCase());
  const needed = (op.parameters || []).filter((p) => p.in === "query" && p.required);
  if (needed.length) url += "?" + needed.map((p) => p.name + "=" + p.name.toUpperCase()).join("&");
  const token = op.security ? " -H 'Authorization: Bearer TOKEN'" : "";
  const body = op.requestBody ? " -H 'Content-Type: application/json' -d '{\"text\": \"...\"}'" : "";
  return make("pre", {}, "curl" + token + body + " '" + url + "'");
}

function operation(path, method, op, schemas) {
  const body = contentOf(op.requestBody);
  const answer = contentOf((op.responses || {})["200"]);
  const resolve = (s) => (s && s.$ref ? schemas[s.$ref.split("/").pop()] : s);
  const codes = Object.keys(op.responses || {}).filter((c) => c !== "200").sort().join(", ");
  return make("article", { id: op.operationId },
    make("h3", {}, make("span", { class: "method" }, method.toUpperCase() + " "), make("code", {}, path)),
    make("p", {}, op.summary || ""), example(method, path, op), parameters(op.parameters),
    body ? make("h4", {}, "Body") : null, body ? properties(resolve(body.schema)) : null,
    answer ? make("h4", {}, "Answer") : null, answer ? properties(resolve(answer.schema)) : null,
    codes ? make("p", {}, "Else: " + codes) : null);
}

function show(spec) {
  const schemas = (spec.components && spec.components.schemas) || {};
  const all = [];
  for (const [path, item] of byName(spec.paths)) for (const [method, op] of Object.entries(item)) all.push([path, method, op]);
  document.getElementById("about").replaceChildren(spec.info.description + " ", make("a", { href: "/openapi.json" }, "openapi.json"), " of version " + spec.info.version);
  document.getElementById("contents").replaceChildren(make("ul", {}, ...all.map(([path, method, op]) =>
    make("li", {}, make("a", { href: "#" + op.operationId }, method.toUpperCase() + " " + path)))));
  document.getElementById("operations").replaceChildren(...all.map(([path, method, op]) => operation(path, method, op, schemas)));
  document.getElementById("schemas").replaceChildren(...byName(schemas).map(([name, s]) =>
    make("article", { id: "schema-" + name }, make("h3", {}, name), properties(s))));
  document.documentElement.dataset.ready = "true";
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

fetch("/openapi.json").then((r) => r.json()).then(show).catch((e) => {
  document.getElementById("about").textContent = "/openapi.json cannot be read: " + e;
});
