// Builds the package: the native library, and what else is generated.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNative, cargo } from './build_native.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

buildNative('firstline-node', join(here, 'firstline.node'), '--release');
cargo('run', '--quiet', '-p', 'firstline-bindgen', '--', 'node', here);
// What only Node has is written by hand.
const own = ['readColumns', 'readColumnFrames'];
appendFileSync(join(here, 'index.mjs'), `\nexport const { ${own.join(', ')} } = core;\n`);
appendFileSync(join(here, 'index.d.ts'), readFileSync(join(here, 'src', 'columns.d.ts')));
// The same types for `require`: TypeScript takes a `.d.ts` here for those of an ES module.
writeFileSync(join(here, 'index.d.cts'), readFileSync(join(here, 'index.d.ts')));
