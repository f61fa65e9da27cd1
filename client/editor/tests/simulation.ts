// The property: whatever several peers do at once, in whatever order it arrives, every editor shows
// what its document holds after every single step, and in the end all documents are the same.

import { Editing } from "./edits.ts";
import { Peer, meet } from "./peer.ts";
import { random } from "./random.ts";

/** Simulates one table; returns how many transactions its peers wrote. Throws what went wrong. */
export function simulate(seed: number, { peers: count = 3, steps = 400, undo = true } = {}): number {
  const dice = random(seed);
  // Which client id is larger decides ties, so let it vary.
  const peers = Array.from({ length: count }, (_, i) => new Peer(10 + (((seed * 7 + i * 3) % 5) * 10 + i)));
  const editing = peers.map((peer) => new Editing(peer, dice));
  const wires = peers.map(() => peers.map(() => [] as Uint8Array[]));
  const send = () => {
    peers.forEach((peer, from) => {
      for (const update of peer.sent.splice(0)) peers.forEach((_, to) => to !== from && wires[from]?.[to]?.push(update));
    });
  };
  const deliver = (from: number, to: number, where: string) => {
    const wire = wires[from]?.[to] ?? [];
    if (from === to || !wire.length) return;
    // Out of order, and sometimes several as one change.
    const updates = Array.from({ length: Math.min(wire.length, dice.chance(0.3) ? 3 : 1) }, () => wire.splice(dice.below(wire.length), 1)[0] as Uint8Array);
    peers[to]?.receive(...updates);
    peers[to]?.check(where);
    send();
  };
  for (let step = 0; step < steps; step++) {
    const who = dice.below(count);
    const [peer, editor] = [peers[who], editing[who]] as [Peer, Editing];
    if (undo && dice.chance(0.08)) dice.chance(0.6) ? peer.binding.undo() : peer.binding.redo();
    else editor.edit();
    peer.check(`seed ${seed}, step ${step}, ${editor.last}`);
    send();
    while (dice.chance(0.5)) deliver(dice.below(count), dice.below(count), `seed ${seed}, arrival at step ${step} after ${editor.last}`);
    if (dice.chance(0.02) || step === steps - 1) {
      for (let busy = true; busy; ) {
        busy = false;
        for (let from = 0; from < count; from++) {
          for (let to = 0; to < count; to++) {
            for (; wires[from]?.[to]?.length; busy = true) deliver(from, to, `seed ${seed}, quiet at step ${step}`);
          }
        }
      }
      meet(...peers);
      agree(peers, `seed ${seed}, quiet at step ${step}`);
    }
  }
  const written = peers.reduce((sum, peer) => sum + peer.written, 0);
  for (const peer of peers) peer.free();
  return written;
}

/** Fails unless all peers hold and show the same. */
export function agree(peers: Peer[], where: string): void {
  const [first] = peers;
  for (const peer of peers) {
    peer.check(where);
    if (JSON.stringify(peer.pieces) !== JSON.stringify(first?.pieces)) {
      throw new Error(`${where}: documents differ\n${JSON.stringify(first?.pieces)}\n${JSON.stringify(peer.pieces)}`);
    }
  }
}
