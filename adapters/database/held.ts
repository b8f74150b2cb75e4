/** What is known of a conversation in our hands. */
interface Known {
  /** Number of its last piece of work, and how much is left, where we know of all; 0 and more. */
  readonly last: number
  readonly left: number
}

/** The conversations that this process works on, as its memory has it. The database decides; this tells what to ask it. */
export interface Held {
  /** Random, new at each start: the fence against a process that comes back too late. */
  readonly holder: string
  has(conversation: string): boolean
  take(conversation: string, known?: Known): void
  drop(conversation: string): void
  /** An arrival was decided, and added so many deliveries; the conversation's last number is now `last`. */
  decided(conversation: string, added: number, last: number): void
  /** The number of the last piece of work, if these settled deliveries were all that was left. */
  lastIfAllDoneBy(conversation: string, settled: number): number | undefined
  /** While it runs, the conversation counts as ours: it may become so. */
  taking<T>(conversation: string, work: () => Promise<T>): Promise<T>
  /** Where it fails, the conversation is no longer worked on: whoever asked has stopped. */
  working<T>(conversation: string, work: () => Promise<T>): Promise<T>
}

export function createHeld(holder: string): Held {
  const held = new Map<string, Known | undefined>()
  const coming = new Map<string, number>()

  return {
    holder,
    has: (conversation) => held.has(conversation) || coming.has(conversation),
    take: (conversation, known) => void held.set(conversation, known),
    drop: (conversation) => void held.delete(conversation),

    decided(conversation, added, last) {
      const known = held.get(conversation)
      if (!held.has(conversation)) return
      // Another number than ours plus what we added: something arrived meanwhile.
      const all = known !== undefined && known.last + added === last
      held.set(conversation, all ? { last, left: known.left - 1 + added } : undefined)
    },

    lastIfAllDoneBy(conversation, settled) {
      const known = held.get(conversation)
      return known !== undefined && known.left === settled ? known.last : undefined
    },

    async taking(conversation, work) {
      coming.set(conversation, (coming.get(conversation) ?? 0) + 1)
      try {
        return await work()
      } finally {
        const left = (coming.get(conversation) ?? 1) - 1
        if (left > 0) coming.set(conversation, left)
        else coming.delete(conversation)
      }
    },

    async working(conversation, work) {
      try {
        return await work()
      } catch (error) {
        held.delete(conversation)
        throw error
      }
    }
  }
}
