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
  const say = (part, id, text, cites) => {
    if (text) found.push({ part, id, text, ...(cites?.length ? { cites } : {}) });
  };
  const { care } = plan;
  say("level", care.level, write.key(`level.${care.level}`));
  if (care.by) say("by", care.by, write.key(`by.${care.by}`));
  for (const reason of care.reasons) say("reason", reason.rule, write.message(reason.because), reason.cites);
  for (const line of care.lines) say("do", line.text.key, write.message(line.text), line.cites);
  for (const line of care.phone ?? []) say("phone", line.key, write.message(line));
  say("headline", plan.headline.key, write.message(plan.headline));
  if (plan.calm) say("reason", plan.calm.key, write.message(plan.calm));
  for (const step of plan.steps ?? []) {
    say("step", step.id, write.key(`step.${step.id}`), step.cites);
    if (step.dose) say("dose", step.id, write.message(step.dose));
    say("because", step.id, write.message(step.because), step.cites);
  }
  for (const left of plan.left_out ?? []) {
    say("leave_out", left.id, write.key(`leave.${left.id}`));
    say("because", left.id, write.message(left.because), left.cites);
  }
  // Every rule that holds for the next run: where two differ, the later and stricter counts.
  for (const next of plan.next_run ? [plan.next_run, ...(plan.next_run.also ?? [])] : []) {
    for (const part of ["easy", "wait", "test"]) say("next_run", next.id, write.message(next[part]), plan.next_run.cites);
  }
  const ladder = plan.next_run?.ladder ?? [];
  for (const rung of ladder) say("ladder", plan.next_run.id, write.rung(rung));
  if (ladder.length > 0) say("ladder", plan.next_run.id, write.key("ladder.note"));
  for (const help of plan.help ?? []) say("help", help.id, write.key(`help.${help.id}`), help.cites);
  return { schema: 1, rules: plan.rules, language, sentences: found };
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

  /** A temperature from which a day counts as hot stands in the texts as {hot}. */
  const hot = () => (us ? unit("fahrenheit", "77") : unit("celsius", "25"));

  function message({ key, args = {} }) {
    const text = texts[key];
    if (text === undefined) return texts["unit.lost"] ?? "";
    const filled = fill(text, (name) => (args[name] ? argument(args[name]) : name === "hot" ? hot() : undefined));
    return filled.replace(/(\d)-(?=\d)/g, "$1\u2013");
  }

  const rung = ({ walk_min, jog_min, times }) =>
    fill(texts["ladder.rung"] ?? "", (name) =>
      name === "walk" ? quantity(walk_min, "min") : name === "jog" ? quantity(jog_min, "min") : numbers[0].format(times));

  return { message, rung, key: (key) => (texts[key] === undefined ? "" : message({ key })) };
}
