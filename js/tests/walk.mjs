// Walks interviews as a program would: by what `nextScreen` says, and nothing else. The choices follow a seed.

/** Small and the same everywhere: a linear congruential generator. */
export function chance(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function answer(question, pick) {
  if (question.unsure && pick(12) === 0) return "dont_know";
  if (question.kind === "sign") return pick(8) === 0 ? "yes" : "no";
  if (question.kind === "choice") return question.options[pick(question.options.length)].id;
  const value = question.min + pick(question.max - question.min + 1);
  return question.unit === "of 10" ? value : `${value} ${question.unit}`;
}

const PLACES = ["quads", "calves", "knee_front", "shin"];

/** Answers to a whole interview. */
export function walk(am, seed) {
  const pick = chance(seed);
  const answers = {};
  for (let screens = 0; screens < 200; screens += 1) {
    const { done, screen } = am.nextScreen(answers);
    if (done) return answers;
    if (screen.layout === "site") {
      for (const site of answers.sites.filter((one) => one.region === screen.place)) site.score = pick(11);
      continue;
    }
    for (const question of screen.questions) answers[question.id] = answer(question, pick);
    if (screen.layout === "lines" && pick(4) > 0) for (const question of screen.questions) answers[question.id] = "no";
    if (screen.layout === "where") {
      if (answers.legs === "dont_know") answers.legs = "fine";
      if (answers.legs === "sore") {
        answers.sites = [{ region: PLACES[pick(2)], side: "left" }];
        if (pick(2) === 0) answers.sites.push({ region: PLACES[0], side: "right" });
      }
    }
  }
  throw new Error(`no end with ${JSON.stringify(answers)}`);
}
