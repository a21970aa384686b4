// The package in Node, against the engine's own command. Arguments: the package's folder, the command, a folder
// for what the types are tried on.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { walk } from "./walk.mjs";

const [folder, command, out] = process.argv.slice(2);
const { load, AftermileError } = await import(pathToFileURL(`${folder}/node.js`).href);
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
  const easy = samples.find((one) => one.plan.steps?.some((step) => step.dose?.args));
  assert.notDeepEqual(am.explain(easy.plan, { units: "us" }), undefined);
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
  assert.equal(thrown(() => am.explain(plan, { language: "xx" })).kind, "no_such_language");
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
  '  try { return am.explain(am.plan({ minutes: "40 min" }), { language: english({}), units: "us" }).sentences[0].text; }',
  "  catch (error) { return error instanceof AftermileError ? error.kind + error.path : String(error); }",
  "}",
  "// @ts-expect-error There is no such function.",
  "export const none = (am: Awaited<ReturnType<typeof load>>) => am.diagnose({});",
  "",
].join("\n"));

console.log(`test result: ok. ${passed} passed; 0 failed; 0 ignored;`);
