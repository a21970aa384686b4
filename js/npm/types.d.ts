// The types of the package. A test holds them to what the engine really gives.

/** What is given for each question: a choice's id, "yes" or "no", a quantity with its unit such as "40 min", a number
 * on a 0 to 10 scale, or "dont_know". Which questions there are, `nextScreen` says. */
export interface Answers {
  [question: string]: string | number | Site[] | undefined;
  sites?: Site[];
}

/** A sore place. */
export interface Site {
  region: string;
  side: "left" | "right";
  /** 0 to 10. */
  score?: number;
  /** Signs of this place, by id. */
  feels?: string[];
}

/** Of every result. A field is only ever added within one schema. */
export interface Stamp {
  schema: 1;
  /** The rules' version. The same answers and version give the same result, byte for byte. */
  rules: string;
}

export type Level = "self_care" | "book" | "same_day" | "emergency";

/** A text of the catalogue with what fills it. `explain` writes it out. */
export interface Message {
  key: string;
  args?: { [name: string]: Arg };
}

/** Quantities are in min, h, s, ml, g, m, or "of 10". */
export type Arg =
  | { count: number }
  | { quantity: [value: number, unit: string] }
  | { range: [low: number, high: number, unit: string] }
  | { key: string }
  /** The answer denied. */
  | { not: Arg }
  | { list: Arg[] }
  | { place: [region: string, side: "left" | "right"] };

export interface Choice {
  id: string;
  label: string;
}

export interface Question {
  id: string;
  kind: "sign" | "choice" | "number";
  label: string;
  /** What is accepted, in words. */
  accepts: string;
  /** Whether "dont_know" is an answer. */
  unsure: boolean;
  options?: Choice[];
  min?: number;
  max?: number;
  unit?: string;
}

export interface Screen {
  /** Tells it from every other screen of the interview. */
  name: string;
  id: string;
  layout: "lines" | "signs" | "choice" | "fields" | "effort" | "where" | "site";
  /** The sore place that it is about. */
  place?: string;
  questions: Question[];
}

export interface Next extends Stamp {
  /** Enough is known: `triage`, `plan` and `whatWouldChange` answer. */
  done: boolean;
  /** The names of the screens answered so far. */
  asked: string[];
  screen: Screen | null;
}

export interface Place {
  region: string;
  side: "left" | "right";
}

export interface Reason {
  rule: string;
  level: Level;
  because: Message;
  said: Arg[];
  places?: Place[];
  /** It fired because the runner did not know. */
  unsure?: boolean;
  cites: string[];
}

export interface Care {
  level: Level;
  reasons: Reason[];
  also?: Reason[];
  lines: { text: Message; cites: string[] }[];
  see?: string;
  /** By when. */
  by?: string;
  /** What to say on the phone. */
  phone?: Message[];
  tags: string[];
}

export interface Triaged extends Stamp {
  care: Care;
}

export interface PlanStep {
  id: string;
  slot: string;
  dose?: Message;
  because: Message;
  evidence: string;
  cites: string[];
  tags?: string[];
  [more: string]: unknown;
}

/** The next run: two options, and the test that decides between them. */
export interface NextRun {
  id: string;
  /** Hours from the end of this run to the next hard one; none where someone has to agree first. */
  hard_hours?: number;
  easy: Message;
  wait: Message;
  test: Message;
  /** What else holds; where two differ, the later and stricter counts. */
  also?: { id: string; hours?: number; easy: Message; wait: Message; test: Message }[];
  /** The way back from an injury, the gentlest rung first. */
  ladder?: { walk_min: number; jog_min: number; times: number }[];
  cites: string[];
}

export interface Plan extends Stamp {
  rules_date: string;
  care: Care;
  headline: Message;
  calm?: Message;
  /** None at the levels same_day and emergency. */
  steps?: PlanStep[];
  session?: { [more: string]: unknown };
  left_out?: { id: string; because: Message; cites: string[] }[];
  next_run?: NextRun;
  help?: { id: string; level: Level; cites: string[] }[];
  [more: string]: unknown;
}

/** One answer changed. */
export type Change =
  | { answer: { fact: string; to: string } }
  | { score: { place: Place; to: number } }
  | { sign: { place: Place; fact: string; to: boolean } }
  | { both: { place: Place } }
  | { without: { place: Place } };

export interface Consequence {
  change: Change;
  says: Message;
  level: Level;
  /** It opens questions, so that more may follow. */
  opens?: boolean;
  comes?: string[];
  goes?: string[];
  [more: string]: unknown;
}

export interface Changes extends Stamp {
  raise: Consequence[];
  lower: Consequence[];
  change: Consequence[];
}

export interface Sentence {
  part: "level" | "by" | "reason" | "do" | "phone" | "headline" | "step" | "dose" | "because" | "leave_out" | "next_run" | "ladder" | "help";
  /** The rule that it comes from. */
  id: string;
  text: string;
  cites?: string[];
}

export interface Explained extends Stamp {
  language: string;
  sentences: Sentence[];
}

/** A language that was imported by its subpath. */
export interface Language {
  language: string;
  texts: { [key: string]: string };
}

export interface ExplainOptions {
  /** A name, or a language that was imported. English when it is left out. */
  language?: string | Language;
  /** What quantities are written in. Metric when it is left out. */
  units?: "metric" | "us";
}

export interface Aftermile {
  readonly rules: string;
  readonly rulesDate: string;
  nextScreen(answers: Answers): Next;
  /** @throws AftermileError, also while the interview is not finished: silence is not "no". */
  triage(answers: Answers): Triaged;
  /** @throws AftermileError as `triage`. */
  plan(answers: Answers): Plan;
  /** @throws AftermileError as `triage`. */
  whatWouldChange(answers: Answers): Changes;
  /** The plan in sentences, in reading order, each with its rule and sources. */
  explain(plan: Plan, options?: ExplainOptions): Explained;
}

export type Problem =
  | "unknown_field" | "missing_field" | "wrong_kind" | "wrong_unit" | "out_of_range" | "cannot_be_unsure"
  | "of_site" | "not_of_site" | "no_such_place" | "unfinished" | "no_such_language" | "internal";

export class AftermileError extends Error {
  readonly name: "AftermileError";
  readonly kind: Problem;
  /** Where in the answers: `minutes`, `sites[0].score`; empty for the whole. */
  readonly path: string;
  /** What would be right there, in words. */
  readonly accepts?: string;
  /** Of an unfinished interview: the screen to be asked. */
  readonly next?: Screen;
}

/** Loads the engine, once. */
export function load(): Promise<Aftermile>;
