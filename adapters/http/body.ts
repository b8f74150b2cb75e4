import type { IncomingMessage } from 'node:http'
import { atEndOfRound } from './round.ts'

/**
 * The raw bytes of a request, handed to the platforms' adapters. `too-large`: it is not read on, so that the connection can
 * still be answered, and then must close. `broken`: the sender went away in the middle.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number
): Promise<Buffer | 'too-large' | 'broken'> {
  return new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) return resolve('too-large')
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length > limitBytes) finish('too-large')
      else chunks.push(chunk)
    }
    let finished = false
    const finish = (result: Buffer | 'too-large' | 'broken') => {
      if (finished) return
      finished = true
      request.off('data', onData)
      request.pause()
      atEndOfRound(() => resolve(result))
    }
    request.on('data', onData)
    request.once('end', () =>
      finish(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
    )
    request.once('error', () => finish('broken'))
    request.once('close', () => finish('broken'))
  })
}
