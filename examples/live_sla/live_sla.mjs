// A live desk, with a badge for each promise, a due list and a timer: node examples/live_sla/live_sla.mjs
//
// A host keeps one SlaState a ticket and folds each event into it as it comes. It never polls: nextChange says when to
// look again. Here a recorded day takes the place of the host's queue and clock.
import { readFileSync } from 'node:fs'
import { SlaEngine, fromJson } from '../../bindings-node/index.mjs'

const read = (path) => readFileSync(new URL(path, import.meta.url)).toString()
const desk = new SlaEngine(fromJson('SlaSpec', read('desk.json')))
const tickets = read('tickets.jsonl').trim().split('\n').map((line) => fromJson('Ticket', line))

const names = { first_response: 'reply', resolution: 'resolution' }
const handover = new Date('2026-03-02T16:00:00Z')

const clock = (at) => at.toISOString().slice(5, 16).replace('T', ' ')
const left = (millis) => {
  const minutes = Math.floor(Math.abs(millis) / 60_000)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} ${millis < 0 ? 'over' : 'left'}`
}
// A Date is an object, so `===` would compare two that are equal as different.
const same = (one, other) => one.getTime() === other.getTime()
const earliest = (instants) => instants.toSorted((one, other) => one - other)[0]

const recorded = [handover, ...tickets.flatMap((ticket) => ticket.events.map((event) => event.at))]
const states = new Map()
const shown = new Map()
for (let now = earliest(recorded); now;) {
  for (const { id, events } of tickets) {
    const fresh = events.filter((event) => same(event.at, now))
    if (fresh.length === 0) continue
    const state = states.get(id)
    states.set(id, state ? desk.fold(state, fresh) : desk.state({ id, events: fresh }))
  }
  const promises = [...states].flatMap(([id, state]) => desk.statusOf(state, now).map((it) => ({ id, ...it })))

  const lines = []
  for (const it of promises) {
    // A late promise is drawn once more when it is fulfilled: from then on its time stands.
    const key = `${it.id} ${it.metric}`
    const badge = `${it.state} ${it.colour} ${it.finishedAt?.getTime()}`
    if (shown.get(key) === badge) continue
    shown.set(key, badge)
    const text = `${names[it.metric].padEnd(10)} ${it.state.padEnd(8)} ${(it.colour ?? '-').padEnd(5)}`
    lines.push(`  ${it.id}  ${text}  ${left(it.remainingMs)}`)
  }

  if (same(now, handover)) {
    lines.push('  due, the earliest first:')
    // A paused promise has no due instant, since nobody knows when its pause ends.
    const due = promises.filter((it) => it.dueAt && !it.finishedAt).sort((one, other) => one.dueAt - other.dueAt)
    for (const it of due) lines.push(`    ${clock(it.dueAt)}  ${it.id}  ${names[it.metric]}`)
  }

  const timer = earliest(promises.flatMap((it) => it.nextChange ?? []))
  // At the due instant itself nothing is drawn: a promise is broken a millisecond later.
  if (lines.length > 0) console.log([clock(now), ...lines, `  timer ${timer ? clock(timer) : 'off'}`].join('\n'))
  now = earliest([timer, ...recorded].filter((at) => at > now))
}
