// The ground of the map, drawn once for a size: rings, slices and what is written on them.

const SVG = "http://www.w3.org/2000/svg";

function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const measure = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  return (text, size = 13) => {
    const key = `${size} ${text}`;
    if (!widths.has(key)) {
      pen.font = `500 ${size}px system-ui, sans-serif`;
      widths.set(key, pen.measureText(text).width + 4);
    }
    return widths.get(key);
  };
})();

// A piece of a circle as a path, clockwise or back; angles as in layout.js.
function arc(frame, share, from, to, back = false) {
  const [a, b] = back ? [to, from] : [from, to];
  const [x0, y0] = pointAt(frame, share, a);
  const [x1, y1] = pointAt(frame, share, b);
  const r = (share * frame.radius).toFixed(1);
  return `${x0.toFixed(1)} ${y0.toFixed(1)} A ${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} ${back ? 0 : 1} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
}

// Where a ring and a slice meet.
function cellPath(frame, ring, slice, slices) {
  const step = (2 * Math.PI) / slices;
  const [inner, outer] = band(ring);
  const [from, to] = [slice * step, (slice + 1) * step - 0.001];
  return `M ${arc(frame, outer, from, to)} L ${arc(frame, inner, from, to, true)} Z`;
}

function groundOf(frame, slices, id) {
  const { x, y, radius } = frame;
  const rings = [4, 3, 2, 1].map((ring) => draw("circle", { cx: x, cy: y, r: band(ring)[1] * radius, class: "pln-ring" }));
  const names = [1, 2, 3, 4].map((ring) => written("text", { x, y: y - band(ring)[1] * radius + 13, class: "pln-ring-name" }, String(ring)));
  const you = [draw("circle", { cx: x, cy: y, r: HUB * radius * 0.72, class: "pln-hub" }), written("text", { x, y: y + 4.5, class: "pln-you" }, tr("You"))];
  return [...rings, ...slices.flatMap((slice, i) => sliceParts(frame, slice, i, slices.length, `${id}-${i}`)), ...names, ...you];
}

function written(tag, attributes, text) {
  const node = draw(tag, attributes);
  node.textContent = text;
  return node;
}

// A slice: the line at its beginning, and its name along the edge.
function sliceParts(frame, { label }, i, slices, id) {
  const step = (2 * Math.PI) / slices;
  const [[x1, y1], [x2, y2]] = [HUB, 1].map((share) => pointAt(frame, share, i * step));
  const low = Math.cos((i + 0.5) * step) < -0.01; // in the lower half letters would stand on their head
  const d = `M ${arc(frame, 1 + (low ? 15 : 6) / frame.radius, i * step, (i + 1) * step - 0.001, low)}`;
  const along = written("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" }, shortened(label, frame, slices));
  const line = slices > 1 ? [draw("line", { x1, y1, x2, y2, class: "pln-spoke" })] : [];
  return [...line, draw("path", { id, d, fill: "none" }), draw("text", { class: "pln-slice" }, along)];
}

const shortened = (label, { radius }, slices) => cut(label, Math.max(6, Math.floor((2 * Math.PI * radius) / slices / 7.2)));

// The boxes of what is written: no name of a member goes there.
function takenBy(frame, slices) {
  const { x, y, radius, width } = frame;
  const rings = width < NARROW ? [] : [1, 2, 3, 4].map((ring) => around(x, y - band(ring)[1] * radius + 9, 7));
  const names = slices.flatMap(({ label }, i) => {
    const half = measure(shortened(label, frame, slices.length), width < NARROW ? 11 : 12) / 2;
    const middle = ((i + 0.5) / slices.length) * 2 * Math.PI;
    return Array.from({ length: Math.ceil(half / 4) + 1 }, (_, n) => around(...pointAt(frame, 1 + 11 / radius, middle + (Math.min(8 * n, 2 * half) - half) / radius), 5));
  });
  return [...rings, ...names];
}
