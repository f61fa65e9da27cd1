// Input methods. A remote edit near the word being composed would break it, so what comes in waits
// while one composes; what is composed goes out all the same.

/** The longest that others wait, in milliseconds. */
const LONGEST = 10_000;
/** How long the editor takes to read the composed word from the page. */
const SETTLING = 30;

/** What can hold incoming edits back. */
export interface Holdable {
  hold(): void;
  release(): void;
}

export interface Clock {
  after(millis: number, callback: () => void): number;
  cancel(timer: number): void;
}

const browserClock: Clock = {
  after: (millis, callback) => setTimeout(callback, millis) as unknown as number,
  cancel: (timer) => clearTimeout(timer),
};

export class Composition {
  private held = false;
  private cap: number | undefined;
  private settling: number | undefined;

  constructor(
    private readonly port: Holdable,
    /** Whether the editor still waits for the composed word. */
    private readonly composing: () => boolean,
    private readonly clock: Clock = browserClock,
  ) {}

  /** A word begins. */
  begin(): void {
    this.stop("settling");
    if (this.held) return;
    this.held = true;
    this.port.hold();
    this.cap = this.clock.after(LONGEST, () => this.release());
  }

  /** The word is there; the editor has yet to read it. */
  end(): void {
    this.stop("settling");
    if (!this.held) return;
    this.settling = this.clock.after(SETTLING, () => {
      if (this.composing()) this.end();
      else this.release();
    });
  }

  /** Lets everything in at once. */
  release(): void {
    this.stop("settling");
    this.stop("cap");
    if (!this.held) return;
    this.held = false;
    this.port.release();
  }

  private stop(timer: "cap" | "settling"): void {
    if (this[timer] !== undefined) this.clock.cancel(this[timer]);
    this[timer] = undefined;
  }
}
