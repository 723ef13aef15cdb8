// Both module systems give the same, and the types hold over real use.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import * as esm from '@firstline/core';

const require = createRequire(import.meta.url);

test('ESM and CommonJS give the same names', () => {
  const cjs = require('@firstline/core');
  const names = Object.keys(esm).filter((name) => name !== 'default').sort();
  assert.deepEqual(names, Object.keys(cjs).sort());
  assert.equal(esm.Calendar, cjs.Calendar);
  assert.ok(names.every((name) => esm[name] !== undefined));
});

test('tsc --strict accepts real use and refuses wrong use', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const tsc = require.resolve('typescript/bin/tsc');
  const report = () => execFileSync(process.execPath, [tsc, '-p', 'test/tsconfig.json'], { cwd: folder, encoding: 'utf8' });
  assert.doesNotThrow(report, (error) => assert.fail(error.stdout));
});
