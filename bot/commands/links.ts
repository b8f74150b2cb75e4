import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `links`: what was linked by a code, never who; `links remove ID` takes one back at once. */
export async function run([verb, id]: readonly string[]): Promise<number> {
  const store = await openStoreHere(settingsHere(), quiet)
  try {
    if (verb === 'remove' && id !== undefined) {
      const removed = await store.links.remove(id, new Date())
      say(
        removed
          ? 'Removed. It counts from the next press.'
          : `There is no link ${id}. \`heads-up links\` lists them.`
      )
      return removed ? 0 : 1
    }
    const links = await store.links.list()
    if (links.length === 0)
      say('Nothing is linked yet. `heads-up link ORGANISATION responders` prints a code.')
    for (const link of links) {
      const day = new Date(link.day * 86_400_000).toISOString().slice(0, 10)
      say(
        `${link.id}  ${day}  ${link.organisation}  ${link.role.padEnd(10)}  ${link.of === 'place' ? 'a channel' : 'a person'} in ${link.platform}`
      )
    }
    return 0
  } finally {
    await store.upkeep.close()
  }
}
