// What a plan looks like, so that one that is none is told by the path of what is wrong, and not halfway through a
// sentence. What a newer version of the package adds is let through. The same shapes stand in types.d.ts.

const wrong = (value, path, accepts) => {
  const kind = value === undefined ? "missing_field" : "wrong_kind";
  throw {
    kind,
    path,
    accepts,
    message: kind === "missing_field" ? `\`${path}\` is missing; accepted is ${accepts}` : `\`${path || "the plan"}\`: accepted is ${accepts}`,
  };
};

const is = (good, accepts) => (value, path) => void (good(value) || wrong(value, path, accepts));
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const text = is((value) => typeof value === "string", "a text");
const whole = is(Number.isSafeInteger, "a whole number");
const flag = is((value) => typeof value === "boolean", "true or false");
const one = (...all) => is((value) => all.includes(value), all.join(", "));

const object = (fields, optional = {}) => (value, path) => {
  if (!isObject(value)) wrong(value, path, "an object");
  const at = (name) => (path ? `${path}.${name}` : name);
  for (const [name, check] of Object.entries(fields)) check(value[name], at(name));
  for (const [name, check] of Object.entries(optional)) if (value[name] !== undefined) check(value[name], at(name));
};

const list = (check) => (value, path) => {
  if (!Array.isArray(value)) wrong(value, path, "a list");
  value.forEach((one, at) => check(one, `${path}[${at}]`));
};

const row = (...checks) => (value, path) => {
  if (!Array.isArray(value) || value.length !== checks.length) wrong(value, path, `a list of ${checks.length}`);
  checks.forEach((check, at) => check(value[at], `${path}[${at}]`));
};

const side = one("left", "right");
const place = object({ region: text, side });
const level = one("self_care", "book", "same_day", "emergency");

const ARGUMENTS = {
  count: whole,
  quantity: row(whole, text),
  range: row(whole, whole, text),
  key: text,
  not: (value, path) => argument(value, path),
  list: (value, path) => list(argument)(value, path),
  place: row(text, side),
};

function argument(value, path) {
  const kinds = isObject(value) ? Object.keys(value) : [];
  if (kinds.length !== 1 || !Object.hasOwn(ARGUMENTS, kinds[0])) wrong(value, path, `an object with one of ${Object.keys(ARGUMENTS).join(", ")}`);
  ARGUMENTS[kinds[0]](value[kinds[0]], `${path}.${kinds[0]}`);
}

const message = object({ key: text }, {
  args: (value, path) => {
    if (!isObject(value)) wrong(value, path, "an object");
    for (const [name, given] of Object.entries(value)) argument(given, `${path}.${name}`);
  },
});

const texts = list(text);
const reason = object({ rule: text, level, because: message, said: list(argument), cites: texts }, { places: list(place), unsure: flag });
const care = object(
  { level, reasons: list(reason), lines: list(object({ text: message, cites: texts })), tags: texts },
  { also: list(reason), see: text, by: one("now", "hours_4", "today", "hours_48", "days_3", "days"), phone: list(message) },
);
const sets = object({ exercise: text, sets: whole, low: whole, high: whole }, { in_seconds: flag, each_side: flag, instead: text });
const step = object(
  { id: text, slot: one("now", "hour", "tonight", "day1", "day2", "day3", "week"), because: message, evidence: one("good", "fair", "weak", "none"), cites: texts },
  { dose: message, note: message, said: list(argument), optional: flag, instead: message, yields: message, options: list(message), strength: list(sets), tags: texts },
);
const part = object({ step: text, exercise: text, sides: one("once", "each"), sets: whole, seconds: whole }, { swaps: texts });
const next = { id: text, easy: message, wait: message, test: message };
const day = one("easy", "very_short", "hard", "long", "long_or_easy", "easy_and_strength", "strength", "rest", "rest_or_cross", "easy_or_cross");
const points = list(object({ hour: whole, low: whole, likely: whole, high: whole }));

const plan = object(
  { schema: one(1), rules: text, rules_date: text, care, headline: message },
  {
    calm: message,
    steps: list(step),
    session: object({ asked_min: whole, total_s: whole, exact: flag, parts: list(part) }),
    left_out: list(object({ id: text, because: message, cites: texts }, { places: list(place) })),
    next_run: object({ ...next, cites: texts }, {
      hard_hours: whole,
      also: list(object(next, { hours: whole })),
      ladder: list(object({ walk_min: whole, jog_min: whole, times: whole })),
    }),
    week: object({ runs: whole, days: list(day) }),
    help: list(object({ id: text, level, cites: texts })),
    ribbon: points,
    site_ribbons: list(object({ place, points })),
  },
);

/** Throws `{ kind, path, accepts, message }` at the first thing that no plan has. */
export const checked = (given) => plan(given, "");

const language = object({ language: text, texts: (value, path) => {
  if (!isObject(value)) wrong(value, path, "an object of texts by key");
  for (const [key, one] of Object.entries(value)) text(one, `${path}[${JSON.stringify(key)}]`);
} });

/** The same for a language that was given, and for the units. */
export function checkedOptions(given, units) {
  language(given, "language");
  one("metric", "us")(units, "units");
  try {
    Intl.getCanonicalLocales(given.language);
  } catch {
    wrong(given.language, "language.language", "a language tag such as de or pt-BR");
  }
}
