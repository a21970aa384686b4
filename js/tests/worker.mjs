import { load } from "aftermile";
import { walk } from "./walk.mjs";

load().then((am) => {
  const plan = am.plan(walk(am, 7));
  postMessage(`${plan.rules} ${plan.care.level} ${am.explain(plan).sentences.length} sentences`);
}, (error) => postMessage(`failed: ${error}`));
