"use strict";

// PaperMap draws papers as points on a canvas: zoom, pan, hover, choice of a paper, a topic shown alone, papers that were searched.
//
//   new PaperMap(canvas, papers, on, signal)
//
//   papers.x, papers.y    where each paper is, from -1 to 1; y grows upwards
//   papers.topic          the place of its topic, -1 for none
//   papers.topics         a list of {label, size, colour, shape}, in their places, the largest first
//   papers.title(i)       what paper i is called
//   on.choose(i)          is told of a chosen paper, -1 for none
//   signal                an AbortSignal that ends it, where a page outlives its map
//
// By mouse: drag, double click or the wheel (once the map has the focus, or with Ctrl, so that a page still scrolls).
// By touch: pinch, and drag once the map was tapped. By keys: arrows choose the next paper in that direction, with Shift
// they move the map; + - 0 zoom; Escape lets go.
class PaperMap {
  constructor(canvas, papers, on, signal) {
    this.canvas = canvas;
    this.papers = papers;
    this.on = on;
    this.n = papers.x.length;
    this.centre = { x: 0, y: 0 };
    this.zoom = 1;
    this.chosen = -1;
    this.hovered = -1;
    this.near = [];      // papers joined to the chosen one by lines
    this.topic = -1;     // shown alone
    this.found = null;   // a Set of papers that were searched
    this.sprites = new Map();
    this.tip = document.createElement("div");
    this.tip.className = "tip";
    this.tip.hidden = true;
    canvas.after(this.tip);
    this.index();
    this.place();
    this.listen(signal);
    this.fit();
  }

