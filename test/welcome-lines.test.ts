import { expect, it } from '@jest/globals'
import { openToReports } from '../bot/compose/welcome-lines.ts'

const example = { example: true }
const own = { example: false }

it('an operator is told that a page open to others lets anybody send reports to their responders', () => {
  expect(openToReports({ TRY_IT: 'on' }, [own, example])).toContain('your organisation.')
  expect(openToReports({ TRY_IT: 'on' }, [own, own])).toContain('your 2 organisations.')
  expect(openToReports({ TRY_IT: 'on' }, [example])).toBeUndefined()
  expect(openToReports({ TRY_IT: undefined }, [own])).toBeUndefined()
})
