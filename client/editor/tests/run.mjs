// The editor's tests, in Node over the wasm of the prose core.
//   ROUNDTABLE_PROSE=target/prose-out node client/editor/tests/run.mjs [--long] [--seed N]

import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const prose = process.env.ROUNDTABLE_PROSE;
if (!prose) {
  console.error("ROUNDTABLE_PROSE must name the folder that `cargo xtask prose` leaves");
  process.exit(2);
}
const glue = resolve(prose, "client.js");
const folder = await mkdtemp(join(tmpdir(), "roundtable-editor-"));
try {
  const outfile = join(folder, "tests.mjs");
  const { outputFiles } = await build({ entryPoints: [glue], bundle: true, format: "iife", globalName: "core", write: false, logLevel: "error" });
  const script = new Function(`${outputFiles[0].text}; return core;`);
  const module = new WebAssembly.Module(readFileSync(resolve(prose, "client_bg.wasm")));
  // Memory of its own for every run: hashing in wasm depends on addresses, and a seed must replay.
  const fresh = () => {
    const core = script();
    core.initSync({ module });
    return core;
  };
  await build({
    entryPoints: [join(here, "all.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile,
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.setSourceMapsEnabled(true);
  const { run } = await import(pathToFileURL(outfile).href);
  const seed = process.argv.indexOf("--seed");
  const failed = run(fresh, {
    long: process.argv.includes("--long") || process.env.ROUNDTABLE_LONG === "1",
    seed: seed > 0 ? Number(process.argv[seed + 1]) : undefined,
  });
  process.exitCode = failed ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