  // index sorts papers into cells, so that those near a point are found without looking at all.
  index() {
    const side = this.side = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(this.n / 4))));
    const { x, y } = this.papers;
    this.cells = Array.from({ length: side * side }, () => []);
    for (let i = 0; i < this.n; i++) this.cells[this.cell(y[i]) * side + this.cell(x[i])].push(i);
  }

  cell(v) { return Math.max(0, Math.min(this.side - 1, Math.floor((v + 1) / 2 * this.side))); }

  // place finds where the label of each topic stands: at the median of its papers, or above or below it. Where they lie close together, or another
  // label is in the way, it stands above or below all of them.
  place() {
    const members = this.papers.topics.map(() => []);
    for (let i = 0; i < this.n; i++) if (this.papers.topic[i] >= 0) members[this.papers.topic[i]].push(i);
    const { x, y } = this.papers;
    const part = (list, of, share) => list.map(i => of[i]).sort((a, b) => a - b)[Math.floor(list.length * share)];
    this.labels = members.map(list => list.length && { x: part(list, x, .5), y: part(list, y, .5), top: part(list, y, .95), bottom: part(list, y, .05) });
  }

  listen(signal) {
    const c = this.canvas;
    this.pointers = new Map();
    c.addEventListener("pointerdown", e => this.press(e));
    c.addEventListener("pointermove", e => this.move(e));
    for (const end of ["pointerup", "pointercancel"]) c.addEventListener(end, e => this.release(e));
    c.addEventListener("pointerleave", () => this.hover(-1));
    c.addEventListener("dblclick", e => { e.preventDefault(); this.zoomAt(2, e.offsetX, e.offsetY); });
    c.addEventListener("wheel", e => this.wheel(e), { passive: false });
    c.addEventListener("keydown", e => this.key(e));
    new ResizeObserver(() => this.fit()).observe(c);
    addEventListener("beforeprint", () => this.fit(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.sprites.clear(); this.draw(); }, { signal });
  }

  // fit takes the size of the canvas on the screen.
  fit() {
    const dpr = this.dpr = Math.max(1, window.devicePixelRatio || 1);
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.canvas.width = Math.round(this.width * dpr);
    this.canvas.height = Math.round(this.height * dpr);
    this.sprites.clear();
    if (this.width) this.paint();
  }

  get unit() { return Math.min(this.width, this.height) / 2 * .92 * this.zoom; }
  screenX(x) { return this.width / 2 + (x - this.centre.x) * this.unit; }
  screenY(y) { return this.height / 2 - (y - this.centre.y) * this.unit; }
  worldX(px) { return this.centre.x + (px - this.width / 2) / this.unit; }
  worldY(py) { return this.centre.y - (py - this.height / 2) / this.unit; }

  // radius of a point: a part of the room that each paper has, and a little more with the zoom.
  get radius() {
    const room = Math.sqrt(this.width * this.height / Math.max(1, this.n));
    return Math.min(9, Math.max(1.4, Math.min(5, room * .2)) * Math.pow(this.zoom, .35));
  }

  draw() {
    if (this.waiting || !this.width) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.paint(); });
  }

  colour(name) { return getComputedStyle(this.canvas).getPropertyValue(name).trim(); }

  paint() {
    const g = this.g = this.canvas.getContext("2d");
    g.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    g.clearRect(0, 0, this.width, this.height);
    const seen = this.visible();
    const dim = i => this.found ? !this.found.has(i) : this.topic >= 0 && this.papers.topic[i] !== this.topic;
    g.globalAlpha = .16;
    for (const i of seen) if (dim(i)) this.point(i);
    g.globalAlpha = .88;
    for (const i of seen) if (!dim(i)) this.point(i);
    g.globalAlpha = 1;
    this.lines();
    this.boxes = [];
    this.names();
    if (seen.length <= 30) this.titles(seen);
    this.rings();
  }

  // visible lists the papers within the canvas, in their order.
  visible() {
    const margin = 10 / this.unit;
    const x0 = this.worldX(0) - margin, x1 = this.worldX(this.width) + margin;
    const y0 = this.worldY(this.height) - margin, y1 = this.worldY(0) + margin;
    const { x, y } = this.papers, list = [];
    for (let i = 0; i < this.n; i++) if (x[i] >= x0 && x[i] <= x1 && y[i] >= y0 && y[i] <= y1) list.push(i);
    return list;
  }

  point(i) {
    const topic = this.papers.topic[i];
    const sprite = this.sprite(topic < 0 ? null : this.papers.topics[topic]);
    const half = sprite.width / 2 / this.dpr;
    this.g.drawImage(sprite, this.screenX(this.papers.x[i]) - half, this.screenY(this.papers.y[i]) - half, half * 2, half * 2);
  }

  // sprite is a picture of a mark, drawn once for a size.
  sprite(mark) {
    const r = Math.round(this.radius * 4) / 4, key = mark ? mark.colour + "/" + mark.shape + "/" + r : "none/" + r;
    let s = this.sprites.get(key);
    if (s) return s;
    s = document.createElement("canvas");
    s.width = s.height = 2 * Math.ceil((1.3 * r + 1.5) * this.dpr); // a diamond reaches 1.28 r; small marks are rounder about the corner of a pixel
    const g = s.getContext("2d");
    g.translate(s.width / 2, s.height / 2);
    g.scale(this.dpr, this.dpr);
    g.fillStyle = this.colour(mark ? "--c" + mark.colour : "--none");
    PaperMap.shape(g, mark ? mark.shape : 0, r);
    g.fill();
    if (r > 2.2) {
      g.lineWidth = .8;
      g.strokeStyle = this.colour("--halo");
      g.stroke();
    }
    this.sprites.set(key, s);
    return s;
  }

  // shape lays the path of a mark around the origin, all of about one area, with the corners of webmap.Outline.
  static shape(g, shape, r) {
    g.beginPath();
    switch (shape) {
      case 1: g.rect(-r * .88, -r * .88, r * 1.76, r * 1.76); break;
      case 2: g.moveTo(0, -r * 1.25); g.lineTo(r * 1.15, r * .8); g.lineTo(-r * 1.15, r * .8); g.closePath(); break;
      case 3: g.moveTo(0, -r * 1.28); g.lineTo(r * 1.28, 0); g.lineTo(0, r * 1.28); g.lineTo(-r * 1.28, 0); g.closePath(); break;
      default: g.arc(0, 0, r, 0, 2 * Math.PI);
    }
  }

  // lines join the chosen paper with those nearest to it.
  lines() {
    if (this.chosen < 0) return;
    const g = this.g, { x, y } = this.papers;
    g.strokeStyle = this.colour("--ring");
    g.lineWidth = 1;
    g.globalAlpha = .55;
    for (const j of this.near) {
      g.beginPath();
      g.moveTo(this.screenX(x[this.chosen]), this.screenY(y[this.chosen]));
      g.lineTo(this.screenX(x[j]), this.screenY(y[j]));
      g.stroke();
    }
    g.globalAlpha = 1;
  }

  rings() {
    for (const [i, width] of [[this.hovered, 1.5], [this.chosen, 3]]) {
      if (i < 0) continue;
      const g = this.g, px = this.screenX(this.papers.x[i]), py = this.screenY(this.papers.y[i]);
      g.lineWidth = width + 2;
      g.strokeStyle = this.colour("--halo");
      g.beginPath(); g.arc(px, py, this.radius + 4, 0, 2 * Math.PI); g.stroke();
      g.lineWidth = width;
      g.strokeStyle = this.colour("--ring");
      g.beginPath(); g.arc(px, py, this.radius + 4, 0, 2 * Math.PI); g.stroke();
    }
  }

  // names writes the labels of topics, the largest first, wherever they do not lie on one another.
  names() {
    this.g.font = "600 13px system-ui, sans-serif";
    this.papers.topics.forEach((topic, t) => {
      const at = this.labels[t];
      if (!at || this.topic >= 0 && this.topic !== t) return;
      const lines = PaperMap.wrapped(topic.label, 22), middle = this.screenY(at.y), top = this.screenY(at.top), bottom = this.screenY(at.bottom);
      const x = this.screenX(at.x), high = 16 * lines.length, away = this.radius + high / 2 + 2;
      const within = middle - top >= 40 ? [middle, middle + high + 8, middle - high - 8] : [];
      const beside = [top - away, bottom + away];
      [...within, ...beside].some(y => this.write(lines, x, y, 16));
    });
  }

  // titles writes those of papers where few are in sight.
  titles(seen) {
    this.g.font = "12px system-ui, sans-serif";
    for (const i of seen) {
      const title = this.papers.title(i), short = title.length > 44 ? title.slice(0, 43).trimEnd() + "…" : title;
      this.write([short], this.screenX(this.papers.x[i]), this.screenY(this.papers.y[i]) + this.radius + 9, 14);
    }
  }

  // write writes lines around a point with a halo, unless they would lie on what was written before or leave the canvas: then it returns false.
  write(lines, x, y, leading) {
    const g = this.g, width = Math.max(...lines.map(l => g.measureText(l).width)), height = lines.length * leading;
    if (x < 0 || x > this.width || y < 0 || y > this.height) return false;
    x = Math.max(width / 2 + 4, Math.min(this.width - width / 2 - 4, x));
    y = Math.max(height / 2 + 4, Math.min(this.height - height / 2 - 4, y));
    const box = [x - width / 2 - 4, y - height / 2 - 2, x + width / 2 + 4, y + height / 2 + 2];
    if (this.boxes.some(b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return false;
    this.boxes.push(box);
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.lineJoin = "round";
    g.lineWidth = 4;
    g.strokeStyle = this.colour("--halo");
    g.fillStyle = this.colour("--label");
    lines.forEach((line, i) => {
      const at = y + (i - (lines.length - 1) / 2) * leading;
      g.strokeText(line, x, at);
      g.fillText(line, x, at);
    });
    return true;
  }

  // wrapped cuts a text into lines of about so many signs, at spaces.
  static wrapped(text, length) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && (last + " " + word).length > length) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    }
    return lines;
  }

  // at is the paper nearest to a point of the canvas within some pixels, -1 for none.
  at(px, py, within) {
    const wx = this.worldX(px), wy = this.worldY(py), reach = within / this.unit;
    let best = -1, least = reach * reach;
    for (let row = this.cell(wy - reach); row <= this.cell(wy + reach); row++) {
      for (let col = this.cell(wx - reach); col <= this.cell(wx + reach); col++) {
        for (const i of this.cells[row * this.side + col]) {
          const d = (this.papers.x[i] - wx) ** 2 + (this.papers.y[i] - wy) ** 2;
          if (d <= least) { best = i; least = d; }
        }
      }
    }
    return best;
  }

  press(e) {
    if (e.button > 0) return;
    this.pointers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    if (e.pointerType !== "touch" || document.activeElement === this.canvas) this.canvas.setPointerCapture(e.pointerId);
    this.dragged = 0;
  }

  move(e) {
    const before = this.pointers.get(e.pointerId);
    if (!before) {
      if (e.pointerType !== "touch") this.hover(this.at(e.offsetX, e.offsetY, Math.max(10, this.radius + 3)));
      return;
    }
    const now = { x: e.offsetX, y: e.offsetY };
    if (this.pointers.size === 2) this.pinch(e.pointerId, before, now);
    else this.pan(now.x - before.x, now.y - before.y);
    this.dragged += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    this.pointers.set(e.pointerId, now);
  }

  pinch(id, before, now) {
    const [, other] = [...this.pointers].find(([key]) => key !== id);
    const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(now.x - other.x, now.y - other.y);
    if (was > 0) this.zoomAt(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  release(e) {
    if (!this.pointers.delete(e.pointerId) || e.type === "pointercancel" || this.dragged > 5) return;
    this.choose(this.at(e.offsetX, e.offsetY, e.pointerType === "touch" ? 22 : Math.max(10, this.radius + 3)));
  }

  wheel(e) {
    if (!e.ctrlKey && document.activeElement !== this.canvas) return;
    e.preventDefault();
    this.zoomAt(Math.exp(-e.deltaY * (e.deltaMode ? .03 : .0015)), e.offsetX, e.offsetY);
  }

  key(e) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrows && e.shiftKey) this.pan(-arrows[0] * 60, arrows[1] * 60);
    else if (arrows) this.step(arrows[0], arrows[1]);
    else if (e.key === "+" || e.key === "=") this.zoomAt(1.5);
    else if (e.key === "-") this.zoomAt(1 / 1.5);
    else if (e.key === "0") this.whole();
    else if (e.key === "Escape") this.choose(-1);
    else return;
    e.preventDefault();
  }

  // step chooses the next paper in a direction: that with the least way to go, steps aside counted thrice; from nowhere, the one in the middle.
  step(dx, dy) {
    const { x, y } = this.papers, from = this.chosen;
    const fx = from < 0 ? this.centre.x : x[from], fy = from < 0 ? this.centre.y : y[from];
    let best = -1, least = Infinity;
    for (let i = 0; i < this.n; i++) {
      const ahead = (x[i] - fx) * dx + (y[i] - fy) * dy, aside = Math.abs((x[i] - fx) * dy) + Math.abs((y[i] - fy) * dx);
      if (i === from || from >= 0 && (ahead < 0 || ahead === 0 && aside === 0 && i < from)) continue;
      const way = from < 0 ? Math.hypot(ahead, aside) : ahead + 3 * aside;
      if (way < least) { best = i; least = way; }
    }
    if (best >= 0) this.choose(best);
  }

  hover(i) {
    if (i === this.hovered) return;
    this.hovered = i;
    this.canvas.style.cursor = i < 0 ? "" : "pointer";
    this.tip.hidden = i < 0;
    if (i >= 0) this.showTip(i);
    this.draw();
  }

  showTip(i) {
    this.tip.textContent = this.papers.title(i);
    const px = this.screenX(this.papers.x[i]), py = this.screenY(this.papers.y[i]);
    this.tip.style.left = Math.max(4, Math.min(this.width - this.tip.offsetWidth - 4, px + 12)) + "px";
    const below = py + 14;
    this.tip.style.top = (below + this.tip.offsetHeight > this.height ? py - this.tip.offsetHeight - 12 : below) + "px";
  }

  // choose marks a paper, brings it into sight and tells the page.
  choose(i) {
    this.chosen = i;
    this.near = [];
    if (i >= 0) this.bring(i);
    this.on.choose(i);
    this.draw();
  }

  // join draws lines from the chosen paper to others.
  join(near) { this.near = near; this.draw(); }

  bring(i) {
    const px = this.screenX(this.papers.x[i]), py = this.screenY(this.papers.y[i]), edge = 24;
    if (px < edge || py < edge || px > this.width - edge || py > this.height - edge) this.centre = { x: this.papers.x[i], y: this.papers.y[i] };
  }

  // only shows a topic alone, -1 all; find shows papers that were searched, null all.
  only(topic) { this.topic = topic; this.draw(); }
  find(papers) { this.found = papers; this.draw(); }

  pan(dx, dy) {
    this.centre.x = Math.max(-1.2, Math.min(1.2, this.centre.x - dx / this.unit));
    this.centre.y = Math.max(-1.2, Math.min(1.2, this.centre.y + dy / this.unit));
    this.hover(-1);
    this.draw();
  }

  // zoomAt makes all larger by a factor; the point of the canvas stays where it is.
  zoomAt(factor, px = this.width / 2, py = this.height / 2) {
    const x = this.worldX(px), y = this.worldY(py);
    this.zoom = Math.max(.8, Math.min(200, this.zoom * factor));
    this.centre.x += x - this.worldX(px);
    this.centre.y += y - this.worldY(py);
    this.hover(-1);
    this.draw();
  }

  // whole shows the whole map.
  whole() { this.zoom = 1; this.centre = { x: 0, y: 0 }; this.draw(); }
}
