import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { type Child, startBot } from '../../support/child.ts'
import { tempFolder } from '../../support/folders.ts'
import { until } from '../../support/until.ts'

const Answers = z.object({
  answers: z.array(z.object({ audience: z.enum(['here', 'person']), text: z.string() }))
})
const data = tempFolder()
let count = 0

afterAll(() => {
  data.remove()
})

/** One turn of a new tab, answered by the real bot. */
async function ask(
  { url }: Child,
  words: string,
  where: { readonly organisation?: string; readonly place?: string; readonly hour?: string } = {}
): Promise<z.infer<typeof Answers>['answers']> {
  count += 1
  const id = String(count).padStart(32, '0')
  const answer = await fetch(`${url}/try-it/turn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      session: id,
      message: id,
      organisation: 'none',
      place: 'private',
      said: { kind: 'text', text: words },
      ...where
    })
  })
  return Answers.parse(await answer.json()).answers
}

describe('a bot that was started with nothing set', () => {
  let bot: Child
  beforeAll(async () => {
    bot = await startBot({ DATA_DIR: data.path })
  }, 60_000)
  afterAll(async () => {
    await bot.stop()
  })

  it('serves the page that it says to open', async () => {
    const line = await until('the line that names the page', () =>
      bot.printed.find((one) => one.includes('in a browser'))
    )
    expect(line).toContain(`open ${bot.url}/ `)
    const page = await fetch(`${bot.url}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<h1>')
  })

  it('offers the examples as places to work', async () => {
    expect(await (await fetch(`${bot.url}/try-it/choices`)).text()).toContain('example-trust')
  })

  it('shows nothing in the channel of what a person owns up to there', async () => {
    const answers = await ask(bot, 'I clicked a link and put my password in', { place: 'channel' })
    expect(answers.length).toBeGreaterThan(0)
    expect(answers.map(({ audience }) => audience)).not.toContain('here')
  })

  it('answers a plain question where it was asked, so that others learn', async () => {
    const [first] = await ask(bot, 'How do I report a dodgy email?', { place: 'channel' })
    expect(first?.audience).toBe('here')
  })

  it('gives the number that answers at the chosen hour', async () => {
    const words = 'I clicked a link and put my password in'
    // At 3 in the morning the night desk answers on every day of the year.
    const [first] = await ask(bot, words, { organisation: 'example-practice', hour: '03:00' })
    expect(/Call ([\d ]+\d)/.exec(first?.text ?? '')?.[1]).toBe('01632 960299')
  })
})

describe('a bot that the page is not for', () => {
  it.each([
    ['with TRY_IT=off', { TRY_IT: 'off' }],
    ['where others can reach it', { HOST: '0.0.0.0' }]
  ])(
    'does not serve it %s',
    async (_, settings) => {
      const bot = await startBot({ DATA_DIR: data.path, ...settings })
      try {
        const url = bot.url.replace('0.0.0.0', '127.0.0.1')
        expect((await fetch(`${url}/`)).status).toBe(404)
        expect((await fetch(`${url}/try-it/turn`, { method: 'POST' })).status).toBe(404)
      } finally {
        await bot.stop()
      }
    },
    60_000
  )
})
