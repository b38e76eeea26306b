// Where members stand: pure arithmetic, so that it can be tested without a page. A member keeps its
// place when others come; what is free is searched in an order that its id decides.

const HUB = 0.11; // of the radius: the middle, which is the learner's
const GOLDEN = 0.618034;
const NARROW = 500; // px: a phone
const NAMES = 200; // members: above that, names are shown when pointed at
const MARK = 7; // px: half the size of a mark
const YOU = 14; // px: half the size that the word in the middle needs
const LINE = 16; // px: height of a name
const ASIDE = [0, 0.06, -0.06, 0.12, -0.12]; // of a slice
const GROUND = null; // the owner of what is written on the ground
const SPOTS = 30; // places that are tried for one member
const CROWD = 60; // members: above that nobody is asked to give way, and names are cut at once
const LIMITS = [[20, 10], [13, 8], [9, 6]]; // letters of a name: whole, cut; the next when some found no room
const PUSHES = 60; // others that are asked to give way
const GAP = 3; // px around a name
const APART = GAP + 1; // px around a mark: another's name keeps further away than its own
const CLOSE_BY = 1; // the same, where there is less room

function seedOf(id) {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  return (hash >>> 0) / 2 ** 32;
}

// Edges of a ring, as shares of the radius: the inner ones are wider, since names need room there too.
const EDGES = [HUB, 0.38, 0.61, 0.81, 1];
const band = (ring) => [EDGES[ring - 1], EDGES[ring]];
const hubOf = ({ radius }) => Math.max(HUB * radius * 0.72, YOU);

// Angles go clockwise from the top, in radians.
function pointAt({ x, y, radius }, share, angle) {
  return [x + share * radius * Math.sin(angle), y - share * radius * Math.cos(angle)];
}

// Where on the rings a point is: the ring (none outside), and how far round.
function ringAndTurn({ x, y, radius }, px, py) {
  const share = Math.hypot(px - x, py - y) / radius;
  const turn = (Math.atan2(px - x, y - py) / (2 * Math.PI) + 1) % 1;
  const ring = share > 1.06 ? null : Math.max(1, EDGES.slice(0, 4).filter((edge) => share > edge).length);
  return { ring, turn };
}

const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// Boxes by the squares of a grid that they touch, so that few are compared. Each has an owner.
function newBoxes(cell = 64) {
  const grid = new Map();
  const owned = new Map(); // owner -> its squares
  const at = (square) => grid.get(square) ?? grid.set(square, []).get(square);
  const squares = ([x0, y0, x1, y1]) => {
    const found = [];
    for (let i = Math.floor(x0 / cell); i <= Math.floor(x1 / cell); i++)
      for (let j = Math.floor(y0 / cell); j <= Math.floor(y1 / cell); j++) found.push(i * 4096 + j);
    return found;
  };
  return {
    add(owner, box) {
      const mine = squares(box);
      for (const square of mine) at(square).push({ owner, box });
      owned.set(owner, [...(owned.get(owner) ?? []), ...mine]);
    },
    remove(owner) {
      for (const square of owned.get(owner) ?? []) grid.set(square, at(square).filter((one) => one.owner !== owner));
      owned.delete(owner);
    },
    // The owners of what a box would lie on.
    under: (box) => squares(box).flatMap((square) => at(square).filter((one) => meet(box, one.box)).map((one) => one.owner)),
    isFree(box) {
      for (const square of squares(box)) for (const one of at(square)) if (meet(box, one.box)) return false;
      return true;
    },
  };
}

const around = (x, y, half) => [x - half, y - half, x + half, y + half];

// The boxes that a name can have about its mark: beside it, below and above, and at the corners.
function sidesOf(x, y, width, unit) {
  const [off, line, half] = [(MARK + GAP) * unit, LINE * unit, (width * unit) / 2];
  const [right, left, low, high] = [x + off, x - off - 2 * half, y + off - unit, y - off + unit - line];
  const near = 4 * unit;
  return [
    ["start", right, y - line / 2],
    ["end", left, y - line / 2],
    ["below", x - half, low],
    ["above", x - half, high],
    ["below start", x - near, low],
    ["below end", x + near - 2 * half, low],
    ["above start", x - near, high],
    ["above end", x + near - 2 * half, high],
  ].map(([side, x0, y0]) => [side, [x0, y0, x0 + 2 * half, y0 + line]]);
}

