// A plan in sentences: the texts of the rules that fired, filled with the runner's own answers.

const METRES_A_MILE = 1609.344;
const GRAMS_A_POUND = 453.59237;
const ML_A_FLUID_OUNCE = 29.57353;
/** From here on grams are a body's weight rather than food. */
const BODY_G = 10_000;

/** Every sentence of the plan in reading order, each with the rule that it comes from and its sources. */
export function sentences(plan, { language, texts }, units) {
  const write = writer(language, texts, units);
  const found = [];
  const say = (part, id, text, more = {}) => {
    const { cites, ...rest } = more;
    if (text) found.push({ part, id, text, ...rest, ...(cites?.length ? { cites } : {}) });
  };
  care(plan, write, say);
  say("headline", plan.headline.key, write.message(plan.headline));
  if (plan.calm) say("calm", plan.calm.key, write.message(plan.calm));
  forecast(plan, write, say);
  session(plan, write, say);
  steps(plan, write, say);
  // As on the page: the most urgent first, each under how soon.
  for (const [level, name] of [["emergency", "help_now"], ["same_day", "help_today"], ["book", "help_book"], ["self_care"]]) {
    const all = (plan.help ?? []).filter((one) => one.level === level);
    if (all.length > 0 && name) say("help_when", level, write.key(`answer.${name}`));
    for (const { id, cites } of all) say("help", id, write.key(`help.${id}`), { level, cites });
  }
  for (const left of plan.left_out ?? []) {
    say("leave_out", left.id, write.key(`leave.${left.id}`));
    if (left.places) say("place", left.id, write.places(left.places));
    say("because", left.id, write.message(left.because), { cites: left.cites });
  }
  nextRun(plan, write, say);
  if (plan.week) {
    plan.week.days.forEach((day, at) => say("week", day, write.day(at, write.key(`day.${day}`))));
    say("week", "note", write.key("week.note"));
  }
  for (const key of ["answer.limits", "app.notice", "app.reviewed"]) say("limits", key, write.key(key));
  say("limits", "app.rules", write.fill("app.rules", { version: plan.rules, date: write.date(plan.rules_date) }));
  return { schema: 1, rules: plan.rules, language, sentences: found };
}

function care({ care }, write, say) {
  const { level } = care;
  say("level", level, write.key(`level.${level}`));
  for (const reason of care.reasons) {
    say("reason", reason.rule, write.message(reason.because), { level, cites: reason.cites });
    told("said", reason.rule, reason, write, say);
    if (reason.places) say("place", reason.rule, write.places(reason.places));
    if (reason.unsure) say("unsure", reason.rule, write.key("level.unsure"));
  }
  // At an emergency nobody is looked up: the number is called.
  const see = care.see && { same_day: "today", book: "book" }[level];
  if (see) say("see", care.see, write.key(`see.${care.see}.${see}`));
  if (care.by) say("by", care.by, write.key(`by.${care.by}`));
  for (const line of care.lines) say("do", line.text.key, write.message(line.text), { cites: line.cites });
  for (const line of care.phone ?? []) say("phone", line.key, write.message(line));
  for (const reason of care.also ?? []) say("also", reason.rule, write.message(reason.because), { level: reason.level, cites: reason.cites });
}

/** The answers behind something, without those that its sentence names itself. A bare number names nothing. */
function told(part, id, { because, said = [] }, write, say) {
  const named = Object.values(because.args ?? {}).flatMap((arg) => arg.list ?? [arg]).map((arg) => JSON.stringify(arg));
  const left = said.filter((arg) => !named.includes(JSON.stringify(arg)) && write.isNamed(arg));
  if (left.length > 0) say(part, id, write.fill("level.said", { what: left.map(write.argument).join(", ") }));
}

function forecast(plan, write, say) {
  const points = (all) => write.fill("answer.ribbon_alt", { points: all.map(write.point).join("; ") });
  if (plan.ribbon?.length) say("forecast", "all", points(plan.ribbon));
  for (const { place, points: all } of plan.site_ribbons ?? []) {
    say("forecast", `${place.region}.${place.side}`, `${write.places([place])}: ${points(all)}`);
  }
}

