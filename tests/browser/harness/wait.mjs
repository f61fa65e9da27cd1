// Waiting for what happens, never for time to pass.

/** Asks `question` every so often until its answer is true, and returns it; `what` names it when it never is. */
export async function until(what, question, patience = 20_000, pace = 50) {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${patience / 1000} s in vain: ${what}`);
    await pause(pace);
  }
}

/** A moment between two questions. */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
