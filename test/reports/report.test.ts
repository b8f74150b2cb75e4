import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { defang } from '../../bot/reports/defang.ts'
import { after, type Move, movedBy, moves, ReportState } from '../../bot/reports/report.ts'

const states = ReportState.options
const names = Object.keys(moves) as Move[]

it('what was taken back never comes back, and what is closed is never opened again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names)), (made) => {
      const seen: ReportState[] = ['received']
      for (const move of made) {
        const state = seen.at(-1) ?? 'received'
        seen.push(after(state, move) ?? state)
      }
      const order = ['received', 'taken', 'closed', 'back']
      const steps = seen.map((state) => order.indexOf(state))
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    })
  )
})

it('a reporter can take a report back from wherever it stands', () => {
  for (const state of states)
    expect(after(state, 'take-back')).toBe(state === 'back' ? undefined : 'back')
})

it('only a responder takes, asks and closes', () => {
  expect(names.filter((move) => movedBy[move] === 'responder')).toEqual([
    'take',
    'ask',
    'hand-on',
    'close'
  ])
})

it.each([
  ['see https://bad.example.com/a?b=1 now', 'see hxxps[:]//bad[.]example[.]com/a?b=1 now'],
  ['from mail@bad.example at 09:30.', 'from mail[@]bad[.]example at 09:30.'],
  ['http://192.168.0.1/x costs 3.50', 'hxxp[:]//192[.]168[.]0[.]1/x costs 3.50'],
  ['Nothing to press here. Really', 'Nothing to press here. Really']
])('%s is shown so that nobody can press it', (text, safe) => expect(defang(text)).toBe(safe))
