// Columns as typed arrays and arrays.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  eventMapping, readColumnFrames, readColumns, readLog, servicenowMapping, zendeskCommentMapping, zendeskTicketMapping, zendeskUserMapping,
} from '@firstline/core';

const start = Date.UTC(2026, 2, 2, 8);
const millis = [start, start + 300_000, start];
const base = { ticket: ['T-1', 'T-1', 'T-2'], at: millis.map((at) => new Date(at)), kind: ['created', 'public_reply', 'created'] };
const expected = readColumns(base, eventMapping());

test('what is expected', () => {
  assert.deepEqual(expected.tickets.map((ticket) => [ticket.id, ticket.events.length]), [['T-1', 2], ['T-2', 1]]);
  assert.equal(expected.tickets[0].events[1].at.getTime(), millis[1]);
  assert.deepEqual(expected.quality.anomalies, []);
});

for (const [name, at] of [
  ['BigInt64Array', BigInt64Array.from(millis.map(BigInt))],
  ['Float64Array', Float64Array.from(millis)],
  ['numbers', millis],
  ['strings', millis.map((it) => new Date(it).toISOString())],
]) {
  test(`times as ${name}`, () => assert.deepEqual(readColumns({ ...base, at }, eventMapping()), expected));
}

test('tickets by number', () => {
  for (const ticket of [[1, 1, 2], Int32Array.of(1, 1, 2), Uint8Array.of(1, 1, 2), BigInt64Array.of(1n, 1n, 2n), Float32Array.of(1, 1, 2)]) {
    assert.deepEqual(readColumns({ ...base, ticket }, eventMapping()).tickets.map((it) => it.id), ['1', '2']);
  }
});

test('missing values', () => {
  const mapping = { ticket: 't', at: 'at', public: 'public' };
  const columns = { t: ['1', '1', '1', null], at: [start, start, NaN, start], public: [null, true, false, true] };
  const log = readColumns(columns, mapping);
  assert.deepEqual(log.tickets[0].events.map((event) => event.change.type), ['created', 'public_reply']);
  assert.deepEqual(log.quality.anomalies.map((it) => it.kind).sort(),
    ['incomplete_event', 'missing_creation', 'missing_number', 'unreadable_time']);
});

test('no rows', () => {
  const log = readColumns({ ticket: [], at: new BigInt64Array(0), kind: [] }, eventMapping());
  assert.deepEqual([log.tickets, log.quality.rows], [[], 0]);
});

for (const [name, columns, code, path] of [
  ['a missing column', { ticket: [], kind: [] }, 'columns.missing', 'columns'],
  ['columns of two lengths', { ...base, kind: ['created'] }, 'columns.length', 'columns.kind'],
  ['a column of another type', { ...base, at: [true, true, true] }, 'columns.type', 'columns.at'],
  ['an array of two types', { ...base, ticket: ['1', 2, '3'] }, 'value.type', 'columns.ticket[1]'],
  ['an array of objects', { ...base, ticket: [{}, {}, {}] }, 'value.type', 'columns.ticket[0]'],
  ['what is no array', { ...base, ticket: 'T' }, 'value.type', 'columns.ticket'],
  ['times without an offset and no zone', { ...base, at: ['2026-03-02 08:00', '', ''] }, 'columns.naive', 'columns.at'],
]) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readColumns(columns, eventMapping()), (error) => {
      assert.deepEqual([error.code, error.path], [code, path]);
      return true;
    });
  });
}

test('a zone for times without an offset', () => {
  const log = readColumns({ ...base, at: ['2026-03-02 09:00', '2026-03-02 09:05', '2026-03-02 09:00'] }, eventMapping(), 'Europe/Berlin');
  assert.deepEqual(log.tickets, expected.tickets);
});

test('several frames are one log', () => {
  const frames = [
    { columns: { id: [9], created_at: [new Date(start)], requester_id: [1] }, mapping: zendeskTicketMapping() },
    { columns: { ticket_id: [9, 9], created: [start, start + 60_000], user_id: [1, 5], public: [true, true] }, mapping: zendeskCommentMapping() },
    { columns: { id: [1, 5], role: ['end-user', 'agent'] }, mapping: zendeskUserMapping() },
  ];
  const [ticket] = readColumnFrames(frames).tickets;
  assert.deepEqual(ticket.events.map((event) => [event.role, event.change.type]), [['requester', 'created'], ['agent', 'public_reply']]);
  delete frames[1].columns.created;
  assert.throws(() => readColumnFrames(frames), { code: 'columns.missing', path: 'frames[1]' });
});

test('the real log is the same as from CSV', () => {
  const data = readFileSync(new URL('../../examples/data/incident_event_log.csv.gz', import.meta.url));
  const [headings, ...rows] = gunzipSync(data).toString().trim().split('\n').map((line) => line.trim().split(','));
  const columns = Object.fromEntries(headings.map((name, place) => [name, rows.map((row) => row[place])]));
  const log = readLog(data, servicenowMapping(), 'UTC');
  const read = readColumns(columns, servicenowMapping(), 'UTC');
  assert.deepEqual(read.quality, log.quality);
  assert.deepEqual(read.tickets, log.tickets);
});
