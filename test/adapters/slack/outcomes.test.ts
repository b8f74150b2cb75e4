import { webApi } from '@slack/bolt'
import { describe, expect, it } from '@jest/globals'
import { readFailure } from '../../../adapters/slack/outcomes.ts'

const refused = (error: string) => readFailure(new webApi.WebAPIPlatformError({ ok: false, error }))
const network = (code: string) =>
  readFailure(
    new webApi.WebAPIRequestError(
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('x'), { code })
      })
    )
  )

describe('an answer of Slack’s', () => {
  it.each([
    ['channel_not_found', 'unreachable'],
    ['not_in_channel', 'unreachable'],
    ['is_archived', 'unreachable'],
    ['account_inactive', 'unreachable'],
    ['messages_tab_disabled', 'unreachable'],
    ['restricted_action', 'unreachable'],
    ['invalid_auth', 'away'],
    ['token_revoked', 'away'],
    ['missing_scope', 'away'],
    ['request_timeout', 'away'],
    ['ratelimited', 'throttled'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['invalid_blocks', 'failed'],
    ['msg_too_long', 'failed'],
    ['an_error_of_tomorrow', 'failed']
  ])('%s means %s', (error, is) => {
    expect(refused(error).outcome.is).toBe(is)
  })

  it.each(['invalid_auth', 'token_revoked', 'account_inactive', 'missing_scope'])(
    '%s says how to mend it',
    (error) => {
      expect(refused(error).mend).toMatch(
        new RegExp(`^Slack refuses us \\(${error}\\)\\. .*(SLACK_BOT_TOKEN|install)`)
      )
    }
  )

  it('that is a web page of somebody’s proxy is not read out', () => {
    expect(refused('<html>Hello, your name is Ann</html>')).toEqual({
      outcome: { is: 'unknown', why: 'unreadable' }
    })
  })

  it('429 says how long to wait', () => {
    expect(readFailure(new webApi.WebAPIRateLimitedError(7))).toEqual({
      outcome: { is: 'throttled', retryAfterMs: 7000 }
    })
  })

  it.each([
    [500, 'unknown'],
    [503, 'unknown'],
    [404, 'failed'],
    [407, 'away'],
    [429, 'throttled']
  ])('with status %i means %s', (status, is) => {
    expect(readFailure(new webApi.WebAPIHTTPError(status, '', {})).outcome.is).toBe(is)
  })
})

describe('no answer', () => {
  it.each([
    ['ECONNREFUSED', 'away'],
    ['ENOTFOUND', 'away'],
    ['EAI_AGAIN', 'away'],
    ['UND_ERR_CONNECT_TIMEOUT', 'away'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'away'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'away'],
    ['ECONNRESET', 'unknown'],
    ['UND_ERR_SOCKET', 'unknown'],
    ['UND_ERR_HEADERS_TIMEOUT', 'unknown']
  ])('because of %s means %s', (code, is) => {
    expect(network(code).outcome).toEqual({ is, why: code })
  })

  it('for a certificate that is not trusted names the setting', () => {
    expect(network('SELF_SIGNED_CERT_IN_CHAIN').mend).toContain('NODE_EXTRA_CA_CERTS')
  })

  it('in time means that it may have arrived', () => {
    const timeout = Object.assign(new Error('The operation was aborted due to timeout'), {
      name: 'TimeoutError'
    })
    expect(readFailure(new webApi.WebAPIRequestError(timeout)).outcome).toEqual({
      is: 'unknown',
      why: 'timeout'
    })
  })

  it.each([undefined, null, 'text', new Error('with words in it')])(
    'of a kind never seen means the same: %p',
    (error) => {
      expect(readFailure(error).outcome).toEqual({ is: 'unknown', why: 'network' })
    }
  )
})
