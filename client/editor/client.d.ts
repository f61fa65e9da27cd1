// The glue that wasm-bindgen writes; only what is used from TypeScript.
declare module "roundtable-client" {
  import type { Port } from "./binding.ts";

  /** A document for scripts and tests; the application holds its own in Rust. */
  export class DocumentPort {
    constructor(client?: number);
    open(root: string, grouping?: number): Port;
    onLocal(listener: (update: Uint8Array) => void): void;
    receive(update: Uint8Array): void;
    settle(): void;
    settleEachFrame(onTrouble: (message: string) => void): void;
    stateVector(): Uint8Array;
    encodeDiff(stateVector: Uint8Array): Uint8Array;
    encodeState(): Uint8Array;
    clock(): number;
    free(): void;
  }

  /** Starts the module from the file beside the glue. */
  export default function init(): Promise<unknown>;
  export function initSync(from: { module: BufferSource }): unknown;
}
