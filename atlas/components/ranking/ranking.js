// The live ranking: sliders and rows in one place, so that rows move while a slider is dragged.
// The only arithmetic here is the weighted sum; values, policy, limits and everything else come from Python.

export function scores(values, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return null;
  return values.map((row) => (100 * row.reduce((sum, v, i) => sum + weights[i] * v, 0)) / total);
}

export function ranksOf(list) {
  // 1 + how many are better by more than 1e-9; equal scores share a rank. Sorted once, so that 1,000 hubs stay quick.
  const order = list.map((_, i) => i).sort((a, b) => list[b] - list[a] || a - b);
  const ranks = new Array(list.length);
  let better = 0;
  order.forEach((hub, place) => {
    while (list[order[better]] > list[hub] + 1e-9) better += 1;
    ranks[hub] = better + 1;
  });
  order.sort((a, b) => ranks[a] - ranks[b] || a - b);
  return { order, ranks };
}

const ROW = { wide: 31, narrow: 60 };
const FIRST_ROWS = 12;
const WINDOW_ROWS = 60;
const REMOVED_ROWS = 6;
const SETTLE_MS = 300;
const WIDE_PX = 880;  // what the weights and the table need beside each other
const NBSP = "\u00a0";
const instances = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  let view = instances.get(root);
  if (!view) {
    view = new View(root);
    instances.set(root, view);
  }
  view.update(component.data, component.setTriggerValue);
  return () => view.destroy();
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const share = (part) => (part > 0 && part < 0.005 ? "<1" : Math.round(100 * part)) + NBSP + "%";
const short = (number) => String(Math.round(number * 10) / 10);

