// Every file of the shared cases, through the public functions and classes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import * as core from '@firstline/core';
import { decode, encode, isInexact, spell, types } from './json_form.mjs';
import { matches } from './compare.mjs';

const folder = fileURLToPath(new URL('../../tests/cases', import.meta.url));
const { calls } = types;

const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.json')).sort();

function invoke(name, on, given, objects) {
  const json = /^(\w+)\.(from|to)_json$/.exec(name);
  if (json?.[2] === 'from') return JSON.parse(core.toJson(json[1], core.fromJson(json[1], given.json)));
  if (json?.[2] === 'to') return core.toJson(json[1], core.fromJson(json[1], JSON.stringify(given.value)));
  const { kind, class: owner, spelt, params, returns } = calls[name] ?? assert.fail(`there is no call '${name}'`);
  const args = params.map(({ name, type }) => decode(given[name], type, objects));
  if (kind === 'new') return new core[owner](...args);
  if (kind === 'static') return core[owner][spelt](...args);
  const result = kind === 'method' ? objects[on][spelt](...args) : core[spelt](...args);
  return returns?.[0] === 'object' ? result : encode(result, returns);
}

const holdsInexact = (call, given) => calls[call]?.params.some(({ name, type }) => isInexact(decode(given[name], type, {})));

// What is wrong in JSON is named as the JSON spells it.
const isError = (got, code, path, call) => got.code === code && got.path === (/\.from_json$/.test(call) ? path : spell(path, call));

// An object may be made from others of the file, in whatever order they are declared.
function construct(declared) {
  const objects = {};
  const build = (name) => {
    if (name in objects) return;
    const { type, on, given = {} } = declared[name];
    // Every object has a `constructor`, so only its own counts.
    const constructor = Object.hasOwn(declared[name], 'constructor') ? declared[name].constructor : 'new';
    for (const value of [on, ...Object.values(given)]) if (typeof value === 'string' && value in declared) build(value);
    objects[name] = invoke(`${type}.${constructor}`, on, given, objects);
  };
  Object.keys(declared).forEach(build);
  return objects;
}

const rows = ({ call, on, columns, rows, tolerance }) =>
  rows.map((row, place) => {
    const { expect, ...given } = Object.fromEntries(columns.map((column, at) => [column, row[at]]));
    return { name: `row ${place} of ${call}`, call, on, given, expect, tolerance };
  });

function run({ call, on, given = {}, expect, error, tolerance }, objects) {
  const declared = Object.hasOwn(calls, call) || /^\w+\.(from|to)_json$/.test(call);
  if (!declared) return `there is no call '${call}'`;
  let got;
  try {
    got = invoke(call, on, given, objects);
  } catch (thrown) {
    if (!(thrown instanceof core.FirstlineError)) return String(thrown);
    // What no number of JavaScript holds is refused before the core could say anything about it.
    const inexact = holdsInexact(call, given);
    if (error === undefined) return inexact && thrown.code === 'integer.out_of_range' ? undefined : String(thrown);
    if (typeof error.path !== 'string') return 'the error has no path';
    const codes = inexact ? [error.code, 'integer.out_of_range'] : [error.code];
    return codes.some((code) => isError(thrown, code, error.path, call)) ? undefined : `expected ${JSON.stringify(error)}, got ${thrown}`;
  }
  if (error !== undefined) return `expected ${error.code}, got ${JSON.stringify(got)}`;
  // An object is nothing that JSON could show.
  if (['new', 'static'].includes(calls[call]?.kind) || calls[call]?.returns?.[0] === 'object') got = null;
  return matches(expect, got, tolerance) ? undefined : `expected ${JSON.stringify(expect)}, got ${JSON.stringify(got)}`;
}

let count = 0;
for (const file of files) {
  test(file, () => {
    const { objects: declared = {}, cases = [], tables = [] } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const objects = construct(declared);
    const all = [...cases, ...tables.flatMap(rows)];
    count += all.length;
    const wrong = all.flatMap((one) => {
      const fault = run(one, objects);
      return fault === undefined ? [] : [`${one.name}: ${fault}`];
    });
    assert.equal(wrong.length, 0, wrong.join('\n'));
  });
}

test('there are cases', () => {
  console.log(`${count} cases in ${files.length} files`);
  assert.ok(count > 0);
});
