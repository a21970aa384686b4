// The package in Node, against the engine's own command. It is copied beside `node_modules`, where the package is
// installed, and imports it by its name, as whoever uses it does. Arguments: the command, and a folder for what the
// types are tried on.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { load, AftermileError } from "aftermile";
import english from "aftermile/languages/en";
import { walk } from "./walk.mjs";

const [command, out] = process.argv.slice(2);
const am = await load();
let passed = 0;
const test = (name, run) => {
  run();
  passed += 1;
  console.log(`test ${name} ... ok`);
};
const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
};

const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);
const samples = SEEDS.map((seed) => {
  const answers = walk(am, seed);
  return { answers, next: am.nextScreen(answers), triaged: am.triage(answers), plan: am.plan(answers) };
});

test("loading twice is loading once", async () => assert.equal(await load(), am));

test("levels of every kind are met", () => {
  const levels = new Set(samples.map((one) => one.plan.care.level));
  assert.ok(levels.size >= 3, [...levels].join());
});

test("the plan is the engine's own", () => {
  for (const { answers, plan } of samples.slice(0, 12)) {
    const native = spawnSync(command, ["plan"], { input: JSON.stringify(answers), encoding: "utf8" });
    assert.equal(native.status, 0, native.stderr);
    const { schema, ...rest } = plan;
    assert.equal(schema, 1);
    assert.deepEqual(rest, JSON.parse(native.stdout).plan);
  }
});

test("every result says its schema and rules", () => {
  for (const { answers, next, triaged, plan } of samples) {
    for (const result of [next, triaged, plan, am.explain(plan)]) {
      assert.equal(result.schema, 1);
      assert.equal(result.rules, am.rules);
    }
    assert.deepEqual(triaged.care, plan.care);
    // Values that JSON has, and no other.
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.deepEqual(am.plan(JSON.parse(JSON.stringify(answers))), plan);
  }
});

test("emergency and same-day plans hold no step", () => {
  for (const { plan } of samples) {
    if (["emergency", "same_day"].includes(plan.care.level)) assert.equal(plan.steps, undefined);
  }
});

test("sentences are whole", () => {
  for (const { plan } of samples) {
    for (const units of ["metric", "us"]) {
      const { sentences, language } = am.explain(plan, { language: "en", units });
      assert.equal(language, "en");
      assert.ok(sentences.length >= 2);
      for (const { text, id } of sentences) {
        assert.ok(text && !/[{}]|undefined|NaN|no longer in this version/.test(text), `${id}: ${text}`);
      }
      const steps = sentences.filter((one) => one.part === "step").length;
      assert.equal(steps, plan.steps?.length ?? 0);
    }
  }
});

