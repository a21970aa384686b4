// The types of the package. A test holds them to what the engine really gives.

import type { Answers, QuestionId, Region, SiteSign } from "./answers.js";

export type { Answers, QuestionId, Region, SiteSign };

export type Side = "left" | "right";

export interface Place {
  region: Region;
  side: Side;
}

/** A sore place. */
export interface Site extends Place {
  /** A whole number from 0 to 10. */
  score?: number | undefined;
  /** Signs of this place; they need a score. */
  feels?: SiteSign[] | undefined;
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

export type Unit = "min" | "h" | "s" | "ml" | "g" | "hg" | "m" | "runs" | "of 10";

export type Arg =
  | { count: number }
  | { quantity: [value: number, unit: Unit] }
  | { range: [low: number, high: number, unit: Unit] }
  | { key: string }
  /** The answer denied. */
  | { not: Arg }
  | { list: Arg[] }
  | { place: [region: Region, side: Side] };

export interface Choice {
  id: string;
  label: string;
}

interface Asked {
  id: QuestionId;
  label: string;
  /** What is accepted, in words. */
  accepts: string;
  /** Whether "dont_know" is an answer. */
  unsure: boolean;
}

/** "yes" or "no" is the answer. */
export interface SignQuestion extends Asked {
  kind: "sign";
}

/** An option's id is the answer. */
export interface ChoiceQuestion extends Asked {
  kind: "choice";
  options: Choice[];
}

/** On the scale "of 10" the answer is a number, else a text such as "40 min". */
export interface NumberQuestion extends Asked {
  kind: "number";
  min: number;
  max: number;
  unit: Unit;
}

export type Question = SignQuestion | ChoiceQuestion | NumberQuestion;

export interface Screen {
  /** Tells it from every other screen of the interview. */
  name: string;
  id: string;
  layout: "lines" | "signs" | "choice" | "fields" | "effort" | "where" | "site";
  /** The sore place that it is about. */
  place?: Region;
  questions: Question[];
}

/** Enough is known: `triage`, `plan` and `whatWouldChange` answer. */
export interface Done extends Stamp {
  done: true;
  /** The names of the screens answered so far. */
  asked: string[];
  screen: null;
}

export interface Open extends Stamp {
  done: false;
  asked: string[];
  screen: Screen;
}

export type Next = Done | Open;

export interface Reason {
  rule: string;
  level: Level;
  because: Message;
  /** The answers that decided it. */
  said: Arg[];
  places?: Place[];
  /** It fired because the runner did not know. */
  unsure?: true;
  cites: string[];
}

export interface Care {
  level: Level;
  /** The rules that gave the level. */
  reasons: Reason[];
  /** Those of lower levels that fired too. */
  also?: Reason[];
  /** What to do and what not to do. */
  lines: { text: Message; cites: string[] }[];
  /** Whom to see. */
  see?: string;
  /** By when. */
  by?: "now" | "hours_4" | "today" | "hours_48" | "days_3" | "days";
  /** What to say on the phone. */
  phone?: Message[];
  tags: string[];
}

export interface Triaged extends Stamp {
  care: Care;
}

export type Slot = "now" | "hour" | "tonight" | "day1" | "day2" | "day3" | "week";

/** An exercise of a strength day. */
export interface Sets {
  exercise: string;
  sets: number;
  /** Repetitions of a set, or seconds. */
  low: number;
  high: number;
  in_seconds?: true;
  each_side?: true;
  /** The exercise that does as well standing and without kit. */
  instead?: string;
}

export interface PlanStep {
  id: string;
  slot: Slot;
  dose?: Message;
  note?: Message;
  because: Message;
  /** The answers that put it there. */
  said?: Arg[];
  evidence: "good" | "fair" | "weak" | "none";
  /** For whoever likes it; not part of the routine. */
  optional?: true;
  /** What does as well without kit and standing. */
  instead?: Message;
  /** Where a common tip yields to evidence. */
  yields?: Message;
  /** What it can be done with. */
  options?: Message[];
  strength?: Sets[];
  cites: string[];
  tags?: string[];
}

/** One exercise of the session. */
export interface Part {
  /** The plan's step that it belongs to. */
  step: string;
  exercise: string;
  sides: "once" | "each";
  /** Sets on one side. */
  sets: number;
  /** Seconds of one set on one side. */
  seconds: number;
  /** Exercises that may take its place. */
  swaps?: string[];
}

export interface Session {
  asked_min: number;
  total_s: number;
  /** It fills the minutes asked; otherwise it is the most that the evidence supports today. */
  exact: boolean;
  parts: Part[];
}

export interface LeftOut {
  id: string;
  because: Message;
  places?: Place[];
  cites: string[];
}

/** Two options for the next run, and the test that decides between them. */
interface NextRule {
  id: string;
  easy: Message;
  wait: Message;
  test: Message;
}

export interface NextRun extends NextRule {
  /** Hours from the end of this run to the next hard one; none where someone has to agree first. */
  hard_hours?: number;
  /** What else holds; where two differ, the later and stricter counts. */
  also?: (NextRule & { hours?: number })[];
  /** The way back from an injury, the gentlest rung first. */
  ladder?: { walk_min: number; jog_min: number; times: number }[];
  cites: string[];
}

export type Day =
  | "easy" | "very_short" | "hard" | "long" | "long_or_easy" | "easy_and_strength" | "strength" | "rest" | "rest_or_cross"
  | "easy_or_cross";

/** Soreness as forecast, in tenths of a point. */
export interface Point {
  /** Hours from now. */
  hour: number;
  low: number;
  likely: number;
  high: number;
}

export interface Plan extends Stamp {
  rules_date: string;
  care: Care;
  headline: Message;
  /** At self_care: why that is enough. */
  calm?: Message;
  /** None at the levels same_day and emergency. */
  steps?: PlanStep[];
  session?: Session;
  left_out?: LeftOut[];
  next_run?: NextRun;
  /** Seven days, Monday first, once the number of runs was given. */
  week?: { runs: number; days: Day[] };
  /** When to get help. */
  help?: { id: string; level: Level; cites: string[] }[];
  ribbon?: Point[];
  /** The same for each sore place. */
  site_ribbons?: { place: Place; points: Point[] }[];
}

/** One answer changed. */
export type Change =
  | { answer: { fact: QuestionId; to: string } }
  | { score: { place: Place; to: number } }
  | { sign: { place: Place; fact: SiteSign; to: boolean } }
  | { both: { place: Place } }
  | { without: { place: Place } };

export interface Consequence {
  change: Change;
  says: Message;
  level: Level;
  /** It opens questions, so that more may follow. */
  opens?: true;
  /** Steps that come, and steps that go. */
  comes?: string[];
  goes?: string[];
  /** How much changes; only the order counts. */
  weight: number;
}

export interface Changes extends Stamp {
  raise: Consequence[];
  lower: Consequence[];
  change: Consequence[];
}

export interface Sentence {
  part:
    // The level of care: what was said, whom to see and by when, what to do, what to say on the phone, what else fired.
    | "level" | "reason" | "said" | "place" | "unsure" | "see" | "by" | "do" | "phone" | "also"
    // What it is, and how it may go.
    | "headline" | "calm" | "forecast"
    // The session, then each step under its time.
    | "session" | "how" | "swap" | "slot" | "step" | "optional" | "dose" | "option" | "strength" | "because" | "note" | "yields"
    | "instead" | "evidence"
    // When to get help, each under how soon; what is left out; the next run; the week.
    | "help_when" | "help" | "leave_out" | "next_run" | "next_also" | "ladder" | "week"
    | "limits";
  /** The rule, the exercise or the text that it comes from. */
  id: string;
  text: string;
  /** Of "reason", "also" and "help". */
  level?: Level;
  cites?: string[];
}

export interface Explained extends Stamp {
  language: string;
  sentences: Sentence[];
}

/** A language that was imported by its subpath, or one's own. */
export interface Language {
  /** A language tag such as de or pt-BR: numbers and days are written as it does. */
  language: string;
  /** Texts by key, as `Aftermile.texts` has them; one that is missing is English. */
  texts: { readonly [key: string]: string };
}

export interface ExplainOptions {
  /** "en", or a language that was imported. English when it is left out. */
  language?: "en" | Language | undefined;
  /** What quantities are written in. Metric when it is left out. */
  units?: "metric" | "us" | undefined;
}

export interface Aftermile {
  readonly rules: string;
  readonly rulesDate: string;
  /** The English texts by key, for whoever writes another language. */
  readonly texts: { readonly [key: string]: string };
  /** @throws AftermileError */
  nextScreen(answers: Answers): Next;
  /** @throws AftermileError, also while the interview is not finished: silence is not "no". */
  triage(answers: Answers): Triaged;
  /** @throws AftermileError as `triage`. */
  plan(answers: Answers): Plan;
  /** @throws AftermileError as `triage`. */
  whatWouldChange(answers: Answers): Changes;
  /** All that the plan holds in sentences, in reading order, each with its rule and sources.
   * @throws AftermileError with the path of what is no plan, no language or no unit. */
  explain(plan: Plan, options?: ExplainOptions): Explained;
}

export type Problem =
  | "unknown_field" | "missing_field" | "wrong_kind" | "wrong_unit" | "out_of_range" | "cannot_be_unsure"
  | "of_site" | "not_of_site" | "no_such_place" | "unfinished" | "no_such_language" | "internal";

export class AftermileError extends Error {
  readonly name: "AftermileError";
  readonly kind: Problem;
  /** Where in what was given: `minutes`, `sites[0].score`, `steps[2].because.key`; empty for the whole. */
  readonly path: string;
  /** What would be right there, in words. */
  readonly accepts?: string;
  /** Of an unfinished interview: the screen to be asked. */
  readonly next?: Screen;
}

/** Loads the engine, once. */
export function load(): Promise<Aftermile>;
