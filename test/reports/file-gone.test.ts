import { expect, it } from '@jest/globals'
import { createWatch } from '../../bot/reports/watch.ts'
import { MINUTE, sqliteGround, start } from '../support/store-ground.ts'
import { aDesk, trust } from './a-desk.ts'

it('an open report of an organisation whose file has gone is still said again in its channel, and the log names it', async () => {
  const ground = await sqliteGround()
  try {
    const desk = await aDesk(ground)
    await desk.openUp()
    await desk.person('ann').tell({ known: 'receipt' })
    await desk.sent()
    const organisations = new Map(desk.parts.library.organisations)
    organisations.delete(trust)
    const warned: string[] = []
    const log = { ...desk.parts.log, warn: (event: string) => void warned.push(event) }
    const library = { ...desk.parts.library, organisations }
    const ways = { mail: undefined, webhook: undefined }
    const watch = createWatch({ ...desk.parts, library, log }, ways)
    desk.later(62 * MINUTE)
    // The first look is for people on call, of whom nobody knows any more.
    for (const minutes of [61, 62]) await watch.minute(new Date(start.getTime() + minutes * MINUTE))
    const [again] = await desk.sent()
    expect(again).toMatchObject({ to: 'responders-channel' })
    expect(again?.says).toContain('Nobody has taken this yet')
    expect(new Set(warned)).toEqual(new Set(['reports.no-file']))
  } finally {
    await ground.remove()
  }
})
