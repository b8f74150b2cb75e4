import './utc.ts'
import { existsSync } from 'node:fs'
import { type Command, commands } from './commands/commands.ts'
import { fileFault } from './compose/file-fault.ts'
import { isHeadsUpError } from './errors.ts'

/** The words after `heads-up`. No words, or unknown ones, print the list; only a fault gives exit code 1. */
async function run([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const command: Command | undefined = commands.get(name)
  if (command === undefined) {
    if (name === 'help' || name === '--help') process.stdout.write(`${usage()}\n`)
    else process.stderr.write(`There is no command "${name}".\n\n${usage()}\n`)
    return name === 'help' || name === '--help' ? 0 : 1
  }
  try {
    return await command.run(args)
  } catch (error) {
    process.stderr.write(`${argumentFault(error, command) ?? told(error)}\n`)
    return 1
  }
}

/** Ours say what to do; anything else is a bug, shown by class and place, never with its words. */
function told(error: unknown): string {
  if (isHeadsUpError(error)) return `${error.message}\n${error.mend}`
  const file = fileFault(error)
  if (file !== undefined) return file
  const { name, stack } = error instanceof Error ? error : new Error('unknown')
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [
    `Heads Up stopped on a fault of its own (${name}). Please report these lines:`,
    ...frames.slice(0, 8)
  ].join('\n')
}

/** An option that the command does not know: Node's own words name it. */
function argumentFault(error: unknown, { usage: words }: Command): string | undefined {
  if (!(error instanceof TypeError) || !('code' in error)) return undefined
  return String(error.code).startsWith('ERR_PARSE_ARGS')
    ? `${error.message}\nUsage: heads-up ${words}`
    : undefined
}

function usage(): string {
  const width = Math.max(...[...commands.values()].map(({ usage: words }) => words.length))
  return [
    'Usage: heads-up COMMAND',
    '',
    ...[...commands.values()].map(({ usage: words, does }) => `  ${words.padEnd(width)}  ${does}`)
  ].join('\n')
}

process.exitCode = await run(process.argv.slice(2))
