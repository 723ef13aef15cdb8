// The JavaScript of the README runs as it stands there.
import assert from 'node:assert'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import test from 'node:test'

test('the readme runs', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1])
  assert.ok(blocks.length > 0)
  for (const block of blocks) {
    assert.match(block, /assert/)
    // The package's own name resolves only from a file inside the package.
    const file = new URL('readme.generated.mjs', import.meta.url)
    writeFileSync(file, block)
    try {
      await import(file.href)
    } finally {
      rmSync(file)
    }
  }
})
