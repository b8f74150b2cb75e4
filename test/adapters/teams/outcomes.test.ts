import { describe, expect, it } from '@jest/globals'
import { readNetwork, readSignIn, readStatus } from '../../../adapters/teams/outcomes.ts'

describe('what Teams answers', () => {
  it.each<[number, string | undefined, string | undefined, object]>([
    [429, 'Throttled', '7', { is: 'throttled', retryAfterMs: 7000 }],
    [429, undefined, undefined, { is: 'throttled', retryAfterMs: 1000 }],
    [429, undefined, 'soon', { is: 'throttled', retryAfterMs: 1000 }],
    [412, 'PreconditionFailed', undefined, { is: 'throttled', retryAfterMs: 1000 }],
    [401, undefined, undefined, { is: 'away', why: 'http-401' }],
    [407, undefined, undefined, { is: 'away', why: 'http-407' }],
    [403, 'ForbiddenOperationException', undefined, { is: 'unreachable' }],
    [403, 'BotDisabledByAdmin', undefined, { is: 'unreachable' }],
    [403, 'BotNotInConversationRoster', undefined, { is: 'unreachable' }],
    [403, 'ConversationBlockedByUser', undefined, { is: 'unreachable' }],
    [403, 'MessageWritesBlocked', undefined, { is: 'unreachable' }],
    [404, 'ConversationNotFound', undefined, { is: 'unreachable' }],
    [403, undefined, undefined, { is: 'failed', why: 'http-403' }],
    [404, 'ActivityNotFoundInConversation', undefined, { is: 'failed' }],
    [400, 'BadSyntax', undefined, { is: 'failed', why: 'BadSyntax' }],
    [413, 'MessageSizeTooBig', undefined, { is: 'failed', why: 'MessageSizeTooBig' }],
    [302, undefined, undefined, { is: 'failed', why: 'http-302' }],
    [500, 'ServiceError', undefined, { is: 'unknown', why: 'ServiceError' }],
    [502, undefined, undefined, { is: 'unknown', why: 'http-502' }],
    [503, undefined, undefined, { is: 'unknown', why: 'http-503' }],
    [504, undefined, undefined, { is: 'unknown', why: 'http-504' }]
  ])('%d %s, Retry-After %s', (status, code, retryAfter, outcome) => {
    expect(readStatus(status, code, retryAfter).outcome).toMatchObject(outcome)
  })

  it('a code with a person’s words in it is not passed on', () => {
    expect(readStatus(400, 'Ann Lee said: help', undefined).outcome).toEqual({
      is: 'failed',
      why: 'http-400'
    })
  })
})

const because = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code }) })

describe('the network', () => {
  it.each([
    ['ECONNREFUSED', 'away', 'HTTPS_PROXY'],
    ['ENOTFOUND', 'away', 'HTTPS_PROXY'],
    ['CONNECT_TIMEOUT', 'away', 'HTTPS_PROXY'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'away', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'away', 'NODE_EXTRA_CA_CERTS']
  ])('%s: nothing was sent, and what to mend', (code, is, mend) => {
    expect(readNetwork(because(code))).toEqual({
      outcome: { is, why: code },
      mend: expect.stringContaining(mend)
    })
  })

  it.each(['ECONNRESET', 'EPIPE'])('%s: nobody knows', (code) => {
    expect(readNetwork(because(code))).toEqual({ outcome: { is: 'unknown', why: code } })
  })

  it('too late: nobody knows', () => {
    expect(readNetwork(new DOMException('x', 'TimeoutError'))).toEqual({
      outcome: { is: 'unknown', why: 'timeout' }
    })
  })
})

const entra = (message: string) => readSignIn(new Error(message))

describe('the sign-in', () => {
  it.each([
    ['AADSTS7000222', 'has expired'],
    ['AADSTS7000215', 'its value, not its id'],
    ['AADSTS700016', 'MicrosoftAppId'],
    ['AADSTS700027', 'certificate'],
    ['AADSTS90002', 'MicrosoftAppTenantId'],
    ['AADSTS50000', 'MicrosoftAppPassword']
  ])('%s names what to mend', (code, mend) => {
    const { outcome, mend: line } = entra(
      `invalid_client: 7000222 - [2026-11-24]: ${code}: The provided keys of app 'secret-name' are bad. Trace ID: 1`
    )
    expect(outcome).toEqual({ is: 'away', why: code })
    expect(line).toContain(mend)
    expect(line).not.toMatch(/secret-name|Trace/)
  })

  it.each([
    [
      'network_error: Network request failed Error: connect ECONNREFUSED 127.0.0.1:9',
      'ECONNREFUSED'
    ],
    ['endpoints_resolution_error: getaddrinfo ENOTFOUND login.microsoftonline.com', 'ENOTFOUND'],
    ['something else', 'network']
  ])('"%s" sends nobody to make a new secret first', (message, why) => {
    const { outcome, mend } = entra(message)
    expect(outcome).toEqual({ is: 'away', why })
    expect(mend).toContain('HTTPS_PROXY')
    expect(mend).not.toContain('127.0.0.1')
  })

  it('an untrusted certificate is named', () => {
    expect(
      entra('Network request failed: self-signed certificate in certificate chain').mend
    ).toContain('NODE_EXTRA_CA_CERTS')
  })
})
