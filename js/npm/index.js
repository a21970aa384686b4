// The package's own code: loads the engine once and wraps its five functions.

import { sentences } from "./explain.js";
import english from "./languages/en.js";
import { checked, checkedOptions } from "./plan.js";

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

/** Turns what is thrown as a plain object into an error. */
const guarded = (call) => (...given) => {
  try {
    return call(...given);
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
  const texts = Object.freeze(engine.catalogue());
  const languages = { en: english };
  return Object.freeze({
    rules: engine.rulesVersion(),
    rulesDate: engine.rulesDate(),
    texts,
    nextScreen: guarded((answers) => engine.nextScreen(answers)),
    triage: guarded((answers) => engine.triage(answers)),
    plan: guarded((answers) => engine.plan(answers)),
    whatWouldChange: guarded((answers) => engine.whatWouldChange(answers)),
    explain: guarded((plan, options) => {
      const { language = "en", units = "metric" } = options ?? {};
      const chosen = typeof language === "string" && Object.hasOwn(languages, language) ? languages[language] : language;
      if (typeof chosen === "string") {
        throw {
          kind: "no_such_language",
          path: "language",
          message: `language: there is no ${language} here; import it from "aftermile/languages/..." and give it instead of its name`,
          accepts: Object.keys(languages).join(", "),
        };
      }
      checkedOptions(chosen, units);
      checked(plan);
      return sentences(plan, { language: chosen.language, texts: { ...texts, ...chosen.texts } }, units);
    }),
  });
}
