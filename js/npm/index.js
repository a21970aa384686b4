// The package's own code: loads the engine once and wraps its five functions.

import { sentences } from "./explain.js";
import english from "./languages/en.js";

/** What was wrong with a call. `kind`, `path`, `accepts` and `next` say what; see types.d.ts. */
export class AftermileError extends Error {
  constructor({ kind, path, message, accepts, next }) {
    super(message);
    this.name = "AftermileError";
    this.kind = kind;
    this.path = path;
    if (accepts !== undefined) this.accepts = accepts;
    if (next !== undefined) this.next = next;
  }
}

/** Turns what the engine throws into an error. */
const guarded = (call) => (answers) => {
  try {
    return call(answers);
  } catch (thrown) {
    throw thrown && typeof thrown.kind === "string" ? new AftermileError(thrown) : thrown;
  }
};

/** Makes `load` of a function that starts the engine. */
export function loader(start) {
  let loading;
  return () => {
    loading ??= start().then(api, (error) => {
      loading = undefined; // a later call may try again
      throw error;
    });
    return loading;
  };
}

function api(engine) {
  const texts = { en: english(engine.catalogue()) };
  return Object.freeze({
    rules: engine.rulesVersion(),
    rulesDate: engine.rulesDate(),
    nextScreen: guarded(engine.nextScreen),
    triage: guarded(engine.triage),
    plan: guarded(engine.plan),
    whatWouldChange: guarded(engine.whatWouldChange),
    explain: (plan, { language = "en", units = "metric" } = {}) => {
      const catalogue = typeof language === "string" ? texts[language] : language;
      if (!catalogue) {
        throw new AftermileError({
          kind: "no_such_language",
          path: "language",
          message: `language: there is no ${language} here; import it from "aftermile/languages/..." and give it instead of its name`,
          accepts: Object.keys(texts).join(", "),
        });
      }
      return sentences(plan, catalogue, units);
    },
  });
}
