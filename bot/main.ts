import './utc.ts'
import { createServer } from '../adapters/http/server.ts'
import { createLog } from '../adapters/log/log.ts'
import { createApp } from './app.ts'
import { rightsInFiles } from './content/roles.ts'
import { clock } from './compose/clock.ts'
import { openHasher } from './compose/open-hasher.ts'
import { contentLanguage, learning, openLibrary } from './compose/open-library.ts'
import { openSealing, openStoreHere } from './compose/open-store.ts'
import { say, settingsHere } from './compose/settings-here.ts'
import { openToReports, servesTryIt, shownWelcome } from './compose/welcome-lines.ts'
import { type Platform, TenantId } from './identity.ts'
import { noOrganisation } from './conversation/try-out.ts'
import { alertForms } from './compose/alerts.ts'
import { composeReports } from './compose/reports.ts'
import { createAlertDelivery } from './alerts/deliver.ts'
import { createAlertPlanning } from './alerts/plan.ts'
import { ownSchedules, ownVariant } from './campaigns/own-campaign.ts'
import { planTip } from './campaigns/plan.ts'
import { sayTo } from './campaigns/says-for.ts'
import { startKeeping } from './compose/keeping.ts'
import { createNight } from './compose/night.ts'
import { createPump } from './outbox/pump.ts'
import { createTick } from './outbox/tick.ts'
import { createLeave } from './leave.ts'
import type { Messenger, PlatformAdapter } from './ports.ts'
import { followProxy } from './compose/proxy.ts'
import { connectPlatforms } from './compose/platforms.ts'

/** On SIGTERM, what is under way gets this long; what is left is answered after the next start. */
const DRAIN_MS = 10_000

/** `start`: puts everything together, listens, and gives the exit code once it was told to stop. Any fault stops the start with one line. */
export async function start(): Promise<number> {
  const settings = settingsHere()
  await followProxy()
  const log = createLog(settings.LOG_LEVEL)
  const library = openLibrary(settings, () => void say(learning))
  const sealing = await openSealing(settings)
  const store = await openStoreHere(settings, log)
  const hasher = await openHasher({ store, ...sealing })

  const messengers = new Map<Platform, Messenger>()
  const rights = rightsInFiles(
    library.organisations.values(),
    hasher,
    settings.MicrosoftAppTenantId
  )
  const reporting = await composeReports({ settings, store, sealing, hasher, library, log, clock })
  const app = createApp({
    store,
    ...sealing,
    hasher,
    library,
    messengers,
    rightsInFiles: rights,
    forms: new Map([...reporting.forms, ...alertForms({ store, ...sealing, hasher, log })]),
    hearing: reporting.hearing,
    lost: reporting.lost,
    wanted: reporting.wanted,
    log,
    clock
  })
  await store.campaigns.arrange(ownSchedules(library, clock.now()), ownVariant)
  const tick = createTick({ store, log, plan: (due, now) => planTip(due, now, library) })
  const pump = createPump({
    store,
    ...sealing,
    messengers,
    log,
    clock,
    render: (slot, now, subscriber) => sayTo(slot, subscriber, library, now),
    alert: createAlertDelivery({ store, ...sealing, messengers, log, clock, library })
  })
  const keeping = startKeeping({
    app,
    watch: reporting.watch,
    store,
    log,
    clock,
    tick,
    night: createNight({ watch: reporting.watch, store, hasher, settings, log, clock }),
    planAlerts: createAlertPlanning({ store, ...sealing, hasher, log, clock }),
    pump
  })
  const adapters = new Map<Platform, PlatformAdapter>()
  const web = createServer({
    log,
    ready: async () => [
      ...(await keeping.parts()),
      ...[...adapters].map(([part, adapter]) => ({ part, problem: adapter.problem() }))
    ]
  })
  for (const [platform, adapter] of await connectPlatforms({
    settings,
    server: web.server,
    front: app,
    home: (turn) => app.home(turn),
    withdraw: (said) => app.withdraw(said),
    ...sealing,
    installs: store.installs,
    leave: createLeave({ store, ...sealing, hasher, log }),
    hasher,
    log,
    clock,
    library
  })) {
    adapters.set(platform, adapter)
    messengers.set(platform, adapter.messenger)
  }
  if (servesTryIt(settings)) {
    const open = openToReports(settings, library.organisations.values())
    if (open !== undefined) log.warn('try-it.open', { mend: open })
    // Loaded only where it is served: most bots never need it.
    const [{ mountTryIt }, { createDraw }] = await Promise.all([
      import('../adapters/web/try-it.ts'),
      import('./compose/drawings.ts')
    ])
    mountTryIt(web.server, {
      front: app,
      ...sealing,
      hasher,
      log,
      clock,
      draw: createDraw(library.words),
      organisations: library.offered('web', TenantId.parse(noOrganisation)),
      languages: [contentLanguage],
      // Behind a proxy every caller looks local: under its public name the page answers only where somebody asked for it.
      publicUrl: settings.TRY_IT === 'on' ? settings.PUBLIC_URL : undefined,
      isOpen: settings.TRY_IT === 'on'
    })
  }
  // From the first request on, a stop is an orderly one.
  const toldToStop = asked()
  const url = await web.listen(settings.PORT, settings.HOST)
  keeping.begin()
  for (const adapter of adapters.values()) adapter.begin?.()
  for (const line of shownWelcome(settings, url)) say(line)
  log.info('started', {
    platforms: [...adapters.keys()].join(' ') || 'none',
    store: settings.DATABASE_URL === undefined ? 'sqlite' : 'postgresql'
  })

  const signal = await toldToStop
  log.info('stopping', { signal })
  await web.drain(DRAIN_MS)
  await Promise.all([...adapters.values()].map((adapter) => adapter.stop()))
  await app.drain(DRAIN_MS)
  await keeping.end()
  await store.upkeep.close()
  log.info('stopped')
  return 0
}

/** Resolves when the process is asked to stop; asked twice, it stops at once. */
async function asked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve(signal)
      })
  })
}
