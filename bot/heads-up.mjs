#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node cannot read the rest, and must say so in one line.
import module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 24 || (major === 24 && minor >= 15)) {
  // Keeps what Node compiled for the next start, in the system's folder for such things.
  module.enableCompileCache()
  await import('./cli.ts')
} else {
  process.stderr.write(
    `Heads Up needs Node 24.15 or newer, and this is ${process.versions.node}. Run it through npm ("npm start"), or install Node 24.\n`
  )
  process.exitCode = 1
}