function cut(text, most) {
  return [...text].length <= most ? text : `${[...text].slice(0, most - 1).join("").trimEnd()}…`;
}

/* Return where each member stands and where its name goes: a map of id to
   {x, y, share, turn, text, side, box}; `text` is empty where there is no room for the name.
   `members` are {id, name, ring, sector, place}, `sectors` how many there are, `before` what was
   returned last (members whose `home` is the same stay where they are), `measure` the width of a text. */
function layOut(members, sectors, frame, measure, before = new Map()) {
  const placed = members.filter((m) => m.ring);
  const many = placed.length;
  const letters = many > CROWD ? LIMITS.slice(1, 2) : LIMITS.slice(many > 25 ? 1 : 0);
  const tries = (many > CROWD ? [CLOSE_BY] : [APART, CLOSE_BY]).flatMap((apart) => letters.map((limits) => ({ limits, apart })));
  let best = null;
  for (const { limits, apart } of tries) {
    const found = attempt(placed, sectors, newRoom(frame, measure, many, limits, apart), before);
    const nameless = [...found.values()].filter(({ text }) => !text).length;
    if (!best || nameless < best.nameless) best = { found, nameless };
    if (!nameless) break;
  }
  return best.found;
}

function attempt(placed, sectors, room, before) {
  const homes = placed.map((m) => ({ ...m, home: `${m.ring}|${m.sector}|${sectors}|${m.place ?? ""}`, kept: before.get(m.id) }));
  const old = ({ home, kept }) => kept?.home === home;
  const fresh = homes.filter((one) => !old(one)).sort((a, b) => a.ring - b.ring); // the middle is narrow
  for (const m of [...homes.filter(old), ...fresh]) {
    m.stays = old(m);
    m.spots = m.stays ? [[m.kept.turn, m.kept.share]] : spotsOf(m, sectors);
    if (!room.named || !(take(m, room) || push(m, room))) squeeze(m, room);
  }
  if (room.named) nameTheRest(homes, room);
  if (room.named && !room.crowded) lengthen(homes, room);
  return room.found;
}

function newRoom(frame, measure, many, limits, apart) {
  const named = many <= NAMES;
  const room = { frame, measure, named, unit: frame.unit ?? 1, limits, apart, crowded: many > CROWD, boxes: newBoxes(), found: new Map(), byId: new Map() };
  for (const box of [around(frame.x, frame.y, Math.max(HUB * frame.radius, hubOf(frame) + 1)), ...(frame.taken ?? [])]) room.boxes.add(GROUND, box);
  return room;
}

// The places in its ring and sector that a member would take, the first the most.
function spotsOf({ id, ring, sector, place }, sectors) {
  const [inner, outer] = band(ring);
  const seed = seedOf(id);
  const stored = place !== undefined && place !== null;
  return Array.from({ length: SPOTS }, (_, i) => {
    const near = (place / 360 + ASIDE[Math.floor(i / (SPOTS / ASIDE.length))] + 1) % 1; // where it was put, or beside it
    const along = 0.07 + 0.86 * (stored ? near : (seed + i * GOLDEN) % 1);
    const across = 0.17 + 0.66 * ((seed * 7 + i * 0.382) % 1);
    return [(sector + along) / sectors, inner + across * (outer - inner)];
  });
}

// What a name can be cut to: people to a first name and an initial, if they have more than one, and
// not within their last name.
function textsOf({ name, kind }, { limits: [most, least] }) {
  const [first, ...rest] = name.split(" ");
  if (kind !== "person" || !rest.length) return [...new Set([cut(name, most), cut(name, least)])];
  const whole = [...name].length <= most ? [name] : [];
  return [...new Set([...whole, cut(`${first} ${[...rest.at(-1)][0]}.`, most), cut(first, least)])];
}

const markAt = (at, { unit, apart }) => around(...at, (MARK + apart) * unit);

