// How long a page takes, as the page itself sees it.

/** Runs in the page: notes for every key how long it took until the frame that shows it was painted, and every long task. */
export function watch() {
  const gauge = { paints: [], events: [], tasks: [] };
  globalThis.gauge = gauge;
  const painted = (from) => {
    // A task of its own after the frame's callbacks: style, layout and paint are done by then.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => gauge.paints.push(performance.now() - from);
    port2.postMessage(null);
  };
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => painted(timeStamp)), { capture: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") gauge.events.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gauge.tasks.push(Math.round(duration));
  }).observe({ type: "longtask", buffered: true });
}

/** What was noted since the last time. */
export function noted(page) {
  return page.evaluate(() => {
    const { paints, events, tasks } = globalThis.gauge;
    return { paints: paints.splice(0), events: events.splice(0), tasks: tasks.splice(0) };
  });
}

/** The value that so many of a hundred stay below. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}
