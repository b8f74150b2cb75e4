import { expect, it, jest } from '@jest/globals'
import { quietly } from '../../../adapters/teams/quietly.ts'

// What the SDK does.
/* oxlint-disable no-console */
it('is mute for the work alone, also while others speak, and gives what the work gives', async () => {
  const said = jest.spyOn(console, 'error').mockReturnValue(undefined)
  const hold = Promise.withResolvers<void>()
  const work = quietly(async () => {
    console.error('a public key')
    await hold.promise
    console.error('a stack')
    return 'held'
  })
  console.error('somebody else')
  hold.resolve()
  expect(await work).toBe('held')
  await expect(quietly(() => Promise.reject(new Error('bad token')))).rejects.toThrow('bad token')
  expect(said.mock.calls).toEqual([['somebody else']])
  said.mockRestore()
})
/* oxlint-enable no-console */
