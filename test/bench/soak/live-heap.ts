import { once } from 'node:events'
import { z } from 'zod'
import type { Child } from '../../support/child.ts'
import { until } from '../../support/until.ts'

const Answer = z.object({
  id: z.number().optional(),
  result: z.object({ usedSize: z.number().optional() }).loose().optional()
})

/** What a process (started with `--inspect=127.0.0.1:0`) really holds on to: its heap after a collection, in MB. */
export async function watchLiveHeap(
  child: Child
): Promise<{ measure(): Promise<number>; close(): void }> {
  const address = await until('the address of the inspector', () =>
    child.printed.map((line) => /ws:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0]).find(Boolean)
  )
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const waiting = new Map<number, (usedSize: number) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id = 0, result } = Answer.parse(JSON.parse(String(data)))
    waiting.get(id)?.(result?.usedSize ?? 0)
    waiting.delete(id)
  })
  let count = 0
  function ask(method: string): Promise<number> {
    count += 1
    const id = count
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method }))
    })
  }
  return {
    async measure() {
      await ask('HeapProfiler.collectGarbage')
      return (await ask('Runtime.getHeapUsage')) / 1024 / 1024
    },
    close() {
      socket.close()
    }
  }
}
