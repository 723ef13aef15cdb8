// Bad input is an error with code and path; what is absent may be written in three ways.
import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { Calendar, FirstlineError, SlaEngine, Workflow, alwaysOpen, fromJson, headcount, officeHours, quantile, queueMetrics, readServicenowLog,
  ticketState, toJson } from '@firstline/core';

const at = new Date('2026-03-02T09:00:00Z');
const created = { at, role: 'requester', change: { type: 'created', opening: { priority: 'p2' } } };
const ticket = (event) => ({ id: 'T-1', events: [created, ...(event ? [{ ...created, ...event }] : [])] });

const refused = [
  ['a string for a Date', () => ticketState(ticket({ at: '2026-03-02' })), 'value.type', 'ticket.events[1].at'],
  ['an invalid Date', () => ticketState(ticket({ at: new Date(NaN) })), 'timestamp.invalid', 'ticket.events[1].at'],
  ['a Date after 9999', () => ticketState(ticket({ at: new Date(8.64e15) })), 'timestamp.out_of_range', 'ticket.events[1].at'],
  ['an unknown property', () => ticketState({ ...ticket(), ids: 1 }), 'field.unknown', 'ticket.ids'],
  ['an unknown property undefined', () => ticketState({ ...ticket(), ids: undefined }), 'field.unknown', 'ticket.ids'],
  ['a missing property', () => ticketState({ id: 'T-1' }), 'field.missing', 'ticket.events'],
  ['an unknown label', () => ticketState(ticket({ role: 'x' })), 'label.unknown', 'ticket.events[1].role'],
  ['an unknown choice', () => ticketState(ticket({ change: { type: 'x' } })), 'label.unknown', 'ticket.events[1].change.type'],
  ['a choice without type', () => ticketState(ticket({ change: {} })), 'field.missing', 'ticket.events[1].change.type'],
  ['an unknown property of a choice', () => ticketState(ticket({ change: { type: 'resolved', by: 1 } })), 'field.unknown',
    'ticket.events[1].change.by'],
  ['a fraction', () => ticketState(ticket({ change: { type: 'rated', score: 1.5, best: 5 } })), 'integer.fractional',
    'ticket.events[1].change.score'],
  ['a negative count', () => ticketState(ticket({ change: { type: 'rated', score: -1, best: 5 } })), 'integer.out_of_range',
    'ticket.events[1].change.score'],
  ['a span beyond 2^53', () => quantile([2 ** 53 + 2], 0.5, 'linear'), 'integer.out_of_range', 'spansMs[0]'],
  ['an infinite span', () => quantile([Infinity], 0.5, 'linear'), 'integer.out_of_range', 'spansMs[0]'],
  ['a fractional span', () => quantile([0.5], 0.5, 'linear'), 'integer.fractional', 'spansMs[0]'],
  ['an array for an object', () => ticketState([]), 'value.type', 'ticket'],
  ['an object for an array', () => ticketState({ id: 'T-1', events: {} }), 'value.type', 'ticket.events'],
  ['no argument', () => ticketState(), 'field.missing', 'ticket'],
  ['an unknown zone', () => officeHours('Mars/Olympus', '09:00', '17:00'), 'zone.unknown', 'zone'],
  ['a time of day that is none', () => officeHours('UTC', '9', '17:00'), 'time_of_day.malformed', 'open'],
  ['a string for bytes', () => readServicenowLog('number', 'UTC'), 'value.type', 'data'],
  ['a Map for a dictionary', () => ticketState({ ...ticket(), fields: new Map([['a', 'b']]) }), 'value.type', 'ticket.fields'],
  ['half of a surrogate pair', () => ticketState({ ...ticket(), id: 'a\ud83e' }), 'text.surrogate', 'ticket.id'],
  ['the other half in a long text', () => ticketState({ ...ticket(), id: 'x'.repeat(99) + '\udd8a\ufffd' }), 'text.surrogate',
    'ticket.id'],
  ['half of a pair in a key', () => ticketState({ ...ticket(), fields: { '\ud83e': '' } }), 'text.surrogate', 'ticket.fields'],
  ['half of a pair in JSON', () => fromJson('Ticket', '{"id": "\ud83e", "events": []}'), 'text.surrogate', 'text'],
  ['half of a pair that JSON escapes', () => fromJson('Ticket', '{"id": "\\ud83e", "events": []}'), 'json.syntax', ''],
  ['what the core refuses', () => headcount({ ticketsPerMonth: 1, ticketsPerAgentPerMonth: 0, shrinkage: '0' }), 'integer.zero',
    'input.ticketsPerAgentPerMonth'],
  ['a span that the core refuses', () => queueMetrics({ arrivalsPerHour: 1, ahtMs: 1 }, 1, { withinMs: -1 }), 'span.negative',
    'rule.withinMs'],
  ['a field of JSON', () => fromJson('HeadcountInput', '{"tickets_per_month": "1"}'), 'value.type', 'tickets_per_month'],
  ['another type in JSON', () => fromJson('Nothing', '{}'), 'label.unknown', 'typeName'],
  ['text that is no JSON', () => fromJson('Ticket', '{'), 'json.syntax', ''],
];

for (const [name, call, code, path] of refused) {
  test(`refused: ${name}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof FirstlineError && error instanceof Error);
      assert.deepEqual([error.code, error.path], [code, path]);
      assert.equal(error.faults[0].code, code);
      assert.equal(typeof error.kind, 'string');
      assert.match(error.message, new RegExp(code));
      return true;
    });
  });
}

test('missing, undefined and null all mean absent', () => {
  const opening = (opening) => toJson('Opening', opening);
  assert.equal(opening({ team: null, priority: undefined }), opening({}));
});

test('a dictionary may have no prototype or be of another realm, a text a replacement character', () => {
  for (const fields of [Object.assign(Object.create(null), { a: 'b' }), runInNewContext('({ a: "b" })')]) {
    assert.equal(fromJson('Ticket', toJson('Ticket', { ...ticket(), fields })).fields.a, 'b');
  }
  assert.equal(fromJson('Ticket', toJson('Ticket', { ...ticket(), id: '\ufffd 🦊' })).id, '\ufffd 🦊');
});

test('what is absent is left out of a result', () => {
  assert.ok(!('actor' in fromJson('TicketEvent', toJson('TicketEvent', created))));
});

test('a value survives JSON', () => {
  assert.deepEqual(fromJson('TicketEvent', toJson('TicketEvent', created)).at, at);
});

test('an object of another class is refused', () => {
  const workflow = Workflow.standard();
  assert.ok(workflow instanceof Workflow);
  assert.throws(() => Calendar.prototype.isOpen.call(workflow, at));
  assert.equal(new Calendar(alwaysOpen('UTC')).isOpen(at), true);
  assert.throws(() => new SlaEngine({}), { code: 'field.missing' });
});
