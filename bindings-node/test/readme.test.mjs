// The JavaScript of the README and of the guide to reports runs as it stands there, the blocks of a page as one program.
import assert from 'node:assert'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import test from 'node:test'

for (const page of ['README.md', 'docs/reports.md']) {
  test(`${page} runs`, async () => {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
    const blocks = [...text.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1])
    assert.ok(blocks.length > 0)
    for (const block of blocks) assert.match(block, /assert/)
    // The package's own name resolves only from a file inside the package.
    const file = new URL('page.generated.mjs', import.meta.url)
    writeFileSync(file, blocks.join('\n'))
    try {
      await import(`${file.href}?${page}`)
    } finally {
      rmSync(file)
    }
  })
}
