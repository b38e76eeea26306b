// What a panel can do beyond pressing: forms, days in the reader's language, texts and files to take
// along. It stands before panel.js.

// A day, or a day and a time, as the reader's own language writes it.
function sayDays(page) {
  for (const time of page.querySelectorAll("time[datetime]")) {
    const [day, hour] = time.dateTime.split("T");
    const at = new Date(`${day}T${hour ?? "12:00"}`);
    if (Number.isNaN(at.getTime())) continue;
    const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    const clock = hour ? { hour: "numeric", minute: "2-digit" } : {};
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
