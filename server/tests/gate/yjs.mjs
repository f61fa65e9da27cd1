// Makes `yjs.bin`: what Yjs clients send in random sessions, as `[length u32 le][update]…`, and
// after a zero length the text that every session ends with. Run it where `yjs` is installed:
//   node yjs.mjs yjs.bin
import * as Y from 'yjs'
import { writeFileSync } from 'node:fs'

const ROOTS = ['answer/q1', 'answer/q1/fra', 'answer/q1/ken', 'answer/q2']
const WORDS = ['water ', 'and', ' élan', '\n', 'مياه', '🌊', 'a👩‍👩‍👧b', 'the quick brown fox ', 'x']
const FORMATS = [['strong', true], ['strong', null], ['em', true], ['link', 'https://example.org/🌊'], ['t', 'h2'], ['indent', 2]]

let state = 20261101
const below = n => {
  state = (state + 0x6D2B79F5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % n
}
const pick = list => list[below(list.length)]
const offsets = text => [...text].reduce((all, char) => [...all, all.at(-1) + char.length], [0])

let ids = 100
const join = server => {
  const doc = new Y.Doc()
  doc.clientID = ids++
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), 'server')
  const texts = ROOTS.map(root => doc.getText(root))
  const outbox = []
  doc.on('update', (update, origin) => { if (origin !== 'server') outbox.push(update) })
  return { doc, texts, outbox, undo: new Y.UndoManager(texts, { captureTimeout: 0 }) }
}

const edit = ({ texts, undo }) => {
  const text = pick(texts)
  const at = offsets(text.toString())
  const from = 1 + below(Math.max(1, at.length - 1))
  const to = Math.min(at.length - 1, from + 1 + below(8))
  const [key, value] = pick(FORMATS)
  const action = below(20)
  if (action < 7) text.insert(at[Math.min(from, at.length - 1)], pick(WORDS))
  else if (action < 10) text.insert(at[Math.min(from, at.length - 1)], pick(WORDS), { [key]: value })
  else if (action < 14) { if (from < to) text.delete(at[from], at[to] - at[from]) }
  else if (action < 18) { if (from < to) text.format(at[from], at[to] - at[from], { [key]: value }) }
  else if (action < 19) undo.undo()
  else undo.redo()
}

const sent = []
const texts = []
for (let session = 0; session < 4; session++) {
  const server = new Y.Doc()
  server.clientID = 1
  server.transact(() => ROOTS.forEach(root => server.getText(root).insert(0, '\n')))
  const updates = [Y.encodeStateAsUpdate(server)]
  const send = person => {
    const queued = person.outbox.splice(0)
    const kind = below(3)
    const all = kind === 0 ? queued
      : kind === 1 && queued.length ? [Y.mergeUpdates(queued)]
      : [Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(server))]
    for (const update of all) {
      updates.push(update)
      Y.applyUpdate(server, update)
    }
  }
  const people = Array.from({ length: 4 }, () => join(server))
  for (let step = 0; step < 300; step++) {
    const who = below(people.length)
    const action = below(20)
    if (action < 13) edit(people[who])
    else if (action < 16) Y.applyUpdate(people[who].doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(people[who].doc)), 'server')
    else {
      send(people[who])
      if (action === 19 && below(2)) people[who] = join(server)
    }
  }
  people.forEach(send)
  sent.push(updates)
  texts.push(ROOTS.map(root => server.getText(root).toString()).join('\0'))
}

const framed = bytes => {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(bytes.length)
  return [head, Buffer.from(bytes)]
}
const parts = sent.flatMap((updates, session) => [...updates.flatMap(framed), Buffer.alloc(4), ...framed(Buffer.from(texts[session]))])
writeFileSync(process.argv[2], Buffer.concat(parts))
console.log(sent.map(updates => updates.length), Buffer.concat(parts).length, 'bytes')
