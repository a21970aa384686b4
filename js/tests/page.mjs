// The package in a page and in a worker of it; what came of it stands in the page.

import { load } from "aftermile";
import { walk } from "./walk.mjs";

const say = (id, text) => { document.getElementById(id).textContent = text; };

function result(am) {
  const plan = am.plan(walk(am, 7));
  return `${plan.rules} ${plan.care.level} ${am.explain(plan).sentences.length} sentences`;
}

load().then((am) => say("page", result(am)), (error) => say("page", `failed: ${error}`));

const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => say("worker", data);
worker.onerror = (event) => say("worker", `failed: ${event.message}`);