function session({ session }, write, say) {
  if (!session) return;
  const time = write.time(session.total_s);
  say("session", "session", write.fill("answer.session", { time }));
  if (!session.exact) say("session", "short", write.fill("answer.session_short", { time }));
  for (const part of session.parts) {
    const seconds = write.quantity(part.seconds, "s");
    const dose = part.sides === "once" ? write.time(part.sets * part.seconds)
      : part.sets > 1 ? write.fill("answer.each_sets", { sets: write.number(part.sets), seconds })
        : write.fill("answer.each", { seconds });
    exercise("session", part.exercise, dose, write, say);
    for (const swap of part.swaps ?? []) say("swap", swap, write.key(`exercise.${swap}`));
  }
}

function exercise(part, id, dose, write, say) {
  say(part, id, `${write.key(`exercise.${id}`)}: ${dose}`);
  say("how", id, write.key(`exercise.${id}.how`));
}

function steps(plan, write, say) {
  let slot;
  for (const step of plan.steps ?? []) {
    if (step.slot !== slot) say("slot", step.slot, write.key(`slot.${step.slot}`));
    slot = step.slot;
    say("step", step.id, write.key(`step.${step.id}`), { cites: step.cites });
    if (step.optional) say("optional", step.id, write.key("answer.optional"));
    if (step.dose) say("dose", step.id, write.message(step.dose));
    say("how", step.id, write.key(`step.${step.id}.how`));
    for (const option of step.options ?? []) say("option", step.id, write.message(option));
    for (const sets of step.strength ?? []) {
      const many = write.range(sets.low, sets.high, sets.in_seconds ? "s" : "");
      const dose = write.fill(sets.each_side ? "answer.sets_each" : "answer.sets", { sets: write.number(sets.sets), many });
      exercise("strength", sets.exercise, dose, write, say);
      if (sets.instead) say("instead", sets.exercise, `${write.key("answer.instead")} ${write.key(`exercise.${sets.instead}`)}`);
    }
    say("because", step.id, write.message(step.because), { cites: step.cites });
    told("said", step.id, step, write, say);
    for (const part of ["note", "yields"]) if (step[part]) say(part, step.id, write.message(step[part]));
    if (step.instead) say("instead", step.id, `${write.key("answer.instead")} ${write.message(step.instead)}`);
    say("evidence", step.id, write.key(`evidence.${step.evidence}`));
  }
}

/** Every rule that holds for the next run: where two differ, the later and stricter counts. */
function nextRun({ next_run: next }, write, say) {
  if (!next) return;
  const { cites, also = [], ladder = [] } = next;
  const rule = (one) => {
    for (const part of ["easy", "wait", "test"]) say("next_run", one.id, write.message(one[part]), { cites });
  };
  rule(next);
  if (also.length > 0) say("next_also", next.id, write.key("answer.next_also"));
  also.forEach(rule);
  for (const rung of ladder) say("ladder", next.id, write.rung(rung));
  if (ladder.length > 0) say("ladder", next.id, write.key("ladder.note"));
}

