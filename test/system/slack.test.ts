import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../support/until.ts'
import { button, openStage, people, shown, type Stage, tellsNothing } from './slack-stage.ts'

const [ann = '', ben = '', cat = '', dan = '', eve = ''] = people
let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 60_000)

afterAll(async () => {
  tellsNothing(await stage.close())
})

const opens = (user: string) =>
  stage.slack.event(
    stage.slack.envelope({
      type: 'app_home_opened',
      user,
      channel: `D0${user}`,
      tab: 'messages',
      event_ts: String(Math.random())
    })
  )

describe('a person in Slack', () => {
  it('opens the private chat for the first time and is greeted, once', async () => {
    expect((await opens(eve)).status).toBe(200)
    expect(shown((await stage.answers(`D0${eve}`, 1))[0])).toContain("Hello, I'm Heads Up, a bot")
    await opens(eve)
    await stage.slack.event(stage.slack.dm(eve, 'how do I report a dodgy email'))
    expect(shown((await stage.answers(`D0${eve}`, 2))[1])).toContain('report@phishing.gov.uk')
  })

  it('asks in the private chat and is answered there, by a card with the next step', async () => {
    expect(
      (await stage.slack.event(stage.slack.dm(ann, 'how do I report a dodgy email'))).status
    ).toBe(200)
    const [answer] = await stage.answers(`D0${ann}`, 1)
    expect(shown(answer)).toContain('report@phishing.gov.uk')
    expect(shown(answer)).toContain('Not this?')
  })

  it('goes on with the answer: "how?"', async () => {
    await stage.slack.event(stage.slack.dm(ann, 'how?'))
    expect(shown((await stage.answers(`D0${ann}`, 2))[1])).toContain('How to use it')
  })

  it('asks a plain question in a channel and is answered in that thread, so that others learn', async () => {
    const asked = stage.slack.mention(ann, 'C0WARD', 'how do I report a dodgy email?')
    await stage.slack.event(asked)
    const [answer] = await stage.answers('C0WARD', 1)
    expect(answer?.args['thread_ts']).toBe((asked.event as { ts: string }).ts)
    // Slack does not tell us that we were added, so the hello comes with the first answer there.
    expect(shown(answer)).toContain("I'm new here.")
    await stage.slack.event(stage.slack.mention(ann, 'C0WARD', 'how do I report a dodgy email?'))
    expect(shown((await stage.answers('C0WARD', 2))[1])).not.toContain("I'm new here.")
  })

  it('tells a mistake in a channel: nothing is posted there, they alone are answered', async () => {
    const before = stage.posts('C0WARD').length
    await stage.slack.event(
      stage.slack.mention(ben, 'C0WARD', 'I clicked a link and put my password in')
    )
    const answer = await until('the private answer', () => stage.posts(ben)[0])
    expect(shown(answer)).toContain('Change that password now')
    expect(shown(answer)).toContain('You can delete your message there.')
    expect(answer.args['text']).not.toMatch(/password|link/i)
    const [pointer] = await stage.api.arrived('chat.postEphemeral')
    expect(pointer?.args).toMatchObject({ channel: 'C0WARD', user: ben })
    expect(String(pointer?.args['text'])).not.toMatch(/password|link|click/i)
    expect(stage.posts('C0WARD')).toHaveLength(before)
  })

  it('uses the command: the answer is in the response, for them alone', async () => {
    const response = await stage.slack.command({
      text: 'I clicked a link',
      user_id: cat,
      channel_id: 'C0WARD',
      response_url: stage.api.responseUrl()
    })
    expect(response.status).toBe(200)
    const answer = JSON.stringify(await response.json())
    expect(answer).toContain('Close the page and call now')
    expect(answer).not.toContain('in_channel')
  })

  it('presses a button of the answer and gets what it says', async () => {
    await stage.slack.event(stage.slack.dm(dan, 'I clicked a link'))
    const [answer] = await stage.answers(`D0${dan}`, 1)
    const more = button(answer, 'More')
    expect((await stage.slack.press(dan, more)).status).toBe(200)
    expect(shown((await stage.answers(`D0${dan}`, 2))[1])).toContain('More on')
    // The same button pressed by somebody else does nothing of the kind.
    await stage.slack.press(ann, more)
    const theirs = await stage.answers(`D0${ann}`, 3)
    expect(shown(theirs[2])).not.toContain('More on')
  })
})

describe('what comes from outside', () => {
  it.each([
    ['empty text', '', 0],
    ['emoji only', '😀🙃👍', 1],
    ['right-to-left tricks', '\u202Egnihsihp\u202C \u2066x\u2069 <!channel> <@U0BEN>', 2],
    ['markup', '*bold* <https://evil.example|click> `code` {{DATE()}} &lt;!here&gt;', 3],
    ['100 KB', 'dodgy email '.repeat(9_000), 4]
  ])('%s is answered kindly', async (_, text, at) => {
    const user = people[10 + at] ?? ''
    const before = stage.posts(`D0${user}`).length
    expect((await stage.slack.event(stage.slack.dm(user, text))).status).toBe(200)
    const all = await stage.answers(`D0${user}`, before + 1)
    expect(shown(all[before])).not.toMatch(/<!channel>|<!here>|<@U0BEN>|evil\.example/)
  })
})
