// A desk's month from a real incident log: node examples/monthly_report/monthly_report.mjs
//
// Writes report.html and report.md beside this file, and prints how the figures stand to their goals.
import { readFileSync, writeFileSync } from 'node:fs'
import {
  fromJson, performanceReport, performanceReportHtml, performanceReportMarkdown, readServicenowLog,
} from '../../bindings-node/index.mjs'

const at = (path) => new URL(path, import.meta.url)
const read = (path) => readFileSync(at(path))

// The log's times have no zone; UTC takes them as they stand.
const log = readServicenowLog(read('../data/incident_event_log.csv.gz'), 'UTC')

// What the desk promises stands in one file for all of its reports.
const options = JSON.parse(read('options.json').toString())
options.spec.sla = JSON.parse(read('../support_report/policy.json').toString())

const asked = { ...fromJson('PerformanceOptions', JSON.stringify(options)), quality: log.quality }
const report = performanceReport(log.tickets, asked)
const markdown = performanceReportMarkdown(report)
writeFileSync(at('report.md'), markdown)
writeFileSync(at('report.html'), performanceReportHtml(report))

process.stdout.write(markdown.split('\n## Trend')[0])