test("all that a plan holds is told", () => {
  // Each text is its own key, so that what is told can be looked up.
  const language = { language: "en", texts: Object.fromEntries(Object.keys(am.texts).map((key) => [key, `<${key}>${am.texts[key].replace(/[^{}]*(\{\w+\})?/g, "$1")}`])) };
  const met = new Set();
  for (let seed = 1; seed < 600; seed += 1) {
    const answers = walk(am, seed);
    const plan = am.plan(seed % 3 ? answers : { ...answers, runs_week: "4 runs" });
    const { sentences } = am.explain(plan, { language });
    const told = sentences.map((one) => one.text).join("\n");
    const tell = (kind, key) => {
      met.add(kind);
      assert.ok(told.includes(`<${key}>`), `seed ${seed}, ${kind}: ${key}`);
    };
    // Every message, wherever it stands.
    const messages = (value, name) => {
      if (Array.isArray(value)) value.forEach((one) => messages(one, name));
      else if (value && typeof value === "object") {
        if (typeof value.key === "string") tell(name, value.key);
        for (const [inner, one] of Object.entries(value)) if (inner !== "args" && inner !== "said") messages(one, inner);
      }
    };
    messages(plan, "plan");
    const { care } = plan;
    tell("level", `level.${care.level}`);
    if (care.by) tell("by", `by.${care.by}`);
    if (care.see && care.level !== "emergency") tell("see", `see.${care.see}.${care.level === "book" ? "book" : "today"}`);
    for (const reason of care.also ?? []) tell("also", reason.because.key);
    if (care.reasons.some((one) => one.unsure)) tell("unsure", "level.unsure");
    for (const place of care.reasons.flatMap((one) => one.places ?? [])) tell("place", `region.${place.region}`);
    for (const step of plan.steps ?? []) {
      for (const key of [`step.${step.id}`, `step.${step.id}.how`, `slot.${step.slot}`, `evidence.${step.evidence}`]) tell("step", key);
      if (step.optional) tell("optional", "answer.optional");
      for (const sets of step.strength ?? []) {
        tell("strength", `exercise.${sets.exercise}.how`);
        if (sets.instead) tell("standing", `exercise.${sets.instead}`);
      }
    }
    for (const part of plan.session?.parts ?? []) {
      tell("session", `exercise.${part.exercise}.how`);
      for (const swap of part.swaps ?? []) tell("swap", `exercise.${swap}`);
    }
    for (const left of plan.left_out ?? []) {
      tell("leave", `leave.${left.id}`);
      for (const place of left.places ?? []) tell("left place", `region.${place.region}`);
    }
    for (const help of plan.help ?? []) tell("help", `help.${help.id}`);
    for (const day of plan.week?.days ?? []) tell("week", `day.${day}`);
    if (plan.ribbon) tell("forecast", "answer.ribbon_point");
    for (const { place } of plan.site_ribbons ?? []) tell("forecast of a place", `region.${place.region}`);
    for (const key of ["answer.limits", "app.notice", "app.reviewed", "app.rules"]) tell("limits", key);
    assert.ok(sentences.at(-1).text.includes(plan.rules));
  }
  for (const kind of ["note", "instead", "options", "strength", "session", "swap", "week", "see", "phone", "text", "calm", "dose", "because", "unsure", "also", "forecast", "help", "leave", "test"]) {
    assert.ok(met.has(kind), `no plan held ${kind}: ${[...met].join()}`);
  }
});

test("quantities are in the units asked for", () => {
  const plan = { ...samples[0].plan, headline: { key: "one", args: { a: { quantity: [712, "hg"] }, b: { quantity: [1600, "m"] }, c: { quantity: [500, "ml"] } } } };
  const language = { language: "en", texts: { one: "{a}, {b}, {c}, {warm}, {hot}" } };
  const told = (units) => am.explain(plan, { language, units }).sentences.find((one) => one.part === "headline").text;
  assert.equal(told("metric"), "71.2 kg, 1.6 km, 500 ml, 18 °C, 25 °C");
  assert.equal(told("us"), "157 lb, 1 mi, 17 fl oz, 64 °F, 77 °F");
});

test("every rule of the next run is told, and the way back rung by rung", () => {
  const plans = samples.map((one) => one.plan);
  // Injuries that leave a plan are rare among chance answers.
  for (let seed = SEEDS.length + 1; seed < 3000 && !plans.some((one) => one.next_run?.ladder); seed += 1) {
    plans.push(am.plan(walk(am, seed)));
  }
  const several = plans.filter((one) => one.next_run?.also);
  const back = plans.filter((one) => one.next_run?.ladder);
  assert.ok(several.length > 0 && back.length > 0, `${several.length}, ${back.length}`);
  for (const plan of [...several, ...back]) {
    const { sentences } = am.explain(plan);
    const rules = [plan.next_run, ...(plan.next_run.also ?? [])].map((one) => one.id);
    const told = sentences.filter((one) => one.part === "next_run").map((one) => one.id);
    assert.deepEqual(told, rules.flatMap((id) => [id, id, id]));
    const rungs = plan.next_run.ladder?.length ?? 0;
    assert.equal(sentences.filter((one) => one.part === "ladder").length, rungs && rungs + 1);
  }
});

