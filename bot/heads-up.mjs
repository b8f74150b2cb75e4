#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node cannot read the rest, and must say so in one line.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 24 || (major === 24 && minor >= 15)) await import('./cli.ts')
else {
  process.stderr.write(
    `Heads Up needs Node 24.15 or newer, and this is ${process.versions.node}. Run it through npm ("npm start"), or install Node 24.\n`
  )
  process.exitCode = 1
}
