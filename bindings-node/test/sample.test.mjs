// The glue over the sample API, which has every shape of the vocabulary.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { buildNative } from '../build_native.mjs';

const library = join(mkdtempSync(join(tmpdir(), 'firstline-')), 'sample.node');
buildNative('firstline-node-sample', library);
const sample = createRequire(import.meta.url)(library);

class Fault extends Error {
  constructor(faults) {
    super(faults[0].message);
    Object.assign(this, faults[0]);
  }
}
sample.useErrorClass(Fault);

const opened = new Date('2026-03-02T09:00:00Z');
const requester = { id: 'r-1' };
const full = {
  id: 'T-1', opened, priority: 'whenever_there_is_time', requester: { id: 'r-1', name: 'Åsa 🦊' },
  events: [
    { type: 'created', at: opened, by: requester },
    { type: 'public_reply', at: opened, workedMs: 60_000, files: ['a.txt'] },
    { type: 'closed' },
  ],
  workedMs: [1, -2], patienceMs: 5, due: '2026-03-03', callFrom: '24:00', zone: 'Europe/Berlin', price: '12.50', favour: true,
  reopened: 4_294_967_295, revision: -(2 ** 53), mood: -0.5, labels: { 'a b': 'c' }, rates: { x: [0.1, Infinity] },
  watchers: [requester], lambda: false,
};

test('a record of every type comes back as it went in', () => {
  const desk = new sample.Desk({});
  assert.deepEqual(desk.next([full]), [full]);
});

test('defaults are those of the core', () => {
  const desk = new sample.Desk({});
  assert.deepEqual(desk.settings(), {
    priority: 'whenever_there_is_time', warnAt: 0.8, batch: 10, counter: -1, nights: true, name: 'Front desk',
    patienceMs: 14_400_000, agents: [], limits: { hours: 0 },
  });
  assert.equal(desk.priority(), 'whenever_there_is_time');
});

test('objects are classes, made by new, by a static method or by another object', () => {
  const named = sample.Desk.named('Back');
  assert.ok(named instanceof sample.Desk);
  assert.equal(named.name(), 'Back');
  assert.equal(named.with({ name: 'Side' }).name(), 'Side');
  assert.throws(() => new sample.Desk({ batch: 0 }), { code: 'desk.empty_batch', path: 'settings.batch', kind: 'invalid' });
  assert.deepEqual(sample.waitingTimes(named, [full], new Date(opened.getTime() + 5)), [5]);
  assert.throws(() => sample.waitingTimes({}, [], opened), { code: 'value.type', path: 'desk' });
});

test('options, choices, maps and nothing', () => {
  const desk = sample.Desk.named('Back');
  assert.deepEqual(desk.lastEvent(full, { id: 'r-1' }), { type: 'closed' });
  assert.equal(desk.lastEvent(full, { id: 'r-2' }), undefined);
  assert.deepEqual(desk.overdue({ id: 'T-2', opened, requester }), new Date(opened.getTime() + 14_400_000));
  assert.deepEqual(Object.keys(desk.byKind(full.events)), ['closed', 'created', 'public_reply']);
  assert.deepEqual(sample.countByPriority([full, { id: 'T-2', opened, requester }]), { p2: 1, whenever_there_is_time: 1 });
  assert.equal(desk.check({ id: 'T-2', opened, requester }), undefined);
  assert.throws(() => desk.check(full), { code: 'ticket.closed', kind: 'not_allowed' });
});

test('texts, numbers and bytes', () => {
  assert.equal(sample.greet('Ada'), 'Hello, Ada');
  assert.equal(sample.greet('Ada', 'Dr'), 'Hello, Dr Ada');
  const long = 'ä🦊'.repeat(500);
  assert.equal(sample.greet(long, null), `Hello, ${long}`);
  assert.equal(sample.mean([1, 2]), 1.5);
  assert.ok(Number.isNaN(sample.mean([NaN])));
  assert.throws(() => sample.mean([]), { code: 'mean.empty', path: 'values' });
  assert.equal(sample.checksum(new Uint8Array([1, 2, 255])), 258);
  assert.deepEqual([...sample.echo(Buffer.from('ab'), 2)], [97, 98, 97, 98]);
  assert.deepEqual([...sample.echo(new Uint8Array(), 2)], []);
});

test('a path of the core is spelt as in Node, but for the keys of a map', () => {
  const check = (fields) => () => new sample.Desk({}).check({ id: 'T-2', opened, requester, ...fields });
  assert.throws(check({ patienceMs: -1 }), { code: 'ticket.impatient', path: 'ticket.patienceMs' });
  assert.throws(check({ labels: { call_from: '' } }), { code: 'ticket.empty_label', path: 'ticket.labels.call_from' });
});

test('a panic is an error, and the module goes on', () => {
  const error = { code: 'internal.panic', kind: 'internal', path: '', message: /by test/ };
  assert.throws(() => sample.defect('by test'), error);
  assert.equal(sample.greet('Ada'), 'Hello, Ada');
});

test('a decimal is exact, so a number is refused', () => {
  const ticket = (price) => () => sample.openTickets([{ id: 'T-2', opened, requester, price }]);
  assert.throws(ticket(12.5), { code: 'value.type', path: 'tickets[0].price' });
  assert.throws(ticket('12,5'), { code: 'decimal.malformed', path: 'tickets[0].price' });
  assert.equal(ticket('12.50')()[0].price, '12.50');
  assert.throws(() => sample.openTickets([], '2026-02-30'), { code: 'date.invalid', path: 'on' });
});

test('a map says which key is wrong', () => {
  const ticket = { id: 'T-2', opened, requester, rates: { x: [1, '2'] } };
  assert.throws(() => sample.countByPriority([ticket]), { code: 'value.type', path: 'tickets[0].rates.x[1]' });
});