test("another language is a list of texts", () => {
  const { plan } = samples[0];
  const key = `level.${plan.care.level}`;
  const { sentences, language } = am.explain(plan, { language: { language: "de", texts: { [key]: "Auf Deutsch" } } });
  assert.equal(language, "de");
  assert.equal(sentences[0].text, "Auf Deutsch");
  assert.equal(sentences.length, am.explain(plan).sentences.length, "what it lacks is English");
  assert.equal(thrown(() => am.explain(plan, { language: "xx" })).kind, "no_such_language");
  assert.equal(thrown(() => am.explain(plan, { language: "constructor" })).kind, "no_such_language");
  assert.deepEqual(am.explain(plan, { language: english }), am.explain(plan));
});

test("what is no plan is told by its path", () => {
  const { plan } = samples.find((one) => one.plan.steps?.some((step) => step.dose?.args));
  const step = plan.steps.findIndex((one) => one.dose?.args);
  const changed = (change) => {
    const copy = structuredClone(plan);
    change(copy);
    return copy;
  };
  const cases = [
    [undefined, "missing_field", ""],
    [null, "wrong_kind", ""],
    ["plan", "wrong_kind", ""],
    [[], "wrong_kind", ""],
    [{}, "missing_field", "schema"],
    [{ ...plan, schema: 2 }, "wrong_kind", "schema"],
    [{ ...plan, care: null }, "wrong_kind", "care"],
    [{ ...plan, steps: {} }, "wrong_kind", "steps"],
    [{ ...plan, week: { runs: 4, days: ["easy", "swim"] } }, "wrong_kind", "week.days[1]"],
    [changed((copy) => { copy.care.level = "fine"; }), "wrong_kind", "care.level"],
    [changed((copy) => { delete copy.headline.key; }), "missing_field", "headline.key"],
    [changed((copy) => { copy.steps[step].slot = "noon"; }), "wrong_kind", `steps[${step}].slot`],
    [changed((copy) => { copy.steps[step].dose.args = { a: { cups: 2 } }; }), "wrong_kind", `steps[${step}].dose.args.a`],
    [changed((copy) => { copy.steps[step].dose.args = { a: { range: [1, "2", "min"] } }; }), "wrong_kind", `steps[${step}].dose.args.a.range[1]`],
  ];
  for (const [given, kind, path] of cases) {
    const error = thrown(() => am.explain(given));
    assert.ok(error instanceof AftermileError, `${path}: ${error}`);
    assert.deepEqual([error.kind, error.path], [kind, path], error.message);
    assert.ok(error.message.length > 10 && error.accepts);
  }
  for (const [options, path] of [
    [{ units: "imperial" }, "units"],
    [{ language: 7 }, "language"],
    [{ language: { language: "de" } }, "language.texts"],
    [{ language: { language: "de", texts: { one: 1 } } }, 'language.texts["one"]'],
    [{ language: { language: "no tag", texts: {} } }, "language.language"],
  ]) {
    const error = thrown(() => am.explain(plan, options));
    assert.ok(error instanceof AftermileError && error.path === path, `${path}: ${error} ${error?.path}`);
  }
});

test("what would change is about this plan", () => {
  for (const { answers } of samples.slice(0, 8)) {
    const changes = am.whatWouldChange(answers);
    assert.equal(changes.schema, 1);
    for (const one of [...changes.raise, ...changes.lower, ...changes.change]) assert.ok(one.level && one.says.key);
  }
});

