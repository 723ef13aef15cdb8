// Builds a native library with cargo and puts it beside this file.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

export const cargo = (...args) =>
  execFileSync('cargo', args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 });

export function buildNative(crate, to, ...options) {
  const messages = cargo('build', '-p', crate, '--message-format=json-render-diagnostics', ...options);
  const library = messages
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ reason, target }) => reason === 'compiler-artifact' && target.name === crate.replaceAll('-', '_'))
    .flatMap(({ filenames }) => filenames)
    .find((file) => /\.(so|dylib|dll)$/.test(file));
  if (library === undefined) throw new Error(`cargo built no library of ${crate}`);
  copyFileSync(library, to);
}
