import type { IncomingMessage } from 'node:http'

/** More than anybody types, even by pasting a whole e-mail. */
const MOST_BYTES = 32 * 1024

/** The body as JSON. `too-large`: it was not read to its end; `broken`: not JSON, or the sender went away. */
export async function readJson(
  request: IncomingMessage
): Promise<{ readonly json: unknown } | 'too-large' | 'broken'> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request.iterator({
      destroyOnReturn: false
    }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > MOST_BYTES) return 'too-large'
      chunks.push(chunk)
    }
    return { json: JSON.parse(Buffer.concat(chunks).toString()) as unknown }
  } catch {
    // Told as 400, without what was wrong in it.
    return 'broken'
  }
}