test("errors name the field", () => {
  const cases = [
    [{ minutes: 40 }, "wrong_kind", "minutes"],
    [{ minutes: "40 km" }, "wrong_unit", "minutes"],
    [{ minutes: "900000 min" }, "out_of_range", "minutes"],
    [{ effort: 3.5 }, "wrong_kind", "effort"],
    [{ nope: "yes" }, "unknown_field", "nope"],
    [{ sites: "quads" }, "wrong_kind", "sites"],
    [{ sites: [{ region: "quads" }] }, "missing_field", "sites[0].side"],
    [{ sites: [{ region: "tail", side: "left" }] }, "wrong_kind", "sites[0].region"],
    [{ sites: [{ region: "quads", side: "left", score: 11 }] }, "out_of_range", "sites[0].score"],
    [{ sites: [{ region: "quads", side: "left", score: 1, feels: ["blue"] }] }, "unknown_field", "sites[0].feels[0]"],
    [[], "wrong_kind", ""],
    [undefined, "wrong_kind", ""],
    [{}, "unfinished", ""],
  ];
  for (const [answers, kind, path] of cases) {
    for (const call of [am.triage, am.plan, am.whatWouldChange]) {
      const error = thrown(() => call(answers));
      assert.ok(error instanceof AftermileError, JSON.stringify(answers));
      assert.equal(error.kind, kind, error.message);
      assert.equal(error.path, path, error.message);
      assert.ok(error.message.length > 10);
    }
  }
  assert.equal(thrown(() => am.plan({})).next.name, am.nextScreen({}).screen.name);
});

test("hostile values do no harm", () => {
  const trap = { get minutes() { throw new RangeError("a trap"); } };
  assert.ok(thrown(() => am.plan(trap)));
  for (const value of [Number.NaN, Infinity, 1e300, -1, "\u0000", "９", {}, [], () => {}, Symbol.iterator, 10n]) {
    for (const field of ["minutes", "effort", "kind", "sites"]) {
      assert.ok(thrown(() => am.plan({ [field]: value })), `${field}: ${String(value)}`);
    }
  }
  assert.equal(am.nextScreen({}).done, false);
});

// What the engine gave, as constants of the declared types: the compiler finds a field that is missing or unsaid.
const shown = (value) => JSON.stringify(value);
const typed = samples.slice(0, 25).flatMap(({ answers, triaged, plan }, at) => [
  `export const answers${at}: Answers = ${shown(answers)};`,
  `export const triaged${at}: Triaged = ${shown(triaged)};`,
  `export const plan${at}: Plan = ${shown(plan)};`,
  `export const changes${at}: Changes = ${shown(am.whatWouldChange(answers))};`,
  `export const explained${at}: Explained = ${shown(am.explain(plan))};`,
]);
const partial = [{}, { ...samples[0].answers, kind: undefined }].map((answers, at) => `export const next${at}: Next = ${shown(am.nextScreen(answers))};`);
writeFileSync(`${out}/given.ts`, [
  'import { load, AftermileError } from "aftermile";',
  'import type { Answers, Changes, Explained, Next, Plan, Triaged } from "aftermile";',
  'import english from "aftermile/languages/en";',
  ...typed,
  ...partial,
  "export async function use(): Promise<string> {",
  "  const am = await load();",
  '  try { return am.explain(am.plan({ minutes: "40 min" }), { language: english, units: "us" }).sentences[0]?.text ?? ""; }',
  "  catch (error) { return error instanceof AftermileError ? error.kind + error.path : String(error); }",
  "}",
  "export function ask(am: Awaited<ReturnType<typeof load>>, answers: Answers): Answers {",
  "  const next = am.nextScreen(answers);",
  "  if (next.done) return answers;",
  '  for (const one of next.screen.questions) Object.assign(answers, { [one.id]: one.kind === "choice" ? one.options[0]?.id : "no" });',
  "  return answers;",
  "}",
  "// @ts-expect-error A quantity has its unit.",
  'export const unit: Answers = { minutes: "40 km" };',
  "// @ts-expect-error There is no such question.",
  'export const question: Answers = { mood: "yes" };',
  "// @ts-expect-error There is no such place.",
  'export const place: Answers = { sites: [{ region: "tail", side: "left" }] };',
  "// @ts-expect-error There is no such function.",
  "export const none = (am: Awaited<ReturnType<typeof load>>) => am.diagnose({});",
  "",
].join("\n"));

console.log(`test result: ok. ${passed} passed; 0 failed; 0 ignored;`);
