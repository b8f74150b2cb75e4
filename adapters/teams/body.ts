import type { Request } from 'restify'

/** The body as text; `undefined` where it is longer than `most` bytes: then it is not read on. */
export async function readBody(request: Request, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