// Every way to stand with a name: the whole name before a cut one, the side of last time before others.
function* ways(m, room, markMay = (mark) => room.boxes.isFree(mark)) {
  const spots = m.spots.map(([turn, share]) => {
    const [x, y] = pointAt(room.frame, share, turn * 2 * Math.PI);
    return { home: m.home, x, y, turn, share, mark: markAt([x, y], room) };
  });
  const standing = spots.filter(({ mark }) => markMay(mark));
  for (const text of textsOf(m, room)) {
    const width = room.measure(text);
    for (const spot of standing) {
      const sides = sidesOf(spot.x, spot.y, width, room.unit);
      if (m.kept) sides.sort(([a], [b]) => (b === m.kept.side) - (a === m.kept.side));
      for (const [side, box] of sides) if (isInside(box, room.frame)) yield { ...spot, text, side, box };
    }
  }
}

const isInside = (box, { width, height }) => box[0] >= 2 && box[1] >= 2 && box[2] <= width - 2 && box[3] <= height - 2;

function stand(m, way, room) {
  room.byId.set(m.id, m);
  room.found.set(m.id, way);
  room.boxes.add(m.id, way.mark);
  if (way.text) room.boxes.add(m.id, way.box);
  return true;
}

function take(m, room) {
  for (const way of ways(m, room)) if (room.boxes.isFree(way.box)) return stand(m, way, room);
  return false;
}

// Take the place of another that finds one elsewhere; never of one who was there before, or was put there.
function push(m, room) {
  if (m.stays || isPut(m) || room.crowded) return false;
  let tries = 0;
  for (const way of ways(m, room, () => true)) {
    const [id, ...more] = [...room.boxes.under(way.box), ...room.boxes.under(way.mark)];
    const other = room.byId.get(id);
    if (!other || other.stays || isPut(other) || more.some((one) => one !== id)) continue;
    const was = room.found.get(id);
    room.boxes.remove(id);
    stand(m, way, room);
    if (take(other, room)) return true;
    room.boxes.remove(m.id);
    room.found.delete(m.id);
    stand(other, was, room);
    if (++tries === PUSHES) return false;
  }
  return false;
}

const isPut = ({ place }) => place !== undefined && place !== null;

// Where there is no room for the name, the mark stands alone, on no other mark if that can be.
function squeeze(m, room) {
  const spots = m.spots.map(([turn, share]) => {
    const [x, y] = pointAt(room.frame, share, turn * 2 * Math.PI);
    return { home: m.home, x, y, turn, share, text: "", side: "start", mark: markAt([x, y], room) };
  });
  const clear = ({ mark }) => ![...room.boxes.under(mark)].some((id) => id !== GROUND && meet(mark, room.found.get(id).mark));
  if (!room.named) room.found.set(m.id, spots[0]);
  else stand(m, spots.find(({ mark }) => room.boxes.isFree(mark)) ?? spots.find(clear) ?? spots[0], room);
}

// A mark may lie on a name now. That name goes, and those without one try again.
function nameTheRest(members, room) {
  const over = (id, { box }) => [...room.boxes.under(box)].some((other) => other !== id);
  for (const [id, way] of room.found) {
    if (!way.text || !over(id, way)) continue;
    room.boxes.remove(id);
    stand(room.byId.get(id), { ...way, text: "" }, room);
  }
  for (const m of members) {
    const way = room.found.get(m.id);
    if (way.text) continue;
    m.spots = [[way.turn, way.share]];
    for (const named of ways(m, room, () => true)) {
      if (!room.boxes.isFree(named.box)) continue;
      stand(m, named, room);
      break;
    }
  }
}

// Names that were short while others looked for room get as much of what is left as they need.
function lengthen(members, room) {
  const longer = { ...room, limits: LIMITS[0] };
  for (const m of members) {
    const way = room.found.get(m.id);
    if (!way.text) continue;
    m.spots = [[way.turn, way.share]];
    room.boxes.remove(m.id);
    const free = [...ways(m, longer, () => true)].find(({ box }) => room.boxes.isFree(box));
    stand(m, free ?? way, room);
  }
}
