// The input method's queue, on a clock of the test's own. What a real composition does to the page is
// tried in a browser; the scenario is in `tests/browser`.

import { type Clock, Composition } from "../composition.ts";
import { Peer, meet } from "./peer.ts";
import { agree } from "./simulation.ts";
import { equal, test } from "./suite.ts";

class TestClock implements Clock {
  private timers = new Map<number, { due: number; callback: () => void }>();
  private now = 0;
  private next = 1;

  after(millis: number, callback: () => void): number {
    this.timers.set(this.next, { due: this.now + millis, callback });
    return this.next++;
  }

  cancel(timer: number): void {
    this.timers.delete(timer);
  }

  pass(millis: number): void {
    const until = this.now + millis;
    for (;;) {
      const due = [...this.timers].filter(([, timer]) => timer.due <= until).sort((a, b) => a[1].due - b[1].due)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.now = due[1].due;
      due[1].callback();
    }
    this.now = until;
  }
}

function setUp() {
  const [ana, ben] = [new Peer(30), new Peer(40)];
  const clock = new TestClock();
  const state = { composing: false };
  const composition = new Composition(ana.port, () => state.composing, clock);
  return { ana, ben, clock, state, composition };
}

export function composingTests(): void {
  test("what others write waits while one composes, and what is composed goes out", () => {
    const { ana, ben, clock, state, composition } = setUp();
    composition.begin();
    state.composing = true;
    ana.dispatch(ana.state.tr.insertText("に", 1));
    ben.dispatch(ben.state.tr.insertText("ben ", 1));
    meet(ana, ben);
    equal(ana.text, "\nに", "Ben's words wait");
    equal([...ben.text].sort().join(""), [..."\nben に"].sort().join(""), "Ana's are sent");
    ana.dispatch(ana.state.tr.insertText("日本", 1, 2));
    composition.end();
    clock.pass(100);
    ana.copy.settle();
    equal(ana.text, "\n日本", "still until the editor has read the word");
    state.composing = false;
    clock.pass(100);
    ana.copy.settle();
    meet(ana, ben);
    agree([ana, ben], "after the composition");
    equal(ana.text.includes("ben ") && ana.text.includes("日本"), true);
  });

  test("composing for ever does not keep others out for ever", () => {
    const { ana, ben, clock, state, composition } = setUp();
    composition.begin();
    state.composing = true;
    ben.dispatch(ben.state.tr.insertText("ben", 1));
    meet(ana, ben);
    clock.pass(9_000);
    ana.copy.settle();
    equal(ana.text, "\n");
    clock.pass(2_000);
    ana.copy.settle();
    equal(ana.text, "\nben");
    ana.check("after the cap");
  });

  test("one composition after another is held once and released once", () => {
    const { ana, ben, clock, composition } = setUp();
    composition.begin();
    composition.end();
    composition.begin();
    composition.end();
    clock.pass(100);
    composition.release();
    ben.dispatch(ben.state.tr.insertText("ben", 1));
    meet(ana, ben);
    equal(ana.text, "\nben");
  });

  test("while composing, carets of one's own and undo work as ever", () => {
    const { ana, ben, composition } = setUp();
    composition.begin();
    ana.dispatch(ana.state.tr.insertText("x", 1));
    ben.dispatch(ben.state.tr.insertText("ben", 1));
    meet(ana, ben);
    ana.binding.undo();
    equal(ana.text, "\n");
    composition.release();
    ana.copy.settle();
    meet(ana, ben);
    agree([ana, ben], "released");
    equal(ana.text, "\nben");
  });
}
