// How many agents does this desk need?: node examples/how_many_agents/how_many_agents.mjs
//
// Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
// once, by a crew of at least two. What comes while it is closed is a ticket, done within eight hours of service in the
// time that calls leave: some wait from last week, and as many as then are expected. Beside that stand what a minimum crew
// takes, and the rule of thumb of the field. The log does not say how long a call takes nor how patient callers are;
// queue.json does.
import { readFileSync } from 'node:fs'
import * as fl from '../../bindings-node/index.mjs'

const read = (path) => readFileSync(new URL(path, import.meta.url))
const show = (title, texts) => console.log([title, ...texts.map((text) => `    ${text}`)].join('\n'))
const texts = ({ steps }) => steps.map((step) => step.text)

const [first, today] = [new Date('2016-02-29T00:00:00Z'), new Date('2016-05-16T00:00:00Z')]
const [minute, hour] = [60_000, 3_600_000]
const week = 7 * 24 * hour
const later = (at) => new Date(at.getTime() + week)
// A person is paid for so many hours a week, and away for this share of them.
const [paidHoursPerWeek, shrinkage] = ['40', '0.25']
const leastCrew = 2

/** How many people the paid time of a week takes; shows why. */
const people = (title, paidTimePerWeekMs) => {
  const needed = fl.peopleForShifts({ paidTimePerWeekMs, paidHoursPerWeek, shrinkage })
  const [fullTime, whole] = needed.steps.map((step) => step.formula)
  show(title, [`${fullTime}: ${needed.fullTimeEquivalents.toFixed(2)}`, `${whole}: ${needed.headcount}`])
  return needed.headcount
}

/** The people for one post in all hours of service, with the least crew. */
const crew = (serviceMs, away) =>
  fl.cover({
    agents: 1,
    minimumCrew: leastCrew,
    serviceHoursPerWeek: String(serviceMs / hour),
    paidHoursPerWeek,
    shrinkage: away,
  })

/** The fewest agents more in all intervals with whom no ticket is late; shows the course without and with them. */
const agentsToAdd = (due, intervals) => {
  const besideCalls = { maxOccupancy: '0.85', switchEfficiency: '0.9' }
  const allThatIsLeft = { maxOccupancy: '1', shrinkage: '0' }
  for (let more = 0; ; more += 1) {
    const staffed = intervals.map((it) => ({ ...it, agents: it.agents + more }))
    const left = fl.capacityLeft(staffed, besideCalls)
    const outcome = fl.deadlineOutcome(due, left.staffed, allThatIsLeft)
    if (more === 0 || outcome.missed === 0) {
      // What `missing` counts are agents who do tickets alone; those who are tried here answer calls as well.
      const steps = [...left.steps, ...outcome.steps].filter((step) => step.term !== 'missing')
      show(`  Tickets, in what calls leave of the open hours${more ? `, with ${more} agents more` : ''}`, texts({ steps }))
    }
    if (outcome.missed === 0) return more
  }
}

/** What 400 to 500 tickets for each agent and month mean; warns of a team that has too little to do. */
const ruleOfThumb = (title, ticketsPerMonth, team) => {
  const rule = fl.headcount({ ticketsPerMonth, ticketsPerAgentPerMonth: 450, shrinkage, team })
  const warnings = rule.warnings
    .filter((it) => it.type === 'underloaded')
    .map((it) => `${it.agents} agents have too little to do with ${it.ticketsPerMonth} tickets: they are worth it from ${it.worthItFrom} on, ${it.worthItFrom / it.agents} each`)
  show(title, [...texts(rule), ...warnings])
}

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
const services = [
  ['8/5', fl.officeHours('UTC', '08:00', '16:00')],
  ['12/5', fl.officeHours('UTC', '07:00', '19:00')],
  ['24/7', fl.alwaysOpen('UTC')],
]
const row = (service, ...cells) =>
  service.padEnd(9) + cells.map((cell, place) => String(cell).padStart([7, 19, 14, 11][place])).join('')
