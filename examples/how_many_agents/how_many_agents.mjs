// How many agents does this desk need?: node examples/how_many_agents/how_many_agents.mjs
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once; what comes at other times is a ticket, done within eight hours of service. The log does not say how long a call
// takes nor how patient callers are; queue.json does.
import { readFileSync } from 'node:fs'
import * as fl from '../../bindings-node/index.mjs'

const read = (path) => readFileSync(new URL(path, import.meta.url))
const show = (title, texts) => console.log([title, ...texts.map((text) => `    ${text}`)].join('\n'))
const texts = ({ steps }) => steps.map((step) => step.text)

/** How many people on contracts the paid time of a week takes, and why. */
const people = (paidTimePerWeekMs) => {
  const { steps } = fl.peopleForShifts({ paidTimePerWeekMs, paidHoursPerWeek: '40', shrinkage: '0.25' })
  return steps.map((step) => `${step.formula}: ${step.value.toFixed(2)}`)
}

const [first, today] = [new Date('2016-02-29T00:00:00Z'), new Date('2016-05-16T00:00:00Z')]
const [minute, week] = [60_000, 7 * 24 * 3_600_000]
const log = fl.readServicenowLog(read('../data/incident_event_log.csv.gz'), 'UTC')
const queue = fl.fromJson('CurveQueue', read('queue.json').toString())
const targets = fl.fromJson('StaffingTargets', read('targets.json').toString())
const offered = fl.fromJson('CoverageInput', read('shifts.json').toString())

const past = fl.arrivalsByInterval(log.tickets, { zone: 'UTC', interval: 'hour', start: first, end: today }).series
const coming = fl.forecast(past, fl.fromJson('ForecastOptions', read('forecast.json').toString()))
show('What will come', texts(coming))

const byLoad = { method: { type: 'modified_offered_load', statistic: 'mean', before: 'empty' } }
const work = { metric: 'resolution', workMs: 10 * minute }
const atWork = { maxOccupancy: '0.85', shrinkage: '0' }
const besideCalls = { maxOccupancy: '0.85', switchEfficiency: '0.9' }
const allThatIsLeft = { maxOccupancy: '1', shrinkage: '0' }
const services = [
  ['8/5', fl.officeHours('UTC', '08:00', '16:00')],
  ['12/5', fl.officeHours('UTC', '07:00', '19:00')],
  ['24/7', fl.alwaysOpen('UTC')],
]

for (const [name, hours] of services) {
  const calendar = new fl.Calendar(hours)
  const arrivals = fl.arrivalsOfForecast(coming.points, 'mean')
  const calls = arrivals.map((it) => (calendar.isOpen(it.start) ? it : { ...it, arrivals: 0 }))
  const curve = fl.staffingCurve(calls, queue, targets, byLoad)
  show(`\nService ${name}\n  Calls`, texts(curve))

  const cover = fl.shiftCoverage({ ...offered, need: fl.shiftNeeds(curve.intervals) })
  show('  Shifts', texts(cover))

  show('  People for calls', people(cover.paidMs))

  // What came last week while nobody was there, and is still to be done.
  const targetsOfAll = [{ metric: 'resolution', withinMs: 8 * 60 * minute }]
  const sla = new fl.SlaEngine({ calendar: hours, policies: [{ name: 'all', targets: targetsOfAll }] })
  const missed = log.tickets.filter(({ events: [{ at }] }) => at >= today - week && at < today && !calendar.isOpen(at))
  const due = fl.deadlineWork(missed, sla, work, today).tickets.filter((it) => it.dueAt > today)
  show('  Tickets, by agents of their own', texts(fl.agentsForDeadlines(due, calendar, atWork)))

  const everyHour = cover.intervals.map(({ start, end, least }, place) => {
    const { offeredLoad, outcome } = curve.intervals[place]
    return { start, end, agents: least, offeredLoad, pAbandon: outcome.pAbandon }
  })
  const intervals = everyHour.filter((it) => calendar.isOpen(it.start))
  const left = fl.capacityLeft(intervals, besideCalls)
  const outcome = fl.deadlineOutcome(due, left.staffed, allThatIsLeft)
  show('  Tickets, in what calls leave', texts(outcome))
  const inAWeek = new Date(today.getTime() + week)
  const moreMs = (outcome.agentsToAdd ?? 0) * calendar.openBetween(today, inAWeek)
  show('  People for calls and tickets', people(cover.paidMs + moreMs))

  const shifts = cover.shifts.map(({ start, end, agents, breaks }) => ({ start, end, agents, breaks }))
  const stream = {
    name: 'calls',
    channel: 'phone',
    arrivals: { type: 'poisson', intervals: calls },
    handling: { type: 'exponential', meanMs: queue.ahtMs },
    patience: { type: 'exponential', meanMs: queue.patienceMs },
    serviceLevel: { withinMs: 0.5 * minute },
  }
  const desk = {
    start: today,
    end: inAWeek,
    streams: [stream],
    groups: [{ name: 'desk', skills: ['calls'], shifts }],
  }
  show('  Played through', texts(fl.simulateDesk(desk, { seed: 1, replications: 100 })))
}
