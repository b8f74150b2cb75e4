import { describe, expect, it } from '@jest/globals'
import { allowService, takesTargeted } from '../../../adapters/teams/hosts.ts'

const allows = allowService(false)

it('one person alone is written to in a shared place only where that is known to work', () => {
  expect(takesTargeted('https://smba.trafficmanager.net/uk/')).toBe(true)
  expect(takesTargeted('http://127.0.0.1:3979/')).toBe(true)
  expect(takesTargeted('https://smba.infra.gcc.teams.microsoft.com/')).toBe(false)
  expect(takesTargeted('https://smba.trafficmanager.net.evil.example/')).toBe(false)
})

describe('where messages may be sent', () => {
  it.each([
    'https://smba.trafficmanager.net/uk/',
    'https://smba.trafficmanager.net/emea/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/',
    'https://SMBA.trafficmanager.net/teams',
    'https://smba.onyx.prod.teams.trafficmanager.net/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc'
  ])('to Teams: %s', (url) => expect(allows(url)).toBe(true))

  it.each([
    'http://smba.trafficmanager.net/uk/',
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net/?x=',
    'https://smba.trafficmanager.net/#x',
    'https://169.254.169.254/',
    'http://127.0.0.1:3000/',
    'https://localhost/',
    'file:///etc/passwd',
    'smba.trafficmanager.net',
    ''
  ])('never to %s', (url) => expect(allows(url)).toBe(false))

  it('where a test issuer vouches, to this machine and nowhere else', () => {
    const onLoopback = allowService(true)
    expect(onLoopback('http://127.0.0.1:3000/')).toBe(true)
    expect(onLoopback('http://localhost:3000/')).toBe(true)
    expect(onLoopback('https://smba.trafficmanager.net/uk/')).toBe(false)
    expect(onLoopback('http://127.0.0.1.evil.example/')).toBe(false)
  })
})