const table = [row('service', 'calls', 'calls and tickets', 'minimum crew', 'headcount')]

for (const [name, hours] of services) {
  const calendar = new fl.Calendar(hours)
  const arrivals = fl.arrivalsOfForecast(coming.points, 'mean')
  const calls = arrivals.map((it) => (calendar.isOpen(it.start) ? it : { ...it, arrivals: 0 }))
  const curve = fl.staffingCurve(calls, queue, targets, byLoad)
  show(`\nService ${name}\n  Calls`, texts(curve))

  // Nobody is alone while it is open.
  const need = fl
    .shiftNeeds(curve.intervals)
    .map((it) => (calendar.isOpen(it.start) ? { ...it, agents: Math.max(it.agents, leastCrew) } : it))
  const cover = fl.shiftCoverage({ ...offered, need })
  show('  Shifts', texts(cover))

  const forCalls = people('  People for calls', cover.paidMs)

  // What came last week while nobody was there waits, or was due then; those are expected again, a week later.
  const targetsOfAll = [{ metric: 'resolution', withinMs: 8 * hour }]
  const sla = new fl.SlaEngine({ calendar: hours, policies: [{ name: 'all', targets: targetsOfAll }] })
  const missed = log.tickets.filter(({ events: [{ at }] }) => at >= today - week && at < today && !calendar.isOpen(at))
  const lastWeek = fl.deadlineWork(missed, sla, work, today).tickets
  const waiting = lastWeek.filter((it) => it.dueAt > today)
  const expected = lastWeek
    .filter((it) => it.dueAt <= today)
    .map((it) => ({ ...it, arrivedAt: later(it.arrivedAt), dueAt: later(it.dueAt) }))
  const due = [...waiting, ...expected]
  const openMs = calendar.openBetween(today, later(today))
  let forAll = forCalls
  if (due.length > 0) {
    show('  Tickets', [
      `${waiting.length} wait from last week`,
      `${expected.length} more are expected, as many as came last week and were due in it`,
    ])
    show('  Tickets, by agents of their own', texts(fl.agentsForDeadlines(due, calendar, atWork)))
    const everyHour = cover.intervals.map(({ start, end, least }, place) => {
      const { offeredLoad, outcome } = curve.intervals[place]
      return { start, end, agents: least, offeredLoad, pAbandon: outcome.pAbandon }
    })
    const more = agentsToAdd(
      due,
      everyHour.filter((it) => calendar.isOpen(it.start)),
    )
    forAll = people('  People for calls and tickets', cover.paidMs + more * openMs)
  } else {
    console.log('  Nothing is a ticket: there is always somebody to answer')
  }

  const least = crew(openMs, shrinkage)
  show('  Minimum crew, for one post at all hours', texts(least))
  table.push(row(name, forCalls, forAll, least.headcount, Math.max(forAll, least.headcount)))

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
    end: later(today),
    streams: [stream],
    groups: [{ name: 'desk', skills: ['calls'], shifts }],
  }
  show('  Played through', texts(fl.simulateDesk(desk, { seed: 1, replications: 100 })))
}

// Beside all that, the rule of thumb on the tickets of April; and whether nights and week ends are worth their crew.
const april = log.tickets.map(({ events: [{ at }] }) => at).filter((at) => at.getUTCMonth() === 3)
const daytime = new fl.Calendar(services[1][1])
const nights = april.filter((at) => !daytime.isOpen(at))
ruleOfThumb('\nThe rule of thumb', april.length)
const usual = { ticketsPerAgentPerMonth: 450, handlingTimeMs: queue.ahtMs, paidTimePerMonthMs: 160 * hour }
show('  What it means here', texts({ steps: fl.explainUtilisation(usual) }))
const byNight = crew(week - daytime.openBetween(today, later(today)), '0').headcount
ruleOfThumb(`  Nights and week ends, where a minimum crew is ${byNight} full-time agents`, nights.length, byNight)

show('\nPeople', table)
