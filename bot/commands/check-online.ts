import { randomBytes } from 'node:crypto'
import { createServer } from '../../adapters/http/server.ts'
import { createHasher } from '../../adapters/sealing/hasher.ts'
import { clock } from '../compose/clock.ts'
import { openLibrary } from '../compose/open-library.ts'
import { openSealing, openStoreHere } from '../compose/open-store.ts'
import { followProxy } from '../compose/proxy.ts'
import { connectPlatforms } from '../compose/platforms.ts'
import { quiet } from '../compose/settings-here.ts'
import type { Front } from '../ports.ts'
import type { Settings } from '../settings.ts'

/** Nothing is served while we ask: nobody can speak to this front. */
const nobody: Front = {
  hear: () => Promise.resolve(),
  answer: () => Promise.resolve([]),
  form: () => Promise.reject(new Error('nobody is served while we ask'))
}

/** Asks each platform that is set up whether it takes our credentials. A line for each that does not. */
export async function checkPlatforms(
  settings: Settings
): Promise<readonly { readonly platform: string; readonly line: string }[]> {
  await followProxy()
  const store = await openStoreHere(settings, quiet)
  const { server } = createServer({ log: quiet, ready: () => Promise.resolve([]) })
  const adapters = await connectPlatforms({
    settings,
    server,
    front: nobody,
    home: () => Promise.resolve([]),
    withdraw: () => Promise.resolve(),
    ...(await openSealing(settings)),
    installs: store.installs,
    // Nothing ends because somebody looks.
    leave: () => Promise.resolve(),
    hasher: createHasher(randomBytes(32)),
    log: quiet,
    clock,
    library: openLibrary(settings)
  })
  const problems: { platform: string; line: string }[] = []
  for (const [platform, adapter] of adapters) {
    for (const line of await adapter.check()) problems.push({ platform, line })
    await adapter.stop()
  }
  await store.upkeep.close()
  return problems
}