function writer(language, texts, units) {
  const us = units === "us";
  const numbers = [0, 1].map((digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }));
  const plural = new Intl.PluralRules(language);
  const fill = (text, value) => text.replace(/\{(\w+)\}/g, (_, name) => value(name) ?? "");
  const unit = (key, value) => fill(texts[`unit.${key}`] ?? "{value}", () => value);

  function shown(value, of) {
    const [scale, digits, key] = ({
      min: [1, 0, "min"],
      h: [1, 0, "hour"],
      s: [1, 0, "second"],
      "of 10": [1, 0, "of_ten"],
      ml: us ? [ML_A_FLUID_OUNCE, 0, "fl_oz"] : [1, 0, "ml"],
      m: us ? [METRES_A_MILE, 1, "mi"] : [1000, 1, "km"],
      hg: us ? [GRAMS_A_POUND / 100, 1, "lb"] : [10, 1, "kg"],
      g: value < BODY_G ? [1, 0, "gram"] : us ? [GRAMS_A_POUND, 1, "lb"] : [1000, 1, "kg"],
    })[of] ?? [1, 0, ""];
    return { text: numbers[digits].format(value / scale), key };
  }

  function quantity(value, of) {
    if (of === "min" && value >= 180) {
      const hours = numbers[0].format(Math.floor(value / 60));
      if (value % 60 === 0) return unit("hour", hours);
      return fill(texts["unit.hour_min"], (name) => (name === "hours" ? hours : numbers[0].format(value % 60)));
    }
    if (of === "h" && value >= 48 && value % 24 === 0) {
      const days = value / 24;
      const text = texts[`unit.day.${plural.select(days)}`] ?? texts["unit.day.other"];
      return fill(text, () => numbers[0].format(days));
    }
    const one = shown(value, of);
    return one.key ? unit(one.key, one.text) : one.text;
  }

  function range(low, high, of) {
    const [from, to] = [shown(low, of), shown(high, of)];
    const text = from.text === to.text ? to.text : fill(texts["unit.range"], (name) => (name === "low" ? from.text : to.text));
    return to.key ? unit(to.key, text) : text;
  }

  function argument(arg) {
    if ("count" in arg) return numbers[0].format(arg.count);
    if ("quantity" in arg) return quantity(...arg.quantity);
    if ("range" in arg) return range(...arg.range);
    if ("not" in arg) return fill(texts["not.said"] ?? "", () => argument(arg.not));
    if ("list" in arg) return arg.list.map(argument).join(", ");
    if ("place" in arg) {
      const [region, side] = arg.place;
      return fill(texts[`place.${side}`] ?? "{place}", () => message({ key: `region.${region}` }));
    }
    if ("key" in arg) return message({ key: arg.key });
    return undefined;
  }

  /** From here on a day counts as warm, or as hot: {warm} and {hot} in the texts. */
  const AIR = { hot: ["25", "77"], warm: ["18", "64"] };
  const air = ([celsius, fahrenheit]) => (us ? unit("fahrenheit", fahrenheit) : unit("celsius", celsius));

  function message({ key, args = {} }) {
    const text = texts[key];
    if (text === undefined) return texts["unit.lost"];
    const filled = fill(text, (name) => (args[name] ? argument(args[name]) : AIR[name] && air(AIR[name])));
    return filled.replace(/(\d)-(?=\d)/g, "$1\u2013");
  }

  const rung = ({ walk_min, jog_min, times }) =>
    fill(texts["ladder.rung"] ?? "", (name) =>
      name === "walk" ? quantity(walk_min, "min") : name === "jog" ? quantity(jog_min, "min") : numbers[0].format(times));

  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });

  return {
    message,
    argument,
    quantity,
    range,
    rung,
    key: (key) => message({ key }),
    number: (value) => numbers[0].format(value),
    /** A text of the page with its placeholders filled. */
    fill: (key, values) => fill(texts[key] ?? "", (name) => values[name]),
    /** Whether the answer is named in words, and this version has them. */
    isNamed: (arg) => ("key" in arg ? texts[arg.key] !== undefined : "not" in arg || "list" in arg || "place" in arg),
    places: (all) => all.map(({ region, side }) => argument({ place: [region, side] })).join("; "),
    /** Whole minutes, under one minute seconds. */
    time: (seconds) => (seconds < 60 ? quantity(seconds, "s") : quantity(Math.floor((seconds + 30) / 60), "min")),
    /** Soreness as forecast, in whole points. */
    point({ hour, ...tenths }) {
      const [low, likely, high] = ["low", "likely", "high"].map((name) => numbers[0].format(Math.floor((tenths[name] + 5) / 10)));
      const when = hour === 0 ? texts["answer.now"] : quantity(hour, "h");
      return fill(texts["answer.ribbon_point"] ?? "", (name) => ({ when, low, likely, high })[name]);
    },
    /** The name of a day of the week, Monday first, and what it holds. */
    day: (at, what) => `${weekday.format(Date.UTC(2024, 0, 1 + at))}: ${what}`,
    date: (text) => (Number.isNaN(Date.parse(text)) ? text : full.format(Date.parse(text))),
  };
}
