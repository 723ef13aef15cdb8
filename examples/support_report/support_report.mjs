// A desk's report from a real incident log: node examples/support_report/support_report.mjs
import { readFileSync } from 'node:fs'
import {
  EscalationEngine, SlaEngine, fromJson, readServicenowLog, reportText, supportReport,
} from '../../bindings-node/index.mjs'

const read = (path) => readFileSync(new URL(path, import.meta.url))

// The log's times have no zone; UTC takes them as they stand.
const log = readServicenowLog(read('../data/incident_event_log.csv.gz'), 'UTC')

const sla = new SlaEngine(fromJson('SlaSpec', read('policy.json').toString()))

const used = (share) => ({ type: 'target_used', metric: 'resolution', share })
const tell = (role) => ({ type: 'notify', role })
const escalation = new EscalationEngine([
  { name: 'three quarters used: warn the agent', trigger: used(0.75), actions: [tell('agent')] },
  { name: 'used up: tell the lead', trigger: used(1), actions: [tell('lead')] },
  {
    name: 'P1, P2 used up: second level, tell the manager',
    trigger: used(1),
    priorities: ['p1', 'p2'],
    actions: [{ type: 'move_to_tier', tier: 'l2' }, tell('manager')],
  },
], sla)

const report = supportReport(log.tickets, sla, escalation, {
  title: 'Support report: incidents of a ServiceNow desk',
  zone: 'UTC',
  asOf: new Date('2017-02-19T00:00:00Z'),
  recordedSlaField: 'made_sla',
  staffing: { ticketsPerAgentPerMonth: 450, shrinkage: '0.30' },
  oddities: log.oddities,
})
process.stdout.write(reportText(report))
