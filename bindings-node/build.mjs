// Builds the native library with cargo, and has the generator write what else is generated.
import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const cargo = (...args) =>
  execFileSync('cargo', args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const messages = cargo('build', '--release', '-p', 'firstline-node', '--message-format=json-render-diagnostics');
const library = messages
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line))
  .filter((message) => message.reason === 'compiler-artifact' && message.target.name === 'firstline_node')
  .flatMap((message) => message.filenames)
  .find((file) => /\.(so|dylib|dll)$/.test(file));
if (library === undefined) throw new Error('cargo built no library firstline_node');

copyFileSync(library, join(here, 'firstline.node'));
cargo('run', '--quiet', '-p', 'firstline-bindgen', '--', 'node', here);
// The same types for `require`: TypeScript takes a `.d.ts` here for those of an ES module.
writeFileSync(join(here, 'index.d.cts'), readFileSync(join(here, 'index.d.ts')));
