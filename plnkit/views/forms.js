// What a panel can do beyond pressing: forms, days in the reader's language, texts and files to take
// along. It stands before panel.js.

const CLOCK = { hour: "numeric", minute: "2-digit" };

// A day, a time of day, or both, as the reader's own language writes it.
function sayDays(page) {
  for (const time of page.querySelectorAll("time[datetime]")) {
    if (/^\d\d:\d\d$/.test(time.dateTime)) {
      time.textContent = new Date(`2000-01-01T${time.dateTime}`).toLocaleTimeString([], CLOCK);
      continue;
    }
    const [day, hour] = time.dateTime.split("T");
    const at = new Date(`${day}T${hour ?? "12:00"}`);
    if (Number.isNaN(at.getTime())) continue;
    const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    const clock = hour ? CLOCK : {};
    time.textContent = at.toLocaleString([], { weekday: "short", day: "numeric", month: "long", ...year, ...clock });
  }
}

// What a form says: of each field its values; one that the browser could not read is a question mark.
function saidIn(form) {
  const said = {};
  for (const [name, value] of new FormData(form)) (said[name] ??= []).push(value);
  for (const field of form.elements) if (field.name && field.validity?.badInput) said[field.name] = ["?"];
  return said;
}

function fill(form, said) {
  const rest = structuredClone(said);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = (said[field.name] ?? []).includes(field.value);
    else if (rest[field.name]?.length) field.value = rest[field.name].shift();
  }
}

// Plain http has no clipboard of its own: there the text is selected and copied as by hand.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
}

function save({ name, type, text }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// A file that is brought, as it is told: without a text where it is none or too large, without a size
// where it cannot be read.
async function told(file, largest) {
  const { name, size } = file;
  if (size > largest) return { name, size, text: null };
  try {
    const data = await file.arrayBuffer();
    return { name, size, text: utf8(data) };
  } catch {
    return { name, size: null, text: null };
  }
}

function utf8(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return null;
  }
}
