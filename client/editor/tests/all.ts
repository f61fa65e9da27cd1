import { type Core, coresFrom, freshCore } from "./core.ts";
import { simulate } from "./simulation.ts";
export function run(fresh: () => Core, { seed }: { long: boolean; seed?: number }): number {
  coresFrom(fresh);
  const t0 = Date.now(); let n = 0, bad = 0; const errs: Record<string, number[]> = {};
  const from = seed ?? 1; const count = seed ? 1 : Number(process.env["N"] ?? 20);
  for (let s = from; s < from + count; s++) try { freshCore(); n += simulate(s, { undo: !process.env["NOUNDO"] }); } catch (e) { bad++; const k = String((e as Error).message).split("\n")[0]!.replace(/\d+/g, "#"); (errs[k] ??= []).push(s); if (bad <= 2) console.log(String((e as Error).stack).slice(0, 3500)); }
  console.log({ n, bad, ms: Date.now() - t0 }, errs);
  return bad;
}
declare const process: { env: Record<string, string | undefined> };
