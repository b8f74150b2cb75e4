import type { WriteStream } from 'node:tty'

export interface Progress {
  at(done: number, total: number, what: string): void
  /** Leaves the line as it is. */
  end(): void
}

const WIDTH = 30
const TENTH = 10

/** A bar that moves at a terminal; a line for each tenth where nobody watches. */
export function createProgress(
  stream: Pick<WriteStream, 'isTTY' | 'write'> & { readonly columns?: number }
): Progress {
  let tenth = 0
  let shown = false
  return {
    at(done, total, what) {
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
      if (!stream.isTTY) {
        const reached = Math.floor(percent / TENTH)
        if (reached > tenth) stream.write(`${percent}%  ${done} of ${total}\n`)
        tenth = reached
        return
      }
      const full = Math.floor((percent * WIDTH) / 100)
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
      const line = `${bar} ${String(percent).padStart(3)}%  ${done} of ${total}  ${what}`
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`)
      shown = true
    },
    end() {
      if (shown) stream.write('\n')
    }
  }
}