class View {
  constructor(root) {
    this.root = root;
    this.rows = new Map();
    this.open = null;
    this.all = false;
    this.dragging = false;
    this.holder = el("div", { class: "ranking" });
    root.appendChild(this.holder);
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.holder);
    this.onScroll = () => this.paint();
  }

  destroy() {
    this.observer.disconnect();
    clearTimeout(this.spoken);
    clearTimeout(this.settling);
    this.holder.remove();
    instances.delete(this.root);
  }

  update(data, trigger) {
    const fresh = !this.data || JSON.stringify(this.data.shape) !== JSON.stringify(data.shape);
    this.data = data;
    this.trigger = trigger;
    if (!this.dragging) this.weights = data.criteria.map((criterion) => criterion.weight);
    this.values = data.hubs.map((hub) => hub.v);
    this.takeColors();
    if (fresh) this.build();
    this.refresh();
    this.holder.classList.remove("stale");
    clearTimeout(this.staleTimer);
    this.paint();
  }

  takeColors() {
    const theme = getComputedStyle(this.holder);
    const take = (name, prefix) => theme.getPropertyValue(name).split(",").forEach((value, i) => this.holder.style.setProperty(`--${prefix}${i}`, value.trim()));
    take("--st-chart-categorical-colors", "k");
    take("--st-chart-sequential-colors", "s");
  }

  // --- structure, once per set of criteria -------------------------------------------------------------------------

  build() {
    this.holder.replaceChildren();
    this.rows.clear();
    this.panel = this.weightPanel();
    this.list = el("div", { class: "rows" });
    this.list.addEventListener("scroll", this.onScroll, { passive: true });
    this.more = el("button", { type: "button", class: "more" });
    this.more.onclick = () => { this.all = !this.all; this.paint(); };
    this.ownKey = el("p", { class: "key own-key", hidden: true });
    this.live = el("p", { class: "spoken", "aria-live": "polite" });
    this.reference = el("section", { class: "reference" });
    this.removed = el("section", { class: "removed" });
    this.tip = el("div", { class: "tip", role: "tooltip", hidden: true });
    this.head = this.tableHead();
    const table = el("div", { class: "table", role: "table", "aria-label": this.data.text.table }, this.head, this.list);
    this.slope = el("div", { class: "slope", hidden: !this.data.slope });
    table.hidden = Boolean(this.data.slope);
    this.message = el("p", { class: "message", role: "alert", hidden: true });
    this.holder.append(
      this.panel,
      el("div", { class: "answer" }, this.message, table, this.slope, this.more, this.ownKey, el("div", { class: "apart" }, this.reference, this.removed)),
      this.live, this.tip,
    );
  }

  weightPanel() {
    const { criteria, groups, text } = this.data;
    const reset = el("button", { type: "button", class: "link", text: text.reset });
    reset.onclick = () => this.trigger("reset", true);
    this.sliders = [];
    const sections = groups.map((group) => {
      group.share = el("span", { class: "quiet" });
      const own = criteria.map((criterion, index) => [criterion, index]).filter(([c]) => c.group === group.id);
      const swap = this.data.swap && this.data.swap.group === group.id ? [this.swapButton(this.data.swap)] : [];
      return el("fieldset", {}, el("legend", {}, el("b", { text: group.label }), ...swap, group.share),
        ...own.map(([criterion, index]) => this.slider(criterion, index)));
    });
    this.groupShares = groups.map((group) => group.share);
    const inner = el("div", { class: "panel-body" },
      el("div", { class: "panel-head" }, el("h2", { text: text.weights }), reset), ...sections,
      el("p", { class: "key" }, el("i", { class: "swatch hold" }), el("span", { class: "hold-text" })),
      el("p", { class: "key" }, el("i", { class: "swatch near" }), el("span", { text: text.near })));
    this.holdText = inner.querySelector(".hold-text");
    const details = el("details", { class: "weights" },
      el("summary", {}, el("span", { text: text.weights_short }), el("span", { class: "quiet", text: `${criteria.length} criteria` })), inner);
    details.open = !this.narrow();
    return details;
  }

  swapButton(swap) {
    const button = el("button", { type: "button", class: "link", text: swap.label });
    button.onclick = () => this.trigger("swapped", swap.id);
    return button;
  }

  slider(criterion, index) {
    const id = `w-${criterion.id}`;
    const input = el("input", { type: "range", id, min: 0, max: 10, step: 0.5, "aria-describedby": `${id}-flip` });
    const value = el("output", { for: id });
    const part = el("span", { class: "quiet" });
    const flip = el("span", { class: "flip", id: `${id}-flip` });
    const track = el("span", { class: "track" }, el("i", { class: "hold" }), el("i", { class: "tick low" }), el("i", { class: "tick high" }));
    const label = el("label", { for: id, title: `${criterion.question} (${criterion.unit})` },
      el("i", { class: "dot", style: `background:${color(criterion.colour)}` }), el("span", { text: criterion.label }), part);
    input.addEventListener("input", () => { this.dragging = true; this.weights[index] = Number(input.value); this.moved(); });
    input.addEventListener("change", () => this.released());
    input.addEventListener("keydown", (event) => {
      const step = { PageUp: 2, PageDown: -2 }[event.key];
      if (!step) return;
      event.preventDefault();
      input.value = Math.min(10, Math.max(0, Number(input.value) + step));
      this.weights[index] = Number(input.value);
      this.moved();
      this.released();
    });
    this.sliders[index] = { input, value, part, flip, track };
    return el("div", { class: "slider" }, el("div", { class: "line" }, label, flip, value), el("div", { class: "rail" }, track, input));
  }

  tableHead() {
    const { groups, criteria, text, heat } = this.data;
    this.groupNames = el("div", { class: "group-names", "aria-hidden": "true" },
      ...groups.map((g) => el("span", { text: g.label, style: `color:color-mix(in srgb, ${color(criteria.find((c) => c.group === g.id).colour)} 50%, var(--st-text-color))` })));
    return el("div", { class: "head", role: "row" },
      el("span", { role: "columnheader", class: "c-rank", "aria-label": "Rank" }),
      el("span", { role: "columnheader", class: "c-hub", text: text.hub }),
      el("span", { role: "columnheader", class: "c-bar" }, el("span", { text: text.bar }), this.groupNames),
      el("span", { role: "columnheader", class: "c-score", "aria-label": "Score" }),
      el("span", { role: "columnheader", class: "c-heat" }, el("span", { text: heat ? text.heat : "" }),
        el("span", { class: "numbers", "aria-hidden": "true" }, ...(heat ? Array.from({ length: 10 }, (_, i) => el("i", { text: i + 1 })) : []))),
      el("span", { role: "columnheader", class: "c-first", text: heat ? text.first : "" }));
  }

  row(hub, ranked = true) {
    const bar = el("div", { class: "bar", role: "img" });
    const parts = hub.v.map((_, i) => {
      const part = el("i", { "data-c": i, class: hub.modelled.includes(i) ? "modelled" : hub.gaps.includes(i) ? "gap" : "" });
      part.style.setProperty("--c", color(this.data.criteria[i].colour));
      part.style.setProperty("--g", color(groupColor(this.data, i)));
      bar.appendChild(part);
      return part;
    });
    const range = el("i", { class: "range" });
    bar.appendChild(range);
    bar.addEventListener("pointermove", (event) => this.point(event, hub));
    bar.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    const rank = el("span", { class: "c-rank", role: "cell" });
    const name = el("button", { type: "button", class: "name", "aria-expanded": "false", text: hub.city });
    name.onclick = () => { this.open = this.open === hub.id ? null : hub.id; this.paint(); };
    const own = el("span", { class: "own", role: "img", "aria-label": hub.own, title: hub.own, hidden: !hub.own, text: hub.own && this.data.text.own });
    const score = el("span", { class: "c-score", role: "cell" });
    const heat = el("span", { class: "c-heat", role: "cell" });
    const first = el("span", { class: "c-first", role: "cell" });
    const line = el("div", { class: "line" }, rank,
      el("span", { class: "c-hub", role: "cell" }, name, own, el("span", { class: "cc", text: hub.country, title: hub.country_name })),
      el("div", { class: "c-bar", role: "cell" }, bar), score, heat, first);
    const node = el("div", { class: ranked ? "row" : "row home", role: "row" }, line);
    return { node, line, rank, name, own, bar, parts, range, score, heat, first, hub, detail: null };
  }

  // --- what data changes --------------------------------------------------------------------------------------------

  refresh() {
    const { data } = this;
    const ids = new Set(data.hubs.map((hub) => hub.id));
    for (const [id, row] of this.rows) if (!ids.has(id)) { row.node.remove(); this.rows.delete(id); }
    data.hubs.forEach((hub) => {
      const row = this.rows.get(hub.id);
      if (row) this.fill(row, hub);
    });
    this.homes = data.reference.map((hub) => this.fill(this.row(hub, false), hub));
    this.ownKey.hidden = !data.hubs.some((hub) => hub.own);
    this.ownKey.textContent = this.ownKey.hidden ? "" : data.text.own_key;
    this.reference.replaceChildren(...(this.homes.length ? [el("h3", {}, el("b", { text: data.text.reference }), el("span", { class: "quiet", text: data.text.reference_note })), el("div", { role: "table", "aria-label": data.text.reference }, ...this.homes.map((row) => row.node))] : []));
    this.removed.replaceChildren(...this.removedParts());
    this.refreshSliders();
  }

  removedParts() {
    const { removed, text } = this.data;
    if (!removed.length) return [];
    const lines = removed.map((item) => {
      const line = el("p", {}, el("span", { class: "gone", text: item.city }), el("span", { class: "quiet", text: item.text }));
      if (item.relax) {
        const button = el("button", { type: "button", class: "link", text: text.relax, "aria-label": `${text.relax}: ${item.city}` });
        button.onclick = () => this.trigger("relaxed", item.hub_id);
        line.append(button);
      }
      return line;
    });
    const rest = lines.slice(REMOVED_ROWS);
    const more = rest.length ? [el("details", {}, el("summary", { text: text.removed_more.replace("{n}", rest.length) }), ...rest)] : [];
    return [el("h3", {}, el("b", { text: text.removed })), ...lines.slice(0, REMOVED_ROWS), ...more];
  }

  refreshSliders() {
    const { criteria, text } = this.data;
    this.sliders.forEach(({ input, flip, track }, index) => {
      if (!this.dragging) input.value = this.weights[index];
      const point = criteria[index].flip;
      flip.textContent = "";
      const [hold, low, high] = track.children;
      hold.hidden = low.hidden = high.hidden = !point;
      if (!point) return;
      hold.style.left = `${point.low * 10}%`;
      hold.style.right = `${100 - point.high * 10}%`;
      low.hidden = !point.below;
      high.hidden = !point.above;
      low.style.left = `${point.low * 10}%`;
      high.style.left = `${point.high * 10}%`;
      const weight = criteria[index].weight;
      const nearLow = point.below && weight - point.low < 1, nearHigh = point.above && point.high - weight < 1;
      low.classList.toggle("near", Boolean(nearLow));
      high.classList.toggle("near", Boolean(nearHigh));
      const below = point.below && [point.below, "<", short(point.low), text.below];
      const above = point.above && [point.above, ">", short(point.high), text.above];
      const closer = below && above ? (weight - point.low <= point.high - weight ? below : above) : below || above;
      const words = (end) => `${end[0]} leads ${end[3]} ${end[2]}`;
      flip.textContent = closer ? closer.slice(0, 3).join(NBSP) : "";
      flip.dataset.words = closer ? words(closer) : "";
      flip.classList.toggle("near", Boolean(nearLow || nearHigh));
      flip.title = [below, above].filter(Boolean).map(words).join("; ");
    });
    this.holdText.textContent = this.data.text.hold;
  }

  fill(row, hub) {
    row.hub = hub;
    row.name.textContent = hub.city;
    row.own.hidden = !hub.own;
    row.own.textContent = hub.own && this.data.text.own;
    row.own.title = hub.own;
    row.own.setAttribute("aria-label", hub.own);
    row.heat.replaceChildren(...(hub.accept || []).map((part, i) => el("i", { style: `background:${heatColor(part)}`, title: `rank ${i + 1}: ${share(part)}` })));
    row.first.textContent = hub.first || "";
    if (row.detail) { row.detail.remove(); row.detail = null; }
    return row;
  }

  // --- painting: on every move of a hand ----------------------------------------------------------------------------

  narrow() { return this.holder.clientWidth > 0 && this.holder.clientWidth < WIDE_PX; }

  resized() {
    const narrow = this.narrow();
    if (narrow === this.wasNarrow || !this.data) return;
    this.wasNarrow = narrow;
    this.holder.classList.toggle("narrow", narrow);
    this.panel.open = !narrow;
    this.paint();
  }

  moved() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => { this.frame = 0; this.paint(); });
    clearTimeout(this.staleTimer);
    this.staleTimer = setTimeout(() => this.holder.classList.add("stale"), 300);
  }

  released() {
    this.dragging = false;
    this.trigger("released", Object.fromEntries(this.data.criteria.map((c, i) => [c.id, this.weights[i]])));
  }

  paint() {
    const { weights, data } = this;
    const started = performance.now();
    this.paintSliders();
    const list = scores(this.values, weights);
    this.message.hidden = Boolean(list);
    this.list.classList.toggle("muted", !list);
    if (!list) { this.message.textContent = data.text.zero; return; }
    const { order, ranks } = ranksOf(list);
    const counts = new Map();
    ranks.forEach((rank) => counts.set(rank, (counts.get(rank) || 0) + 1));
    const height = this.narrow() ? ROW.narrow : ROW.wide;
    const most = this.all ? order.length : Math.min(FIRST_ROWS, order.length);
    const windowed = most > WINDOW_ROWS;
    const top = windowed ? Math.max(0, Math.floor(this.list.scrollTop / height) - 5) : 0;
    const bottom = windowed ? Math.min(most, top + Math.ceil(20 + 10)) : most;
    const openAt = this.open ? order.findIndex((i) => data.hubs[i].id === this.open) : -1;
    const scale = this.scale(list, weights);
    const shown = new Set();
    let extra = 0;
    for (let place = top; place < bottom; place += 1) {
      const index = order[place];
      const hub = data.hubs[index];
      shown.add(hub.id);
      let row = this.rows.get(hub.id);
      if (!row) { row = this.fill(this.row(hub), hub); this.rows.set(hub.id, row); }
      if (!row.node.isConnected) this.list.appendChild(row.node);
      const rank = ranks[index];
      row.rank.textContent = counts.get(rank) > 1 ? `${rank}=` : rank;
      row.node.classList.toggle("lead", rank === 1);
      row.node.style.transform = `translateY(${place * height + extra}px)`;
      row.node.setAttribute("aria-rowindex", place + 1);
      this.drawBar(row, hub, weights, scale, list[index]);
      this.drawDetail(row, place === openAt);
      if (place === openAt) extra = row.detail.offsetHeight;
    }
    for (const [id, row] of this.rows) if (!shown.has(id)) row.node.remove();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLE_MS);
    this.list.style.height = windowed ? `${WINDOW_ROWS * 10}px` : `${most * height + extra}px`;
    this.list.classList.toggle("windowed", windowed);
    if (windowed) this.list.style.setProperty("--all", `${most * height + extra}px`);
    const home = scores(data.reference.map((hub) => hub.v), weights) || [];
    this.homes.forEach((row, i) => this.drawBar(row, row.hub, weights, scale, home[i]));
    this.more.hidden = order.length <= FIRST_ROWS;
    this.more.textContent = this.all ? data.text.fewer : data.text.more.replace("{n}", order.length - FIRST_ROWS);
    this.placeGroupNames(order[0], scale);
    if (data.slope) this.drawSlope(order, ranks, most);
    this.speak(order, list);
    this.lastPaint = performance.now() - started;
    this.holder.dataset.paintMs = this.lastPaint.toFixed(2);
    this.holder.dataset.order = order.slice(0, 41).map((i) => data.hubs[i].id).join(",");
  }

  settle() {
    // Once the rows have come to rest, their order in the document is the one that is seen: Tab and screen readers follow it.
    const nodes = [...this.list.children].sort((a, b) => a.getAttribute("aria-rowindex") - b.getAttribute("aria-rowindex"));
    const focused = this.list.getRootNode().activeElement;
    nodes.forEach((node, place) => { if (this.list.children[place] !== node) this.list.insertBefore(node, this.list.children[place]); });
    if (focused && this.list.contains(focused)) focused.focus({ preventScroll: true });
  }

  paintSliders() {
    const { criteria, groups } = this.data;
    const total = this.weights.reduce((sum, weight) => sum + weight, 0);
    this.sliders.forEach(({ input, value, part, flip }, index) => {
      const weight = this.weights[index];
      value.textContent = short(weight);
      part.textContent = total > 0 ? share(weight / total) : "";
      input.setAttribute("aria-valuetext", `${short(weight)} of 10${flip.dataset.words ? ", " + flip.dataset.words : ""}`);
    });
    groups.forEach((group, i) => {
      const own = criteria.reduce((sum, c, j) => sum + (c.group === group.id ? this.weights[j] : 0), 0);
      this.groupShares[i].textContent = total > 0 ? `${share(own / total)} of the weight` : "";
    });
  }

  scale(list, weights) {
    // Bars share one scale from 0: the widest possible end is the best score with its open cells at best.
    const total = weights.reduce((a, b) => a + b, 0);
    const high = (hub, score) => score + hub.gaps.reduce((sum, i) => sum + (100 * weights[i] * (1 - hub.v[i])) / total, 0);
    const ends = this.data.hubs.map((hub, i) => high(hub, list[i]));
    const homes = scores(this.data.reference.map((hub) => hub.v), weights) || [];
    return { total, top: Math.max(...ends, ...homes, 1) };
  }

  drawBar(row, hub, weights, { total, top }, score) {
    const gaps = new Set(hub.gaps);
    let open = 0;
    row.parts.forEach((part, i) => {
      const points = (100 * weights[i] * hub.v[i]) / total;
      if (gaps.has(i)) open += (100 * weights[i]) / total;
      part.style.width = gaps.has(i) ? "0" : `${(100 * points) / top}%`;
    });
    row.range.style.width = `${(100 * open) / top}%`;
    row.score.textContent = score.toFixed(1);
    row.bar.setAttribute("aria-label", `${hub.city}: ${score.toFixed(1)} of 100`);
  }

  drawDetail(row, open) {
    row.name.setAttribute("aria-expanded", String(open));
    if (!open) { if (row.detail) { row.detail.remove(); row.detail = null; } return; }
    const { criteria } = this.data;
    const total = this.weights.reduce((a, b) => a + b, 0);
    const lines = criteria.map((c, i) => el("tr", {},
      el("th", { scope: "row" }, el("i", { class: "dot", style: `background:${color(c.colour)}` }), c.label),
      el("td", { text: row.hub.raw[i] }),
      el("td", { class: "right", text: row.hub.gaps.includes(i) ? "—" : `+${((100 * this.weights[i] * row.hub.v[i]) / total).toFixed(1)}` }),
      el("td", { class: "quiet", text: row.hub.note[i] })));
    const table = el("table", {}, el("thead", {}, el("tr", {}, ...this.data.text.detail.map((h) => el("th", { scope: "col", text: h })))), el("tbody", {}, ...lines));
    const detail = el("div", { class: "detail" }, table);
    if (row.detail) row.detail.replaceWith(detail); else row.node.appendChild(detail);
    row.detail = detail;
  }

  placeGroupNames(first, { total, top }) {
    const hub = this.data.hubs[first];
    this.groupNames.hidden = !hub;  // limits may have removed every hub
    if (!hub) return;
    let left = 0, end = -1;
    this.data.groups.forEach((group, i) => {
      const name = this.groupNames.children[i];
      const width = this.data.criteria.reduce((sum, c, j) => sum + (c.group === group.id && !hub.gaps.includes(j) ? (100 * this.weights[j] * hub.v[j]) / total : 0), 0);
      const at = Math.max((100 * left) / top, end);
      name.style.left = `${at}%`;
      name.hidden = width === 0;
      end = at + (width ? 2 + group.label.length * 1.75 : 0);
      left += width;
    });
  }

  point(event, hub) {
    const part = event.target.closest("[data-c]");
    const box = this.holder.getBoundingClientRect();
    if (!part) { this.tip.hidden = true; return; }
    const i = Number(part.dataset.c);
    const total = this.weights.reduce((a, b) => a + b, 0);
    this.tip.replaceChildren(
      el("b", { text: `${this.data.criteria[i].label}, ${hub.city}` }),
      el("span", { text: `${hub.raw[i]} ${hub.unit[i]}` }),
      el("span", { text: `+${((100 * this.weights[i] * hub.v[i]) / total).toFixed(1)} points, weight ${share(this.weights[i] / total)}` }),
      el("span", { class: "quiet", text: hub.note[i] }));
    this.tip.hidden = false;
    const width = this.tip.offsetWidth;
    this.tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - width - 4)}px`;
    this.tip.style.top = `${event.clientY - box.top + 16}px`;
  }

  drawSlope(order, ranks, most) {
    // Lines from the ranks before (left) to the ranks now (right); blue gains, ochre loses, grey stays.
    const { slope, hubs, text } = this.data;
    const names = new Map(hubs.map((hub) => [hub.id, hub]));
    const before = Object.entries(slope.ranks).sort((a, b) => a[1] - b[1] || names.get(a[0]).city.localeCompare(names.get(b[0]).city));
    const place = new Map(before.map(([id], i) => [id, i]));
    const width = Math.max(280, this.slope.clientWidth), side = width < 500 ? 118 : 190, step = 21, top = 30;
    const svg = (tag, attributes, content) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      if (content !== undefined) node.textContent = content;
      return node;
    };
    const shown = order.slice(0, most).map((index, now) => ({ hub: hubs[index], now, rank: ranks[index], was: place.get(hubs[index].id) }));
    const lowest = Math.max(most, ...shown.map((row) => (row.was ?? 0) + 1));
    const picture = svg("svg", { width, height: top + lowest * step, role: "img", "aria-label": `${text.slope}: ${slope.label}, ${text.now}` });
    picture.append(svg("text", { x: side, y: 14, "text-anchor": "end", class: "slope-head" }, slope.label), svg("text", { x: width - side, y: 14, class: "slope-head" }, text.now));
    for (const { hub, now, rank, was } of shown) {
      const y = (i) => top + i * step + 8;
      const kind = was === undefined ? "new" : slope.ranks[hub.id] > rank ? "gains" : slope.ranks[hub.id] < rank ? "loses" : "stays";
      if (was !== undefined) {
        picture.append(svg("text", { x: side - 8, y: y(was) + 4, "text-anchor": "end", class: kind }, `${hub.city} ${slope.ranks[hub.id]}`));
        picture.append(svg("line", { x1: side, x2: width - side, y1: y(was), y2: y(now), class: kind }));
      }
      picture.append(svg("text", { x: width - side + 8, y: y(now) + 4, class: kind }, `${rank} ${hub.city}`));
    }
    this.slope.replaceChildren(picture);
  }

  speak(order, list) {
    if (this.spoken) return;
    this.spoken = setTimeout(() => {
      this.spoken = 0;
      const [first, second] = order;
      const hubs = this.data.hubs;
      this.live.textContent = second === undefined ? "" : `${hubs[first].city} leads with ${list[first].toFixed(1)}, then ${hubs[second].city} with ${list[second].toFixed(1)}`;
    }, 1000);
  }
}

function color(index) { return `var(--k${index})`; }
function groupColor(data, index) {
  // On phones one colour a group: the one that LOOK names for it.
  const pick = { talent: "talent_pool", collaboration: "overlap", risk: "political_stability" };
  const { group } = data.criteria[index];
  return (data.criteria.find((c) => c.id === pick[group]) || data.criteria.find((c) => c.group === group)).colour;
}
function heatColor(part) {
  if (!(part > 0)) return "var(--empty)";
  return `var(--s${Math.min(9, Math.floor(part * 10) + 1)})`;
}
