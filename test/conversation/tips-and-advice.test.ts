import { describe, expect, it } from '@jest/globals'
import { chooseTip } from '../../bot/conversation/give-tip.ts'
import { practice } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { now } from './a-turn.ts'
import { understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    tip: 'tip',
    passwords: 'passwords',
    'send tips here mondays at 9': 'subscribe',
    stop: 'unsubscribe',
    'i work nights': 'change_subscription',
    'what came of my report': 'report_status',
    'I want to report something': 'make_report'
  })
)
const story = () => aStory(library, {}, { memory: { organisation: practice.id as never } })
const tips = [...library.tips.values()]

describe('tips on asking', () => {
  it('shows one fact, one action and who says so', () => {
    expect(story().say('tip')[0]).toMatch(
      /^\*\*Tip number \d\*\* · A fact\. An action\. · \(Good for family and friends, too\. Pass it on\.\) · \(From: NCSC\) · ▢ I do this ▢ Another ▢ On passwords$/
    )
  })

  it('repeats none until all were seen, then begins with the oldest and says so', () => {
    const talk = story()
    const seen = Array.from({ length: 6 }, () => talk.say('tip')[0])
    expect(new Set(seen).size).toBe(6)
    const again = talk.press('Another')[0]
    expect(again).toContain('You have now seen all my tips.')
    expect(again).toContain(seen[0]?.slice(0, 16))
  })

  it('prefers a tip of the month, else one for any time', () => {
    expect(chooseTip(tips, [], new Date('2026-12-01T09:00:00Z'))?.id).toBe('tip-4')
    const firstFive = tips.filter(({ id }) => id !== 'tip-4').map(({ id }) => id)
    expect(chooseTip(tips, firstFive.slice(1), now)?.id).toBe(firstFive[0])
  })

  it('starts at another tip on another day', () => {
    const days = [0, 1, 2, 3, 4, 5].map(
      (day) => chooseTip(tips, [], new Date(now.getTime() + day * 86_400_000))?.id
    )
    expect(new Set(days).size).toBe(5)
  })

  it('forgets the ids of tips that are gone', () => {
    const talk = aStory(library, {}, { memory: { tips: ['long-gone'] } })
    talk.say('tip')
    expect(talk.known.memory.tips).toHaveLength(1)
  })
})

describe('advice', () => {
  it('gives short lines, their source, and a way on if it already went wrong', () => {
    expect(story().say('passwords')[0]).toBe(
      '**Advice: passwords** · Do one thing. · Then your IT service desk (01632 960002) helps. · (From: NCSC) · ▢ I typed my password on a fake page ▢ Other subjects ▢ Not this?'
    )
  })

  it('invites nobody in a channel to say there what they did', () => {
    expect(aStory(library, { place: 'channel' }).say('passwords')[0]).not.toContain(
      'I typed my password'
    )
  })

  it('lists all subjects, some as buttons', () => {
    const talk = story()
    talk.say('passwords')
    const [list] = talk.press('Other subjects')
    for (const { label } of library.topics.values()) expect(list).toContain(label)
    expect(talk.last.replies[0]?.card.buttons).toHaveLength(5)
  })
})

describe('where nobody reads reports yet', () => {
  it.each([
    [
      'what came of my report',
      '☎ Your IT service desk: 01632 960002 · I hold no reports for where you work.'
    ],
    ['I want to report something', '**What do you want to report?**']
  ])('answers "%s" with what works today', (said, answer) => {
    expect(story().say(said)[0]).toContain(answer)
  })

  it('answers somebody who wants to report in private', () => {
    expect(aStory(library, { place: 'channel' }).say('I want to report something')[0]).toMatch(
      /^\(alone\)/
    )
  })
})
